#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/rights.hpp"
#include "record/search.hpp"
#include "testing/sales_fixture.hpp"
#include "testing/statement_rules.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

using Names = std::vector<std::string>;

class Search : public ::testing::Test {
protected:
    Json search(const std::string& typed, std::shared_ptr<const Rights> rights = Rights::system(),
                std::vector<std::string> objects = {}, int limit = 20) {
        std::string out;
        world.read(
            [&](Context& context) {
                out.clear();
                write_search(context, typed, objects, limit, out);
            },
            rights);
        return Json::parse(out);
    }
    Names found(const std::string& typed, std::shared_ptr<const Rights> rights = Rights::system()) {
        return world.titles_of(search(typed, rights));
    }
    Id person(const char* name, const char* email, const char* phone) {
        Json values = Json::object({{"name", name}});
        if (*email) values.set("email", email);
        if (*phone) values.set("phone", phone);
        return world.add(party, values);
    }
    World world;
};

TEST_F(Search, finds_a_number_typed_with_the_letters_of_its_country) {
    world.add(party, Json::parse(R"({"name":"Orion","tax_id":"5261040828"})"));
    world.add(party, Json::parse(R"({"name":"Vega","tax_id":"DE123456789"})"));
    for (const char* typed : {"PL5261040828", "pl 526-104-08-28", "PL526-104-08-28", "5261040828", "526-104-08-28"})
        EXPECT_EQ(found(typed), Names{"Orion"}) << typed;
    for (const char* typed : {"DE123456789", "de 123456789", "DE 123 456 789", "123456789"})
        EXPECT_EQ(found(typed), Names{"Vega"}) << typed;
    EXPECT_TRUE(found("PL5261040829").empty());
}

TEST_F(Search, finds_across_diacritics_and_scripts_and_parts_of_numbers_and_addresses) {
    const Names names = {"Łukasz Żółć-Kowalski", "Ана Ристовска", "Małgorzata Święch", "Ѓорѓи Ќосев"};
    person(names[0].c_str(), "l.zolc@firma.example.pl", "+48 501 234 567");
    person(names[1].c_str(), "ana.r@primer.example.mk", "+389 70 123 456");
    person(names[2].c_str(), "gosia@example.pl", "22 628 01 02");
    person(names[3].c_str(), "g.kjosev@example.mk", "02 3112 233");
    const std::vector<std::pair<std::string, int>> asks = {{"lukasz kow", 0},
                                                           {"kow luk", 0},
                                                           {"zolc", 0},
                                                           {"234567", 0},
                                                           {"firma.ex", 0},
                                                           {"ana", 1},
                                                           {"ана", 1},
                                                           {"ristov", 1},
                                                           {"malgo", 2},
                                                           {"swiech", 2},
                                                           {"628 01", 2},
                                                           {"gjorgji", 3},
                                                           {"gorgi", 3},
                                                           {"ќос", 3},
                                                           {"zolc-kowalski", 0},
                                                           {"ŻÓŁĆ", 0},
                                                           {"501 234 567", 0},
                                                           {"+48501234567", 0},
                                                           {"0048 501 234", 0},
                                                           {"501-234", 0},
                                                           {"l.zolc@firma.example.pl", 0},
                                                           {"L", 0},
                                                           {"lu", 0},
                                                           {"zolc@", 0},
                                                           {"irma", 0},
                                                           {"kosev", 3},
                                                           {"ќ", 3},
                                                           {"kjosev", 3},
                                                           {"02 3112", 3},
                                                           {"primer", 1},
                                                           {"70123456", 1},
                                                           {"628-01-02", 2},
                                                           {"gosia", 2}};
    for (const auto& [ask, who] : asks) {
        const Names result = found(ask);
        EXPECT_NE(std::find(result.begin(), result.end(), names[static_cast<std::size_t>(who)]), result.end()) << ask;
    }
    for (const char* nothing :
         {"qqxxyy", "ukasz", "kosev lukasz", "999999", "owalski", "", "  ", "...", "%", "_", "\x01"})
        EXPECT_EQ(found(nothing), Names{}) << nothing;
}

TEST_F(Search, says_what_was_matched_and_what_stands_below_the_title) {
    const Id acme = person("Acme", "office@acme.example", "+48 501 234 567");
    const Id sale = world.add(deal, Json::object({{"name", "Big sale"}, {"party", id_json(acme)}}));
    EXPECT_EQ(search("acm").dump(), "{\"items\":[{\"object\":\"party\",\"id\":\"" + std::to_string(acme) +
                                        R"(","title":"Acme","subtitle":"office@acme.example","matched":"name"}]})");
    EXPECT_EQ(search("office@")["items"].items()[0].text("matched"), "email");
    EXPECT_EQ(search("234 567")["items"].items()[0].text("matched"), "phone");
    EXPECT_EQ(search("sale").dump(), "{\"items\":[{\"object\":\"deal\",\"id\":\"" + std::to_string(sale) +
                                         R"(","title":"Big sale","subtitle":"Acme","matched":"name"}]})");
    world.change(party, acme, Json::parse(R"({"tax_id":"PL 526-025-09-95"})"));
    EXPECT_EQ(search("5260250995")["items"].items()[0].text("matched"), "tax_id");
    EXPECT_EQ(search("526-025")["items"].items()[0].text("matched"), "tax_id");
    EXPECT_EQ(search("acme 526-025")["items"].items()[0].text("matched"), "tax_id") << "the title has the rest";
    world.add(contact_point, Json::object({{"party", id_json(acme)}, {"value", "second@acme.example"}}));
    EXPECT_EQ(search("second@")["items"].items()[0].text("matched"), "contact_point.value");
    Request request;
    const std::string motto =
        world.engine.make_field(request, "party", Json::parse(R"({"label":"Motto","kind":"text","searchable":true})"))
            .text("name");
    world.change(*world.engine.schema()->find("party"), acme, Json::object({{motto, "Semper fidelis"}}));
    EXPECT_EQ(search("fidel")["items"].items()[0].text("matched"), motto);
}

TEST_F(Search, puts_exact_words_first_then_titles_that_begin_so_then_the_newest) {
    person("Nowakowska Ana", "", "");
    person("Ana Nowak", "", "");
    person("Nowakowski Jan", "", "");
    EXPECT_EQ(found("nowak"), (Names{"Ana Nowak", "Nowakowski Jan", "Nowakowska Ana"}));
    world.now += hour;
    person("Jan Nowakowiak", "", "");
    EXPECT_EQ(found("nowa"), (Names{"Nowakowski Jan", "Nowakowska Ana", "Jan Nowakowiak", "Ana Nowak"}));
    EXPECT_EQ(world.titles_of(search("nowa", Rights::system(), {}, 2)), (Names{"Nowakowski Jan", "Nowakowska Ana"}));
}

TEST_F(Search, puts_what_is_called_just_so_before_what_is_named_after_it) {
    const Id ana = person("Ana Novak", "ana.novak@primer.example", "");
    world.now += hour;
    world.add(deal, Json::object({{"name", "Ana Novak, coffee for a year"}, {"party", id_json(ana)}}));
    for (const char* typed : {"ana novak", "novak ana", "Ана Новак", "ana.novak@", "ana.novak@primer.example"})
        EXPECT_EQ(found(typed).at(0), "Ana Novak") << typed;
}

TEST_F(Search, names_match_at_word_starts_only_and_numbers_anywhere) {
    person("Studio54321 Media", "", "");
    person("Fernando", "x@fernando.example", "");
    EXPECT_EQ(found("543"), Names{});
    EXPECT_EQ(found("studio543"), (Names{"Studio54321 Media"}));
    EXPECT_EQ(found("nando"), (Names{"Fernando"})); // inside the e-mail
    EXPECT_EQ(found("edia"), Names{});
}

TEST_F(Search, finds_a_record_by_its_parts_and_follows_their_changes) {
    const Id acme = person("Acme", "", "");
    EXPECT_EQ(found("711222"), Names{});
    const Id point = world.add(contact_point, Json::object({{"party", id_json(acme)}, {"value", "711-222-333"}}));
    EXPECT_EQ(found("711222"), (Names{"Acme"}));
    world.change(contact_point, point, Json::parse(R"({"value":"office@part.example"})"));
    EXPECT_EQ(found("711222"), Names{});
    EXPECT_EQ(found("part.ex"), (Names{"Acme"}));
}

TEST_F(Search, a_further_phone_is_found_as_it_is_dialled_at_home_and_what_stands_twice_is_kept_once) {
    const Id acme = person("Acme", "office@acme.example", "+48 501 234 567");
    for (const char* value : {"office@acme.example", "+48501234567", "+38977175685"})
        world.add(contact_point, Json::object({{"party", id_json(acme)}, {"value", value}}));
    for (const char* typed : {"077 175 685", "+389 77 175 685", "acme.ex", "501 234"})
        EXPECT_EQ(found(typed), Names{"Acme"}) << typed;
    std::string words;
    world.read([&](Context& context) {
        words = text(context.connection().value("SELECT open FROM search_party WHERE " +
                                                    std::string(context.connection().dialect().search_id()) + " = ?",
                                                Values{acme}));
    });
    for (const char* once : {"OFFICE@ACME.EXAMPLE", "48501234567", "38977175685"}) {
        const auto first = words.find(once);
        ASSERT_NE(first, std::string::npos) << once;
        EXPECT_EQ(words.find(once, first + 1), std::string::npos) << once;
    }
}

TEST_F(Search, leaves_the_bin_out) {
    const Id acme = person("Acme", "", "");
    world.bin(party, acme);
    EXPECT_EQ(found("acme"), Names{});
}

TEST_F(Search, shows_only_records_in_sight_and_looks_further_for_them) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    world.add(party, Json::object({{"name", "Same 0"}, {"owner", id_json(anna)}}));
    world.write([&](Context& context) {
        for (int i = 1; i < 130; ++i) {
            Record record = context.make(party);
            World::apply(context, record, Json::object({{"name", "Same " + std::to_string(i)}}));
            context.save(record);
        }
    });
    auto rights = caller(anna);
    EXPECT_EQ(found("same", rights), Names{});
    rights->objects["party"].read = mine();
    EXPECT_EQ(found("same", rights), (Names{"Same 0"}));
    EXPECT_EQ(found("same").size(), 20u);
    EXPECT_EQ(found("anna", rights), (Names{"Anna"}));
    EXPECT_EQ(search("same", rights, {"deal"})["items"].items().size(), 0u);
    EXPECT_THROW(search("same", rights, {"dael"}), Error);
}

TEST_F(Search, guarded_words_are_found_only_by_who_may_read_them_all) {
    world.add(party, Json::parse(R"({"name":"Secret Person","pesel":"85010112345","tax_id":"998877"})"));
    EXPECT_EQ(found("85010112345"), (Names{"Secret Person"}));
    EXPECT_EQ(found("secret 0101"), (Names{"Secret Person"}));
    auto rights = caller(1);
    auto& grants = rights->objects["party"];
    grants.read = Condition::everything();
    grants.fields.assign(party.fields.size(), FieldAccess::write);
    grants.fields[party.pesel.index] = FieldAccess::none;
    EXPECT_EQ(found("85010112345", rights), Names{});
    EXPECT_EQ(found("998877", rights), (Names{"Secret Person"}));
    // A field that is no secret but out of this caller's reach is not searched either.
    grants.fields[party.tax_id.index] = FieldAccess::none;
    EXPECT_EQ(found("998877", rights), Names{});
    EXPECT_EQ(found("secret", rights), (Names{"Secret Person"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "998877"}}, rights)), Names{});
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "secret pers"}}, rights)), (Names{"Secret Person"}));
    // Who may not read the name finds nobody by it, and sees no name.
    grants.fields[party.name.index] = FieldAccess::none;
    EXPECT_EQ(found("secret", rights), Names{});
    grants.fields[party.tax_id.index] = FieldAccess::read;
    EXPECT_EQ(found("998877", rights), (Names{""}));
}

TEST_F(Search, keeps_the_rules_of_a_distributed_database) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id acme =
        world.add(party, Json::object({{"name", "Acme"}, {"owner", id_json(anna)}, {"email", "acme@acme.example"}}));
    world.add(deal, Json::object(
                        {{"name", "Acme sale"}, {"party", id_json(acme)}, {"helpers", Json::array({id_json(anna)})}}));
    auto rights = caller(anna);
    rights->objects["party"].read = mine();
    rights->objects["deal"].read = mine();
    rights->objects["party"].fields.assign(party.fields.size(), FieldAccess::write);
    rights->objects["party"].fields[party.tax_id.index] = FieldAccess::none;
    crm::testing::StatementRules rules({"party", "deal", "contact_point", "remark", "deal_helpers", "deal_guests",
                                        "search_party", "search_deal", "search_remark"});
    EXPECT_EQ(found("acme", rights).size(), 2u);
    EXPECT_EQ(found("acme").size(), 2u);
    EXPECT_EQ(rules.broken(), Names{});
}

TEST(SearchPatterns, are_three_letters_or_longer_and_few) {
    for (const char* typed : {"a", "Łukasz kow", "firma.ex", "628 01", "1", "ќос", "x@y.z", "2026/11", "(0) 501", "ß",
                              "…—", "a b c d e f g h i j k"})
        for (const auto& word : search_patterns(typed)) {
            EXPECT_FALSE(word.empty()) << typed;
            for (const auto& pattern : word) EXPECT_GE(letters(pattern), 3u) << typed << ": " << pattern;
        }
    EXPECT_TRUE(search_patterns("").empty());
    EXPECT_TRUE(search_patterns(" ,.- ").empty());
    EXPECT_LE(search_patterns("a b c d e f g h i j k").size(), 8u);
}

} // namespace
