#include <gtest/gtest.h>

#include "base/error.hpp"
#include "record/history.hpp"
#include "record/rights.hpp"
#include "testing/sales_fixture.hpp"

using namespace crm;
using namespace crm::testing::sales;

namespace {

class History : public ::testing::Test {
protected:
    void SetUp() override {
        anna = world.add(user, Json::parse(R"({"name":"Anna"})"));
        as_anna = [&] {
            auto rights = caller(anna);
            rights->everything = true;
            return rights;
        }();
    }
    Json history(const Object& object, Id id, std::shared_ptr<const Rights> rights = Rights::system(), int limit = 50,
                 const std::string& cursor = "") {
        std::string out;
        world.read(
            [&](Context& context) {
                out.clear();
                write_history(context, context.object(object.name), id, limit, cursor, out);
            },
            rights);
        return Json::parse(out);
    }
    Json timeline(const Object& object, Id id, std::shared_ptr<const Rights> rights = Rights::system(), int limit = 50,
                  const std::string& cursor = "", const std::string& kinds = "") {
        std::string out;
        world.read(
            [&](Context& context) {
                out.clear();
                write_timeline(context, context.object(object.name), id, limit, cursor, kinds, out);
            },
            rights);
        return Json::parse(out);
    }
    std::vector<std::string> titles_on(const Json& timeline) {
        std::vector<std::string> titles;
        for (const Json& item : timeline["items"].items()) titles.push_back(item["record"].text("title"));
        return titles;
    }
    World world;
    Id anna = 0;
    std::shared_ptr<const Rights> as_anna;
};

TEST_F(History, says_who_changed_what_from_what_newest_first) {
    const Id acme = world.add(party, Json::object({{"name", "Acme"}, {"employees", 5}}), as_anna);
    world.now += hour;
    world.change(party, acme, Json::object({{"employees", 7}, {"owner", nullptr}, {"vip", true}}), as_anna);
    const Json items = history(party, acme)["items"];
    ASSERT_EQ(items.items().size(), 2u);
    const Json& last = items.items()[0];
    EXPECT_EQ(last.text("kind"), "updated");
    EXPECT_EQ(last.text("at"), format_moment(world.now));
    EXPECT_EQ(last["by"].dump(), "{\"id\":\"" + std::to_string(anna) + "\",\"title\":\"Anna\"}");
    EXPECT_EQ(
        last["changes"].dump(),
        "[{\"field\":\"owner\",\"from\":{\"id\":\"" + std::to_string(anna) +
            R"(","title":"Anna"},"to":null},{"field":"employees","from":5,"to":7},{"field":"vip","from":null,"to":true}])");
    EXPECT_EQ(items.items()[1].text("kind"), "created");
}

TEST_F(History, is_read_in_pages) {
    const Id acme = world.add(party, Json::object({{"name", "Acme"}}));
    for (int i = 0; i < 4; ++i) world.change(party, acme, Json::object({{"employees", i}}));
    const Json whole = history(party, acme);
    EXPECT_EQ(whole["items"].items().size(), 5u);
    EXPECT_TRUE(whole["next"].is_null());
    Json::Array joined;
    std::string cursor;
    for (int page = 0; page < 9; ++page) {
        Json part = history(party, acme, Rights::system(), 2, cursor);
        for (const Json& item : part["items"].items()) joined.push_back(item);
        if (part["next"].is_null()) break;
        cursor = part["next"].as_string();
    }
    EXPECT_EQ(joined, whole["items"].items());
    EXPECT_THROW(history(party, acme, Rights::system(), 2, "x"), Error);
    EXPECT_THROW(history(party, acme, Rights::system(), 0), Error);
}

TEST_F(History, leaves_out_fields_out_of_reach_and_masks_secrets) {
    const Id hidden = world.add(party, Json::object({{"name", "Hidden"}}));
    const Id acme = world.add(party, Json::object({{"name", "Acme"},
                                                   {"owner", id_json(anna)},
                                                   {"employees", 5},
                                                   {"pesel", "85010112345"},
                                                   {"above", id_json(hidden)}}));
    auto rights = caller(anna);
    rights->objects["party"].read = mine();
    rights->objects["party"].fields.assign(party.fields.size(), FieldAccess::write);
    rights->objects["party"].fields[party.employees.index] = FieldAccess::none;
    const std::string seen = history(party, acme, rights)["items"].items()[0]["changes"].dump();
    EXPECT_EQ(seen.find("employees"), std::string::npos);
    EXPECT_EQ(seen.find("85010112345"), std::string::npos);
    EXPECT_NE(seen.find(R"({"field":"pesel","masked":true,"from":null,"to":null})"), std::string::npos) << seen;
    EXPECT_EQ(seen.find("above"), std::string::npos) << seen << " names a link to what is out of sight";
    EXPECT_NE(history(party, acme).dump().find("85010112345"), std::string::npos);
    EXPECT_THROW(history(party, hidden, rights), Error);
    EXPECT_THROW(timeline(party, hidden, rights), Error);
}

TEST_F(History, a_timeline_shows_what_happened_around_a_record) {
    const Id won = world.add(stage, Json::parse(R"({"name":"Won","position":1})")),
             open = world.add(stage, Json::parse(R"({"name":"Open","position":2})"));
    const Id acme = world.add(party, Json::parse(R"({"name":"Acme"})"));
    const Id sale =
        world.add(deal, Json::object({{"name", "Sale"}, {"party", id_json(acme)}, {"stage", id_json(open)}}), as_anna);
    world.now += hour;
    world.add(remark, Json::object({{"name", "They called"},
                                    {"about", Json::object({{"object", "party"}, {"id", id_json(acme)}})}}));
    world.now += hour;
    world.change(deal, sale, Json::object({{"stage", id_json(won)}}), as_anna);
    const Json items = timeline(party, acme)["items"];
    ASSERT_EQ(items.items().size(), 3u);
    EXPECT_EQ(items.items()[0].text("kind"), "moved");
    EXPECT_EQ(items.items()[0].text("object"), "deal");
    EXPECT_EQ(items.items()[0]["by"].text("title"), "Anna");
    EXPECT_EQ(items.items()[0]["changes"].items()[0].text("field"), "stage");
    EXPECT_EQ(items.items()[0]["changes"].items()[0]["to"].text("title"), "Won");
    EXPECT_EQ(items.items()[1]["record"].text("title"), "They called");
    EXPECT_EQ(items.items()[1]["remark"].text("name"), "They called");
    EXPECT_EQ(items.items()[2].text("kind"), "deal");
    EXPECT_EQ(items.items()[2]["deal"]["stage"].text("title"), "Won");
    EXPECT_EQ(titles_on(timeline(party, acme, Rights::system(), 50, "", "remark")),
              (std::vector<std::string>{"They called"}));
}

TEST_F(History, a_timeline_is_read_in_pages_and_shows_only_what_is_in_sight) {
    const Id acme = world.add(party, Json::object({{"name", "Acme"}}));
    std::vector<std::string> all, hers;
    for (int i = 0; i < 25; ++i) {
        world.now += minute;
        const std::string name = "d" + std::to_string(i);
        Json values = Json::object({{"name", name}, {"party", id_json(acme)}});
        if (i % 3 == 0) values.set("owner", id_json(anna));
        world.add(deal, values);
        all.insert(all.begin(), name);
        if (i % 3 == 0) hers.insert(hers.begin(), name);
    }
    auto paged = [&](std::shared_ptr<const Rights> rights, int limit) {
        std::vector<std::string> titles;
        std::string cursor;
        for (int page = 0; page < 60; ++page) {
            const Json part = timeline(party, acme, rights, limit, cursor);
            for (const std::string& title : titles_on(part)) titles.push_back(title);
            if (part["next"].is_null()) return titles;
            cursor = part["next"].as_string();
        }
        ADD_FAILURE() << "the timeline does not end";
        return titles;
    };
    auto rights = caller(anna);
    rights->objects["party"].read = Condition::everything();
    rights->objects["deal"].read = mine();
    for (int limit : {1, 2, 7, 50}) {
        EXPECT_EQ(paged(Rights::system(), limit), all);
        EXPECT_EQ(paged(rights, limit), hers);
    }
    rights->objects.erase("deal");
    EXPECT_EQ(paged(rights, 7), std::vector<std::string>{});
    world.read([&](Context& context) {
        std::string out;
        EXPECT_THROW(write_timeline(context, context.object("party"), acme, 5, "nonsense", "", out), Error);
    });
}

} // namespace
