#include "modules/core/mail_server.hpp"

#include <gtest/gtest.h>

#include "modules/core/mailing.hpp"
#include "modules/modules.hpp"
#include "testing/mail_stand_in.hpp"
#include "testing/test_app.hpp"

namespace crm {
namespace {

using testing::Answer;
using testing::MailStandIn;
using testing::TestApp;
using testing::TestCertificate;

// A company whose mail server is a stand-in of this test.
struct Mails : ::testing::Test {
    const TestCertificate certificate;
    MailStandIn server{MailStandIn::Security::tls, &certificate};
    TestApp crm{all_objects()};
    std::string eva;
    const std::vector<http::Header> host = {{"host", "127.0.0.1:8080"}};

    Mails() {
        mail_by_its_server(crm.engine(), wire::Outgoing({"127.0.0.0/8", "::1"}, certificate.certificate));
        crm.add_role("reader_of_parties", Json::parse(R"([{"object":"party","read":true}])"));
        eva = crm.add_user("eva@example.com", "reader_of_parties");
    }
    Json settings() const {
        return Json::object({{"host", "localhost"},
                             {"port", server.port()},
                             {"security", "tls"},
                             {"login", server.login},
                             {"password", server.password},
                             {"from_address", "crm@example.com"}});
    }
    std::string set_up() { return crm.create("mail_server", settings()); }
    Answer ask(const std::string& login) {
        crm.as_nobody();
        const Answer answer = crm.call("POST", "/api/v1/forgotten-password", Json::object({{"login", login}}), host);
        crm.as("admin@example.com");
        return answer;
    }
    void work() { crm.app().jobs().run_due(); }
    // The secret in the link of the newest letter.
    std::string link() const {
        const std::string text = server.taken.back().text();
        const auto at = text.find("http://127.0.0.1:8080/new-password#");
        EXPECT_NE(at, std::string::npos) << text;
        const auto begin = text.find('#', at) + 1;
        return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
    }
    Answer choose(const std::string& token, const std::string& password) {
        crm.as_nobody();
        const Answer answer =
            crm.post("/api/v1/new-password", Json::object({{"token", token}, {"password", password}}));
        crm.as("admin@example.com");
        return answer;
    }
    int sign_in(const std::string& password) {
        crm.as_nobody();
        const int status =
            crm.post("/api/v1/session", Json::object({{"login", "eva@example.com"}, {"password", password}})).status;
        crm.as("admin@example.com");
        return status;
    }
};

TEST_F(Mails, the_password_of_the_server_is_kept_sealed_and_goes_with_its_place) {
    const std::string id = set_up();
    const std::string kept = crm.get("/api/v1/mail_server/" + id).body.text("password");
    EXPECT_TRUE(kept.starts_with("sealed:") && kept.find(server.password) == std::string::npos) << kept;
    EXPECT_EQ(crm.patch("/api/v1/mail_server/" + id, Json::object({{"from_name", "Zorza"}})).body.text("password"),
              kept);
    EXPECT_TRUE(crm.patch("/api/v1/mail_server/" + id, Json::object({{"host", "mail.example.com"}}))
                    .body["password"]
                    .is_null());
}

TEST_F(Mails, what_cannot_be_right_is_said_at_its_field) {
    const auto at = [&](const char* field, const Json& value) {
        Json given = settings();
        given.set(field, value);
        return crm.post("/api/v1/mail_server", given).at(field);
    };
    EXPECT_EQ(at("host", "https://mail.example.com/"),
              "Please give the name of the server alone, such as mail.example.com.");
    EXPECT_EQ(at("port", 70'000), "Please give a port between 1 and 65535, or leave it empty for the usual one.");
    EXPECT_EQ(at("from_address", "crm"), "Please give an e-mail address, such as crm@example.com.");
    EXPECT_EQ(at("security", "none"),
              "A login and password are sent under TLS only. Please choose STARTTLS or TLS, or leave the login empty.");
    set_up();
    EXPECT_EQ(crm.post("/api/v1/mail_server", settings()).status, 409);
}

TEST_F(Mails, a_letter_for_trial_comes_to_whoever_asked_and_a_refusal_is_told) {
    EXPECT_EQ(crm.post("/api/v1/mail/trial", Json::object()).status, 409);
    const std::string id = set_up();
    EXPECT_TRUE(crm.get("/api/v1/mail").body.flag("ready"));
    EXPECT_EQ(crm.post("/api/v1/mail/trial", Json::object()).body.text("to"), "admin@example.com");
    ASSERT_EQ(server.taken.size(), 1u);
    EXPECT_EQ(server.taken[0].to, "<admin@example.com>");
    crm.patch("/api/v1/mail_server/" + id, Json::object({{"password", "three-red-kites"}}));
    const Answer refused = crm.post("/api/v1/mail/trial", Json::object());
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.detail(), "The mail server answered: 535 5.7.8 Wrong login or password");
    crm.as("eva@example.com");
    EXPECT_EQ(crm.post("/api/v1/mail/trial", Json::object()).status, 403);
    EXPECT_EQ(crm.get("/api/v1/mail").status, 403);
}

TEST_F(Mails, a_forgotten_password_is_chosen_anew_by_a_link_that_works_once) {
    EXPECT_EQ(ask("eva@example.com").status, 409) << "no server yet";
    set_up();
    EXPECT_EQ(ask("Eva@Example.com").status, 204);
    work();
    ASSERT_EQ(server.taken.size(), 1u);
    EXPECT_EQ(server.taken[0].to, "<eva@example.com>");
    const std::string secret = link();
    EXPECT_EQ(choose(secret, "short").status, 422);
    EXPECT_EQ(choose(secret, "seven-green-boats").status, 204);
    EXPECT_EQ(sign_in("seven-green-boats"), 200);
    EXPECT_EQ(choose(secret, "eight-green-boats").at("token"),
              "This link was used already, or is older than an hour. Please ask for a new one.");
}

TEST_F(Mails, a_newer_link_a_new_password_and_a_new_address_end_a_link) {
    set_up();
    const auto fresh = [&] {
        ask("eva@example.com");
        work();
        return link();
    };
    const std::string first = fresh(), second = fresh();
    EXPECT_EQ(choose(first, "seven-green-boats").status, 422);
    crm.post("/api/v1/user/" + eva + "/password", Json::object({{"password", "set-by-another"}}));
    EXPECT_EQ(choose(second, "seven-green-boats").status, 422);
    const std::string third = fresh();
    crm.patch("/api/v1/user/" + eva, Json::object({{"email", "eva@zorza.example"}}));
    EXPECT_EQ(choose(third, "seven-green-boats").status, 422);
    ask("eva@example.com");
    work();
    EXPECT_EQ(server.taken.back().to, "<eva@zorza.example>");
    crm.patch("/api/v1/user/" + eva, Json::object({{"disabled", true}}));
    EXPECT_EQ(choose(link(), "seven-green-boats").status, 422);
}

TEST_F(Mails, asking_tells_nobody_which_logins_there_are) {
    set_up();
    const Answer known = ask("eva@example.com"), unknown = ask("nobody@example.com");
    EXPECT_EQ(known.status, unknown.status);
    EXPECT_EQ(known.whole.body, unknown.whole.body);
    work();
    EXPECT_EQ(server.taken.size(), 1u);
    int slowed_known = 0, slowed_unknown = 0;
    for (int i = 0; i < 7; ++i) slowed_known += ask("eva@example.com").status == 429;
    for (int i = 0; i < 7; ++i) slowed_unknown += ask("nobody@example.com").status == 429;
    EXPECT_GT(slowed_known, 0);
    EXPECT_EQ(slowed_known, slowed_unknown);
    EXPECT_EQ(sign_in("wrong-password-here"), 401) << "asking bars nobody from signing in";
}

TEST_F(Mails, a_host_that_a_stranger_names_is_led_to_by_no_link) {
    set_up();
    crm.as_nobody();
    const Answer answer = crm.call("POST", "/api/v1/forgotten-password", Json::object({{"login", "eva@example.com"}}),
                                   {{"host", "evil.example"}});
    EXPECT_EQ(answer.status, 409);
    EXPECT_FALSE(
        crm.call("GET", "/api/v1/forgotten-password", {}, {{"host", "127.0.0.1.evil.example"}}).body.flag("by_mail"));
    crm.as("admin@example.com");
    work();
    EXPECT_TRUE(server.taken.empty());
}

TEST_F(Mails, what_the_server_does_not_take_now_is_tried_again_and_what_it_refuses_for_good_is_not) {
    set_up();
    server.recipient_answer = "450 4.2.1 Later";
    ask("eva@example.com");
    work();
    EXPECT_EQ(server.visits, 1);
    EXPECT_TRUE(server.taken.empty());
    server.recipient_answer = "250 OK";
    crm.app().jobs().set_clock([] { return now() + 10 * minute; });
    work();
    EXPECT_EQ(server.taken.size(), 1u);
    server.recipient_answer = "550 5.1.1 Nobody of this name";
    ask("eva@example.com");
    work();
    const int visits = server.visits;
    crm.app().jobs().set_clock([] { return now() + 24 * hour; });
    work();
    EXPECT_EQ(server.visits, visits);
}

TEST_F(Mails, only_an_administrator_says_where_letters_for_an_administrator_go) {
    crm.add_role("people", Json::parse(R"([{"object":"party","read":true}])"), Json::parse(R"(["users"])"));
    crm.add_user("pat", "people");
    const std::string admin =
        crm.list("user", Json::object({{"login", "admin@example.com"}})).items().items()[0].text("id");
    crm.as("pat");
    EXPECT_EQ(crm.patch("/api/v1/user/" + admin, Json::object({{"email", "pat@example.com"}})).status, 403);
    EXPECT_EQ(crm.patch("/api/v1/user/" + eva, Json::object({{"email", "eva@zorza.example"}})).status, 200);
    EXPECT_NE(crm.patch("/api/v1/user/" + eva, Json::object({{"email", "no address"}})).at("email"), "");
}

} // namespace
} // namespace crm
