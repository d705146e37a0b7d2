// The interface of records, as any client sees it.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/statement_rules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

Json person(const std::string& given, const std::string& family) {
    return Json::object({{"kind", "person"}, {"given_name", given}, {"family_name", family}});
}

struct Records : ::testing::Test {
    TestApp crm{all_objects(), "pl"}; // lists are in the Polish order
    StatementRules rules{big_tables()};

    // Every statement of these tests would do on a distributed database too.
    static TableNames big_tables() {
        TableNames names = {"event", "timeline", "unique_key", "file_piece", "request_key"};
        for (const Object* object : all_objects())
            if (object->is_big()) names.insert(object->name);
        return names;
    }
    void TearDown() override {
        EXPECT_GT(rules.seen(), 5u);
        EXPECT_EQ(rules.broken(), std::vector<std::string>{});
    }

    Records() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
};

} // namespace

TEST_F(Records, a_new_record_is_answered_whole_with_its_address_and_version) {
    const Answer made = crm.post("/api/v1/party", Json::object({{"kind", "person"},
                                                                {"given_name", "Łukasz"},
                                                                {"family_name", "Żółć"},
                                                                {"email", "L.Zolc@Firma.example.pl"},
                                                                {"phone", "501 234 567"}}));
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(made.body.text("name"), "Łukasz Żółć");
    EXPECT_EQ(made.body.text("title"), "Łukasz Żółć");
    EXPECT_EQ(made.body.text("email"), "l.zolc@firma.example.pl");
    EXPECT_EQ(made.body.text("phone"), "+48501234567");
    EXPECT_EQ(made.body.number("version"), 1);
    const Answer read = crm.get("/api/v1/party/" + made.id());
    EXPECT_EQ(read.status, 200);
    EXPECT_EQ(read.body, made.body);
}

TEST_F(Records, an_unknown_field_is_named_with_the_nearest_known) {
    const Answer answer = crm.post("/api/v1/party", Json::object({{"kind", "person"}, {"given_nme", "Ana"}}));
    EXPECT_EQ(answer.status, 422);
    EXPECT_NE(answer.detail().find("given_name"), std::string::npos) << answer.detail();
    EXPECT_FALSE(answer.at("given_nme").empty());
}

TEST_F(Records, a_change_of_an_old_version_is_refused_and_nothing_is_done) {
    const std::string id = crm.create("party", person("Ana", "Ristovska"));
    EXPECT_EQ(
        crm.call("PATCH", "/api/v1/party/" + id, Json::object({{"note", "first"}}), {{"if-match", "\"1\""}}).status,
        200);
    EXPECT_EQ(
        crm.call("PATCH", "/api/v1/party/" + id, Json::object({{"note", "second"}}), {{"if-match", "\"1\""}}).status,
        412);
    EXPECT_EQ(crm.get("/api/v1/party/" + id).body.text("note"), "first");
}

TEST_F(Records, a_deleted_record_waits_in_the_bin_and_comes_back_with_its_parts) {
    const std::string id = crm.create(
        "party", Json::object({{"kind", "organization"}, {"name", "Zorza"}, {"email", "biuro@zorza.example.pl"}}));
    EXPECT_EQ(crm.remove("/api/v1/party/" + id).status, 204);
    EXPECT_EQ(crm.get("/api/v1/party/" + id).status, 404);
    EXPECT_TRUE(crm.list("contact_point", Json::object({{"party", id}})).items().items().empty());
    EXPECT_TRUE(crm.get("/api/v1/search?q=zorza").items().items().empty());
    EXPECT_EQ(crm.call("POST", "/api/v1/party/" + id + "/restore").status, 200);
    EXPECT_EQ(crm.list("contact_point", Json::object({{"party", id}})).items().items().size(), 1u);
    EXPECT_EQ(crm.get("/api/v1/search?q=zorza").items().items().size(), 1u);
}

TEST_F(Records, history_tells_who_changed_what_from_what_to_what) {
    const std::string id = crm.create("party", person("Ana", "Ristovska"));
    crm.patch("/api/v1/party/" + id, Json::object({{"note", "calls on Mondays"}}));
    const Answer history = crm.get("/api/v1/party/" + id + "/history");
    ASSERT_EQ(history.status, 200) << history.whole.body;
    ASSERT_EQ(history.items().items().size(), 2u);
    const Json& newest = history.items().items().front();
    EXPECT_EQ(newest.text("kind"), "updated");
    EXPECT_EQ(newest["by"].text("title"), "Ada Admin");
    ASSERT_EQ(newest["changes"].items().size(), 1u);
    EXPECT_EQ(newest["changes"].items()[0].text("field"), "note");
    EXPECT_TRUE(newest["changes"].items()[0]["from"].is_null());
    EXPECT_EQ(newest["changes"].items()[0].text("to"), "calls on Mondays");
}

TEST_F(Records, an_external_id_is_used_once_and_says_no_more_than_that) {
    crm.create("party", Json::object({{"kind", "organization"}, {"name", "A"}, {"external_id", "K-1"}}));
    const Answer again =
        crm.post("/api/v1/party", Json::object({{"kind", "organization"}, {"name", "B"}, {"external_id", "K-1"}}));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.at("external_id"), "już zajęte");
}

TEST_F(Records, a_batch_is_done_whole_or_not_at_all) {
    const Json good = Json::object({{"method", "POST"},
                                    {"path", "/api/v1/party"},
                                    {"body", Json::object({{"kind", "organization"}, {"name", "Wisła"}})}});
    const Json deal = Json::object(
        {{"method", "POST"}, {"path", "deal"}, {"body", Json::object({{"name", "Hall"}, {"party", "$0"}})}});
    const Json bad = Json::object(
        {{"method", "POST"}, {"path", "deal"}, {"body", Json::object({{"name", "Hall"}, {"party", "12"}})}});
    const Answer refused = crm.post("/api/v1/batch", Json::object({{"operations", Json::array({good, bad})}}));
    EXPECT_EQ(refused.status, 422) << refused.whole.body;
    EXPECT_NE(refused.detail().find("Operacja 1: "), std::string::npos);
    EXPECT_TRUE(crm.list("party").items().items().empty());
    const Answer done = crm.post("/api/v1/batch", Json::object({{"operations", Json::array({good, deal})}}));
    ASSERT_EQ(done.status, 200) << done.whole.body;
    ASSERT_EQ(done.body["results"].items().size(), 2u);
    EXPECT_EQ(done.body["results"].items()[1]["body"]["party"].text("title"), "Wisła");
}

TEST_F(Records, a_post_with_the_same_key_is_carried_out_once) {
    const Json body = Json::object({{"kind", "organization"}, {"name", "Once"}});
    const Answer first = crm.call("POST", "/api/v1/party", body, {{"idempotency-key", "k1"}});
    const Answer second = crm.call("POST", "/api/v1/party", body, {{"idempotency-key", "k1"}});
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(second.whole.body, first.whole.body);
    EXPECT_EQ(crm.list("party").items().items().size(), 1u);
    EXPECT_EQ(crm.call("POST", "/api/v1/party", Json::object({{"kind", "organization"}, {"name", "Other"}}),
                       {{"idempotency-key", "k1"}})
                  .status,
              422);
}

TEST_F(Records, lists_filter_sort_and_page) {
    for (const char* name : {"Cyk", "Czech", "Ćwik", "Los", "Łoś", "Źrebak", "żaba"})
        crm.create("party", Json::object({{"kind", "organization"}, {"name", name}}));
    std::string names, cursor;
    do {
        const Answer page = crm.list("party", Json::object({{"kind", "organization"}}),
                                     "sort=name&limit=3&fields=name" + (cursor.empty() ? "" : "&cursor=" + cursor));
        ASSERT_EQ(page.status, 200) << page.whole.body;
        for (const Json& item : page.items().items()) names += item.text("name") + " ";
        cursor = page.body.text("next");
    } while (!cursor.empty());
    EXPECT_EQ(names, "Cyk Czech Ćwik Los Łoś Źrebak żaba ");
    EXPECT_EQ(crm.list("party", {}, "count=exact&limit=1").body["count"].number("value"), 7);
}

TEST_F(Records, wrong_questions_get_a_sentence) {
    for (const char* target :
         {"/api/v1/partty", "/api/v1/party?filtr={}", "/api/v1/party?limit=0", "/api/v1/party?limit=201",
          "/api/v1/party?sort=nme", "/api/v1/party?filter=%7B%22name%22%3A%7B%22like%22%3A%22a%22%7D%7D",
          "/api/v1/party?filter=%5B", "/api/v1/party?cursor=zzz", "/api/v1/party/0", "/api/v1/party/abc",
          "/api/v1/party?fields=nme"}) {
        const Answer answer = crm.get(target);
        EXPECT_GE(answer.status, 400) << target;
        EXPECT_LT(answer.status, 500) << target << answer.whole.body;
        EXPECT_GT(answer.detail().size(), 20u) << target;
    }
    EXPECT_EQ(crm.raw("POST", "/api/v1/party", "{\"name\":", {{"content-type", "application/json"}}).status, 400);
    EXPECT_EQ(
        crm.raw("POST", "/api/v1/party", std::string("{\"name\":\"a\0b\"}", 14), {{"content-type", "application/json"}})
            .status,
        400);
    EXPECT_EQ(crm.raw("POST", "/api/v1/party", "{\"name\":\"\xff\"}", {{"content-type", "application/json"}}).status,
              400);
    EXPECT_EQ(crm.raw("POST", "/api/v1/party", "name=1", {{"content-type", "text/plain"}}).status, 415);
    EXPECT_EQ(crm.call("PUT", "/api/v1/party").status, 405);
}

TEST_F(Records, nobody_gets_nothing) {
    crm.as_nobody();
    for (const char* target : {"/api/v1/party", "/api/v1/meta", "/api/v1/search?q=a", "/api/v1/me"})
        EXPECT_EQ(crm.get(target).status, 401) << target;
    EXPECT_EQ(crm.get("/healthz").status, 200);
    EXPECT_EQ(crm.get("/api/v1/openapi.json").status, 200);
}

TEST_F(Records, a_salesperson_who_sees_only_their_own_finds_no_trace_of_anothers) {
    crm.add_role(
        "own_only",
        Json::array({Json::object({{"object", "party"},
                                   {"read", Json::object({{"rows", "mine"}})},
                                   {"create", true},
                                   {"update", Json::object({{"rows", "mine"}})}}),
                     Json::object({{"object", "deal"}, {"read", Json::object({{"rows", "all"}})}, {"create", true}})}));
    crm.add_user("eva@example.com", "own_only");
    const std::string hidden = crm.create(
        "party", Json::object({{"kind", "organization"}, {"name", "Hiddenco"}, {"email", "x@hiddenco.example.com"}}));
    crm.create("deal", Json::object({{"name", "Big"}, {"party", hidden}}));
    crm.as("eva@example.com");
    const std::string own = crm.create("party", Json::object({{"kind", "organization"}, {"name", "Owned"}}));
    EXPECT_EQ(crm.list("party").items().items().size(), 1u);
    EXPECT_EQ(crm.get("/api/v1/party/" + hidden).status, 404);
    EXPECT_EQ(crm.get("/api/v1/party/" + hidden + "/history").status, 404);
    EXPECT_EQ(crm.get("/api/v1/party/" + hidden + "/timeline").status, 404);
    EXPECT_EQ(crm.patch("/api/v1/party/" + hidden, Json::object({{"note", "x"}})).status, 404);
    EXPECT_TRUE(crm.get("/api/v1/search?q=hiddenco").items().items().empty());
    EXPECT_TRUE(crm.list("contact_point").items().items().empty());
    const Answer deals = crm.list("deal");
    ASSERT_EQ(deals.items().items().size(), 1u) << deals.whole.body;
    EXPECT_TRUE(deals.items().items()[0]["party"].is_null());
    EXPECT_EQ(deals.whole.body.find("Hiddenco"), std::string::npos);
    EXPECT_EQ(crm.list("deal", Json::object({{"party.name", "Hiddenco"}})).items().items().size(), 0u);
    EXPECT_EQ(crm.post("/api/v1/deal", Json::object({{"name", "Sly"}, {"party", hidden}})).status, 422);
    EXPECT_EQ(crm.post("/api/v1/deal", Json::object({{"name", "Fine"}, {"party", own}})).status, 201);
    const Answer sums = crm.get("/api/v1/party/aggregate?measure=count");
    EXPECT_EQ(sums.body["rows"].items()[0].number("count"), 1) << sums.whole.body;
}

TEST_F(Records, own_fields_are_there_at_once_everywhere) {
    const Answer field = crm.post("/api/v1/meta/object/party/field",
                                  Json::object({{"label", "Ulubiony kolor"}, {"kind", "text"}, {"searchable", true}}));
    ASSERT_EQ(field.status, 201) << field.whole.body;
    EXPECT_EQ(field.body.text("name"), "x_ulubiony_kolor");
    const Answer made = crm.post(
        "/api/v1/party", Json::object({{"kind", "organization"}, {"name", "Barwa"}, {"x_ulubiony_kolor", "cynober"}}));
    ASSERT_EQ(made.status, 201) << made.whole.body;
    EXPECT_EQ(made.body.text("x_ulubiony_kolor"), "cynober");
    EXPECT_EQ(crm.list("party", Json::object({{"x_ulubiony_kolor", "cynober"}})).items().items().size(), 1u);
    EXPECT_EQ(crm.get("/api/v1/search?q=cynob").items().items().size(), 1u);
    EXPECT_NE(crm.get("/api/v1/openapi.json").whole.body.find("x_ulubiony_kolor"), std::string::npos);
    EXPECT_NE(crm.get("/api/v1/meta").whole.body.find("x_ulubiony_kolor"), std::string::npos);
    EXPECT_EQ(crm.remove("/api/v1/meta/object/party/field/x_ulubiony_kolor").status, 200);
    EXPECT_EQ(crm.list("party", Json::object({{"x_ulubiony_kolor", "cynober"}})).status, 400);
}

TEST_F(Records, an_own_object_answers_every_call) {
    const Answer object =
        crm.post("/api/v1/meta/object",
                 Json::object({{"label", Json::object({{"en", "Boat"}, {"pl", "Łódź"}, {"mk", "Брод"}})}}));
    ASSERT_EQ(object.status, 201) << object.whole.body;
    ASSERT_EQ(object.body.text("name"), "x_boat");
    ASSERT_EQ(crm.post("/api/v1/meta/object/x_boat/field",
                       Json::object({{"label", "Skipper"}, {"kind", "link"}, {"to", "party"}}))
                  .status,
              201);
    const std::string ana = crm.create("party", person("Ana", "Ristovska"));
    const std::string id = crm.create("x_boat", Json::object({{"name", "Orka"}, {"x_skipper", ana}}));
    EXPECT_EQ(crm.get("/api/v1/x_boat/" + id).body["x_skipper"].text("title"), "Ana Ristovska");
    EXPECT_EQ(crm.get("/api/v1/search?q=ork").items().items().size(), 1u);
    EXPECT_EQ(crm.get("/api/v1/x_boat/" + id + "/history").items().items().size(), 1u);
}

TEST_F(Records, files_go_in_and_come_out_whole_and_in_ranges) {
    const std::string party = crm.create("party", person("Ana", "Ristovska"));
    std::string content(2'500'000, 'x');
    content.replace(1'048'570, 12, "across piece");
    const Answer up =
        crm.raw("POST", "/api/v1/file?about=party%3A" + party, content, {{"x-file-name", "%C5%82ad.txt"}});
    ASSERT_EQ(up.status, 201) << up.whole.body;
    EXPECT_EQ(up.body.text("title"), "ład.txt");
    EXPECT_EQ(crm.get("/api/v1/file/" + up.id() + "/content").whole.body, content);
    const Answer part = crm.call("GET", "/api/v1/file/" + up.id(), {}, {{"range", "bytes=1048570-1048581"}});
    EXPECT_EQ(part.status, 206);
    EXPECT_EQ(part.whole.body, "across piece");
}

TEST_F(Records, texts_of_a_batch_stay_as_they_are_and_only_links_take_an_id) {
    const Json first =
        Json::object({{"method", "POST"},
                      {"path", "party"},
                      {"body", Json::object({{"kind", "organization"}, {"name", "$0"}, {"note", "$5 a piece"}})}});
    const Answer done = crm.post("/api/v1/batch", Json::object({{"operations", Json::array({first})}}));
    ASSERT_EQ(done.status, 200) << done.whole.body;
    EXPECT_EQ(done.body["results"].items()[0]["body"].text("name"), "$0");
    Json wrong = first;
    wrong.set("if_match", 1.5);
    EXPECT_EQ(crm.post("/api/v1/batch", Json::object({{"operations", Json::array({wrong})}})).status, 422);
    EXPECT_EQ(crm.post("/api/v1/batch", Json::object({{"atomic", "yes"}, {"operations", Json::array({first})}})).status,
              422);
}

TEST_F(Records, an_input_of_an_action_is_read_as_a_field_is) {
    const std::string id = crm.create("deal", Json::object({{"name", "Hall"}}));
    const Answer lost = crm.list("stage", Json::object({{"outcome", "lost"}}));
    const std::string stage = lost.items().items()[0].text("id");
    for (const char* reason : {"", "   ", "\n", "\u00a0"})
        EXPECT_EQ(
            crm.post("/api/v1/deal/" + id + "/move", Json::object({{"stage", stage}, {"loss_reason", reason}})).status,
            422)
            << '"' << reason << '"';
    EXPECT_EQ(crm.post("/api/v1/deal/" + id + "/move", Json::object({{"stage", 7}})).status, 422);
    const Answer moved =
        crm.post("/api/v1/deal/" + id + "/move", Json::object({{"stage", stage}, {"loss_reason", "  Price "}}));
    EXPECT_EQ(moved.status, 200) << moved.whole.body;
    EXPECT_EQ(moved.body.text("loss_reason"), "Price");
}

TEST_F(Records, nothing_new_links_to_what_is_in_the_bin) {
    const std::string party = crm.create("party", person("Ana", "Ristovska"));
    const std::string deal = crm.create("deal", Json::object({{"name", "Old"}, {"party", party}}));
    crm.remove("/api/v1/party/" + party);
    EXPECT_EQ(crm.post("/api/v1/deal", Json::object({{"name", "New"}, {"party", party}})).status, 422);
    EXPECT_EQ(crm.patch("/api/v1/deal/" + deal, Json::object({{"note", "stays as it is"}})).status, 200);
}

TEST_F(Records, the_currency_of_the_company_stays_once_there_are_amounts) {
    EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"currency", "PLN"}})).status, 200);
    crm.create("deal",
               Json::object({{"name", "Hall"}, {"amount", Json::object({{"amount", "100.00"}, {"currency", "PLN"}})}}));
    EXPECT_EQ(crm.patch("/api/v1/company", Json::object({{"currency", "EUR"}})).status, 422);
}

TEST_F(Records, who_manages_users_does_not_become_an_administrator) {
    crm.add_role("user_manager", Json::array(), Json::array({"users"}));
    crm.add_user("mia@example.com", "user_manager");
    const std::string administrator = crm.get("/api/v1/me").id();
    crm.as("mia@example.com");
    EXPECT_EQ(crm.post("/api/v1/user/" + administrator + "/password", Json::object({{"password", "evil-evil-evil-99"}}))
                  .status,
              403);
    EXPECT_EQ(
        crm.post("/api/v1/role", Json::object({{"name", "more"}, {"may", Json::array({"users", "shape", "audit"})}}))
            .status,
        403);
}

TEST_F(Records, a_token_neither_sees_nor_ends_sessions_and_tokens) {
    EXPECT_EQ(crm.get("/api/v1/session").status, 403);
    EXPECT_EQ(crm.get("/api/v1/token").status, 403);
    EXPECT_EQ(crm.remove("/api/v1/token/4096").status, 403);
}

TEST_F(Records, a_parameter_is_given_once) {
    EXPECT_EQ(crm.get("/api/v1/party?limit=1&limit=2").status, 400);
}

} // namespace crm::testing
