// Sessions and tokens through Auth, as requests use them.
#include "auth/sessions.hpp"

#include "auth/tokens.hpp"
#include "auth/world_for_tests.hpp"

using namespace crm;
using namespace crm::testing;

namespace {

constexpr Moment day = 24 * hour;

struct SessionsOfAUser : AuthTest {
    Id anna = make_user("anna", {role_id("reader")}), jan = make_user("jan", {role_id("reader")});

    SignedIn in(Id who, const std::string& address = "10.0.0.1", const std::string& agent = "Firefox") {
        return auth.sign_in_as(who, address, agent);
    }
    Json list(Id who, Id present = 0) {
        std::string out;
        auth.write_sessions(who, present, out);
        return Json::parse(out);
    }
    std::int64_t number(const std::string& sql) {
        std::int64_t found = 0;
        engine.database().read([&](Connection& connection) { found = whole_or(connection.value(sql), 0); });
        return found;
    }
};

struct TokensOfAUser : SessionsOfAUser {
    Json tokens(Id who) {
        std::string out;
        auth.write_tokens(who, out);
        return Json::parse(out);
    }
};

} // namespace

TEST_F(SessionsOfAUser, are_found_by_their_cookie_only) {
    const SignedIn signed_in = in(anna);
    EXPECT_EQ(auth.by_cookie(signed_in.cookie, "10.0.0.1")->rights->user, anna);
    std::string changed = signed_in.cookie;
    changed[5] = changed[5] == 'x' ? 'y' : 'x';
    for (const std::string& wrong :
         {changed, std::string(), std::string("x"), signed_in.cookie + "x", std::string(5000, 'x')})
        EXPECT_FALSE(auth.by_cookie(wrong, "10.0.0.1"));
}

TEST_F(SessionsOfAUser, are_listed_with_the_present_one_marked) {
    const SignedIn one = in(anna, "10.0.0.1", "Firefox");
    time += minute;
    const SignedIn two = in(anna, "10.0.0.2", "Chrome\xff");
    in(jan);
    const Json all = list(anna, one.caller.session);
    const auto& items = all["items"].items();
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0].text("id"), std::to_string(two.caller.session));
    EXPECT_EQ(items[0].text("agent"), "Chrome");
    EXPECT_FALSE(items[0].flag("present", true));
    EXPECT_TRUE(items[1].flag("present"));
    EXPECT_EQ(items[1].text("address"), "10.0.0.1");
    EXPECT_EQ(items[1].text("created_at"), "2026-03-02T09:00:00Z");
}

TEST_F(SessionsOfAUser, end_at_once_when_revoked_and_only_by_their_user) {
    const SignedIn one = in(anna), two = in(anna);
    EXPECT_TRUE(auth.by_cookie(one.cookie, "10.0.0.1"));
    EXPECT_FALSE(auth.end_session(jan, one.caller.session));
    EXPECT_TRUE(auth.by_cookie(one.cookie, "10.0.0.1"));
    EXPECT_TRUE(auth.end_session(anna, one.caller.session));
    EXPECT_FALSE(auth.by_cookie(one.cookie, "10.0.0.1"));
    EXPECT_FALSE(auth.end_session(anna, one.caller.session));
    auth.sign_out(two.caller.session);
    EXPECT_FALSE(auth.by_cookie(two.cookie, "10.0.0.1"));
    EXPECT_TRUE(list(anna)["items"].items().empty());
}

TEST_F(SessionsOfAUser, end_thirty_days_after_the_last_request) {
    const SignedIn signed_in = in(anna);
    time += 29 * day;
    EXPECT_TRUE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
    time += 29 * day;
    EXPECT_TRUE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
    time += 30 * day;
    EXPECT_FALSE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
    EXPECT_TRUE(list(anna)["items"].items().empty());
}

TEST_F(SessionsOfAUser, end_ninety_days_after_the_sign_in_however_often_they_are_used) {
    const SignedIn signed_in = in(anna);
    for (int i = 0; i < 8; ++i) {
        time += 10 * day;
        EXPECT_TRUE(auth.by_cookie(signed_in.cookie, "10.0.0.1")) << i;
    }
    time += 10 * day;
    EXPECT_FALSE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
    in(jan);
    EXPECT_EQ(number("SELECT COUNT(*) FROM session"), 1) << "rows of ended sessions go at the next sign-in";
}

TEST_F(SessionsOfAUser, note_the_last_request_at_most_once_a_minute) {
    const SignedIn signed_in = in(anna);
    const Moment begin = time;
    time += 59 * second;
    auth.by_cookie(signed_in.cookie, "10.0.0.1");
    EXPECT_EQ(number("SELECT seen_at FROM session"), begin);
    time += second;
    auth.by_cookie(signed_in.cookie, "10.0.0.9");
    EXPECT_EQ(number("SELECT seen_at FROM session"), time);
    EXPECT_EQ(list(anna)["items"].items()[0].text("address"), "10.0.0.9");
}

TEST_F(SessionsOfAUser, are_not_asked_of_the_database_at_every_request) {
    const SignedIn signed_in = in(anna);
    auth.by_cookie(signed_in.cookie, "10.0.0.1");
    const auto before = engine.database().figures().statements;
    for (int i = 0; i < 10; ++i) auth.by_cookie(signed_in.cookie, "10.0.0.1");
    EXPECT_EQ(engine.database().figures().statements, before);
}

TEST_F(SessionsOfAUser, ended_by_another_server_end_here_soon) {
    const SignedIn signed_in = in(anna);
    EXPECT_TRUE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
    Auth other(engine);
    other.set_clock([this] { return time; });
    EXPECT_TRUE(other.by_cookie(signed_in.cookie, "10.0.0.1"));
    other.end_session(anna, signed_in.caller.session);
    time += engine.dialect().postgres() ? 2 * second : 30 * second;
    EXPECT_FALSE(auth.by_cookie(signed_in.cookie, "10.0.0.1"));
}

TEST_F(SessionsOfAUser, are_at_most_fifty_and_the_oldest_goes) {
    const SignedIn oldest = in(anna);
    time += second;
    for (int i = 1; i < Sessions::most_of_a_user; ++i) in(anna);
    EXPECT_TRUE(auth.by_cookie(oldest.cookie, "10.0.0.1"));
    auth.forget();
    in(anna);
    EXPECT_FALSE(auth.by_cookie(oldest.cookie, "10.0.0.1"));
    EXPECT_EQ(number("SELECT COUNT(*) FROM session"), Sessions::most_of_a_user);
}

TEST_F(TokensOfAUser, act_for_their_user) {
    const std::string token = auth.make_token(anna, "Nightly sync", {}, 0).text;
    EXPECT_TRUE(token.starts_with("rlc_"));
    const auto caller = auth.by_token(token, "10.0.0.1");
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->rights, auth.rights_of(anna));
    EXPECT_FALSE(caller->by_cookie());
    EXPECT_NE(caller->token, 0);
    EXPECT_FALSE(auth.by_token(token + "x", "10.0.0.1"));
    EXPECT_FALSE(auth.by_token("", "10.0.0.1"));
    EXPECT_FALSE(auth.by_cookie(token, "10.0.0.1"));
    EXPECT_FALSE(auth.by_token(in(anna).cookie, "10.0.0.1")) << "a cookie is no token";
}

TEST_F(TokensOfAUser, are_cut_down_to_their_scopes) {
    const Id admin = make_user("admin", {role_id("administrator")});
    const auto reads =
        auth.by_token(auth.make_token(admin, "reads firms", {{"firm", true, false}}, 0).text, "10.0.0.1");
    EXPECT_TRUE(reads->rights->allows(firm, Act::read));
    EXPECT_FALSE(reads->rights->allows(firm, Act::update));
    EXPECT_FALSE(reads->rights->allows(machine, Act::read));
    EXPECT_TRUE(reads->rights->may.empty());
    EXPECT_EQ(reads->rights->user, admin);
    const std::string token = auth.make_token(anna, "writes firms", {{"firm", true, true}}, 0).text;
    EXPECT_FALSE(auth.by_token(token, "10.0.0.1")->rights->allows(firm, Act::update))
        << "more than the user has, no token has";
    EXPECT_EQ(auth.by_token(token, "10.0.0.1")->rights, auth.by_token(token, "10.0.0.1")->rights) << "cut once";
}

TEST_F(TokensOfAUser, follow_a_change_of_the_user_s_roles) {
    const std::string token = auth.make_token(anna, "reads", {{"firm", true, false}}, 0).text;
    EXPECT_TRUE(auth.by_token(token, "10.0.0.1")->rights->allows(firm, Act::read));
    change(anna, [](Record& record) { record.set(user.roles, {}); });
    EXPECT_FALSE(auth.by_token(token, "10.0.0.1")->rights->allows(firm, Act::read));
}

TEST_F(TokensOfAUser, expire) {
    const std::string token = auth.make_token(anna, "for a week", {}, time + 7 * day).text;
    time += 7 * day - second;
    EXPECT_TRUE(auth.by_token(token, "10.0.0.1"));
    time += second;
    EXPECT_FALSE(auth.by_token(token, "10.0.0.1"));
    EXPECT_NE(refusal([&] { auth.make_token(anna, "late", {}, time); }).find("has passed"), std::string::npos);
}

TEST_F(TokensOfAUser, are_listed_without_their_secret_and_ended) {
    const std::string token = auth.make_token(anna, "  Nightly   sync ", {{"firm", true, false}}, time + day).text;
    auth.by_token(token, "10.0.0.1");
    const Json all = tokens(anna);
    EXPECT_EQ(all.dump().find(token.substr(4)), std::string::npos);
    const Json& item = all["items"].items().at(0);
    EXPECT_EQ(item.text("name"), "Nightly sync");
    EXPECT_EQ(item.text("used_at"), "2026-03-02T09:00:00Z");
    EXPECT_EQ(item.text("expires_at"), "2026-03-03T09:00:00Z");
    EXPECT_EQ(item["scopes"].items().at(0).text("object"), "firm");
    const Id id = parse_id(item.text("id")).value();
    EXPECT_FALSE(auth.end_token(jan, id));
    EXPECT_TRUE(auth.end_token(anna, id));
    EXPECT_FALSE(auth.by_token(token, "10.0.0.1"));
    EXPECT_TRUE(tokens(anna)["items"].items().empty());
}

TEST_F(TokensOfAUser, need_a_name_and_known_scopes) {
    EXPECT_NE(refusal([&] { auth.make_token(anna, "  ", {}, 0); }).find("name"), std::string::npos);
    EXPECT_NE(refusal([&] {
                  auth.make_token(anna, "x", {{"frm", true, false}}, 0);
              }).find("Did you mean \"firm\"?"),
              std::string::npos);
}

TEST_F(TokensOfAUser, tell_the_audit_of_their_use_once_a_day_not_at_every_request) {
    const std::string token = auth.make_token(anna, "sync", {}, 0).text;
    for (int i = 0; i < 100; ++i) {
        auth.by_token(token, "10.0.0.1");
        time += 2 * minute;
    }
    EXPECT_EQ(number("SELECT COUNT(*) FROM audit WHERE what = 'token_used'"), 1);
    time += day;
    auth.by_token(token, "10.0.0.1");
    EXPECT_EQ(number("SELECT COUNT(*) FROM audit WHERE what = 'token_used'"), 2);
}

TEST_F(TokensOfAUser, the_audit_is_read_page_by_page) {
    for (int i = 0; i < 7; ++i) {
        auth.audit("export", anna, "10.0.0.1", Json::object({{"object", "firm"}, {"rows", i}}));
        time += second;
    }
    std::vector<std::int64_t> rows;
    std::string cursor;
    do {
        std::string out;
        auth.write_audit({}, 3, cursor, out);
        const Json page = Json::parse(out);
        EXPECT_LE(page["items"].items().size(), 3u);
        for (const Json& each : page["items"].items())
            if (each.text("what") == "export") rows.push_back(each["facts"].number("rows"));
        cursor = page["next"].is_string() ? page["next"].as_string() : "";
    } while (!cursor.empty());
    EXPECT_EQ(rows, (std::vector<std::int64_t>{6, 5, 4, 3, 2, 1, 0}));
    std::string out;
    EXPECT_EQ(problem([&] { auth.write_audit({}, 3, "odd", out); }), Problem::bad_request);
}

TEST_F(TokensOfAUser, the_audit_is_searched_as_a_whole) {
    const Id piotr = auth.add_user("piotr@example.com", "Piotr Żółkowski", "reader", password);
    const Moment begun = time;
    for (int i = 0; i < 2'500; ++i)
        auth.audit("export", anna, "10.0.0.1", Json::object({{"object", i == 3 ? "Zorza" : "firm"}, {"rows", i}}));
    time += 3 * day;
    auth.audit("sign_in_failed", piotr, "192.0.2.7", Json::object({{"login", "piotr@example.com"}}));
    const auto found = [&](const AuditWanted& wanted) {
        std::vector<std::string> all;
        std::string cursor;
        do {
            std::string out;
            auth.write_audit(wanted, 200, cursor, out);
            const Json page = Json::parse(out);
            for (const Json& each : page["items"].items())
                all.push_back(each.text("what") + " " + each["user"].text("title"));
            cursor = page["next"].is_string() ? page["next"].as_string() : "";
        } while (!cursor.empty());
        return all;
    };
    using All = std::vector<std::string>;
    EXPECT_EQ(found({.text = "zorza"}).size(), 1u) << "the oldest but three, behind all others";
    EXPECT_EQ(found({.text = "zolkowski"}), All{"sign_in_failed Piotr Żółkowski"}) << "by whom, without accents";
    EXPECT_EQ(found({.text = "192.0.2"}).size(), 1u);
    EXPECT_EQ(found({.what = "sign_in_failed"}).size(), 1u);
    EXPECT_EQ(found({.user = piotr, .from = begun + day}).size(), 1u);
    EXPECT_EQ(found({.what = "export", .from = begun + day}), All{});
    EXPECT_EQ(found({.what = "export", .until = begun + day}).size(), 2'500u);
}
