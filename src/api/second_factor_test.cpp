// The second factor as the page meets it.
#include <gtest/gtest.h>

#include "auth/totp.hpp"
#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

constexpr const char* password = "Correct-horse-7-battery";

struct SecondFactorCalls : ::testing::Test {
    TestApp crm{all_objects()};
    std::string cookie;

    SecondFactorCalls() { crm.add_user("eva@example.com", "salesperson"); }
    Answer sign_in(const std::string& code = "") {
        crm.as_nobody();
        Json body = Json::object({{"login", "eva@example.com"}, {"password", password}});
        if (!code.empty()) body.set("code", code);
        Answer answer = crm.post("/api/v1/session", body);
        for (const auto& [name, value] : answer.whole.headers)
            if (name == "Set-Cookie") cookie = value.substr(0, value.find(';'));
        return answer;
    }
    Answer page(const std::string& method, const std::string& target, const Json& body = {}) {
        crm.as_nobody();
        return crm.call(method, target, body, {{"cookie", cookie}, {"x-requested-with", "relacja"}});
    }
    // The code that an app shows for the address: its secret is read as the app does.
    static std::string code_for(const std::string& secret, int ahead) {
        constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        std::string octets;
        std::uint32_t bits = 0;
        int held = 0;
        for (char c : secret) {
            bits = bits << 5 | static_cast<std::uint32_t>(letters.find(c));
            if ((held += 5) >= 8) octets += static_cast<char>(bits >> (held -= 8) & 255);
        }
        return code_at(octets, code_step(now()) + ahead);
    }
};

} // namespace

TEST_F(SecondFactorCalls, are_set_up_confirmed_and_asked_for_at_the_sign_in) {
    ASSERT_EQ(sign_in().status, 200);
    EXPECT_FALSE(page("GET", "/api/v1/me").body["second_factor"].flag("on", true));
    EXPECT_EQ(page("POST", "/api/v1/me/second-factor", Json::object({{"password", "wrong"}})).status, 422);
    const Answer begun = page("POST", "/api/v1/me/second-factor", Json::object({{"password", password}}));
    ASSERT_EQ(begun.status, 201) << begun.whole.body;
    const std::string secret = begun.body.text("secret");
    EXPECT_NE(begun.body.text("address").find("otpauth://totp/"), std::string::npos);
    EXPECT_NE(begun.body.text("address").find(secret), std::string::npos);
    const Answer confirmed =
        page("POST", "/api/v1/me/second-factor/confirm", Json::object({{"code", code_for(secret, 0)}}));
    ASSERT_EQ(confirmed.status, 200) << confirmed.whole.body;
    ASSERT_EQ(confirmed.body["recovery_codes"].items().size(), 10u);
    EXPECT_TRUE(page("GET", "/api/v1/me/second-factor").body.flag("on"));
    EXPECT_EQ(page("GET", "/api/v1/me/second-factor").whole.body.find(secret), std::string::npos) << "shown once";
    const Answer asked = sign_in();
    EXPECT_EQ(asked.status, 401);
    EXPECT_FALSE(asked.at("code").empty()) << asked.whole.body;
    EXPECT_EQ(sign_in("000000").status, 401);
    EXPECT_EQ(sign_in(code_for(secret, 1)).status, 200);
    EXPECT_EQ(sign_in(confirmed.body["recovery_codes"].items()[0].as_string()).status, 200);
    EXPECT_TRUE(page("GET", "/api/v1/me").body["second_factor"].flag("on"));
}

TEST_F(SecondFactorCalls, are_kept_for_no_repeated_request_nor_is_any_other_secret) {
    crm.as_nobody();
    const Json who = Json::object({{"login", "eva@example.com"}, {"password", password}});
    auto cookie_of = [&] {
        const Answer answer = crm.call("POST", "/api/v1/session", who, {{"idempotency-key", "k1"}});
        for (const auto& [name, value] : answer.whole.headers)
            if (name == "Set-Cookie") return value;
        return std::string();
    };
    cookie = cookie_of().substr(0, cookie_of().find(';'));
    EXPECT_NE(cookie_of(), cookie_of()) << "each is a session of its own";
    const Answer token = crm.call("POST", "/api/v1/token", Json::object({{"name", "x"}}),
                                  {{"cookie", cookie}, {"x-requested-with", "relacja"}, {"idempotency-key", "k2"}});
    ASSERT_EQ(token.status, 201) << token.whole.body;
    std::int64_t rows = -1;
    crm.engine().database().read(
        [&](Connection& connection) { rows = whole_or(connection.value("SELECT COUNT(*) FROM request_key"), -1); });
    EXPECT_EQ(rows, 0);
}

TEST_F(SecondFactorCalls, are_all_that_can_be_done_while_a_role_requires_one_that_is_missing) {
    const std::string role = crm.list("role", Json::object({{"name", "salesperson"}})).items().items()[0].text("id");
    ASSERT_EQ(crm.patch("/api/v1/role/" + role, Json::object({{"second_factor", true}})).status, 200);
    ASSERT_EQ(sign_in().status, 200);
    const Answer refused = page("GET", "/api/v1/party");
    EXPECT_EQ(refused.status, 403);
    EXPECT_FALSE(refused.at("second_factor").empty());
    EXPECT_EQ(page("GET", "/api/v1/me").status, 200);
    EXPECT_TRUE(page("GET", "/api/v1/me").body["second_factor"].flag("required"));
    const Answer begun = page("POST", "/api/v1/me/second-factor", Json::object({{"password", password}}));
    ASSERT_EQ(begun.status, 201);
    ASSERT_EQ(page("POST", "/api/v1/me/second-factor/confirm",
                   Json::object({{"code", code_for(begun.body.text("secret"), 0)}}))
                  .status,
              200);
    EXPECT_EQ(page("GET", "/api/v1/party").status, 200);
    EXPECT_EQ(page("DELETE", "/api/v1/me/second-factor", Json::object({{"password", password}})).status, 409);
}

TEST_F(SecondFactorCalls, are_reset_by_who_manages_users_but_an_administrators_by_administrators_only) {
    ASSERT_EQ(sign_in().status, 200);
    const Answer begun = page("POST", "/api/v1/me/second-factor", Json::object({{"password", password}}));
    ASSERT_EQ(page("POST", "/api/v1/me/second-factor/confirm",
                   Json::object({{"code", code_for(begun.body.text("secret"), 0)}}))
                  .status,
              200);
    const std::string eva = page("GET", "/api/v1/me").body.text("id");
    crm.add_role("people", Json::array(), Json::array({"users"}));
    crm.add_user("hr@example.com", "people");
    crm.as("admin@example.com");
    const std::string admin = crm.get("/api/v1/me").body.text("id");
    EXPECT_TRUE(crm.get("/api/v1/user/" + eva).body.flag("second_factor"));
    EXPECT_EQ(crm.patch("/api/v1/user/" + eva, Json::object({{"second_factor", false}})).status, 422)
        << "kept by the program";
    crm.as("eva@example.com");
    EXPECT_EQ(crm.remove("/api/v1/user/" + eva + "/second-factor").status, 403);
    EXPECT_EQ(crm.post("/api/v1/me/second-factor", Json::object({{"password", password}})).status, 403)
        << "a token is no person";
    EXPECT_TRUE(crm.get("/api/v1/user/" + admin).body["second_factor"].is_null()) << "not told to everybody";
    crm.as("hr@example.com");
    EXPECT_EQ(crm.remove("/api/v1/user/" + admin + "/second-factor").status, 403);
    EXPECT_EQ(crm.remove("/api/v1/user/" + eva + "/second-factor").status, 204);
    EXPECT_EQ(crm.remove("/api/v1/user/" + eva + "/second-factor").status, 409);
    EXPECT_EQ(sign_in().status, 200);
}

} // namespace crm::testing
