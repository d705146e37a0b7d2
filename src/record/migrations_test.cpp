#include "record/migrations.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "testing/sales_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Migrations : ::testing::Test {
    DatabaseOptions options = fresh_database_options();
    std::vector<std::string> done;

    std::unique_ptr<Engine> open(const std::vector<Migration>& migrations) {
        return std::make_unique<Engine>(Database::open(options), objects(), World::company(), migrations);
    }
    Migration noting(int number, const std::string& what) {
        return {number, "Notes that it ran.", {}, [this, what](Connection&, const std::string&) {
                    done.push_back(what);
                    return std::string();
                }};
    }
    static void add_parties(Engine& engine, int count) {
        Request request;
        engine.write(request, [&](Context& context) {
            for (int i = 0; i < count; ++i) {
                Record record = context.make(party);
                record.set(party.name, "P" + std::to_string(i));
                context.save(record);
            }
        });
    }
    static std::int64_t number(Engine& engine, const std::string& sql) {
        std::int64_t found = 0;
        engine.database().read([&](Connection& connection) { found = whole_or(connection.value(sql), 0); });
        return found;
    }
};

TEST_F(Migrations, are_done_once_and_in_their_order) {
    open({});
    open({noting(1, "first"), noting(2, "second")});
    open({noting(1, "first"), noting(2, "second"), noting(3, "third")});
    EXPECT_EQ(done, (std::vector<std::string>{"first", "second", "third"}));
    auto engine = open({noting(1, ""), noting(2, ""), noting(3, "")});
    EXPECT_EQ(number(*engine,
                     "SELECT COUNT(*) FROM migration WHERE applied_at IS NOT NULL AND sentence = 'Notes that it ran.'"),
              3);
    EXPECT_EQ(done.size(), 3u);
}

TEST_F(Migrations, a_database_founded_now_needs_none) {
    auto engine = open({noting(1, "first")});
    EXPECT_TRUE(done.empty());
    EXPECT_EQ(number(*engine, "SELECT COUNT(*) FROM migration WHERE applied_at IS NOT NULL"), 1);
}

TEST_F(Migrations, go_on_where_a_kill_left_them) {
    add_parties(*open({}), 30);
    struct Killed {};
    int calls = 0;
    bool dies = true;
    // Ten records a step; the third step is cut off after it has written.
    const Migration adds{
        1, "Adds one.", {}, [&](Connection& connection, const std::string& place) -> std::string {
            const Id after = place.empty() ? 0 : *parse_id(place);
            const Value last = connection.value(
                "SELECT MAX(id) FROM (SELECT id FROM party WHERE id > ? ORDER BY id LIMIT 10) AS part", Values{after});
            if (is_null(last)) return "";
            connection.execute("UPDATE party SET employees = COALESCE(employees, 0) + 1 WHERE id > ? AND id <= ?",
                               Values{after, last});
            if (++calls == 3 && dies) throw Killed();
            return std::to_string(whole(last));
        }};
    EXPECT_THROW(open({adds}), Killed);
    dies = false;
    auto engine = open({adds});
    EXPECT_EQ(number(*engine, "SELECT COUNT(*) FROM party WHERE employees = 1"), 30) << "each exactly once";
    EXPECT_EQ(calls, 4) << "two steps before the kill, one in it, one after";
}

TEST_F(Migrations, change_tables_before_the_declarations_add_theirs) {
    add_parties(*open({}), 2);
    {
        auto engine = open({});
        engine->database().change_schema(
            {"ALTER TABLE party ADD COLUMN workers " + std::string(engine->dialect().bigint())});
        engine->database().write([](Connection& connection) { connection.execute("UPDATE party SET workers = 7"); });
        engine->database().change_schema({"ALTER TABLE party DROP COLUMN employees"});
        engine->set_fact("object_tables", "");
    }
    const Migration renames{1,
                            "Workers are employees.",
                            [](Connection& connection) -> std::vector<std::string> {
                                const auto columns = connection.columns_of("party");
                                if (std::find(columns.begin(), columns.end(), "workers") == columns.end()) return {};
                                return {"ALTER TABLE party RENAME COLUMN workers TO employees"};
                            },
                            {}};
    auto engine = open({renames});
    EXPECT_EQ(number(*engine, "SELECT COUNT(*) FROM party WHERE employees = 7"), 2);
}

TEST_F(Migrations, a_database_of_a_newer_program_is_refused_with_a_sentence) {
    open({});
    open({noting(1, ""), noting(2, "")});
    try {
        open({noting(1, "")});
        FAIL() << "it was opened";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("newer Relacja"), std::string::npos);
    }
}

TEST_F(Migrations, fill_what_is_empty_and_nothing_else) {
    auto engine = open({});
    add_parties(*engine, 25);
    Request request;
    engine->write(request, [](Context& context) {
        Record record = context.make(party);
        record.set(party.vip, true);
        context.save(record);
    });
    engine.reset();
    engine = open({{1, "Says no.", {}, fill_empty("party", "vip", std::int64_t{0})}});
    EXPECT_EQ(number(*engine, "SELECT COUNT(*) FROM party WHERE vip = 0"), 25);
    EXPECT_EQ(number(*engine, "SELECT COUNT(*) FROM party WHERE vip = 1"), 1);
}

} // namespace
} // namespace crm
