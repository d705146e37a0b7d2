#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "base/error.hpp"
#include "record/rights.hpp"
#include "testing/sales_fixture.hpp"
#include "testing/statement_rules.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

using Names = std::vector<std::string>;
using Arguments = std::vector<std::pair<std::string, std::string>>;

class Lists : public ::testing::Test {
protected:
    std::string refusal(const Object& object, const Arguments& arguments,
                        std::shared_ptr<const Rights> rights = Rights::system()) {
        try {
            world.list(object, arguments, rights);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }
    // Every page of a list, one after the other.
    Names paged(const Object& object, Arguments arguments, int limit) {
        Names names;
        arguments.emplace_back("limit", std::to_string(limit));
        arguments.emplace_back("cursor", "");
        for (int page = 0; page < 500; ++page) {
            Json list = world.list(object, arguments);
            for (const std::string& title : world.titles_of(list)) names.push_back(title);
            EXPECT_LE(list["items"].items().size(), static_cast<std::size_t>(limit));
            if (list["next"].is_null()) return names;
            arguments.back().second = list["next"].as_string();
        }
        ADD_FAILURE() << "the list does not end";
        return names;
    }
    World world;
};

TEST_F(Lists, write_every_kind_of_value) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id acme = world.add(party, Json::object({{"name", "Acme \"Łódź\""},
                                                   {"kind", "organization"},
                                                   {"owner", id_json(anna)},
                                                   {"employees", 50},
                                                   {"score", "1.5"},
                                                   {"discount", "12.5"},
                                                   {"vip", true},
                                                   {"born_on", "1990-05-01"},
                                                   {"seen_at", "2026-11-20T23:30:00Z"},
                                                   {"tags", Json::array({"a", "b"})},
                                                   {"address", Json::parse(R"({"city":"Łódź"})")},
                                                   {"phone", "501234567"}}));
    Json list = world.list(party, {});
    ASSERT_EQ(list["items"].items().size(), 1u);
    const Json& item = list["items"].items()[0];
    EXPECT_EQ(item["id"], id_json(acme));
    EXPECT_EQ(item["version"], Json(1));
    EXPECT_EQ(item["title"], Json("Acme \"Łódź\""));
    EXPECT_EQ(item["owner"].dump(), "{\"id\":\"" + std::to_string(anna) + "\",\"title\":\"Anna\"}");
    EXPECT_EQ(item["employees"], Json(50));
    EXPECT_EQ(item["score"], Json("1.500"));
    EXPECT_EQ(item["discount"], Json("12.50"));
    EXPECT_EQ(item["vip"], Json(true));
    EXPECT_EQ(item["born_on"], Json("1990-05-01"));
    EXPECT_EQ(item["seen_at"], Json("2026-11-20T23:30:00Z"));
    EXPECT_EQ(item["tags"].dump(), R"(["a","b"])");
    EXPECT_EQ(item["roles"].dump(), "[]");
    EXPECT_EQ(item["address"].text("city"), "Łódź");
    EXPECT_TRUE(item["address"]["street"].is_null());
    EXPECT_EQ(item["phone"], Json("+48501234567"));
    EXPECT_TRUE(item["email"].is_null());
    EXPECT_TRUE(item["above"].is_null());
    EXPECT_TRUE(item["created_by"].is_null());
    EXPECT_EQ(item["created_at"], Json(format_moment(world.now)));
    EXPECT_EQ(item.find("deleted_at"), nullptr);
    EXPECT_TRUE(list["next"].is_null());
    EXPECT_TRUE(list["count"].is_null());
}

TEST_F(Lists, write_only_the_fields_asked_for_and_follow_one_link) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id acme = world.add(party, Json::object({{"name", "Acme"}, {"owner", id_json(anna)}, {"employees", 5}}));
    const Id sale = world.add(deal, Json::object({{"name", "Sale"},
                                                  {"party", id_json(acme)},
                                                  {"guests", Json::array({id_json(acme)})},
                                                  {"amount", Json::parse(R"({"amount":"5","currency":"EUR"})")}}));
    Json list = world.list(deal, {{"fields", "name,party.employees,party.owner,amount,amount_base,guests"}});
    const std::string id = std::to_string(sale), party_id = std::to_string(acme);
    EXPECT_EQ(list["items"].items()[0].dump(),
              "{\"id\":\"" + id + "\",\"version\":1,\"title\":\"Sale\",\"name\":\"Sale\",\"party\":{\"id\":\"" +
                  party_id + "\",\"title\":\"Acme\",\"employees\":5,\"owner\":{\"id\":\"" + std::to_string(anna) +
                  "\",\"title\":\"Anna\"}},\"amount\":{\"amount\":\"5.00\",\"currency\":\"EUR\"},"
                  "\"amount_base\":{\"amount\":\"5.00\",\"currency\":\"EUR\"},\"guests\":[{\"id\":\"" +
                  party_id + "\",\"title\":\"Acme\"}]}");
    EXPECT_EQ(world.list(deal, {{"fields", "title"}})["items"].items()[0].dump(),
              "{\"id\":\"" + id + "\",\"version\":1,\"title\":\"Sale\"}");
    EXPECT_EQ(refusal(deal, {{"fields", "nmae"}}), "There is no field \"nmae\" in deal. Did you mean \"name\"?");
    EXPECT_EQ(refusal(deal, {{"fields", "party.nmae"}}), "There is no field \"nmae\" in party. Did you mean \"name\"?");
    EXPECT_NE(refusal(deal, {{"fields", "party.owner.name"}}), "");
    EXPECT_NE(refusal(deal, {{"fields", "name.more"}}), "");
}

TEST_F(Lists, show_a_binned_linked_record_marked_and_leave_the_binned_out) {
    const Id acme = world.add(party, Json::parse(R"({"name":"Acme"})"));
    const Id part = world.add(party, Json::object({{"name", "Branch"}, {"above", id_json(acme)}}));
    world.bin(party, acme);
    EXPECT_EQ(world.titles_of(world.list(party, {})), (Names{"Branch"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"binned", "true"}})), (Names{"Acme"}));
    std::string json;
    world.read([&](Context& context) {
        json.clear();
        EXPECT_TRUE(write_record(context, context.object("party"), part, {}, json));
        std::string none;
        EXPECT_FALSE(write_record(context, context.object("party"), acme, {}, none));
        EXPECT_TRUE(write_record(context, context.object("party"), acme, {}, none, true));
        EXPECT_TRUE(Json::parse(none)["deleted_at"].is_string());
    });
    EXPECT_EQ(Json::parse(json)["above"].dump(),
              "{\"id\":\"" + std::to_string(acme) + "\",\"title\":\"Acme\",\"deleted\":true}");
}

TEST_F(Lists, are_sorted_by_title_in_the_companys_language_unless_asked) {
    for (const char* name : {"Łoś", "Cyk", "Lz", "Czech", "Ćwik", "Los", "Sowa", "Śliwa", "zez", "Źrebak", "żaba"})
        world.add(party, Json::object({{"name", name}}));
    EXPECT_EQ(world.titles_of(world.list(party, {})),
              (Names{"Cyk", "Czech", "Ćwik", "Los", "Lz", "Łoś", "Sowa", "Śliwa", "zez", "Źrebak", "żaba"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"sort", "-name"}, {"limit", "2"}})), (Names{"żaba", "Źrebak"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"sort", "-title"}, {"limit", "1"}})), (Names{"żaba"}));
}

TEST_F(Lists, sort_by_small_linked_objects_and_refuse_big_ones) {
    const Id late = world.add(stage, Json::parse(R"({"name":"A late one","position":2})")),
             early = world.add(stage, Json::parse(R"({"name":"B early one","position":1})"));
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})")),
             zoe = world.add(user, Json::parse(R"({"name":"Zoe"})"));
    world.add(deal, Json::object({{"name", "one"}, {"stage", id_json(late)}, {"owner", id_json(anna)}}));
    world.add(deal, Json::object({{"name", "two"}, {"stage", id_json(early)}, {"owner", id_json(zoe)}}));
    world.add(deal, Json::object({{"name", "three"}}));
    EXPECT_EQ(paged(deal, {{"sort", "stage"}}, 1), (Names{"two", "one", "three"}));
    EXPECT_EQ(paged(deal, {{"sort", "-owner"}}, 2), (Names{"two", "one", "three"}));
    const std::string sentence = refusal(deal, {{"sort", "party"}});
    EXPECT_NE(sentence.find("cannot be sorted by \"party\""), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("closes_on"), std::string::npos) << sentence;
    EXPECT_NE(refusal(deal, {{"sort", "helpers"}}), "");
    EXPECT_EQ(refusal(deal, {{"sort", "-nmae"}}),
              "There is no field \"nmae\" in deal to sort by. Did you mean \"name\"?");
}

TEST_F(Lists, pages_join_to_the_whole_whatever_the_order) {
    std::mt19937 random(7);
    for (int i = 0; i < 60; ++i) {
        Json values = Json::object({{"name", "p" + std::to_string(random() % 20) + "x" + std::to_string(i)}});
        if (random() % 3) values.set("employees", static_cast<std::int64_t>(random() % 5));
        if (random() % 3) values.set("score", std::to_string(random() % 4));
        if (random() % 2) values.set("vip", random() % 2 == 0);
        world.add(party, values);
    }
    for (const char* sort : {"employees", "-employees", "employees,-score", "-employees,vip,-score,name",
                             "-vip,employees", "id", "-id", "created_at,-employees", "-score,-name"}) {
        const Names whole = world.titles_of(world.list(party, {{"sort", sort}, {"limit", "200"}}));
        EXPECT_EQ(whole.size(), 60u) << sort;
        EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()).size(), 60u) << sort;
        for (int limit : {1, 7, 20, 60})
            EXPECT_EQ(paged(party, {{"sort", sort}}, limit), whole) << sort << " by " << limit;
    }
    // What is empty comes last in both directions.
    for (const char* sort : {"employees", "-employees"}) {
        Json list = world.list(party, {{"sort", sort}, {"fields", "employees"}, {"limit", "200"}});
        bool empty = false;
        for (const Json& item : list["items"].items()) {
            EXPECT_FALSE(empty && !item["employees"].is_null()) << sort;
            empty = empty || item["employees"].is_null();
        }
    }
}

TEST_F(Lists, a_cursor_of_another_order_is_refused) {
    for (int i = 0; i < 3; ++i) world.add(party, Json::object({{"name", "p" + std::to_string(i)}}));
    const std::string cursor = world.list(party, {{"limit", "1"}})["next"].as_string();
    EXPECT_EQ(world.titles_of(world.list(party, {{"limit", "1"}, {"cursor", cursor}})), (Names{"p1"}));
    for (const std::string& wrong : {cursor, std::string("!"), std::string("abc"), std::string("e30")})
        EXPECT_NE(refusal(party, {{"sort", "-employees"}, {"cursor", wrong}}).find("cursor does not belong"),
                  std::string::npos)
            << wrong;
}

TEST_F(Lists, count_only_when_asked) {
    for (int i = 0; i < 3; ++i) world.add(party, Json::object({{"name", "p" + std::to_string(i)}}));
    EXPECT_EQ(world.list(party, {{"count", "capped"}, {"limit", "1"}})["count"].dump(), R"({"value":3,"exact":true})");
    EXPECT_EQ(world.list(party, {{"count", "exact"}, {"filter", R"({"name":{"ne":"p1"}})"}})["count"].dump(),
              R"({"value":2,"exact":true})");
    EXPECT_TRUE(world.list(party, {{"count", "none"}})["count"].is_null());
    EXPECT_NE(refusal(party, {{"count", "some"}}), "");
}

TEST_F(Lists, refuse_what_they_do_not_know) {
    EXPECT_EQ(refusal(party, {{"fliter", "{}"}}), "A list has no parameter \"fliter\". Did you mean \"filter\"?");
    for (const char* limit : {"0", "201", "-1", "x", "1x", ""})
        EXPECT_NE(refusal(party, {{"limit", limit}}), "") << limit;
    EXPECT_NE(refusal(party, {{"filter", "{"}}), "");
}

TEST_F(Lists, show_a_link_out_of_sight_as_empty) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id hers = world.add(party, Json::object({{"name", "Hers"}, {"owner", id_json(anna)}})),
             other = world.add(party, Json::parse(R"({"name":"Other"})"));
    world.add(deal, Json::object({{"name", "one"},
                                  {"party", id_json(hers)},
                                  {"guests", Json::array({id_json(hers), id_json(other)})}}));
    world.add(deal, Json::object({{"name", "two"}, {"party", id_json(other)}}));
    auto rights = caller(anna);
    rights->objects["party"].read = mine();
    rights->objects["deal"].read = Condition::everything();
    Json list = world.list(deal, {{"sort", "name"}, {"fields", "party.employees,guests"}}, rights);
    EXPECT_EQ(list["items"].items()[0]["party"].text("title"), "Hers");
    EXPECT_EQ(list["items"].items()[0]["guests"].items().size(), 1u);
    EXPECT_TRUE(list["items"].items()[1]["party"].is_null());
    rights->objects.erase("deal");
    EXPECT_NE(refusal(deal, {}, rights).find("may not see"), std::string::npos);
}

TEST_F(Lists, find_records_by_words) {
    world.add(party, Json::parse(R"({"name":"Łukasz Żółć","email":"l.zolc@firma.example"})"));
    world.add(party, Json::parse(R"({"name":"Anna Łukaszewska"})"));
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "lukasz"}, {"sort", "name"}})),
              (Names{"Anna Łukaszewska", "Łukasz Żółć"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "firma.ex"}})), (Names{"Łukasz Żółć"}));
    EXPECT_EQ(world.titles_of(world.list(party, {{"search", "qqxx"}})), Names{});
}

TEST_F(Lists, give_every_record_to_an_export) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    for (int i = 0; i < 7; ++i)
        world.add(deal, Json::object({{"name", "d" + std::to_string(i)},
                                      {"helpers", Json::array({id_json(anna)})},
                                      {"amount", Json::parse(R"({"amount":"7","currency":"EUR"})")}}));
    Names names;
    world.read([&](Context& context) {
        names.clear();
        ListQuery query;
        query.sort = {{&context.object("deal").field(deal.name), 1, false}};
        each_record(context, context.object("deal"), query, Act::export_out, [&](std::string_view json) {
            const Json record = Json::parse(json);
            names.push_back(record.text("name"));
            EXPECT_EQ(record["amount"].text("amount"), "7.00");
            EXPECT_EQ(record["helpers"].items().at(0).text("id"), std::to_string(anna));
            return names.size() < 5;
        });
    });
    EXPECT_EQ(names, (Names{"d0", "d1", "d2", "d3", "d4"}));
}

TEST_F(Lists, keep_the_rules_of_a_distributed_database) {
    const Id anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
    const Id hers = world.add(party, Json::object({{"name", "Hers"}, {"owner", id_json(anna)}}));
    world.add(contact_point, Json::object({{"party", id_json(hers)}, {"value", "501"}}));
    world.add(deal,
              Json::object({{"name", "one"}, {"party", id_json(hers)}, {"guests", Json::array({id_json(hers)})}}));
    auto rights = caller(anna);
    rights->objects["party"].read = mine();
    rights->objects["deal"].read =
        mine() || Condition{Condition::Op::follows, deal.party.index, -1, {}, {mine()}, "party"};
    crm::testing::StatementRules rules({"party", "deal", "contact_point", "remark", "event", "timeline", "deal_helpers",
                                        "deal_guests", "search_party", "search_deal"});
    world.list(deal,
               {{"filter", R"({"party.owner":"me","guests":{"is_null":false},"amount_base":{"is_null":true}})"},
                {"fields", "name,party.name,guests"},
                {"count", "capped"},
                {"search", "one"}},
               rights);
    world.list(contact_point, {{"filter", R"({"party.name":{"contains":"her"}})"}}, rights);
    world.list(remark, {}, rights);
    world.aggregate(
        deal, {{"group", "party,stage,closes_on:month,met_at:week"}, {"measure", "count,sum:amount,sum:amount_base"}},
        rights);
    EXPECT_EQ(rules.broken(), Names{});
    EXPECT_GT(rules.seen(), 5u);
}

} // namespace
