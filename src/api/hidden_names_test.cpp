// An own object on which a role may do nothing, and a field it may not read, are named to it nowhere.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct HiddenNames : ::testing::Test {
    TestApp crm{all_objects()};
    std::string secret, secret_id, secret_field;

    HiddenNames() {
        secret = crm.post("/api/v1/meta/object", Json::object({{"label", "Merger plan"}, {"plural", "Merger plans"}}))
                     .body.text("name");
        secret_id = crm.create(secret, Json::object({{"name", "Aquila"}}));
        secret_field = own_field("party", "Bribes", "text");
        own_field("party", "Plan", "link", secret);
        crm.add_role("plain", Json::array({Json::object({{"object", "party"},
                                                         {"read", Json::object({{"rows", "all"}})},
                                                         {"create", true},
                                                         {"update", Json::object({{"rows", "all"}})},
                                                         {"import", true},
                                                         {"fields", Json::object({{secret_field, "none"}})}}),
                                           Json::object({{"object", "activity"}, {"create", true}})}));
        crm.add_user("eva@example.com", "plain");
    }
    std::string own_field(const std::string& object, const std::string& label, const std::string& kind,
                          const std::string& to = "") {
        Json definition = Json::object({{"label", label}, {"kind", kind}});
        if (!to.empty()) definition.set("to", to);
        const Answer made = crm.post("/api/v1/meta/object/" + object + "/field", definition);
        EXPECT_EQ(made.status, 201) << made.whole.body;
        return made.body.text("name");
    }
    bool tells(const Answer& answer) const {
        return answer.whole.body.find(secret) != std::string::npos ||
               answer.whole.body.find("Merger") != std::string::npos;
    }
    // The refusal for a name, with the name itself taken out.
    static std::string without(std::string text, const std::string& name) {
        if (name.empty()) return text;
        for (auto at = text.find(name); at != std::string::npos; at = text.find(name)) text.erase(at, name.size());
        return text;
    }
};

} // namespace

TEST_F(HiddenNames, stand_in_no_description_of_the_interface) {
    EXPECT_TRUE(tells(crm.get("/api/v1/openapi.json")));
    EXPECT_NE(crm.get("/api/v1/openapi.json").whole.body.find(secret_field), std::string::npos);
    crm.as("eva@example.com");
    for (const char* target : {"/api/v1/openapi.json", "/api/v1/meta"}) {
        const Answer answer = crm.get(target);
        ASSERT_EQ(answer.status, 200);
        EXPECT_FALSE(tells(answer)) << target;
        EXPECT_EQ(answer.whole.body.find(secret_field), std::string::npos) << target;
    }
    crm.as_nobody();
    const Answer open = crm.get("/api/v1/openapi.json");
    EXPECT_EQ(open.status, 200);
    EXPECT_FALSE(tells(open));
    EXPECT_EQ(open.whole.body.find("\"x_"), std::string::npos);
    EXPECT_NE(open.whole.body.find("/api/v1/deal"), std::string::npos);
}

TEST_F(HiddenNames, are_refused_as_what_is_not_there) {
    crm.as("eva@example.com");
    const std::string missing = "x_winter_tales";
    auto same = [&](const std::string& method, const std::string& before, const std::string& after,
                    const Json& body_hidden, const Json& body_missing) {
        const Answer hidden = crm.call(method, before + secret + after, body_hidden),
                     other = crm.call(method, before + missing + after, body_missing);
        EXPECT_EQ(hidden.status, other.status) << method << before << after << hidden.whole.body;
        EXPECT_EQ(without(hidden.whole.body, secret), without(other.whole.body, missing));
        EXPECT_GE(hidden.status, 400);
    };
    const Json something = Json::object({{"name", "x"}});
    same("GET", "/api/v1/", "", {}, {});
    same("GET", "/api/v1/", "/" + secret_id, {}, {});
    same("GET", "/api/v1/", "/" + secret_id + "/history", {}, {});
    same("GET", "/api/v1/", "/" + secret_id + "/timeline", {}, {});
    same("GET", "/api/v1/", "/aggregate?measure=count", {}, {});
    same("GET", "/api/v1/", "/export", {}, {});
    same("POST", "/api/v1/", "", something, something);
    same("PATCH", "/api/v1/", "/" + secret_id, something, something);
    same("DELETE", "/api/v1/", "/" + secret_id, {}, {});
    same("GET", "/api/v1/search?q=aq&objects=", "", {}, {});
    auto body = [&](const std::string& name) { return Json::object({{"object", name}, {"file", "12"}}); };
    same("POST", "/api/v1/import/preview?", "", body(secret), body(missing));
    auto batch = [&](const std::string& name) {
        return Json::object(
            {{"operations", Json::array({Json::object({{"method", "POST"}, {"path", name}, {"body", something}})})}});
    };
    EXPECT_EQ(without(crm.post("/api/v1/batch", batch(secret)).whole.body, secret),
              without(crm.post("/api/v1/batch", batch(missing)).whole.body, missing));
    auto about = [&](const std::string& name) {
        return Json::object(
            {{"kind", "note"}, {"subject", "x"}, {"about", Json::object({{"object", name}, {"id", secret_id}})}});
    };
    EXPECT_EQ(without(crm.post("/api/v1/activity", about(secret)).whole.body, secret),
              without(crm.post("/api/v1/activity", about(missing)).whole.body, missing));
    auto view = [&](const std::string& name) { return Json::object({{"name", "v"}, {"object", name}}); };
    EXPECT_EQ(without(crm.post("/api/v1/view", view(secret)).whole.body, secret),
              without(crm.post("/api/v1/view", view(missing)).whole.body, missing));
}

TEST_F(HiddenNames, of_fields_are_refused_everywhere_as_what_is_not_there) {
    const std::string party = crm.create("party", Json::object({{"name", "Zorza"}, {secret_field, "much"}}));
    crm.as("eva@example.com");
    const std::string missing = "x_winter_tales";
    auto same = [&](const std::string& method, const std::string& before, const std::string& after,
                    const std::function<Json(const std::string&)>& body = {}) {
        const Answer hidden = crm.call(method, before + secret_field + after, body ? body(secret_field) : Json());
        const Answer other = crm.call(method, before + missing + after, body ? body(missing) : Json());
        EXPECT_EQ(hidden.status, other.status) << method << before << after << hidden.whole.body;
        EXPECT_EQ(without(hidden.whole.body, secret_field), without(other.whole.body, missing)) << method << before;
        EXPECT_GE(other.status, 400) << method << before << other.whole.body;
    };
    for (const char* argument :
         {"sort=", "sort=-", "sort=name,", "fields=", "fields=name,", "sort=owner.", "fields=above."})
        same("GET", "/api/v1/party?" + std::string(argument), "");
    for (const char* ending : {"_base", "_currency", ".name"}) {
        same("GET", "/api/v1/party?sort=", ending);
        same("GET", "/api/v1/party?fields=", ending);
    }
    same("GET", "/api/v1/party/aggregate?measure=count&group=", "");
    same("GET", "/api/v1/party/aggregate?measure=sum:", "");
    same("GET", "/api/v1/party/" + party + "?fields=", "");
    same("GET", "/api/v1/party?filter=%7B%22", "%22:%22x%22%7D");
    same("GET", "/api/v1/deal?filter=%7B%22party.", "%22:%22x%22%7D");
    const auto body = [](const std::string& name) { return Json::object({{"name", "Orion"}, {name, "x"}}); };
    same("POST", "/api/v1/party?", "", body);
    same("PATCH", "/api/v1/party/" + party + "?", "", body);
    same("POST", "/api/v1/batch?", "", [&](const std::string& name) {
        return Json::object(
            {{"operations",
              Json::array({Json::object({{"method", "POST"}, {"path", "party"}, {"body", body(name)}})})}});
    });
    for (const char* member : {"filter", "sort", "columns", "group"})
        same("POST", "/api/v1/view?", "", [&](const std::string& name) {
            Json value = name;
            if (std::string(member) == "filter") value = Json::object({{name, "x"}});
            if (std::string(member) == "columns") value = Json::array({Json(name)});
            return Json::object({{"name", "v"}, {"object", "party"}, {"definition", Json::object({{member, value}})}});
        });
}

TEST_F(HiddenNames, are_no_suggestion) {
    const std::string nearly = secret.substr(0, secret.size() - 1);
    const std::string nearly_field = secret_field.substr(0, secret_field.size() - 1);
    EXPECT_TRUE(tells(crm.get("/api/v1/" + nearly)));
    EXPECT_NE(crm.list("party", Json::object({{nearly_field, "x"}})).whole.body.find('"' + secret_field),
              std::string::npos);
    crm.as("eva@example.com");
    EXPECT_EQ(crm.get("/api/v1/" + nearly).whole.body.find(secret), std::string::npos);
    EXPECT_EQ(crm.list("party", Json::object({{nearly_field, "x"}})).whole.body.find(secret_field), std::string::npos);
    EXPECT_EQ(crm.list("party", {}, "sort=" + nearly_field).whole.body.find(secret_field), std::string::npos);
    EXPECT_EQ(crm.post("/api/v1/party", Json::object({{nearly_field, "x"}})).whole.body.find(secret_field),
              std::string::npos);
    EXPECT_EQ(crm.get("/api/v1/party/aggregate?group=" + nearly_field).whole.body.find(secret_field),
              std::string::npos);
}

TEST_F(HiddenNames, are_named_by_no_import) {
    const std::string nearly = secret_field.substr(0, secret_field.size() - 1);
    crm.as("eva@example.com");
    const std::string file = crm.raw("POST", "/api/v1/file", "name,Bribes\nZorza,much\n",
                                     {{"content-type", "text/csv"}, {"x-file-name", "list.csv"}})
                                 .id();
    ASSERT_FALSE(file.empty());
    const Json order = Json::object({{"object", "party"}, {"file", file}});
    const Answer preview = crm.post("/api/v1/import/preview", order);
    ASSERT_EQ(preview.status, 200) << preview.whole.body;
    EXPECT_EQ(preview.whole.body.find(secret_field), std::string::npos);
    auto with = [&](const std::string& member, const Json& value) {
        Json changed = order;
        changed.set(member, value);
        const Answer made = crm.post("/api/v1/import", changed);
        if (made.status != 202) return made.whole.body;
        crm.app().jobs().run_due();
        const Answer done = crm.get("/api/v1/operation/" + made.id());
        EXPECT_EQ(done.body.text("state"), "failed") << done.whole.body;
        return done.whole.body;
    };
    for (const std::string& name : {nearly, secret_field}) {
        const std::string missing = name == nearly ? "" : name; // what was asked for may be repeated, with no more
        EXPECT_EQ(without(with("columns", Json::object({{"Bribes", name}})), missing).find(secret_field),
                  std::string::npos);
        EXPECT_EQ(without(with("match", Json::array({name})), missing).find(secret_field), std::string::npos);
        EXPECT_EQ(without(with("defaults", Json::object({{name, "x"}})), missing).find(secret_field),
                  std::string::npos);
    }
}

} // namespace crm::testing
