// Seeing as somebody else: their rights exactly, nothing changed meanwhile, for administrators alone, in the audit.
#include <gtest/gtest.h>

#include <algorithm>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct SeeingAs : ::testing::Test {
    TestApp crm{all_objects()};
    std::string eva, cookie;

    SeeingAs() {
        eva = crm.add_user("eva@example.com", "reader");
        crm.add_role("own", Json::array({Json::object({{"object", "party"},
                                                       {"read", Json::object({{"rows", "mine"}})},
                                                       {"update", Json::object({{"rows", "mine"}})}})}));
        crm.add_user("nina@example.com", "own");
        crm.create("party", Json::object({{"kind", "organization"}, {"name", "Hidden"}}));
        crm.create("party", Json::object({{"kind", "organization"}, {"name", "Nina's"}, {"owner", nina()}}));
        sign_in("admin@example.com");
    }
    static constexpr const char* password = "Correct-horse-7-battery";
    std::string nina() { return std::to_string(crm.app().auth().user_by_login("nina@example.com")); }

    void sign_in(const std::string& login) {
        crm.as_nobody();
        keep(crm.call("POST", "/api/v1/session", Json::object({{"login", login}, {"password", password}})));
    }
    void keep(const Answer& answer) {
        for (const auto& [name, value] : answer.whole.headers)
            if (name == "Set-Cookie") cookie += (cookie.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    }
    Answer page(const std::string& method, const std::string& path, const Json& body = {}) {
        crm.as_nobody();
        return crm.call(method, "/api/v1/" + path, body, {{"cookie", cookie}, {"x-requested-with", "relacja"}});
    }
    std::size_t parties() { return page("GET", "party").items().items().size(); }
    std::vector<std::string> audited() {
        std::vector<std::string> what;
        const Json items = page("GET", "audit").items();
        for (const Json& each : items.items()) what.push_back(each.text("what") + " by " + each["user"].text("title"));
        return what;
    }
};

} // namespace

TEST_F(SeeingAs, shows_what_they_see_and_changes_nothing) {
    ASSERT_EQ(parties(), 2u);
    const Answer begun = page("POST", "session/see-as", Json::object({{"user", nina()}}));
    ASSERT_EQ(begun.status, 200) << begun.whole.body;
    EXPECT_EQ(parties(), 2u) << "without the cookie of seeing as somebody one is oneself";
    keep(begun);
    EXPECT_EQ(parties(), 1u);
    const Answer meta = page("GET", "meta");
    EXPECT_EQ(meta.body["me"].text("login"), "nina@example.com");
    EXPECT_FALSE(meta.body["me"].flag("administrator"));
    EXPECT_EQ(meta.body["seen_by"].text("title"), "Ada Admin");
    const std::string own = page("GET", "party").items().items()[0].text("id");
    for (const auto& [method, path] : {std::pair<const char*, std::string>{"POST", "party"},
                                       {"PATCH", "party/" + own},
                                       {"DELETE", "party/" + own},
                                       {"PATCH", "me"},
                                       {"POST", "batch"}}) {
        const Answer refused = page(method, path, Json::object({{"name", "changed"}}));
        EXPECT_EQ(refused.status, 403) << method << path;
        EXPECT_NE(refused.detail().find("Go back to yourself"), std::string::npos) << refused.detail();
    }
    EXPECT_EQ(page("GET", "party/" + own).body.text("name"), "Nina's");
    EXPECT_EQ(page("GET", "session").status, 403) << "where they are signed in is their own matter";
    EXPECT_EQ(page("GET", "token").status, 403);
}

TEST_F(SeeingAs, ends_when_told_and_both_stand_in_the_audit_by_the_administrator) {
    keep(page("POST", "session/see-as", Json::object({{"user", nina()}})));
    ASSERT_EQ(parties(), 1u);
    ASSERT_EQ(page("GET", "party/export?format=csv").status, 403) << "their role exports nothing";
    EXPECT_EQ(page("DELETE", "session/see-as").status, 204);
    EXPECT_EQ(parties(), 2u) << "even with the cookie";
    const auto lines = audited();
    EXPECT_NE(std::find(lines.begin(), lines.end(), "seen_as by Ada Admin"), lines.end());
    EXPECT_NE(std::find(lines.begin(), lines.end(), "seen_as_ended by Ada Admin"), lines.end());
    for (const auto& line : lines) EXPECT_EQ(line.find("seen_as by nina"), std::string::npos);
}

TEST_F(SeeingAs, is_for_administrators_who_are_signed_in) {
    EXPECT_FALSE(page("POST", "session/see-as", Json::object({{"user", "77"}})).at("user").empty());
    EXPECT_FALSE(page("POST", "session/see-as", Json::object({{"user", "me"}})).at("user").empty());
    EXPECT_FALSE(
        page("POST", "session/see-as", Json::object({{"user", page("GET", "me").body.text("id")}})).at("user").empty());
    crm.as("admin@example.com");
    EXPECT_EQ(crm.call("POST", "/api/v1/session/see-as", Json::object({{"user", nina()}})).status, 403)
        << "with a token";
    cookie.clear();
    sign_in("nina@example.com");
    EXPECT_EQ(page("POST", "session/see-as", Json::object({{"user", eva}})).status, 403);
    cookie += "; relacja_as=1";
    EXPECT_EQ(parties(), 1u) << "a cookie made by hand is worth nothing";
}

TEST_F(SeeingAs, does_not_outlive_the_right_to_it_nor_the_one_who_is_seen) {
    keep(page("POST", "session/see-as", Json::object({{"user", nina()}})));
    ASSERT_EQ(parties(), 1u);
    crm.as("admin@example.com");
    ASSERT_EQ(crm.patch("/api/v1/user/" + nina(), Json::object({{"disabled", true}})).status, 200);
    EXPECT_EQ(page("GET", "meta").body["me"].text("login"), "admin@example.com");
}

TEST_F(SeeingAs, keeps_the_first_page_of_each_person) {
    EXPECT_EQ(page("PATCH", "me", Json::object({{"home", Json::array({"tasks", "figures"})}})).status, 200);
    EXPECT_EQ(page("GET", "me").body["home"].dump(), R"(["tasks","figures"])");
    EXPECT_FALSE(page("PATCH", "me", Json::object({{"home", "tasks"}})).at("home").empty());
    EXPECT_FALSE(page("PATCH", "me", Json::object({{"home", Json::array({5})}})).at("home").empty());
    EXPECT_EQ(page("PATCH", "me", Json::object({{"home", nullptr}})).status, 200);
    EXPECT_TRUE(page("GET", "me").body["home"].is_null());
}

} // namespace crm::testing
