#include "modules/core/pull.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/time.h>

#include <filesystem>
#include <fstream>

#include "modules/core/pulling.hpp"
#include "modules/modules.hpp"
#include "testing/folder.hpp"
#include "testing/test_app.hpp"
#include "testing/web_server.hpp"

namespace crm {
namespace {

namespace fs = std::filesystem;
using testing::Answer;
using testing::TestApp;
using testing::WebServer;

constexpr const char* first_list = "id,name,email\n1,Acme,a@acme.example\n2,Zorza,b@zorza.example\n";

struct Pulls : ::testing::Test {
    std::string list = first_list, asked;
    int status = 200, times = 0;
    WebServer server{[this](const http::Request& request) {
        ++times;
        asked = request.header("authorization") ? *request.header("authorization") : "";
        return http::Response{.status = status, .headers = {{"Content-Type", "text/csv"}}, .body = list};
    }};
    const std::string folder = testing::new_test_folder();
    TestApp crm{all_objects()};

    Pulls() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
        schedule_pulls(crm.app().jobs(), crm.engine(), {wire::Outgoing({"127.0.0.0/8"}), folder, [this](Id user) {
                                                            return crm.app().auth().rights_of(user);
                                                        }});
    }
    Json web(const Json& more = Json::object()) {
        Json body = Json::object(
            {{"name", "Shop"},
             {"source", "web"},
             {"address", server.address("/customers.csv")},
             {"object", "party"},
             {"interval", "hour"},
             {"mapping",
              Json::parse(
                  R"({"columns":{"id":"external_id","name":"name","email":"email"},"match":["external_id"]})")}});
        for (const auto& [name, value] : more.members()) body.set(name, value);
        return body;
    }
    void run(const std::string& id) {
        EXPECT_EQ(crm.post("/api/v1/pull/" + id + "/run_now", Json::object()).status, 200);
        crm.app().jobs().run_due();
    }
    // "outcome created updated refused" of every run, the first first.
    std::string runs(const std::string& id) {
        std::string text;
        const Json items =
            crm.get("/api/v1/pull_run?sort=id&filter=" + testing::in_address("{\"pull\":\"" + id + "\"}")).items();
        for (const Json& each : items.items())
            (text += text.empty() ? "" : ", ") += each.text("outcome") + " " + std::to_string(each.number("created")) +
                                                  " " + std::to_string(each.number("updated")) + " " +
                                                  std::to_string(each.number("refused"));
        return text;
    }
    Json last_run(const std::string& id) {
        return crm.get("/api/v1/pull_run?sort=-id&limit=1&filter=" + testing::in_address("{\"pull\":\"" + id + "\"}"))
            .items()
            .items()
            .at(0);
    }
    std::size_t parties() { return crm.get("/api/v1/party?limit=200").items().items().size(); }
    void drop(const std::string& name, const std::string& content, int seconds_ago = 60) {
        const fs::path file = fs::path(folder) / "orders" / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
        timeval times[2] = {};
        ::gettimeofday(&times[0], nullptr);
        times[0].tv_sec -= seconds_ago;
        times[1] = times[0];
        ::utimes(file.c_str(), times);
    }
    bool lies(const std::string& path) const { return fs::exists(fs::path(folder) / "orders" / path); }
};

TEST_F(Pulls, bring_in_what_is_new_and_do_nothing_where_nothing_is) {
    const std::string id = crm.create("pull", web());
    run(id);
    EXPECT_EQ(runs(id), "done 2 0 0");
    EXPECT_EQ(parties(), 2u);
    run(id);
    run(id);
    EXPECT_EQ(times, 3);
    EXPECT_EQ(runs(id), "done 2 0 0, unchanged 0 0 0");
    list = "id,name,email\n1,Acme Trade,a@acme.example\n2,Zorza,b@zorza.example\n3,Wisła,c@wisla.example\n";
    run(id);
    EXPECT_EQ(runs(id), "done 2 0 0, unchanged 0 0 0, done 1 1 0");
    EXPECT_EQ(parties(), 3u);
    const Json acme = crm.list("party", Json::parse(R"({"external_id":"1"})")).items().items().at(0);
    EXPECT_EQ(acme.text("name"), "Acme Trade");
    EXPECT_EQ(acme.text("source"), "Shop");
    const std::string history = crm.get("/api/v1/party/" + acme.text("id") + "/history").whole.body;
    EXPECT_NE(history.find("Acme Trade"), std::string::npos) << history;
}

TEST_F(Pulls, keep_a_log_with_the_refused_rows) {
    list = "id,name,revenue\n1,Acme,12\n2,Zorza,no number\n";
    const std::string id = crm.create(
        "pull",
        web(Json::object(
            {{"mapping",
              Json::parse(
                  R"({"columns":{"id":"external_id","name":"name","revenue":"revenue"},"match":["external_id"]})")}})));
    run(id);
    EXPECT_EQ(runs(id), "partly 1 0 1");
    const Answer rows = crm.get("/api/v1/operation/" + last_run(id).text("operation") + "/rows?result=refused");
    EXPECT_NE(rows.whole.body.find("no number"), std::string::npos) << rows.whole.body;
    EXPECT_EQ(crm.post("/api/v1/operation/" + last_run(id).text("operation") + "/undo", Json::object()).status, 202);
    crm.app().jobs().run_due();
    EXPECT_EQ(parties(), 0u);
}

TEST_F(Pulls, bring_in_again_what_was_taken_back) {
    const std::string id = crm.create("pull", web());
    run(id);
    ASSERT_EQ(parties(), 2u);
    EXPECT_EQ(crm.post("/api/v1/operation/" + last_run(id).text("operation") + "/undo", Json::object()).status, 202);
    crm.app().jobs().run_due();
    ASSERT_EQ(parties(), 0u);
    run(id);
    EXPECT_EQ(runs(id), "done 2 0 0, done 2 0 0");
    EXPECT_EQ(parties(), 2u);
    run(id);
    EXPECT_EQ(runs(id), "done 2 0 0, done 2 0 0, unchanged 0 0 0");
}

TEST_F(Pulls, say_what_failed_once_and_go_on_when_it_is_mended) {
    status = 404;
    const std::string id = crm.create("pull", web());
    run(id);
    run(id);
    EXPECT_EQ(runs(id), "failed 0 0 0");
    EXPECT_NE(last_run(id).text("message").find("nothing at this address"), std::string::npos);
    status = 200;
    run(id);
    EXPECT_EQ(runs(id), "failed 0 0 0, done 2 0 0");
}

TEST_F(Pulls, begin_when_they_are_due) {
    const std::string id = crm.create("pull", web()),
                      paused = crm.create("pull", web(Json::object({{"name", "Idle"}, {"paused", true}})));
    const Id number = *parse_id(id);
    EXPECT_EQ(due_pulls(crm.engine(), now()), std::vector<Id>{number});
    run(id);
    EXPECT_EQ(due_pulls(crm.engine(), now()), std::vector<Id>{});
    EXPECT_EQ(due_pulls(crm.engine(), now() + hour + second), std::vector<Id>{number});
    crm.patch("/api/v1/pull/" + id, Json::parse(R"({"interval":"week"})"));
    EXPECT_EQ(due_pulls(crm.engine(), now()), std::vector<Id>{number}); // what was changed is tried at once
    run(id);
    EXPECT_EQ(due_pulls(crm.engine(), now() + 6 * 24 * hour), std::vector<Id>{});
    EXPECT_EQ(due_pulls(crm.engine(), now() + 7 * 24 * hour + second), std::vector<Id>{number});
}

TEST_F(Pulls, keep_their_secret_sealed_and_for_the_place_it_was_given_for) {
    const std::string id = crm.create("pull", web(Json::object({{"login", "reader"}, {"secret", "open sesame"}})));
    run(id);
    EXPECT_EQ(asked, "Basic cmVhZGVyOm9wZW4gc2VzYW1l");
    for (const std::string& place :
         std::vector<std::string>{"/api/v1/pull/" + id, "/api/v1/pull/" + id + "/history",
                                  "/api/v1/pull/export?format=jsonl", "/api/v1/pull?limit=10"}) {
        const std::string shown = crm.get(place).whole.body;
        EXPECT_EQ(shown.find("sesame"), std::string::npos) << place;
    }
    const std::string sealed = crm.get("/api/v1/pull/" + id).body.text("secret");
    EXPECT_TRUE(sealed.starts_with("sealed:"));
    EXPECT_EQ(crm.post("/api/v1/pull", web(Json::object({{"name", "Thief"}, {"secret", sealed}}))).status, 422);
    EXPECT_EQ(crm.patch("/api/v1/pull/" + id, Json::object({{"address", server.address("/other.csv")}})).status, 200);
    EXPECT_EQ(crm.get("/api/v1/pull/" + id).body.text("secret"), "");
    run(id);
    EXPECT_EQ(asked, "Basic cmVhZGVyOg==");
}

TEST_F(Pulls, take_files_dropped_into_their_folder_in_their_order) {
    const Json mapping = Json::parse(R"({"columns":{"id":"external_id","name":"name"},"match":["external_id"]})");
    const std::string id =
        crm.create("pull", web(Json::object({{"source", "folder"}, {"address", "orders"}, {"mapping", mapping}})));
    run(id);
    EXPECT_EQ(runs(id), "failed 0 0 0"); // no such folder
    drop("b.csv", "id,name\n1,Second\n", 30);
    drop("a.csv", "id,name\n1,First\n", 20);
    drop("coming.csv", "id,name\n9,Half", 0);
    drop("coming.csv.part", "id,name\n9,Half", 60);
    drop(".hidden.csv", "id,name\n9,Half", 60);
    run(id);
    EXPECT_EQ(runs(id), "failed 0 0 0, done 1 0 0, done 0 1 0");
    EXPECT_EQ(crm.list("party", Json::parse(R"({"external_id":"1"})")).items().items().at(0).text("name"), "First");
    EXPECT_TRUE(lies("taken/a.csv") && lies("taken/b.csv") && lies("coming.csv") && lies("coming.csv.part") &&
                !lies("a.csv"));
    drop("a.csv", "id,name\n1,First\n");
    run(id);
    EXPECT_TRUE(lies("taken/2-a.csv"));
    EXPECT_EQ(parties(), 1u);
    drop("broken.xlsx", std::string("PK\3\4 and nothing more", 22));
    run(id);
    EXPECT_TRUE(lies("failed/broken.xlsx"));
}

TEST_F(Pulls, do_not_leave_their_folder) {
    for (const char* outside : {"../orders", "/etc", "..", ".", "a/b", ".ssh", ""})
        EXPECT_EQ(crm.post("/api/v1/pull", web(Json::object({{"source", "folder"}, {"address", outside}}))).status, 422)
            << outside;
    const std::string secret = testing::new_test_folder();
    fs::create_directory_symlink(secret, fs::path(folder) / "link");
    const std::string id = crm.create("pull", web(Json::object({{"source", "folder"}, {"address", "link"}})));
    run(id);
    EXPECT_EQ(last_run(id).text("outcome"), "failed");
}

TEST_F(Pulls, act_with_the_rights_of_whoever_changed_them_last) {
    crm.add_role(
        "fetcher",
        Json::parse(
            R"([{"object":"pull","read":true,"create":true,"update":true,"actions":["run_now"]},{"object":"party","read":true,"create":true,"update":true,"import":true}])"),
        Json::array({"import"}));
    crm.add_role(
        "reader_of_pulls",
        Json::parse(
            R"([{"object":"pull","read":true,"create":true,"update":true,"actions":["run_now"]},{"object":"party","read":true}])"));
    crm.add_user("eva@example.com", "fetcher");
    crm.add_user("ola@example.com", "reader_of_pulls");
    crm.as("ola@example.com");
    EXPECT_EQ(crm.post("/api/v1/pull", web()).status, 422); // may not import parties
    crm.as("eva@example.com");
    const std::string id = crm.create("pull", web());
    run(id);
    EXPECT_EQ(runs(id), "done 2 0 0");
    EXPECT_EQ(crm.post("/api/v1/pull_run", Json::object({{"pull", id}, {"outcome", "done"}})).status, 422);
    crm.as("admin@example.com");
    EXPECT_EQ(crm.patch("/api/v1/user/" + std::to_string(crm.app().auth().user_by_login("eva@example.com")),
                        Json::object({{"disabled", true}}))
                  .status,
              200);
    list += "3,Third,c@third.example\n";
    run(id);
    EXPECT_EQ(last_run(id).text("outcome"), "failed");
    EXPECT_EQ(parties(), 2u);
}

TEST_F(Pulls, are_refused_where_they_would_not_find_their_records_again) {
    EXPECT_NE(crm.post("/api/v1/pull", web(Json::object({{"mapping", Json::object()}}))).at("mapping"), "");
    EXPECT_NE(crm.post("/api/v1/pull",
                       web(Json::object({{"mapping", Json::parse(R"({"match":["external_id"],"colums":{}})")}})))
                  .at("mapping"),
              "");
    EXPECT_NE(crm.post("/api/v1/pull", web(Json::object({{"object", "session"}}))).at("object"), "");
    EXPECT_NE(crm.post("/api/v1/pull", web(Json::object({{"address", "file:///etc/passwd"}}))).at("address"), "");
    EXPECT_NE(crm.post("/api/v1/pull",
                       web(Json::object({{"source", "database"}, {"address", "postgresql://db.example.com/x"}})))
                  .at("query"),
              "");
    EXPECT_NE(crm.post("/api/v1/pull", web(Json::object({{"at_hour", 24}}))).at("at_hour"), "");
}

} // namespace
} // namespace crm
