#include "wire/smtp.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "testing/mail_stand_in.hpp"

using namespace crm;
using namespace crm::wire;
using crm::testing::MailStandIn;
using crm::testing::SilentPort;
using crm::testing::TestCertificate;

namespace {

struct Smtp : ::testing::Test {
    const TestCertificate certificate;
    const Outgoing loopback{{"127.0.0.0/8", "::1"}, certificate.certificate};
    MailMessage message{"crm@example.com",
                        "Żółta łódź",
                        "anna@example.com",
                        "Нова лозинка",
                        "Dzień dobry,\n\n.\nto jest list.\n",
                        "1@example.com",
                        1'795'407'000 * second};

    MailAccount account(const MailStandIn& server, MailAccount::Security security) const {
        return {.host = "localhost",
                .port = server.port(),
                .security = security,
                .login = server.login,
                .password = server.password};
    }
    struct Refusal {
        Problem problem = Problem::defect;
        std::string sentence;
    };
    Refusal refusal(const MailAccount& account, int seconds = 20) const {
        try {
            send_mail(message, account, loopback, seconds);
        } catch (const Error& error) {
            return {error.problem, error.what()};
        }
        return {};
    }
};

TEST_F(Smtp, hands_a_letter_over_under_tls_from_the_start_and_after_starttls) {
    for (const bool at_once : {true, false}) {
        MailStandIn server(at_once ? MailStandIn::Security::tls : MailStandIn::Security::starttls, &certificate);
        send_mail(message, account(server, at_once ? MailAccount::Security::tls : MailAccount::Security::starttls),
                  loopback);
        ASSERT_EQ(server.taken.size(), 1u);
        const auto& taken = server.taken[0];
        EXPECT_TRUE(taken.secure && taken.signed_in);
        EXPECT_EQ(taken.from, "<crm@example.com>");
        EXPECT_EQ(taken.to, "<anna@example.com>");
        EXPECT_EQ(taken.text(), "Dzień dobry,\r\n\r\n.\r\nto jest list.\r\n");
        EXPECT_NE(taken.letter.find("Date: Mon, 23 Nov 2026 04:10:00 +0000\n"), std::string::npos) << taken.letter;
        EXPECT_NE(taken.letter.find("Subject: =?UTF-8?B?0J3QvtCy0LAg0LvQvtC30LjQvdC60LA=?=\n"), std::string::npos)
            << taken.letter;
    }
}

TEST_F(Smtp, signs_in_by_login_where_plain_is_not_offered) {
    MailStandIn server(MailStandIn::Security::tls, &certificate);
    server.offers_plain = false;
    send_mail(message, account(server, MailAccount::Security::tls), loopback);
    EXPECT_EQ(server.taken.size(), 1u);
}

TEST_F(Smtp, a_server_of_the_own_network_needs_neither_tls_nor_a_login) {
    MailStandIn server(MailStandIn::Security::none);
    server.login.clear();
    send_mail(message, {.host = "127.0.0.1", .port = server.port(), .security = MailAccount::Security::none}, loopback);
    ASSERT_EQ(server.taken.size(), 1u);
    EXPECT_FALSE(server.taken[0].secure);
}

TEST_F(Smtp, a_wrong_password_is_told_in_the_server_s_words) {
    MailStandIn server(MailStandIn::Security::tls, &certificate);
    auto wrong = account(server, MailAccount::Security::tls);
    wrong.password = "three-red-kites";
    const auto refused = refusal(wrong);
    EXPECT_EQ(refused.problem, Problem::unavailable);
    EXPECT_EQ(refused.sentence, "The mail server answered: 535 5.7.8 Wrong login or password");
    EXPECT_TRUE(server.taken.empty());
}

TEST_F(Smtp, who_is_unknown_for_good_is_told_apart_from_who_may_be_tried_again) {
    MailStandIn server(MailStandIn::Security::tls, &certificate);
    server.recipient_answer = "550 5.1.1 Nobody of this name";
    EXPECT_EQ(refusal(account(server, MailAccount::Security::tls)).problem, Problem::invalid);
    server.recipient_answer = "450 4.2.1 Later";
    EXPECT_EQ(refusal(account(server, MailAccount::Security::tls)).problem, Problem::unavailable);
}

TEST_F(Smtp, without_starttls_or_with_words_before_it_no_password_is_sent) {
    MailStandIn open(MailStandIn::Security::none);
    EXPECT_EQ(refusal(account(open, MailAccount::Security::starttls)).sentence,
              "This mail server offers no STARTTLS on port " + std::to_string(open.port()) +
                  ". Please choose TLS with its port, usually 465.");
    MailStandIn meddled(MailStandIn::Security::starttls, &certificate);
    meddled.says_more_before_tls = true;
    EXPECT_EQ(refusal(account(meddled, MailAccount::Security::starttls)).sentence,
              "The mail server said more than it should before TLS.");
    EXPECT_TRUE(open.taken.empty() && meddled.taken.empty());
}

TEST_F(Smtp, a_certificate_of_nobody_known_ends_it) {
    const TestCertificate stranger;
    MailStandIn server(MailStandIn::Security::tls, &stranger);
    EXPECT_NE(refusal(account(server, MailAccount::Security::tls)).sentence.find("is not to be trusted"),
              std::string::npos);
}

TEST_F(Smtp, private_networks_are_refused_unless_allowed_and_a_silent_server_is_left) {
    MailStandIn server(MailStandIn::Security::none);
    EXPECT_THROW(send_mail(message, account(server, MailAccount::Security::none), Outgoing()), Error);
    EXPECT_EQ(server.visits, 0);
    const SilentPort silent;
    EXPECT_EQ(
        refusal({.host = "127.0.0.1", .port = silent.port(), .security = MailAccount::Security::none}, 1).sentence,
        "The other server took too long. Please try again later.");
}

TEST(MailMessage, long_names_are_cut_between_letters_and_addresses_cannot_bring_headers) {
    std::string name;
    for (int i = 0; i < 60; ++i) name += "ż";
    MailMessage message{"a@example.com", name, "b@example.com", "x\r\nBcc: c@example.com", "", "1@example.com", 0};
    const std::string text = written(message);
    EXPECT_EQ(text.find("\r\nBcc"), std::string::npos);
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        ASSERT_NE(end, std::string::npos);
        EXPECT_LE(end - at, 998u);
        at = end + 2;
    }
    message.to = "b@example.com>\r\nBcc: c@example.com";
    EXPECT_THROW(written(message), Error);
}

} // namespace
