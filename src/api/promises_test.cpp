// What HTTP promises to every client, whatever it asks for: the status in the body, challenges, conditions, pages.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct Promises : ::testing::Test {
    TestApp crm{all_objects()};

    std::string header(const Answer& answer, const std::string& wanted) {
        for (const auto& [name, value] : answer.whole.headers)
            if (name == wanted) return value;
        return {};
    }
    std::string token(const std::string& login, const std::vector<Scope>& scopes) {
        return "Bearer " + crm.app().auth().make_token(crm.app().auth().user_by_login(login), "test", scopes, 0).text;
    }
    std::string party(const std::string& name) {
        return crm.create("party", Json::object({{"kind", "organization"}, {"name", name}}));
    }
};

} // namespace

TEST_F(Promises, the_status_in_the_body_is_that_of_the_answer) {
    const Answer other_method = crm.call("PUT", "/api/v1/party");
    EXPECT_EQ(other_method.status, 405);
    EXPECT_EQ(other_method.body.number("status"), 405);
    EXPECT_EQ(header(other_method, "Allow"), "GET, POST");
    const Answer page = crm.call("POST", "/party");
    EXPECT_EQ(page.status, 405);
    EXPECT_EQ(page.body.number("status"), 405);
}

TEST_F(Promises, an_address_below_a_record_that_is_nothing_is_not_found_whatever_the_method) {
    const std::string path = "/api/v1/category/" + crm.create("category", Json::object({{"name", "Cranes"}}));
    EXPECT_EQ(crm.get(path + "/bogus").status, 404);
    EXPECT_EQ(crm.call("PUT", path + "/bogus").status, 404);
    EXPECT_EQ(crm.post(path + "/bogus", Json::object()).status, 404);
    const Answer action = crm.get(path + "/retire");
    EXPECT_EQ(action.status, 405);
    EXPECT_EQ(header(action, "Allow"), "POST");
}

TEST_F(Promises, who_is_not_known_is_told_how_to_be) {
    crm.as_nobody();
    EXPECT_EQ(header(crm.get("/api/v1/party"), "WWW-Authenticate"), "Bearer");
    const Answer wrong = crm.call("GET", "/api/v1/party", {}, {{"authorization", "Bearer rlc_wrong"}});
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(header(wrong, "WWW-Authenticate"), "Bearer");
}

TEST_F(Promises, the_scheme_of_a_token_is_read_in_either_case) {
    const std::string token = crm.token();
    crm.as_nobody();
    for (const char* scheme : {"Bearer ", "bearer ", "BEARER "})
        EXPECT_EQ(crm.call("GET", "/api/v1/party", {}, {{"authorization", scheme + token}}).status, 200) << scheme;
    for (const char* scheme : {"Basic ", "Bearer", ""})
        EXPECT_EQ(crm.call("GET", "/api/v1/party", {}, {{"authorization", scheme + token}}).status, 401) << scheme;
}

TEST_F(Promises, if_match_takes_a_list) {
    const std::string at = "/api/v1/party/" + party("Zorza");
    auto change = [&](const char* versions) {
        return crm.call("PATCH", at, Json::object({{"note", versions}}), {{"if-match", versions}}).status;
    };
    EXPECT_EQ(change("\"7\", \"8\""), 412);
    EXPECT_EQ(change("\"7\", \"1\""), 200);
    EXPECT_EQ(change("\"1\""), 412) << "it is at 2 now";
    EXPECT_EQ(change("2,3"), 200);
    EXPECT_EQ(change("*"), 200);
    for (const char* wrong : {"", "\"1\",", "one", "\"1\" \"2\""}) EXPECT_EQ(change(wrong), 400) << wrong;
    const std::int64_t company = crm.get("/api/v1/company").body.number("version");
    const std::string two = "\"999\", \"" + std::to_string(company) + "\"";
    const Json name = Json::object({{"name", "Aurora"}});
    EXPECT_EQ(crm.call("PATCH", "/api/v1/company", name, {{"if-match", two}}).status, 200);
    EXPECT_EQ(crm.call("PATCH", "/api/v1/company", name, {{"if-match", two}}).status, 412);
}

TEST_F(Promises, operations_come_in_pages) {
    for (int i = 0; i < 5; ++i) {
        const std::string survivor = party("Zorza"), other = party("Zorza too");
        ASSERT_EQ(
            crm.post("/api/v1/party/" + survivor + "/merge", Json::object({{"with", Json::array({other})}})).status,
            200);
    }
    std::vector<std::string> ids;
    std::string cursor;
    for (int pages = 0; pages < 4; ++pages) {
        const Answer page = crm.get("/api/v1/operation?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(page.status, 200) << page.whole.body;
        for (const Json& each : page.items().items()) ids.push_back(each.text("id"));
        cursor = page.body.text("next");
        if (cursor.empty()) break;
    }
    ASSERT_EQ(ids.size(), 5u);
    for (std::size_t i = 1; i < ids.size(); ++i) EXPECT_GT(std::stoll(ids[i - 1]), std::stoll(ids[i]));
    EXPECT_EQ(crm.get("/api/v1/operation?cursor=zzz").status, 400);
}

TEST_F(Promises, a_token_is_answered_with_its_id) {
    const Answer in = crm.call("POST", "/api/v1/session",
                               Json::object({{"login", "admin@example.com"}, {"password", "Correct-horse-7-battery"}}));
    ASSERT_EQ(in.status, 200) << in.whole.body;
    const std::string cookie = header(in, "Set-Cookie");
    const std::vector<http::Header> proof{{"cookie", cookie.substr(0, cookie.find(';'))},
                                          {"x-requested-with", "relacja"}};
    crm.as_nobody();
    const Answer made = crm.call("POST", "/api/v1/token", Json::object({{"name", "Nightly sync"}}), proof);
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(crm.call("DELETE", "/api/v1/token/" + made.id(), {}, proof).status, 204);
    EXPECT_EQ(crm.call("GET", "/api/v1/me", {}, {{"authorization", "Bearer " + made.body.text("token")}}).status, 401);
}

TEST_F(Promises, the_audit_says_from_where_rights_were_changed) {
    const std::string id = crm.add_role("watching", Json::array());
    ASSERT_EQ(crm.patch("/api/v1/role/" + id, Json::object({{"may", Json::array({"audit"})}})).status, 200);
    const Json newest = crm.get("/api/v1/audit?limit=1").items().items().at(0);
    EXPECT_EQ(newest.text("what"), "role_changed");
    EXPECT_EQ(newest.text("address"), "127.0.0.1");
}

TEST_F(Promises, whether_it_is_alive_is_told_in_plain_text) {
    for (const char* path : {"/healthz", "/readyz"})
        EXPECT_EQ(header(crm.get(path), "Content-Type"), "text/plain; charset=utf-8") << path;
    EXPECT_EQ(header(crm.get("/metrics"), "Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
}

TEST_F(Promises, who_only_reads_stores_no_file) {
    crm.add_user("rea@example.com", "reader");
    crm.add_user("sal@example.com", "salesperson");
    const std::string zorza = party("Zorza");
    crm.as_nobody();
    auto store = [&](const std::string& authorization, const std::string& about = "") {
        const std::string target = "/api/v1/file" + (about.empty() ? "" : "?about=party%3A" + about);
        return crm.raw("POST", target, "x", {{"authorization", authorization}}).status;
    };
    for (const std::string& reads :
         {token("admin@example.com", {{"*", true, false}}), token("admin@example.com", {{"party", true, false}}),
          token("rea@example.com", {})}) {
        EXPECT_EQ(store(reads), 403);
        EXPECT_EQ(store(reads, zorza), 403);
    }
    EXPECT_EQ(store(token("admin@example.com", {{"file", true, true}})), 201);
    EXPECT_EQ(store(token("sal@example.com", {})), 201);
    EXPECT_EQ(store(token("admin@example.com", {{"party", true, true}})), 201) << "what it will import";
}

TEST_F(Promises, a_token_for_one_object_learns_nothing_of_what_was_imported_into_another) {
    const std::string csv = "name,amount\nSecret,5\n";
    const Answer file =
        crm.raw("POST", "/api/v1/file", csv, {{"content-type", "text/csv"}, {"x-file-name", "deals.csv"}});
    const Answer order = crm.post(
        "/api/v1/import", Json::object({{"object", "deal"}, {"file", file.body.text("id")}, {"dry_run", true}}));
    ASSERT_EQ(order.status, 202) << order.body.dump();
    const std::string operation = "/api/v1/operation/" + order.body.text("id");
    const std::string bearer = token("admin@example.com", {{"product", true, false}});
    crm.as_nobody();
    const std::vector<http::Header> as_program{{"authorization", bearer}};
    EXPECT_EQ(crm.call("GET", "/api/v1/product", {}, as_program).status, 200);
    for (const std::string& at :
         {operation, operation + "/rows", operation + "/values", operation + "/refused.csv",
          "/api/v1/file/" + file.body.text("id"), "/api/v1/file/" + file.body.text("id") + "/content"})
        EXPECT_EQ(crm.call("GET", at, {}, as_program).status, 404) << at;
    EXPECT_EQ(crm.call("GET", "/api/v1/operation", {}, as_program).body["items"].items().size(), 0u);
    EXPECT_EQ(crm.call("GET", "/api/v1/file", {}, as_program).body["items"].items().size(), 0u);
}

} // namespace crm::testing
