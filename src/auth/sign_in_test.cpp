// Signing in, being slowed down, the first user, passwords changed.
#include <sodium.h>

#include <atomic>
#include <thread>

#include "auth/tries.hpp"
#include "auth/world_for_tests.hpp"
#include "testing/statement_rules.hpp"

using namespace crm;
using namespace crm::testing;

namespace {

struct SigningIn : AuthTest {
    Id anna = auth.add_user("anna@example.com", "Anna Nowak", "reader", password);

    std::string try_in(const std::string& login, const std::string& typed, const std::string& address = "10.0.0.1") {
        return refusal([&] { auth.sign_in(login, typed, address, "Firefox"); });
    }
    std::vector<std::string> audited() {
        std::string out;
        auth.write_audit({}, 50, "", out);
        std::vector<std::string> what;
        const Json page = Json::parse(out);
        for (const Json& each : page["items"].items()) what.push_back(each.text("what"));
        return what;
    }
    std::string stored(const std::string& sql) {
        std::string all;
        engine.database().read([&](Connection& connection) {
            connection.query(sql, {}, [&](const Row& row) {
                for (int i = 0; i < row.size(); ++i) (all += row.text(i)) += ' ';
                return true;
            });
        });
        return all;
    }
};

constexpr auto wrong = "The login or the password is wrong. Try again, or ask your administrator for a new password.";

} // namespace

TEST_F(SigningIn, gives_a_session_with_the_user_s_rights) {
    const SignedIn in = auth.sign_in("Anna@Example.com", password, "10.0.0.1", "Firefox");
    EXPECT_EQ(in.caller.rights->user, anna);
    EXPECT_NE(in.caller.session, 0);
    EXPECT_TRUE(in.caller.by_cookie());
    EXPECT_EQ(in.expires_at, time + 90 * 24 * hour);
    const auto caller = auth.by_cookie(in.cookie, "10.0.0.1");
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->session, in.caller.session);
    EXPECT_EQ(caller->rights, in.caller.rights);
}

TEST_F(SigningIn, says_the_same_for_every_wrong_pair) {
    EXPECT_EQ(try_in("anna@example.com", "correct horse"), wrong);
    EXPECT_EQ(try_in("nobody@example.com", password), wrong);
    EXPECT_EQ(try_in("no login at all \xff", password), wrong);
    EXPECT_EQ(try_in("", ""), wrong);
    make_user("without", {});
    EXPECT_EQ(try_in("without", ""), wrong) << "a user without password signs in with none";
}

TEST_F(SigningIn, stores_neither_password_nor_cookie_in_the_clear) {
    const SignedIn in = auth.sign_in("anna@example.com", password, "10.0.0.1", "Firefox");
    try_in("anna@example.com", "my wrong password");
    try_in("my password where the login belongs", "x");
    const std::string all = stored("SELECT hash FROM credential") + stored("SELECT hash, address, agent FROM session") +
                            stored("SELECT what, facts FROM audit") + stored("SELECT \"key\" FROM failed_try") +
                            stored("SELECT changes FROM event");
    for (const std::string& secret :
         {std::string(password), in.cookie, std::string("my wrong password"), std::string("where the login")})
        EXPECT_EQ(all.find(secret), std::string::npos) << secret;
}

TEST_F(SigningIn, is_slowed_down_for_the_login_after_five_failures_from_wherever_they_come) {
    for (int i = 0; i < Tries::free_by_login; ++i)
        EXPECT_EQ(try_in("anna@example.com", "wrong", "10.0.0." + std::to_string(i)), wrong);
    EXPECT_EQ(problem([&] { auth.sign_in("anna@example.com", password, "10.0.0.9", ""); }), Problem::too_many);
    EXPECT_EQ(try_in("anna@example.com", password, "10.0.0.9"),
              "There were too many wrong tries. Try again in a minute.");
    time += minute;
    EXPECT_EQ(try_in("anna@example.com", password), "") << "after the wait the right password is taken";
    EXPECT_EQ(try_in("anna@example.com", "wrong"), wrong) << "and all begins anew";
}

TEST_F(SigningIn, waits_grow_up_to_a_quarter_of_an_hour) {
    for (int i = 0; i < Tries::free_by_login; ++i) try_in("anna@example.com", "wrong");
    for (int minutes : {1, 2, 4, 8, 15, 15}) {
        const std::string sentence = minutes == 1 ? "a minute." : std::to_string(minutes) + " minutes.";
        EXPECT_TRUE(try_in("anna@example.com", "wrong").ends_with("Try again in " + sentence)) << minutes;
        time += minutes * minute - second;
        EXPECT_NE(try_in("anna@example.com", "wrong"), wrong) << minutes;
        time += second;
        EXPECT_EQ(try_in("anna@example.com", "wrong"), wrong) << minutes;
    }
}

TEST_F(SigningIn, forgets_failures_that_are_far_apart) {
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(try_in("anna@example.com", "wrong"), wrong);
        time += 5 * minute;
    }
}

TEST_F(SigningIn, is_slowed_down_for_an_address_that_tries_many_logins) {
    for (int i = 0; i < Tries::free_by_address; ++i)
        EXPECT_EQ(try_in("user" + std::to_string(i), "wrong", "2001:db8:1:2::" + std::to_string(i)), wrong) << i;
    EXPECT_NE(try_in("another", "wrong", "2001:db8:1:2:3::1"), wrong);
    EXPECT_EQ(try_in("another", "wrong", "2001:db8:1:3::1"), wrong) << "another network is not concerned";
}

TEST_F(SigningIn, an_ipv6_address_written_short_counts_for_its_network) {
    for (int i = 1; i <= Tries::free_by_address; ++i)
        EXPECT_EQ(try_in("user" + std::to_string(i), "wrong", "2001:db8::" + std::to_string(i)), wrong) << i;
    EXPECT_NE(try_in("another", "wrong", "2001:db8:0:0:9::1"), wrong);
}

TEST_F(SigningIn, does_not_let_tries_at_the_same_time_through) {
    std::atomic<int> looked_at = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 12; ++i)
        threads.emplace_back([&, i] {
            if (try_in("anna@example.com", "wrong", "10.0.1." + std::to_string(i)) == wrong) ++looked_at;
        });
    for (auto& each : threads) each.join();
    EXPECT_EQ(looked_at, Tries::free_by_login);
}

TEST_F(SigningIn, is_told_to_the_audit) {
    auth.sign_in("anna@example.com", password, "10.0.0.1", "");
    try_in("anna@example.com", "wrong");
    const auto what = audited();
    EXPECT_EQ(what.at(0), "sign_in_failed");
    EXPECT_EQ(what.at(1), "sign_in");
}

TEST_F(SigningIn, lets_a_disabled_user_in_no_more_and_says_why_only_to_them) {
    disable(anna);
    EXPECT_EQ(try_in("anna@example.com", password), "This user is disabled. Ask your administrator.");
    EXPECT_EQ(try_in("anna@example.com", "wrong"), wrong);
}

TEST_F(SigningIn, of_a_disabled_user_ends_at_once) {
    const SignedIn in = auth.sign_in("anna@example.com", password, "10.0.0.1", "");
    const std::string token = auth.make_token(anna, "sync", {}, 0).text;
    EXPECT_TRUE(auth.by_cookie(in.cookie, "10.0.0.1"));
    EXPECT_TRUE(auth.by_token(token, "10.0.0.1"));
    disable(anna);
    EXPECT_FALSE(auth.by_cookie(in.cookie, "10.0.0.1"));
    EXPECT_FALSE(auth.by_token(token, "10.0.0.1"));
    EXPECT_EQ(problem([&] { auth.rights_of(anna); }), Problem::unauthenticated);
    EXPECT_EQ(problem([&] { auth.sign_in_as(anna, "10.0.0.1", ""); }), Problem::unauthenticated);
    change(anna, [](Record& record) { record.set(user.disabled, false); });
    time += minute;
    EXPECT_FALSE(auth.by_cookie(in.cookie, "10.0.0.1")) << "an old session does not come back";
    EXPECT_TRUE(auth.by_token(token, "10.0.0.1"));
}

TEST_F(SigningIn, with_a_changed_password_needs_the_new_one_and_ends_the_other_sessions) {
    const SignedIn here = auth.sign_in("anna@example.com", password, "10.0.0.1", ""),
                   there = auth.sign_in("anna@example.com", password, "10.0.0.2", "");
    EXPECT_NE(refusal([&] { auth.change_password(anna, "wrong", "a new long password"); }).find("not your password"),
              std::string::npos);
    EXPECT_NE(refusal([&] { auth.change_password(anna, password, "short"); }).find("at least 10 characters"),
              std::string::npos);
    auth.change_password(anna, password, "a new long password", here.caller.session);
    EXPECT_TRUE(auth.by_cookie(here.cookie, "10.0.0.1"));
    EXPECT_FALSE(auth.by_cookie(there.cookie, "10.0.0.2"));
    EXPECT_EQ(try_in("anna@example.com", password), wrong);
    EXPECT_EQ(try_in("anna@example.com", "a new long password"), "");
    auth.set_password(anna, "set by an administrator");
    EXPECT_FALSE(auth.by_cookie(here.cookie, "10.0.0.1"));
    EXPECT_EQ(try_in("anna@example.com", "set by an administrator"), "");
}

TEST_F(SigningIn, old_passwords_cannot_be_guessed_faster_in_the_settings) {
    for (int i = 0; i < Tries::free_by_login; ++i)
        EXPECT_EQ(problem([&] { auth.change_password(anna, "wrong", "a new long password"); }), Problem::invalid);
    EXPECT_EQ(problem([&] { auth.change_password(anna, password, "a new long password"); }), Problem::too_many);
}

TEST_F(SigningIn, keeps_a_hash_of_today_s_settings_and_makes_a_weaker_one_anew) {
    const std::string before = stored("SELECT hash FROM credential");
    auth.sign_in("anna@example.com", password, "10.0.0.1", "");
    EXPECT_EQ(stored("SELECT hash FROM credential"), before);
    char weak[crypto_pwhash_STRBYTES];
    const std::string known = password;
    ASSERT_EQ(crypto_pwhash_str(weak, known.data(), known.size(), 1, 8u << 20), 0);
    engine.database().write([&](Connection& connection) {
        connection.execute("UPDATE credential SET hash = ?", Values{std::string(weak)});
    });
    auth.sign_in("anna@example.com", password, "10.0.0.1", "");
    EXPECT_TRUE(stored("SELECT hash FROM credential").starts_with("$argon2id$v=19$m=65536,"));
    EXPECT_EQ(try_in("anna@example.com", password), "");
}

TEST_F(SigningIn, keeps_to_the_statements_of_a_distributed_database) {
    StatementRules rules({"firm", "place", "remark", "machine", "event", "timeline", "unique_key", "audit"});
    auth.sign_in("anna@example.com", password, "10.0.0.1", "");
    try_in("anna@example.com", "wrong");
    const std::string token = auth.make_token(anna, "sync", {{"firm", true, false}}, 0).text;
    auth.by_token(token, "10.0.0.1");
    std::string out;
    auth.write_audit({}, 10, "", out);
    auth.write_sessions(anna, 0, out);
    disable(anna);
    EXPECT_GT(rules.seen(), 20u);
    EXPECT_EQ(rules.broken(), std::vector<std::string>{});
}

TEST_F(SigningIn, a_user_with_an_unknown_role_is_not_added) {
    EXPECT_NE(refusal([&] { auth.add_user("jan", "Jan", "raeder", password); }).find("Did you mean \"reader\"?"),
              std::string::npos);
    EXPECT_NE(refusal([&] { auth.add_user("jan", "Jan", "reader", "short"); }).find("at least 10 characters"),
              std::string::npos);
    EXPECT_EQ(auth.user_by_login("jan"), 0);
}

using FirstRun = AuthTest;

TEST_F(FirstRun, is_needed_until_somebody_can_sign_in) {
    EXPECT_TRUE(auth.first_run_needed());
    const std::string token = auth.make_first_run_token();
    EXPECT_FALSE(auth.use_first_run_token("something else"));
    EXPECT_TRUE(auth.fits_first_run_token(token));
    EXPECT_TRUE(auth.use_first_run_token(token));
    EXPECT_FALSE(auth.use_first_run_token(token)) << "it is used up";
    const Id first = auth.add_user("anna", "Anna", "administrator", password);
    EXPECT_FALSE(auth.first_run_needed());
    const SignedIn in = auth.sign_in_as(first, "10.0.0.1", "Firefox");
    EXPECT_TRUE(auth.by_cookie(in.cookie, "10.0.0.1")->rights->everything);
}

TEST_F(FirstRun, a_new_token_replaces_the_earlier_one_and_none_works_once_there_is_a_user) {
    const std::string one = auth.make_first_run_token(), two = auth.make_first_run_token();
    EXPECT_FALSE(auth.use_first_run_token(one));
    auth.add_user("anna", "Anna", "administrator", password);
    EXPECT_FALSE(auth.fits_first_run_token(two));
    EXPECT_FALSE(auth.use_first_run_token(two));
}
