// A whole company into a file, and from it an equal one on either database.
#include "record/dump.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/commands.hpp"
#include "app/installation.hpp"
#include "app/migrations.hpp"
#include "base/error.hpp"
#include "modules/core/party.hpp"
#include "modules/modules.hpp"
#include "record/check.hpp"
#include "record/search.hpp"
#include "testing/database.hpp"
#include "testing/folder.hpp"
#include "testing/postgres.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

namespace fs = std::filesystem;
using testing::TestApp;

const DumpStep silent = [](const std::string&, std::int64_t) {};
const int newest = static_cast<int>(program_migrations().size());

std::string content_of(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Dump : ::testing::Test {
    const std::string folder = testing::new_test_folder();
    int files = 0;
    std::string fresh_file() { return folder + "/" + std::to_string(++files) + ".dump"; }

    // Where nothing is yet: of the kind that this run is about, or a file of SQLite.
    DatabaseOptions here() const {
        DatabaseOptions options = testing::fresh_database_options();
        return options;
    }
    DatabaseOptions in_a_file() {
        DatabaseOptions options;
        options.sqlite_file = folder + "/" + std::to_string(++files) + ".db";
        return options;
    }
    static std::unique_ptr<Engine> open(const DatabaseOptions& options) {
        return std::make_unique<Engine>(Database::open(options), program_objects(), Company{}); // as TestApp opens it
    }
    static DumpFigures restore(const DatabaseOptions& options, const std::string& file, int migrations = newest) {
        auto founding = Founding::open(options);
        const DumpFigures figures = restore_dump(*founding, file, migrations, silent);
        founding->finish();
        return figures;
    }
    // What restoring says; empty where it goes well.
    static std::string refusal(const DatabaseOptions& options, const std::string& file, int migrations = newest) {
        try {
            restore(options, file, migrations);
            return "";
        } catch (const Error& error) {
            return error.what();
        }
    }
    static std::size_t tables_in(const DatabaseOptions& options) { return Founding::open(options)->tables().size(); }
    static std::map<std::string, std::string> rows_by_table(Database& database) {
        std::map<std::string, std::string> rows;
        database.read([&](Connection& connection) {
            for (const TableShape& table : tables_of(connection))
                copy_out(connection, table, [&](std::string_view lines) { rows[table.name] += lines; });
        });
        for (const char* passing : {"fact", "server", "session", "failed_try", "first_run"}) rows.erase(passing);
        return rows;
    }
    static void expect_the_same(const std::map<std::string, std::string>& one,
                                const std::map<std::string, std::string>& other) {
        for (const auto& [table, rows] : one) {
            const auto found = other.find(table);
            EXPECT_TRUE(found != other.end() && found->second == rows) << table << " differs";
        }
        EXPECT_EQ(one.size(), other.size());
    }
    static Json json(const char* text) { return Json::parse(text); }
};

// Something of everything that a company keeps.
struct FilledCompany : Dump {
    TestApp crm{all_objects()};
    std::string acme, in_bin;

    FilledCompany() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        acme = crm.create(
            "party",
            json(
                R"({"kind":"organization","name":"Żółw\tdwa\\N trzy","email":"a@acme.example","phone":"+48 501 234 567","tags":["vip"]})"));
        crm.patch("/api/v1/party/" + acme, json(R"({"note":"line one\nline two\r\n\\.\n","external_id":"old-1"})"));
        const std::string vardar =
            crm.create("party", json(R"({"kind":"organization","name":"Вардар ДОО","address":{"city":"Скопје"}})"));
        crm.create("contact_point",
                   Json::object({{"party", vardar}, {"kind", "email"}, {"value", "b@vardar.example"}}));
        in_bin = crm.create("party", json(R"({"kind":"person","family_name":"Gone","email":"gone@x.example"})"));
        crm.remove("/api/v1/party/" + in_bin);
        crm.create("deal",
                   Json::object({{"party", acme}, {"amount", json(R"({"amount":"1234.50","currency":"EUR"})")}}));
        crm.create("activity", Json::object({{"kind", "note"},
                                             {"subject", "hello"},
                                             {"about", Json::object({{"object", "party"}, {"id", acme}})},
                                             {"participants", Json::array({acme, vardar})}}));
        own_shape();
        merge_two();
        crm.raw("POST", "/api/v1/file?about=party:" + acme, std::string("\0\1\2\xff bytes", 10),
                {{"x-file-name", "raw.bin"}});
        crm.raw("POST", "/api/v1/file", std::string(2'500'000, 'x'), {{"x-file-name", "large.txt"}});
        crm.add_role("own_only", json(R"([{"object":"party","read":{"rows":"mine"},"create":true}])"));
        crm.add_user("eva@example.com", "own_only");
        crm.create("view", json(R"({"name":"Mine","object":"party","definition":{"filter":{"owner":"me"}}})"));
    }
    void own_shape() {
        crm.post("/api/v1/meta/object", json(R"({"label":{"en":"Boat","pl":"Łódź"}})"));
        crm.post("/api/v1/meta/object/x_boat/field", json(R"({"label":"Skipper","kind":"link","to":"party"})"));
        crm.post("/api/v1/meta/object/party/field", json(R"({"label":"Colour","kind":"text","searchable":true})"));
        crm.post("/api/v1/meta/object/party/field", json(R"({"label":"Passing","kind":"text"})"));
        crm.create("x_boat", Json::object({{"name", "Syrena"}, {"x_skipper", acme}}));
        crm.patch("/api/v1/party/" + acme, json(R"({"x_colour":"red","x_passing":"there still"})"));
        crm.remove("/api/v1/meta/object/party/field/x_passing");
        crm.post("/api/v1/meta/object", json(R"({"label":"Raft"})"));
        crm.create("x_raft", json(R"({"name":"Tratwa"})"));
        crm.remove("/api/v1/meta/object/x_raft");
    }
    void merge_two() {
        const std::string kept =
            crm.create("party", json(R"({"kind":"person","given_name":"Jan","family_name":"Kowalski"})"));
        const std::string gone = crm.create(
            "party", json(R"({"kind":"person","given_name":"Jan","family_name":"Kowalski","email":"jan@y.example"})"));
        EXPECT_EQ(crm.post("/api/v1/party/" + kept + "/merge", Json::object({{"with", Json::array({gone})}})).status,
                  200);
    }
    std::string dumped() {
        const std::string file = fresh_file();
        write_dump(crm.engine().database(), file, silent);
        return file;
    }
};

TEST_F(FilledCompany, comes_back_equal_on_either_database) {
    const std::string file = dumped();
    struct stat facts {};
    ASSERT_EQ(::stat(file.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u);
    const auto before = rows_by_table(crm.engine().database());
    std::string from = file;
    for (const DatabaseOptions& options : {in_a_file(), here()}) { // the first one's dump goes into the second
        const DumpFigures figures = restore(options, from);
        EXPECT_GT(figures.rows, 50);
        auto engine = open(options);
        expect_the_same(before, rows_by_table(engine->database()));
        EXPECT_EQ(check_company(*engine, [](const std::string&) {}), std::vector<std::string>{});
        from = fresh_file();
        write_dump(engine->database(), from, silent);
        EXPECT_TRUE(content_of(from) == content_of(file)) << "the second dump differs";
    }
}

TEST_F(FilledCompany, is_worked_in_after_it_has_come_back) {
    const DatabaseOptions options = here();
    restore(options, dumped());
    auto engine = open(options);
    App app(*engine, AppOptions{});
    EXPECT_EQ(app.auth().sign_in("eva@example.com", "Correct-horse-7-battery", "127.0.0.1", "test").caller.rights->user,
              app.auth().user_by_login("eva@example.com"));
    Request request;
    engine->write(request, [&](Context& context) {
        const Object& boat = context.object("x_boat");
        EXPECT_EQ(context.find(boat, Condition::everything()).size(), 1u);
        Record party = context.load(context.object("party"), *parse_id(acme));
        EXPECT_EQ(party.text_at(context.object("party").field("x_colour")->index), "red");
        party.put(context.object("party").field("note")->index, std::string("changed"));
        context.save(party);
        std::string found;
        write_search(context, "żółw", {}, 10, found);
        EXPECT_NE(found.find(acme), std::string::npos) << found;
        Record gone = context.load(context.object("party"), *parse_id(in_bin));
        context.restore(gone);
    });
    Request second, third, fourth;
    engine->restore_field(second, "party", "x_passing");
    engine->restore_object(third, "x_raft");
    engine->read(fourth, [&](Context& context) {
        const Record party = context.load(context.object("party"), *parse_id(acme));
        EXPECT_EQ(party.text_at(context.object("party").field("x_passing")->index), "there still");
        EXPECT_EQ(context.find(context.object("x_raft"), Condition::everything()).size(), 1u);
    });
}

TEST_F(FilledCompany, is_refused_in_part_wherever_the_file_is_cut_and_nothing_stays) {
    const std::string whole = content_of(dumped()), file = fresh_file();
    const DatabaseOptions options = here();
    for (const double part : {0.0001, 0.1, 0.5, 0.9, 0.9999}) {
        std::ofstream(file, std::ios::binary)
            << whole.substr(0, static_cast<std::size_t>(static_cast<double>(whole.size()) * part));
        EXPECT_EQ(refusal(options, file), "The file ends in the middle. Please copy it again, or make a new dump.")
            << part;
        EXPECT_EQ(tables_in(options), 0u) << part;
    }
    std::string damaged = whole;
    for (std::size_t i = damaged.size() / 2; i < damaged.size() / 2 + 20; ++i) damaged[i] ^= 0x5a;
    std::ofstream(file, std::ios::binary) << damaged;
    EXPECT_NE(refusal(options, file), "");
    EXPECT_EQ(tables_in(options), 0u);
    std::ofstream(file, std::ios::binary) << whole;
    EXPECT_EQ(refusal(options, file), "");
}

TEST_F(FilledCompany, is_not_restored_over_another_company) {
    const std::string file = dumped();
    const DatabaseOptions options = here();
    restore(options, file);
    const auto tables = tables_in(options);
    EXPECT_NE(refusal(options, file).find("There is a company in this database already."), std::string::npos);
    EXPECT_EQ(tables_in(options), tables);
}

TEST_F(FilledCompany, that_was_half_restored_is_not_opened_and_is_begun_anew) {
    const std::string file = dumped();
    const DatabaseOptions options = here();
    restore(options, file);
    { // as a kill would have left it
        auto founding = Founding::open(options);
        founding->write([](Connection& connection) {
            connection.execute("INSERT INTO fact (\"key\", \"value\") VALUES ('restoring', '1')");
        });
        founding->execute({"DROP TABLE party"});
        founding->finish();
    }
    try {
        open(options);
        ADD_FAILURE() << "it was opened";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("not wholly restored"), std::string::npos) << error.what();
    }
    EXPECT_EQ(refusal(options, file), "");
    auto engine = open(options);
    expect_the_same(rows_by_table(crm.engine().database()), rows_by_table(engine->database()));
}

TEST_F(FilledCompany, of_a_newer_program_is_refused) {
    EXPECT_NE(refusal(here(), dumped(), -1).find("newer Relacja"), std::string::npos);
}

TEST_F(FilledCompany, is_not_written_over_another_file) {
    const std::string file = dumped();
    EXPECT_THROW(write_dump(crm.engine().database(), file, silent), Error);
    EXPECT_FALSE(fs::exists(file + ".part"));
}

TEST_F(Dump, a_backup_is_restored_into_an_empty_folder_unless_it_is_damaged) {
    const std::string copy = folder + "/copy.db", cut = folder + "/cut.db";
    const DatabaseOptions options = in_a_file();
    {
        const auto engine = open(options);
        Request request;
        engine->write(request, [](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, "organization");
            record.set(party.name, "Zorza");
            context.save(record);
        });
        engine->database().backup(copy);
    }
    const Output quiet{[](std::string_view) {}, [](std::string_view) {}};
    Configuration there;
    there.data = folder + "/new";
    there.dump = copy;
    fs::create_directories(there.data);
    EXPECT_EQ(restore_company(there, quiet), 0);
    EXPECT_THROW(restore_company(there, quiet), Error);
    {
        DatabaseOptions restored;
        restored.sqlite_file = there.data + "/relacja.db";
        Engine engine(Database::open(restored), program_objects(), Company{}, program_migrations());
        Request request;
        engine.read(request,
                    [](Context& context) { EXPECT_TRUE(context.exists(party, party.name == std::string("Zorza"))); });
    }
    std::ofstream(cut, std::ios::binary) << content_of(copy).substr(0, 200'000);
    there.data = folder + "/other";
    there.dump = cut;
    fs::create_directories(there.data);
    EXPECT_ANY_THROW(restore_company(there, quiet));
    EXPECT_FALSE(fs::exists(there.data + "/relacja.db"));
}

TEST_F(Dump, of_another_program_is_refused_with_a_sentence) {
    const DatabaseOptions options = here();
    EXPECT_NE(refusal(options, folder + "/nowhere").find("cannot be read"), std::string::npos);
    const std::string file = fresh_file();
    std::ofstream(file) << "name,email\nAcme,a@acme.example\n";
    EXPECT_NE(refusal(options, file).find("no dump of Relacja"), std::string::npos) << refusal(options, file);
    EXPECT_EQ(tables_in(options), 0u);
}

} // namespace
} // namespace crm
