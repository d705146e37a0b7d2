#include "record/export.hpp"

#include <gtest/gtest.h>

#include "record/import_fixture.hpp"
#include "record/import_paths.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Export : ::testing::Test {
    World world;
    std::string csv(const Object& object, const std::vector<std::pair<std::string, std::string>>& arguments,
                    std::shared_ptr<const Rights> rights = Rights::system()) {
        std::string text;
        world.read(
            [&](Context& context) {
                text.clear();
                CsvSheet sheet([&](std::string_view piece) {
                    text += piece;
                    return true;
                });
                const Object& known = context.object(object.name);
                export_table(context, known, read_list_query(known, asker_of(context), arguments), sheet);
                sheet.end();
            },
            rights);
        return text;
    }
};

TEST_F(Export, writes_money_and_addresses_in_columns_of_their_own_and_links_by_title) {
    const Id zorza = world.add(
        party,
        Json::parse(
            R"({"name":"Zorza, sp. z o.o.","address":{"city":"Łódź"},"tags":["a","b"],"discount":"7.5","vip":true,"born_on":"1990-01-02"})"));
    world.add(deal, Json::object({{"name", "=HYPERLINK(1)"},
                                  {"party", std::to_string(zorza)},
                                  {"amount", Json::parse(R"({"amount":"-5.00","currency":"PLN"})")}}));
    EXPECT_EQ(csv(deal, {{"fields", "name,party,amount,closes_on"}}),
              "name,party,amount,amount.currency,closes_on\r\n'=HYPERLINK(1),\"Zorza, sp. z o.o.\",-5.00,PLN,\r\n");
    EXPECT_EQ(csv(party, {{"fields", "name,address,tags,discount,vip,born_on"}}),
              "name,address.street,address.house,address.flat,address.postal_code,address.city,address.region,address."
              "country,tags,discount,vip,born_on\r\n"
              "\"Zorza, sp. z o.o.\",,,,,Łódź,,,a; b,7.50,true,1990-01-02\r\n");
    EXPECT_EQ(csv(deal, {{"fields", "name,party.email"}}).substr(0, 18), "name,party.email\r\n");
}

TEST_F(Export, names_its_columns_in_the_readers_language_where_asked) {
    auto polish = std::make_shared<Rights>(*Rights::system());
    polish->language = "pl";
    std::string text;
    world.read(
        [&](Context& context) {
            text.clear();
            CsvSheet sheet([&](std::string_view piece) {
                text += piece;
                return true;
            });
            const Object& known = context.object("deal");
            const auto query =
                read_list_query(known, asker_of(context), {{"fields", "id,external_id,amount,party.name,party.email"}});
            export_table(context, known, query, sheet, Headings::labels);
            sheet.end();
        },
        polish);
    EXPECT_EQ(text, "Id,Identyfikator zewnętrzny,Amount,Amount: waluta,Party: Name,Party: E-mail\r\n");
    const std::vector<std::string> header = {"Id", "Identyfikator zewnętrzny", "Amount", "Amount: waluta"};
    world.read([&](Context& context) {
        const auto guesses = guess_columns(context.schema(), context.rights(), context.object("deal"), header);
        std::vector<std::string> fields;
        for (const auto& guess : guesses) fields.push_back(guess ? guess->field : "");
        EXPECT_EQ(fields, (std::vector<std::string>{"id", "external_id", "amount", "amount.currency"}))
            << "what went out under words comes in again";
    });
}

TEST_F(Export, comes_in_again_as_it_went_out) {
    const Id zorza = world.add(party, Json::parse(R"({"name":"Zorza","external_id":"p1"})"));
    for (int i = 0; i < 3; ++i)
        world.add(deal, Json::object({{"name", "@deal " + std::to_string(i)},
                                      {"external_id", "d" + std::to_string(i)},
                                      {"party", std::to_string(zorza)},
                                      {"amount", Json::parse(R"({"amount":"1234.50","currency":"MKD"})")},
                                      {"closes_on", "2026-12-0" + std::to_string(i + 1)},
                                      {"met_at", "2026-01-02T03:04:05Z"},
                                      {"done", i == 1}}));
    const std::string out = csv(deal, {});
    Imports imports(world.engine);
    EXPECT_EQ(imports.counts("deal", out), "3 rows: 0 created, 0 updated, 3 skipped, 0 refused, 0 values left out");
    World other;
    other.add(party, Json::parse(R"({"name":"Zorza"})"));
    Imports there(other.engine);
    const std::string result =
        there.counts("deal", out, R"({"columns":{"id":null,"created_at":null},"match":["external_id"]})");
    EXPECT_EQ(result, "3 rows: 3 created, 0 updated, 0 skipped, 0 refused, 0 values left out") << there.first_problem();
    const Json found = other.list(deal, {{"filter", R"({"external_id":"d1"})"}})["items"];
    EXPECT_EQ(found.items()[0].text("name"), "@deal 1");
    EXPECT_EQ(found.items()[0]["amount"].text("amount"), "1234.50");
    EXPECT_EQ(found.items()[0].text("met_at"), "2026-01-02T03:04:05Z");
    EXPECT_TRUE(found.items()[0].flag("done"));
}

TEST_F(Export, gives_only_the_records_that_may_be_exported_and_masks_what_is_sensitive) {
    const Id ala = world.add(user, Json::parse(R"({"name":"Ala","login":"ala@x.pl"})"));
    world.add(
        party,
        Json::object({{"name", "Mine"}, {"pesel", "44051401359"}, {"note", "secret"}, {"owner", std::to_string(ala)}}));
    world.add(party, Json::parse(R"({"name":"Theirs"})"));
    auto rights = caller(ala);
    auto& grants = rights->objects["party"];
    grants.read = Condition::everything();
    EXPECT_THROW(csv(party, {}, rights), Error);
    grants.export_out = mine();
    grants.fields.assign(party.fields.size(), FieldAccess::write);
    grants.fields[static_cast<std::size_t>(party.note.index)] = FieldAccess::none;
    EXPECT_EQ(csv(party, {{"fields", "name,pesel"}}, rights), "name,pesel\r\nMine,•••\r\n");
    EXPECT_EQ(csv(party, {}, rights).find("secret"), std::string::npos);
    rights->may.insert("sensitive");
    EXPECT_EQ(csv(party, {{"fields", "name,pesel"}}, rights), "name,pesel\r\nMine,44051401359\r\n");
    std::string lines;
    rights->may.clear();
    world.read(
        [&](Context& context) {
            lines.clear();
            const Object& known = context.object("party");
            export_lines(context, known, read_list_query(known, asker_of(context), {{"fields", "name,pesel"}}),
                         [&](std::string_view piece) {
                             lines += piece;
                             return true;
                         });
        },
        rights);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 1);
    EXPECT_EQ(Json::parse(lines).text("pesel"), "•••");
    EXPECT_EQ(Json::parse(lines).text("name"), "Mine");
}

TEST_F(Export, stops_when_the_reader_has_gone) {
    std::string file = "name\n";
    for (int i = 0; i < 3000; ++i) file += std::string(100, 'x') + std::to_string(i) + "\n";
    Imports(world.engine).run("party", file);
    world.read([&](Context& context) {
        int pieces = 0;
        CsvSheet sheet([&](std::string_view) { return ++pieces < 2; });
        const Object& known = context.object("party");
        EXPECT_LT(export_table(context, known, {}, sheet), 3000);
        EXPECT_EQ(pieces, 2);
    });
}

} // namespace
} // namespace crm
