#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/rights.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

using Names = std::vector<std::string>;

class Filters : public ::testing::Test {
protected:
    void SetUp() override {
        north = world.add(team, Json::parse(R"({"name":"North"})"));
        anna = world.add(user, Json::object({{"name", "Anna"}, {"team", id_json(north)}}));
        igor = world.add(user, Json::object({{"name", "Igor"}}));
        acme = world.add(party,
                         Json::object({{"name", "Acme"},
                                       {"kind", "organization"},
                                       {"employees", 50},
                                       {"owner", id_json(anna)},
                                       {"score", "1.500"},
                                       {"vip", true},
                                       {"tags", Json::array({"Big", "old"})},
                                       {"roles", Json::array({"customer"})},
                                       {"email", "office@acme.example"},
                                       {"phone", "+48 501 234 567"},
                                       {"address", Json::parse(R"({"street":"Żabia","city":"Łódź","country":"PL"})")},
                                       {"seen_at", "2026-11-20T23:30:00Z"}}));
        lukasz = world.add(party, Json::object({{"name", "Łukasz Żółć"},
                                                {"kind", "person"},
                                                {"born_on", "1990-05-01"},
                                                {"owner", id_json(igor)},
                                                {"above", id_json(acme)},
                                                {"vip", false},
                                                {"tags", Json::array({"big"})},
                                                {"seen_at", "2026-11-21T09:00:00Z"}}));
        gjorgji = world.add(
            party,
            Json::object({{"name", "Ѓорѓи Ќосев"}, {"kind", "person"}, {"employees", 7}, {"note", "100% sure_thing"}}));
    }
    Names all(const std::string& filter) { return world.filtered(party, filter); }
    std::string refusal(const std::string& filter, std::shared_ptr<const Rights> rights = Rights::system()) {
        try {
            world.filtered(party, filter, rights);
        } catch (const Error& error) {
            EXPECT_EQ(error.problem, Problem::bad_request);
            return error.what();
        }
        return "";
    }
    const std::string A = "Acme", L = "Łukasz Żółć", G = "Ѓорѓи Ќосев";
    World world;
    Id north = 0, anna = 0, igor = 0, acme = 0, lukasz = 0, gjorgji = 0;
};

TEST_F(Filters, a_value_alone_means_equal) {
    EXPECT_EQ(all(R"({"kind":"person"})"), (Names{L, G}));
    EXPECT_EQ(all(R"({"kind":"person","employees":7})"), (Names{G}));
    EXPECT_EQ(all(R"({"employees":null})"), (Names{L}));
    EXPECT_EQ(all(R"({})"), (Names{A, L, G}));
    EXPECT_EQ(all("{\"owner\":\"" + std::to_string(anna) + "\"}"), (Names{A}));
    EXPECT_EQ(all(R"({"vip":true})"), (Names{A}));
    EXPECT_EQ(all(R"({"score":"1.5"})"), (Names{A}));
}

TEST_F(Filters, ne_and_not_in_include_what_is_empty) {
    EXPECT_EQ(all(R"({"employees":{"ne":7}})"), (Names{A, L}));
    EXPECT_EQ(all(R"({"employees":{"not_in":[7,8]}})"), (Names{A, L}));
    EXPECT_EQ(all(R"({"employees":{"not_in":[]}})"), (Names{A, L, G}));
    EXPECT_EQ(all(R"({"employees":{"in":[]}})"), Names{});
    EXPECT_EQ(all(R"({"employees":{"in":[50,null]}})"), (Names{A, L}));
    EXPECT_EQ(all(R"({"employees":{"ne":null}})"), (Names{A, G}));
    EXPECT_EQ(all("{\"above\":{\"ne\":\"" + std::to_string(acme) + "\"}}"), (Names{A, G}));
}

TEST_F(Filters, comparisons_leave_out_what_is_empty) {
    EXPECT_EQ(all(R"({"employees":{"gt":7}})"), (Names{A}));
    EXPECT_EQ(all(R"({"employees":{"gte":7,"lt":50}})"), (Names{G}));
    EXPECT_EQ(all(R"({"born_on":{"lte":"1990-05-01"}})"), (Names{L}));
    EXPECT_EQ(all(R"({"score":{"gt":"1.499"}})"), (Names{A}));
}

TEST_F(Filters, texts_are_compared_in_the_order_of_the_companys_language) {
    EXPECT_EQ(all(R"({"name":{"lt":"M"}})"), (Names{A, L}));
    EXPECT_EQ(all(R"({"name":{"gt":"Lz"}})"), (Names{L, G})); // ł after l
}

TEST_F(Filters, contains_and_starts_with_fold_case_and_diacritics) {
    EXPECT_EQ(all(R"({"name":{"contains":"zolc"}})"), (Names{L}));
    EXPECT_EQ(all(R"({"name":{"contains":"ŻÓŁĆ"}})"), (Names{L}));
    EXPECT_EQ(all(R"({"name":{"starts_with":"lukasz"}})"), (Names{L}));
    EXPECT_EQ(all(R"({"name":{"starts_with":"zolc"}})"), Names{});
    EXPECT_EQ(all(R"({"name":{"contains":"ќос"}})"), (Names{G}));
    EXPECT_EQ(all(R"({"note":{"contains":"100%"}})"), (Names{G}));
    EXPECT_EQ(all(R"({"note":{"contains":"100_"}})"), Names{});
    EXPECT_EQ(all(R"({"note":{"contains":"sure_t"}})"), (Names{G}));
    EXPECT_EQ(all(R"({"address.city":{"contains":"lodz"}})"), (Names{A}));
    EXPECT_EQ(all(R"({"address.city":"Łódź"})"), (Names{A}));
    EXPECT_EQ(all(R"({"phone":{"contains":"501 234"}})"), (Names{A}));
    EXPECT_EQ(all(R"({"phone":"501 234 567"})"), (Names{A}));
    EXPECT_EQ(all(R"({"email":{"starts_with":"office@"}})"), (Names{A}));
}

TEST_F(Filters, tags_and_choices_are_matched_as_wholes) {
    EXPECT_EQ(all(R"({"tags":{"has":"big"}})"), (Names{L}));
    EXPECT_EQ(all(R"({"tags":"Big"})"), (Names{A}));
    EXPECT_EQ(all(R"({"tags":{"has":["big","old"]}})"), (Names{A, L}));
    EXPECT_EQ(all(R"({"tags":{"has":"bi"}})"), Names{});
    EXPECT_EQ(all(R"({"tags":{"ne":"big"}})"), (Names{A, G}));
    EXPECT_EQ(all(R"({"tags":{"is_null":true}})"), (Names{G}));
    EXPECT_EQ(all(R"({"roles":"customer"})"), (Names{A}));
}

TEST_F(Filters, or_and_not_join_filters) {
    EXPECT_EQ(all(R"({"or":[{"employees":7},{"vip":true}]})"), (Names{A, G}));
    EXPECT_EQ(all(R"({"not":{"employees":{"gt":7}}})"), (Names{L, G}));
    EXPECT_EQ(all(R"({"not":{"or":[{"employees":7},{"vip":true}]}})"), (Names{L}));
    EXPECT_EQ(all(R"({"or":[]})"), Names{});
    EXPECT_EQ(all(R"({"kind":"person","and":[{"vip":false},{"tags":"big"}]})"), (Names{L}));
}

TEST_F(Filters, links_are_followed_one_or_two_steps) {
    const std::string team_id = std::to_string(north);
    EXPECT_EQ(all("{\"owner.team\":\"" + team_id + "\"}"), (Names{A}));
    EXPECT_EQ(all(R"({"owner.team.name":{"contains":"nor"}})"), (Names{A}));
    EXPECT_EQ(all(R"({"above.owner.name":"Anna"})"), (Names{L}));
    EXPECT_EQ(all(R"({"not":{"above.owner.name":"Anna"}})"), (Names{A, G}));
    EXPECT_NE(refusal(R"({"above.owner.team.name":"North"})"), "");
}

TEST_F(Filters, days_and_periods_are_in_the_callers_zone) {
    auto asker = caller(anna);
    asker->everything = true;
    // 23:30 UTC on the 20th is the 21st in Warsaw.
    EXPECT_EQ(world.filtered(party, R"({"seen_at":{"within":"today"}})", asker), (Names{A, L}));
    EXPECT_EQ(world.filtered(party, R"({"seen_at":{"within":"yesterday"}})", asker), Names{});
    EXPECT_EQ(world.filtered(party, R"({"seen_at":"2026-11-21"})", asker), (Names{A, L}));
    EXPECT_EQ(world.filtered(party, R"({"seen_at":{"lte":"2026-11-20"}})", asker), Names{});
    EXPECT_EQ(world.filtered(party, R"({"seen_at":{"gt":"2026-11-20T23:30:00Z"}})", asker), (Names{L}));
    EXPECT_EQ(world.filtered(party, R"({"born_on":{"within":"this_year"}})", asker), Names{});
    EXPECT_EQ(world.filtered(party, R"({"owner":"me"})", asker), (Names{A}));
}

TEST_F(Filters, what_is_unknown_is_named_with_the_nearest_known) {
    EXPECT_EQ(refusal(R"({"employes":5})"), "There is no field \"employes\" in party. Did you mean \"employees\"?");
    EXPECT_EQ(refusal(R"({"employees":{"gtt":5}})"), "There is no operator \"gtt\". Did you mean \"gt\"?");
    EXPECT_EQ(refusal(R"({"owner.nme":"x"})"), "There is no field \"nme\" in user. Did you mean \"name\"?");
    EXPECT_EQ(refusal(R"({"address.town":"x"})"), "An address has no part \"town\".");
    EXPECT_EQ(refusal(R"({"roles":"custmer"})"), "\"roles\" has no choice \"custmer\". Did you mean \"customer\"?");
    for (const char* wrong : {R"([])", R"({"name":{}})", R"({"employees":"many"})", R"({"employees":{"contains":"5"}})",
                              R"({"name":{"within":"today"}})", R"({"born_on":{"within":"some_day"}})",
                              R"({"owner":"anna"})", R"({"employees":{"in":5}})", R"({"employees":{"is_null":1}})",
                              R"({"or":{}})", R"({"kind":"robot"})", R"({"address":"x"})", R"({"born_on":"1.5.1990"})"})
        EXPECT_NE(refusal(wrong), "") << wrong;
}

TEST_F(Filters, are_limited_in_depth_parts_and_values) {
    std::string deep = "{\"vip\":true}";
    for (int i = 0; i < 9; ++i) deep = "{\"not\":" + deep + "}";
    EXPECT_NE(refusal(deep), "");
    std::string many = "{\"or\":[";
    for (int i = 0; i < 201; ++i) many += std::string(i ? "," : "") + "{\"vip\":true}";
    EXPECT_NE(refusal(many + "]}"), "");
    std::string values = "{\"employees\":{\"in\":[";
    for (int i = 0; i < 501; ++i) values += std::string(i ? "," : "") + std::to_string(i);
    EXPECT_NE(refusal(values + "]}}"), "");
}

TEST_F(Filters, a_field_out_of_reach_is_unknown) {
    auto rights = caller(anna);
    rights->objects["party"].read = Condition::everything();
    rights->objects["party"].fields.assign(party.fields.size(), FieldAccess::write);
    rights->objects["party"].fields[party.employees.index] = FieldAccess::none;
    EXPECT_EQ(refusal(R"({"employees":7})", rights).substr(0, 32), "There is no field \"employees\" in");
    EXPECT_NE(refusal(R"({"above.employees":7})", rights), "");
}

TEST_F(Filters, follow_only_records_in_sight) {
    auto rights = caller(igor);
    rights->objects["party"].read = mine();
    EXPECT_EQ(world.filtered(party, R"({})", rights), (Names{L}));
    EXPECT_EQ(world.filtered(party, R"({"above.name":"Acme"})", rights), Names{});
    // A link out of sight is shown as empty, so it is empty here too.
    EXPECT_EQ(world.filtered(party, "{\"above\":\"" + std::to_string(acme) + "\"}", rights), Names{});
    EXPECT_EQ(world.filtered(party, "{\"above\":{\"ne\":\"" + std::to_string(acme) + "\"}}", rights), (Names{L}));
    EXPECT_EQ(world.filtered(party, R"({"above":{"is_null":true}})", rights), (Names{L}));
    EXPECT_EQ(world.filtered(party, R"({"above":null})"), (Names{A, G}));
}

TEST_F(Filters, money_is_compared_by_amount_and_currency) {
    world.add(deal, Json::parse(R"({"name":"first","amount":{"amount":"100.00","currency":"EUR"}})"));
    world.add(deal, Json::parse(R"({"name":"second","amount":{"amount":"100.00","currency":"PLN"}})"));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"amount":"100","currency":"PLN"}})"), (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount_currency":"EUR"})"), (Names{"first"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount_base":{"gte":"99.99"}})"), (Names{"first"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount_base":{"is_null":true}})"), (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"gt":"50.00"}})"), (Names{"first"}))
        << "as it is in the company's currency";
    world.write([&](Context& context) {
        context.connection().execute("UPDATE \"deal\" SET \"amount_base\" = 2000 WHERE \"name\" = 'second'", {});
    });
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"gt":"50.00"}})"), (Names{"first"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"lte":"20.00"}})"), (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":"20.00"})"), (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"ne":"20.00"}})"), (Names{"first"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"gt":{"amount":"50.00","currency":"PLN"}}})"), (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"in":[{"amount":"100.00","currency":"PLN"},"7.00"]}})"),
              (Names{"second"}));
    EXPECT_EQ(world.filtered(deal, R"({"amount":{"not_in":[{"amount":"100.00","currency":"PLN"}]}})"),
              (Names{"first"}));
}

TEST(Conditions, of_handles_join) {
    const Condition won = deal.done == Value(std::int64_t{1});
    const Condition both = won && (deal.amount > Value(std::int64_t{5}));
    EXPECT_EQ(both.op, Condition::Op::all);
    EXPECT_EQ(both.parts.size(), 2u);
    EXPECT_TRUE(is_everything(Condition::everything() && Condition::everything()));
    EXPECT_TRUE(is_nothing(won && Condition::nothing()));
    EXPECT_TRUE(is_everything(won || Condition::everything()));
    EXPECT_EQ((Condition::nothing() || won).op, Condition::Op::eq);
}

} // namespace
