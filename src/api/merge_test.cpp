#include <algorithm>

#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

using testing::Answer;
using testing::TestApp;

struct MergeRoute : ::testing::Test {
    TestApp app{all_objects()};

    std::string person(const std::string& given, const std::string& family, const Json& more = Json::object()) {
        Json body = Json::object({{"kind", "person"}, {"given_name", given}, {"family_name", family}});
        for (const auto& [name, value] : more.members()) body.set(name, value);
        return app.create("party", body);
    }
    Answer merge(const std::string& survivor, const std::string& absorbed, const Json& values = Json::object(),
                 bool dry_run = false) {
        return app.post("/api/v1/party/" + survivor + "/merge",
                        Json::object({{"with", Json::array({absorbed})}, {"values", values}, {"dry_run", dry_run}}));
    }
    std::vector<std::string> points(const std::string& party) {
        std::vector<std::string> found;
        const Answer list = app.list("contact_point", Json::object({{"party", party}}));
        for (const Json& each : list.items().items())
            found.push_back(each.text("value") + (each.flag("primary") ? "*" : ""));
        std::sort(found.begin(), found.end());
        return found;
    }
};

TEST_F(MergeRoute, joins_two_people_and_answers_with_the_survivor_at_the_old_id) {
    const std::string kept =
        person("Jan", "Kowalski", Json::object({{"email", "jan@x.pl"}, {"tags", Json::array({"vip"})}}));
    const std::string gone =
        person("Jan", "Kowalski",
               Json::object({{"email", "jan.kowalski@y.pl"}, {"phone", "+48 501 234 567"}, {"note", "likes tea"}}));
    app.create("contact_point", Json::object({{"party", gone}, {"kind", "email"}, {"value", "JAN@x.pl"}}));
    const std::string task =
        app.create("activity", Json::object({{"kind", "task"},
                                             {"subject", "Call"},
                                             {"about", Json::object({{"object", "party"}, {"id", gone}})},
                                             {"participants", Json::array({gone})}}));
    app.create("consent", Json::object({{"party", gone}, {"purpose", "newsletter"}, {"state", "granted"}}));
    app.create("relationship", Json::object({{"from", gone}, {"to", kept}, {"kind", "household"}}));
    app.create("comment",
               Json::object({{"about", Json::object({{"object", "party"}, {"id", gone}})}, {"body", "hello"}}));

    const Answer shown = merge(kept, gone, Json::object({{"email", kept}}), true);
    ASSERT_EQ(shown.status, 200) << shown.whole.body;
    EXPECT_EQ(shown.body["survivor"].text("email"), "jan@x.pl");
    EXPECT_EQ(shown.body["survivor"].text("note"), "likes tea");
    EXPECT_EQ(app.get("/api/v1/party/" + gone).id(), gone);

    const Answer done = merge(kept, gone, Json::object({{"email", kept}}));
    ASSERT_EQ(done.status, 200) << done.whole.body;
    EXPECT_EQ(done.body["operation"].text("state"), "done");
    EXPECT_EQ(done.body["survivor"].text("phone"), "+48501234567");
    EXPECT_EQ(points(kept), (std::vector<std::string>{"+48501234567*", "jan.kowalski@y.pl", "jan@x.pl*"}));
    EXPECT_EQ(app.get("/api/v1/activity/" + task).body["party"].text("id"), kept);
    EXPECT_EQ(app.list("consent", Json::object({{"party", kept}})).items().items().size(), 1u);
    EXPECT_EQ(app.list("relationship", {}, "fields=kind").items().items().size(),
              0u); // nobody shares a household with themselves

    const Answer old = app.get("/api/v1/party/" + gone);
    EXPECT_EQ(old.status, 200);
    EXPECT_EQ(old.id(), kept);
    EXPECT_EQ(app.patch("/api/v1/party/" + gone, Json::object({{"source", "fair"}})).status, 200);
    EXPECT_EQ(app.get("/api/v1/party/" + kept).body.text("source"), "fair");
    EXPECT_EQ(app.get("/api/v1/party/" + gone + "/history").status, 200);
    EXPECT_GE(app.get("/api/v1/party/" + gone + "/timeline").items().items().size(), 2u);
    EXPECT_EQ(app.remove("/api/v1/party/" + gone).status, 409);
    EXPECT_EQ(app.post("/api/v1/party/" + gone + "/restore", Json::object()).status, 409);
    const std::string later =
        app.create("activity", Json::object({{"kind", "note"}, {"subject", "Later"}, {"party", gone}}));
    EXPECT_EQ(app.get("/api/v1/activity/" + later).body["party"].text("id"), kept);

    const Answer undone = app.post("/api/v1/operation/" + done.body["operation"].text("id") + "/undo", Json::object());
    ASSERT_EQ(undone.status, 202) << undone.whole.body;
    app.app().jobs().run_due();
    EXPECT_EQ(app.get("/api/v1/operation/" + undone.id()).body.text("state"), "done");
    EXPECT_EQ(app.get("/api/v1/party/" + gone).id(), gone);
    EXPECT_EQ(points(kept), (std::vector<std::string>{"jan@x.pl*"}));
    EXPECT_EQ(points(gone), (std::vector<std::string>{"+48501234567*", "JAN@x.pl", "jan.kowalski@y.pl*"}));
    EXPECT_EQ(app.list("relationship", {}, "fields=kind").items().items().size(), 1u);
}

TEST_F(MergeRoute, joins_an_administrators_own_records) {
    ASSERT_EQ(app.post("/api/v1/meta/object", Json::parse(R"({"label":"Machine"})")).status, 201);
    const std::string a = app.create("x_machine", Json::object({{"name", "Press"}})),
                      b = app.create("x_machine", Json::object({{"name", "Press 1"}}));
    const Answer done = app.post("/api/v1/x_machine/" + a + "/merge", Json::object({{"with", Json::array({b})}}));
    EXPECT_EQ(done.status, 200) << done.whole.body;
    EXPECT_EQ(app.get("/api/v1/x_machine/" + b).id(), a);
}

TEST_F(MergeRoute, is_refused_to_who_may_not_delete_and_says_what_is_wrong) {
    const std::string a = person("A", "A"), b = person("B", "B");
    app.add_role("clerk",
                 Json::parse(R"([{"object":"party","read":true,"create":true,"update":true,"delete":false}])"));
    app.add_role(
        "merger",
        Json::parse(
            R"([{"object":"party","read":true,"create":true,"update":true,"delete":false,"actions":["merge"]}])"));
    app.add_user("clerk@example.com", "clerk");
    app.add_user("merger@example.com", "merger");
    app.as("clerk@example.com");
    EXPECT_EQ(merge(a, b).status, 403);
    EXPECT_EQ(merge(a, "123").status, 404);
    app.as("merger@example.com");
    EXPECT_EQ(merge(a, a).status, 422);
    EXPECT_EQ(app.post("/api/v1/party/" + a + "/merge", Json::parse(R"({"wiht":[]})")).status, 422);
    EXPECT_EQ(merge(a, b).status, 200);
}

} // namespace
} // namespace crm
