#include "record/import.hpp"

#include <gtest/gtest.h>

#include "db/faults.hpp"
#include "record/import_fixture.hpp"

namespace crm {
namespace {

using namespace testing;
using namespace testing::sales;

struct Import : ::testing::Test {
    World world;
    Imports imports{world.engine};

    std::string value(const Object& object, const std::string& filter, const std::string& field) {
        const Json list = world.list(object, {{"filter", filter}});
        if (list["items"].items().size() != 1) return std::to_string(list["items"].items().size()) + " records";
        const Json& found = list["items"].items()[0][field];
        return found.is_string() ? found.as_string() : found.dump();
    }
    std::int64_t count(const Object& object) {
        return world.list(object, {{"count", "exact"}, {"limit", "1"}})["count"].number("value");
    }
    std::int64_t events(const std::string& object) {
        std::int64_t number = 0;
        world.engine.database().read([&](Connection& connection) {
            number = whole(connection.value("SELECT COUNT(*) FROM event WHERE object = ?", Values{object}));
        });
        return number;
    }
};

TEST_F(Import, brings_rows_in_as_records_by_their_headers_alone) {
    EXPECT_EQ(imports.counts(
                  "party",
                  "Nazwa;E-mail;Miejscowość;Liczba\nGumiś;INFO@Gumis.PL;Łódź;x\nОхрид Ком;ohrid@example.mk;Охрид;y\n"),
              "2 rows: 2 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"Gumiś"})", "email"), "info@gumis.pl");
    EXPECT_NE(value(party, R"({"name":"Охрид Ком"})", "address").find("Охрид"), std::string::npos);
}

TEST_F(Import, follows_the_mapping_and_leaves_out_what_it_maps_to_null) {
    EXPECT_EQ(imports.counts(
                  "party", "company,head,city,email\nAcme,12,Skopje,a@b.mk\n",
                  R"({"columns":{"Company ":"name","head":{"field":"employees"},"city":"address.city","email":null}})"),
              "1 rows: 1 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"Acme"})", "employees"), "12");
    EXPECT_EQ(value(party, R"({"name":"Acme"})", "email"), "null");
    EXPECT_NE(value(party, R"({"name":"Acme"})", "address").find("Skopje"), std::string::npos);
}

TEST_F(Import, leaves_an_unreadable_value_empty_and_tells_of_it) {
    EXPECT_EQ(imports.counts("party", "name,email,employees\nA,not an address,5\nB,b@b.pl,many\n"),
              "2 rows: 2 created, 0 updated, 0 skipped, 0 refused, 2 values left out");
    const Json told = imports.rows("left_out")["items"];
    ASSERT_EQ(told.items().size(), 2u);
    EXPECT_EQ(told.items()[1].number("row"), 2);
    EXPECT_EQ(told.items()[1].text("result"), "created");
    EXPECT_EQ(told.items()[1]["problems"].items()[0].text("column"), "employees");
    EXPECT_EQ(told.items()[1]["problems"].items()[0].text("value"), "many");
    EXPECT_EQ(value(party, R"({"name":"A"})", "employees"), "5");
}

TEST_F(Import, refuses_such_rows_too_when_it_is_strict) {
    EXPECT_EQ(imports.counts("party", "name,email\nA,not an address\nB,b@b.pl\n", R"({"strict":true})"),
              "2 rows: 1 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
}

TEST_F(Import, refuses_a_row_whose_amount_cannot_be_read_and_takes_the_currency_it_is_told) {
    EXPECT_EQ(
        imports.counts("deal", "name,amount\nA,\"1.234,50 zł\"\nB,lots\nC,$99.90\nD,7\n", R"({"currency":"USD"})"),
        "4 rows: 3 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_EQ(value(deal, R"({"name":"A"})", "amount"), R"({"amount":"1234.50","currency":"PLN"})");
    EXPECT_EQ(value(deal, R"({"name":"D"})", "amount"), R"({"amount":"7.00","currency":"USD"})");
    EXPECT_EQ(imports.first_problem(), "\"lots\" is not an amount in USD.");
}

TEST_F(Import, takes_the_currency_from_a_column_of_its_own) {
    imports.counts("deal", "name,value,waluta\nA,10,pln\nB,20,mkd\n");
    EXPECT_EQ(value(deal, R"({"name":"A"})", "amount"), R"({"amount":"10.00","currency":"PLN"})");
    EXPECT_EQ(value(deal, R"({"name":"B"})", "amount"), R"({"amount":"20.00","currency":"MKD"})");
}

TEST_F(Import, finds_links_by_folded_name_and_by_what_the_mapping_says) {
    world.add(party, Json::parse(R"({"name":"Łódzkie Zakłady"})"));
    world.add(party, Json::parse(R"({"name":"GTX Pro","email":"x@gtx.pl"})"));
    EXPECT_EQ(imports.counts("deal", "name,account\nA,lodzkie  ZAKLADY\nB,GTXPro\nC,\n",
                             R"({"columns":{"account":{"field":"party","by":"name","values":{"gtxpro":"GTX Pro"}}}})"),
              "3 rows: 3 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_NE(value(deal, R"({"name":"A"})", "party").find("Łódzkie"), std::string::npos);
    EXPECT_NE(value(deal, R"({"name":"B"})", "party").find("GTX Pro"), std::string::npos);
    EXPECT_EQ(value(deal, R"({"name":"C"})", "party"), "null");
    EXPECT_EQ(imports.counts("deal", "name,account\nD,X@GTX.pl\n",
                             R"({"columns":{"account":{"field":"party","by":"email"}}})"),
              "1 rows: 1 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
}

TEST_F(Import, refuses_a_row_whose_link_is_not_there_and_names_the_nearest) {
    world.add(party, Json::parse(R"({"name":"GTX Pro"})"));
    EXPECT_EQ(imports.counts("deal", "name,party\nA,GTXPro\nB,Something else entirely\n"),
              "2 rows: 0 created, 0 updated, 0 skipped, 2 refused, 0 values left out");
    EXPECT_NE(imports.first_problem().find("Did you mean \"GTX Pro\"?"), std::string::npos) << imports.first_problem();
}

TEST_F(Import, refuses_a_row_whose_link_is_named_by_two_records_and_lists_both) {
    const Id one = world.add(party, Json::parse(R"({"name":"Acme"})")),
             two = world.add(party, Json::parse(R"({"name":"ACME"})"));
    EXPECT_EQ(imports.counts("deal", "name,party\nA,acme\n"),
              "1 rows: 0 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_NE(imports.first_problem().find(std::to_string(one)), std::string::npos) << imports.first_problem();
    EXPECT_NE(imports.first_problem().find(std::to_string(two)), std::string::npos);
}

TEST_F(Import, makes_linked_records_once_where_it_may_and_fills_their_defaults) {
    EXPECT_EQ(
        imports.counts(
            "deal", "name,party,stage\nA,New Co,Engaging\nB,new co,Engaging\nC,Other,Won\n",
            R"({"columns":{"party":{"field":"party","by":"name","create":true},"stage":{"field":"stage","by":"name","create":true}},"defaults":{"kind":"organization"}})"),
        "3 rows: 3 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(count(party), 2);
    EXPECT_EQ(count(stage), 2);
    EXPECT_EQ(value(party, R"({"name":"New Co"})", "kind"), "organization");
}

TEST_F(Import, makes_no_linked_record_for_a_row_that_is_refused) {
    EXPECT_EQ(imports.counts("deal", "name,party,amount\nA,New Co,lots\n",
                             R"({"columns":{"party":{"field":"party","create":true}}})"),
              "1 rows: 0 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_EQ(count(party), 0);
}

TEST_F(Import, finds_records_of_the_same_file_and_those_made_before_in_it) {
    EXPECT_EQ(imports.counts("party", "name,above\nHolding,\nDaughter,holding\n"),
              "2 rows: 2 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_NE(value(party, R"({"name":"Daughter"})", "above").find("Holding"), std::string::npos);
}

TEST_F(Import, matches_by_external_id_and_writes_only_what_changed) {
    const std::string file = "id,name,email\nk1,A,a@a.pl\nk2,B,b@b.pl\n";
    EXPECT_EQ(imports.counts("party", file), "2 rows: 2 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", file), "2 rows: 0 created, 0 updated, 2 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", "id,name,email\nk2,Bee,\nk3,C,c@c.pl\n"),
              "2 rows: 1 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"external_id":"k2"})", "name"), "Bee");
    EXPECT_EQ(value(party, R"({"external_id":"k2"})", "email"), "b@b.pl");
}

TEST_F(Import, matches_by_name_email_phone_and_tax_number_in_their_normal_forms) {
    world.add(
        party,
        Json::parse(R"({"name":"Żółta Róża","email":"Ania@Roza.pl","phone":"501 234 567","tax_id":"7952488001"})"));
    EXPECT_EQ(imports.counts("party", "name,employees\nzolta roza,1\n", R"({"match":["name"]})"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", "email,employees\nania@roza.pl,2\n", R"({"match":["email"]})"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", "phone,employees\n+48 50-123-45-67,3\n", R"({"match":["phone"]})"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", "tax_id,employees\nPL 795-248-80-01,4\n", R"({"match":["tax_id"]})"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"Żółta Róża"})", "employees"), "4");
}

TEST_F(Import, matches_by_several_fields_that_must_all_agree) {
    world.add(party, Json::parse(R"({"name":"Jan Nowak","address":{"city":"Łódź"}})"));
    world.add(party, Json::parse(R"({"name":"Jan Nowak","address":{"city":"Gdańsk"}})"));
    EXPECT_EQ(imports.counts("party", "name,city,employees\nJan Nowak,gdansk,1\nJan Nowak,Opole,2\n",
                             R"({"match":["name","address.city"]})"),
              "2 rows: 1 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
}

TEST_F(Import, refuses_a_row_that_matches_two_records) {
    world.add(party, Json::parse(R"({"name":"Acme"})"));
    world.add(party, Json::parse(R"({"name":"acme"})"));
    EXPECT_EQ(imports.counts("party", "name\nACME\n", R"({"match":["name"]})"),
              "1 rows: 0 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_NE(imports.first_problem().find("2 records match this row"), std::string::npos);
}

TEST_F(Import, takes_a_second_row_with_the_same_key_for_the_same_record) {
    EXPECT_EQ(imports.counts("party", "name,email,employees\nAcme,a@a.pl,\nBeta,b@b.pl,1\nACME,,7\n",
                             R"({"match":["name"]})"),
              "3 rows: 2 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"Acme"})", "employees"), "7");
}

TEST_F(Import, only_creates_only_updates_or_only_fills_as_its_mode_says) {
    world.add(party, Json::parse(R"({"name":"A","employees":1})"));
    const std::string file = "name,employees,email\nA,5,a@a.pl\nB,6,b@b.pl\n";
    EXPECT_EQ(imports.counts("party", file, R"({"match":["name"],"mode":"fill_empty"})"),
              "2 rows: 0 created, 1 updated, 1 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"A"})", "employees"), "1");
    EXPECT_EQ(value(party, R"({"name":"A"})", "email"), "a@a.pl");
    EXPECT_EQ(imports.counts("party", file, R"({"match":["name"],"mode":"update"})"),
              "2 rows: 0 created, 1 updated, 1 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"name":"A"})", "employees"), "5");
    EXPECT_EQ(imports.counts("party", file, R"({"match":["name"],"mode":"create"})"),
              "2 rows: 1 created, 0 updated, 1 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(count(party), 2);
}

TEST_F(Import, reads_a_column_of_days_in_the_order_that_the_column_shows) {
    imports.counts("party", "name,born_on\nA,3/1/1990\nB,25/12/1991\n");
    EXPECT_EQ(value(party, R"({"name":"A"})", "born_on"), "1990-01-03");
    EXPECT_EQ(value(party, R"({"name":"B"})", "born_on"), "1991-12-25");
    imports.counts("party", "name,born_on\nC,3/1/1990\nD,12/25/1991\n");
    EXPECT_EQ(value(party, R"({"name":"C"})", "born_on"), "1990-03-01");
}

TEST_F(Import, reads_days_that_could_be_turned_as_the_company_writes_them) {
    imports.counts("party", "name,born_on\nA,3/1/1990\nB,2/12/1991\n"); // of Poland
    EXPECT_EQ(value(party, R"({"name":"A"})", "born_on"), "1990-01-03");
    EXPECT_EQ(value(party, R"({"name":"B"})", "born_on"), "1991-12-02");
    world.write([](Context& context) {
        context.connection().execute(
            "UPDATE company SET settings = ? WHERE id = 1",
            Values{R"({"country":"US","currency":"EUR","zone":"Europe/Warsaw","language":"en","name":""})"});
    });
    world.engine.reload_company();
    imports.counts("party", "name,born_on\nC,3/1/1990\nD,3.1.1990\n");
    EXPECT_EQ(value(party, R"({"name":"C"})", "born_on"), "1990-03-01");
}

TEST_F(Import, leaves_out_a_value_that_a_rule_refuses_where_nobody_has_to_give_it) {
    struct Strict : Party {
        Strict() {
            before_save([](Context&, Record& record) {
                if (record.whole_at(party.employees.index).value_or(1) < 1)
                    throw Error::at("employees", "Please give a number from 1.");
                if (record.text_at(party.name.index) == "Nobody") throw Error::at("name", "Nobody is nobody.");
            });
        }
    };
    const Strict ruled;
    auto all = objects();
    std::replace(all.begin(), all.end(), static_cast<const Object*>(&party), static_cast<const Object*>(&ruled));
    Engine engine(fresh_database(), all, World::company());
    Imports into(engine);
    EXPECT_EQ(into.counts("party", "name,employees,email\nA,-5,a@a.pl\nB,7,b@b.pl\nNobody,-3,c@c.pl\n",
                          R"({"columns":{"name":"name","employees":"employees","email":"email"}})"),
              "3 rows: 3 created, 0 updated, 0 skipped, 0 refused, 3 values left out");
    EXPECT_NE(into.rows("left_out").dump().find("Please give a number from 1. It was left empty."), std::string::npos);
    EXPECT_EQ(into.counts("party", "name,employees\nB,-9\n", R"({"match":["name"],"mode":"update"})"),
              "1 rows: 0 created, 0 updated, 1 skipped, 0 refused, 1 values left out");
    EXPECT_EQ(into.counts("party", "name,employees\nD,-5\n", R"({"strict":true})"),
              "1 rows: 0 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
}

TEST_F(Import, quotes_what_stands_in_the_file) {
    imports.counts("deal", "name,amount\nA,5\nB,1.234\nC,7.5\n");
    EXPECT_NE(imports.first_problem().find("\"1.234\" is not"), std::string::npos) << imports.first_problem();
}

TEST_F(Import, strips_the_apostrophe_that_guards_formulas) {
    imports.counts("party", "name\n'=1+1\n");
    EXPECT_EQ(value(party, R"({"name":"=1+1"})", "name"), "=1+1");
}

TEST_F(Import, refuses_a_key_that_is_used_twice_and_brings_in_the_others) {
    world.add(party, Json::parse(R"({"name":"There","external_id":"k2"})"));
    EXPECT_EQ(imports.counts("party", "external_id,name\nk1,A\nk2,B\nk3,C\n", R"({"match":[]})"),
              "3 rows: 2 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_NE(imports.first_problem().find("already used"), std::string::npos);
    EXPECT_EQ(imports.rows()["items"].items()[0]["problems"].items()[0].text("value"), "k2");
}

TEST_F(Import, says_in_a_sentence_what_is_wrong_with_a_mapping) {
    const std::string file = "name,email\nA,a@a.pl\n";
    EXPECT_NE(imports.refusal("parti", file).find("Did you mean \"party\"?"), std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"colums":{}})").find("Did you mean \"columns\"?"), std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"columns":{"emial":"email"}})").find("Did you mean \"email\"?"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"columns":{"email":"emaill"}})").find("Did you mean \"email\"?"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"columns":{"email":"version"}})").find("filled by itself"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"columns":{"email":"name","name":"name"}})").find("go into"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"match":["tax_id"]})").find("no column of the file goes there"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"mode":"upsert"})").find("create_or_update"), std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"currency":"XXY"})").find("three letters"), std::string::npos);
    EXPECT_NE(imports.refusal("party", file, R"({"defaults":{"sauce":"x"}})").find("No object that this import writes"),
              std::string::npos);
    EXPECT_NE(
        imports.refusal("party", file, R"({"columns":{"email":{"field":"email","by":"name"}}})").find("is for links"),
        std::string::npos);
    EXPECT_NE(imports.refusal("party", "foo,bar\n1,2\n").find("None of the file's columns"), std::string::npos);
    EXPECT_NE(imports.refusal("party", "name,NAME\n1,2\n").find("stands twice"), std::string::npos);
}

TEST_F(Import, refuses_a_broken_file_before_anything_is_written) {
    EXPECT_NE(imports.refusal("party", "name,email\nA,a@a.pl\nB,\"b@b.pl\n").find("ends inside quotes"),
              std::string::npos);
    EXPECT_NE(imports.refusal("party", "name\nŁódź\nŻółć\n\xB3\xF3\xBF\n").find("in another encoding than the rest"),
              std::string::npos);
    EXPECT_EQ(count(party), 0);
    EXPECT_EQ(imports.counts("party", "name,email\n"),
              "0 rows: 0 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
}

TEST_F(Import, answers_a_dry_run_as_the_real_one_and_writes_nothing) {
    world.add(party, Json::parse(R"({"name":"There","external_id":"k0"})"));
    std::string file = "id,name,party,amount\n";
    for (int i = 0; i < 300; ++i)
        file += "d" + std::to_string(i) + ",Deal " + std::to_string(i) + ",New " + std::to_string(i % 3) + "," +
                (i % 100 == 7 ? "lots" : "5") + "\n";
    file += "d1,Deal again,There,6\n";
    const std::string mapping = R"({"columns":{"party":{"field":"party","create":true}}})";
    const std::int64_t before = events("deal") + events("party");
    imports.around.most_rows = 50;
    const std::string dry = imports.counts("deal", file, mapping, true);
    EXPECT_EQ(count(deal), 0);
    EXPECT_EQ(count(party), 1);
    EXPECT_EQ(events("deal") + events("party"), before);
    EXPECT_EQ(dry, imports.counts("deal", file, mapping));
    EXPECT_EQ(dry, "301 rows: 297 created, 1 updated, 0 skipped, 3 refused, 0 values left out");
    EXPECT_EQ(count(party), 4);
}

TEST_F(Import, goes_on_after_it_was_stopped_midway_with_nothing_doubled_and_nothing_lost) {
    std::string text = "name,party,amount\n";
    for (int i = 0; i < 1000; ++i)
        text += "\"Deal, \"\"" + std::to_string(i) + "\"\"\",\"Co " + std::to_string(i % 7) + "\"," +
                (i % 50 == 3 ? "lots" : std::to_string(i)) + "\n";
    const ImportFile file = file_of(text);
    const auto order =
        imports.begin("deal", file, R"({"columns":{"party":{"field":"party","create":true},"name":"name"}})");
    int steps = 0;
    imports.around.most_rows = 30;
    imports.around.stopping = [&] { return ++steps % 4 == 0; };
    int runs = 0;
    Operation last;
    do {
        last = run_import(world.engine, order.id, file, imports.around);
        ++runs;
    } while (last.state == "running" && runs < 100);
    EXPECT_GT(runs, 5);
    EXPECT_EQ(last.counts.done(), 1000);
    imports.last = last;
    EXPECT_EQ(last.counts.created, 980);
    EXPECT_EQ(count(deal), 980);
    EXPECT_EQ(count(party), 7);
    EXPECT_EQ(events("deal"), last.counts.created);
    std::int64_t told = 0;
    std::string cursor;
    do {
        const Json page = imports.rows("", 200, cursor);
        for (const Json& each : page["items"].items()) EXPECT_EQ(each.number("row"), ++told);
        cursor = page.text("next");
    } while (!cursor.empty());
    EXPECT_EQ(told, 1000);
}

TEST_F(Import, loses_and_doubles_nothing_when_the_database_fails_at_random) {
    std::string text = "name,party,amount\n";
    for (int i = 0; i < 400; ++i)
        text +=
            "Deal " + std::to_string(i) + ",Co " + std::to_string(i % 5) + "," + (i % 40 == 3 ? "lots" : "1") + "\n";
    const ImportFile file = file_of(text);
    const auto order = imports.begin("deal", file, R"({"columns":{"party":{"field":"party","create":true}}})");
    imports.around.most_rows = 20;
    faults::install(faults::seeded(7, world.engine.dialect().postgres() ? 0.002 : 0.6));
    const auto retries = world.engine.database().figures().retries;
    Operation last;
    int runs = 0;
    for (; runs < 200 && last.state != "done"; ++runs) {
        try {
            last = run_import(world.engine, order.id, file, imports.around);
        } catch (const std::exception&) { // a job would be tried again
        }
    }
    faults::install({});
    EXPECT_TRUE(runs > 1 || world.engine.database().figures().retries > retries);
    EXPECT_EQ(last.state, "done") << last.message;
    EXPECT_EQ(summary(imports.fresh(order.id)),
              "400 rows: 390 created, 0 updated, 0 skipped, 10 refused, 0 values left out");
    EXPECT_EQ(count(deal), 390);
    EXPECT_EQ(count(party), 5);
    EXPECT_EQ(events("deal"), 390);
}

TEST_F(Import, leaves_alone_what_an_export_masked_and_when_a_record_was_made) {
    world.add(party, Json::parse(R"({"name":"A","external_id":"k","pesel":"44051401359"})"));
    const std::string made = value(party, R"({"external_id":"k"})", "created_at");
    EXPECT_EQ(imports.counts("party", "external_id,pesel,created_at\nk,•••,2001-01-01\n"),
              "1 rows: 0 created, 0 updated, 1 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(value(party, R"({"external_id":"k"})", "pesel"), "44051401359");
    EXPECT_EQ(value(party, R"({"external_id":"k"})", "created_at"), made);
    imports.counts("party", "external_id,name,created_at\nn,New,2001-01-01\n");
    EXPECT_EQ(value(party, R"({"external_id":"n"})", "created_at"), "2000-12-31T23:00:00Z");
}

TEST_F(Import, pauses_stops_and_resumes_when_asked) {
    std::string text = "name\n";
    for (int i = 0; i < 300; ++i) text += "N" + std::to_string(i) + "\n";
    const ImportFile file = file_of(text);
    const auto order = imports.begin("party", file);
    imports.around.most_rows = 20;
    imports.around.progress = [&, asked = false](const Operation& operation) mutable {
        if (asked || operation.counts.done() < 40) return; // how many rows a slice has follows from the time it takes
        asked = true;
        world.write([&](Context& context) { ask_operation(context, operation.id, "paused"); });
    };
    EXPECT_EQ(run_import(world.engine, order.id, file, imports.around).state, "paused");
    EXPECT_EQ(count(party), imports.fresh(order.id).counts.created);
    const auto so_far = count(party);
    EXPECT_LT(so_far, 300);
    EXPECT_EQ(run_import(world.engine, order.id, file, imports.around).state, "paused");
    EXPECT_EQ(count(party), so_far);
    world.write([&](Context& context) { ask_operation(context, order.id, "queued"); });
    EXPECT_EQ(run_import(world.engine, order.id, file, imports.around).state, "done");
    EXPECT_EQ(count(party), 300);
    EXPECT_THROW(world.write([&](Context& context) { ask_operation(context, order.id, "stopped"); }), Error);
}

TEST_F(Import, asks_the_callers_rights) {
    auto rights = caller(world.add(user, Json::parse(R"({"name":"Ala","login":"ala@x.pl"})")));
    imports.around.rights = rights;
    EXPECT_NE(imports.refusal("party", "name\nA\n").find("may not import"), std::string::npos);
    auto& grants = rights->objects["party"];
    grants.import_in = grants.create = Condition::everything();
    grants.read = grants.update = mine();
    grants.fields.assign(party.fields.size(), FieldAccess::write);
    grants.fields[static_cast<std::size_t>(party.note.index)] = FieldAccess::read;
    EXPECT_NE(imports.refusal("party", "name,note\nA,x\n", R"({"columns":{"note":"note"}})").find("may not write"),
              std::string::npos);
    world.add(party, Json::parse(R"({"name":"Hidden"})"));
    EXPECT_EQ(imports.counts("party", "name,employees\nHidden,5\n", R"({"match":["name"]})"),
              "1 rows: 1 created, 0 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_NE(imports.refusal("deal", "name\nA\n").find("may not import"), std::string::npos);
}

TEST_F(Import, finds_the_same_records_when_the_tables_are_too_large_for_memory) {
    for (int i = 0; i < 30; ++i)
        world.add(party, Json::parse(R"({"name":"Firma Żabka )" + std::to_string(i) + R"(","email":"f)" +
                                     std::to_string(i) + R"(@x.pl"})"));
    imports.around.most_loaded = 5;
    EXPECT_EQ(imports.counts("deal", "name,party\nA,firma zabka 7\nB,Firma Żabka 70\n"),
              "2 rows: 1 created, 0 updated, 0 skipped, 1 refused, 0 values left out");
    EXPECT_EQ(
        imports.counts("party", "email,employees\nF8@x.pl,8\nnew@x.pl,9\nNEW@x.pl,10\n", R"({"match":["email"]})"),
        "3 rows: 1 created, 2 updated, 0 skipped, 0 refused, 0 values left out");
    EXPECT_EQ(imports.counts("party", "name,employees\nFIRMA ZABKA 9,8\n", R"({"match":["name"]})"),
              "1 rows: 0 created, 1 updated, 0 skipped, 0 refused, 0 values left out");
}

TEST_F(Import, shows_beforehand_what_it_would_make_of_the_columns) {
    std::string out;
    write_preview(world.engine, world.engine.schema()->object("party"), *Rights::system(),
                  file_of("Nazwa firmy;e-mail;Kod pocztowy;emplyees;???\nA;a@a.pl;00-001;1;2\nB;;;;\n"), Json(), out);
    const Json preview = Json::parse(out);
    EXPECT_EQ(preview.text("separator"), ";");
    EXPECT_EQ(preview["rows"].items().size(), 2u);
    EXPECT_EQ(preview["columns"]["Nazwa firmy"].text("field"), "name");
    EXPECT_EQ(preview["columns"]["e-mail"].text("field"), "email");
    EXPECT_EQ(preview["columns"]["Kod pocztowy"].text("field"), "address.postal_code");
    EXPECT_EQ(preview["columns"]["emplyees"].text("field"), "employees");
    EXPECT_LT(preview["columns"]["emplyees"]["sure"].as_number(), 0.75);
    EXPECT_TRUE(preview["columns"]["???"].is_null());
}

} // namespace
} // namespace crm
