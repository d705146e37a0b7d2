// Imports, operations and exports as any client sees them.
#include <gtest/gtest.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct ImportCalls : ::testing::Test {
    TestApp crm{all_objects()};
    ImportCalls() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
    std::string upload(const std::string& content) {
        const Answer answer =
            crm.raw("POST", "/api/v1/file", content, {{"content-type", "text/csv"}, {"x-file-name", "list.csv"}});
        EXPECT_EQ(answer.status, 201) << answer.whole.body;
        return answer.id();
    }
    // Imports and works until it is done; gives the operation.
    Json import(const std::string& object, const std::string& content, Json order = Json::object()) {
        order.set("object", object);
        order.set("file", upload(content));
        const Answer made = crm.post("/api/v1/import", order);
        EXPECT_EQ(made.status, 202) << made.whole.body;
        EXPECT_EQ(made.body.text("state"), "queued");
        crm.app().jobs().run_due();
        return crm.get("/api/v1/operation/" + made.id()).body;
    }
};

const std::string companies = "Nazwa;E-mail;Pracownicy\nZorza;biuro@zorza.example.pl;12\nWisła;nonsense;5\nOdra;;x\n";

} // namespace

TEST_F(ImportCalls, a_file_is_looked_at_before_it_is_brought_in) {
    const Answer preview =
        crm.post("/api/v1/import/preview", Json::object({{"object", "party"}, {"file", upload(companies)}}));
    ASSERT_EQ(preview.status, 200) << preview.whole.body;
    EXPECT_EQ(preview.body.text("separator"), ";");
    EXPECT_EQ(preview.body["header"].items().size(), 3u);
    EXPECT_EQ(preview.body["rows"].items()[1].items()[0].as_string(), "Wisła");
    EXPECT_EQ(preview.body["columns"]["Nazwa"].text("field"), "name");
    EXPECT_EQ(
        crm.post("/api/v1/import/preview", Json::object({{"object", "nothing"}, {"file", upload(companies)}})).status,
        422);
}

TEST_F(ImportCalls, an_import_is_an_operation_with_progress_results_and_a_file_of_what_was_refused) {
    const Json done =
        import("party", companies, Json::parse(R"({"columns":{"Pracownicy":"employees"},"strict":true})"));
    EXPECT_EQ(done.text("state"), "done") << done.dump();
    EXPECT_EQ(done.number("total"), 3);
    EXPECT_EQ(done.number("created"), 1);
    EXPECT_EQ(done.number("refused"), 2);
    EXPECT_TRUE(done.flag("undoable"));
    const std::string path = "/api/v1/operation/" + done.text("id");
    const Answer rows = crm.get(path + "/rows?result=refused&limit=1");
    ASSERT_EQ(rows.status, 200) << rows.whole.body;
    EXPECT_EQ(rows.items().items()[0].number("row"), 2);
    EXPECT_EQ(rows.items().items()[0]["problems"].items()[0].text("field"), "email");
    EXPECT_EQ(rows.items().items()[0]["cells"].items().size(), rows.body["header"].items().size()) << rows.whole.body;
    EXPECT_TRUE(rows.body["mapping"]["columns"].is_object()) << rows.whole.body;
    EXPECT_EQ(crm.get(path + "/rows?result=refused&limit=1&cursor=" + rows.body.text("next"))
                  .items()
                  .items()[0]
                  .number("row"),
              3);
    EXPECT_EQ(crm.get(path + "/rows").items().items().size(), 3u);
    EXPECT_NE(crm.get(path + "/rows").items().items()[0].text("record"), "");
    EXPECT_EQ(crm.get(path + "/rows?result=wrong").status, 400);
    const Answer refused = crm.get(path + "/refused.csv");
    EXPECT_EQ(refused.whole.body.substr(0, 36), "Nazwa;E-mail;Pracownicy;row;reason\r\n");
    EXPECT_NE(refused.whole.body.find("Wisła;nonsense;5;2;"), std::string::npos) << refused.whole.body;
    EXPECT_EQ(crm.get("/api/v1/operation").items().items().size(), 1u);
    EXPECT_EQ(crm.list("party", Json::object({{"name", "Zorza"}})).items().items()[0]["created_by"].text("title"),
              "Ada Admin");
}

TEST_F(ImportCalls, an_import_is_undone_once) {
    const Json done = import("party", companies);
    const std::string path = "/api/v1/operation/" + done.text("id");
    EXPECT_EQ(crm.list("party").items().items().size(), 3u);
    const Answer undo = crm.post(path + "/undo", {});
    ASSERT_EQ(undo.status, 202) << undo.whole.body;
    crm.app().jobs().run_due();
    const Answer undone = crm.get("/api/v1/operation/" + undo.id());
    EXPECT_EQ(undone.body.text("kind"), "undo");
    EXPECT_EQ(undone.body.text("state"), "done") << undone.whole.body;
    EXPECT_TRUE(crm.list("party").items().items().empty());
    EXPECT_EQ(crm.post(path + "/undo", {}).status, 409);
    EXPECT_FALSE(crm.get(path).body.flag("undoable"));
}

TEST_F(ImportCalls, the_id_of_a_merged_record_leads_to_the_survivor) {
    const std::string kept = crm.create("party", Json::object({{"name", "Zorza"}})),
                      gone = crm.create("party", Json::object({{"name", "Zorza Hurt"}}));
    ASSERT_EQ(crm.post("/api/v1/party/" + kept + "/merge", Json::object({{"with", Json::array({gone})}})).status, 200);
    const Json changed = import("party", "id,website\n" + gone + ",https://zorza.example\n",
                                Json::parse(R"({"columns":{"id":"id"},"match":["id"]})"));
    EXPECT_EQ(changed.number("updated"), 1) << changed.dump();
    EXPECT_EQ(crm.get("/api/v1/party/" + kept).body.text("website"), "https://zorza.example");
    const Json deals = import("deal", "name,customer\nRoof," + gone + "\n",
                              Json::parse(R"({"columns":{"customer":{"field":"party","by":"id"}}})"));
    EXPECT_EQ(deals.number("created"), 1) << deals.dump();
    EXPECT_EQ(crm.list("deal", Json::object({{"party", kept}})).items().items().size(), 1u);
}

TEST_F(ImportCalls, an_import_is_paused_resumed_and_stopped) {
    Json order = Json::object({{"object", "party"}, {"file", upload(companies)}});
    const std::string path = "/api/v1/operation/" + crm.post("/api/v1/import", order).id();
    EXPECT_EQ(crm.post(path + "/pause", {}).body.text("state"), "paused");
    crm.app().jobs().run_due();
    EXPECT_TRUE(crm.list("party").items().items().empty());
    EXPECT_EQ(crm.post(path + "/resume", {}).body.text("state"), "queued");
    crm.app().jobs().run_due();
    EXPECT_EQ(crm.get(path).body.text("state"), "done");
    EXPECT_EQ(crm.list("party").items().items().size(), 3u);
    EXPECT_EQ(crm.post(path + "/stop", {}).status, 409);
    const std::string other = "/api/v1/operation/" + crm.post("/api/v1/import", order).id();
    EXPECT_EQ(crm.post(other + "/stop", {}).body.text("state"), "stopped");
    crm.app().jobs().run_due();
    EXPECT_EQ(crm.list("party").items().items().size(), 3u);
}

TEST_F(ImportCalls, what_is_wrong_with_an_order_is_said_at_once) {
    const std::string file = upload(companies);
    EXPECT_EQ(crm.post("/api/v1/import", Json::object({{"object", "party"}, {"file", "12"}})).status, 422);
    EXPECT_EQ(crm.post("/api/v1/import", Json::object({{"object", "partie"}, {"file", file}})).status, 404);
    const Answer unknown =
        crm.post("/api/v1/import", Json::object({{"object", "party"}, {"file", file}, {"colums", Json::object()}}));
    EXPECT_NE(unknown.detail().find("columns"), std::string::npos) << unknown.detail();
    const Answer column = crm.post(
        "/api/v1/import", Json::parse(R"({"object":"party","file":")" + file + R"(","columns":{"Nazwisko":"name"}})"));
    EXPECT_EQ(column.status, 422);
    EXPECT_NE(column.detail().find("no column \"Nazwisko\""), std::string::npos) << column.detail();
    const Answer picture =
        crm.post("/api/v1/import", Json::object({{"object", "party"}, {"file", upload("\xFF\xD8\xFF\xE0 JFIF")}}));
    EXPECT_EQ(picture.status, 415);
    EXPECT_NE(picture.detail().find("JPEG"), std::string::npos);
}

TEST_F(ImportCalls, a_file_that_breaks_off_is_refused_whole) {
    const Json done = import("party", "Nazwa;E-mail\nZorza;\nWisła;\"never closed\n");
    EXPECT_EQ(done.text("state"), "failed");
    EXPECT_NE(done.text("message").find("line 3"), std::string::npos) << done.dump();
    EXPECT_TRUE(crm.list("party").items().items().empty());
}

TEST_F(ImportCalls, nobody_sees_the_operations_of_others_or_imports_without_the_right) {
    const Json done = import("party", companies);
    crm.add_role("looker",
                 Json::parse(R"([{"object":"party","read":{"rows":"all"}},{"object":"file","create":true}])"));
    crm.add_user("jan@example.com", "looker");
    crm.as("jan@example.com");
    EXPECT_EQ(crm.get("/api/v1/operation/" + done.text("id")).status, 404);
    EXPECT_EQ(crm.get("/api/v1/operation/" + done.text("id") + "/refused.csv").status, 404);
    EXPECT_EQ(crm.post("/api/v1/operation/" + done.text("id") + "/undo", {}).status, 404);
    EXPECT_TRUE(crm.get("/api/v1/operation").items().items().empty());
    EXPECT_EQ(crm.post("/api/v1/import", Json::object({{"object", "party"}, {"file", upload(companies)}})).status, 403);
    EXPECT_EQ(crm.get("/api/v1/party/export").status, 403);
    crm.as_nobody();
    EXPECT_EQ(crm.get("/api/v1/operation/" + done.text("id")).status, 401);
    EXPECT_EQ(crm.get("/api/v1/party/export").status, 401);
}

TEST_F(ImportCalls, records_go_out_as_csv_lines_of_json_and_a_workbook) {
    import("party", companies);
    const Answer csv = crm.get("/api/v1/party/export?fields=name,email,kind&sort=name");
    EXPECT_EQ(csv.status, 200);
    EXPECT_EQ(csv.whole.body, "name,email,kind\r\nOdra,,organization\r\nWisła,,organization\r\nZorza,biuro@zorza."
                              "example.pl,organization\r\n");
    const Answer lines =
        crm.get("/api/v1/party/export?format=jsonl&fields=name&filter=" + in_address(R"({"name":"Zorza"})"));
    EXPECT_EQ(Json::parse(lines.whole.body).text("name"), "Zorza");
    const Answer workbook = crm.get("/api/v1/party/export?format=xlsx");
    EXPECT_EQ(workbook.whole.body.substr(0, 2), "PK");
    const Answer in_words = crm.get("/api/v1/party/export?fields=name,kind&sort=name&headings=labels");
    EXPECT_EQ(in_words.whole.body, "Name,Kind\r\nOdra,Company\r\nWisła,Company\r\nZorza,Company\r\n");
    const auto& headers = in_words.whole.headers;
    const auto called = std::find_if(headers.begin(), headers.end(),
                                     [](const auto& each) { return each.first == "Content-Disposition"; });
    ASSERT_NE(called, headers.end());
    EXPECT_EQ(called->second.substr(0, called->second.find("%20")), "attachment; filename*=UTF-8''Parties");
    EXPECT_EQ(crm.get("/api/v1/party/export?format=pdf").status, 400);
    EXPECT_EQ(crm.get("/api/v1/party/export?limit=5").status, 400);
    EXPECT_EQ(crm.get("/api/v1/party/export?filter=" + in_address(R"({"nme":"x"})")).status, 400);
}

TEST_F(ImportCalls, a_whole_export_comes_in_again_and_changes_nothing) {
    import("party", companies);
    const std::string out = crm.get("/api/v1/party/export").whole.body;
    const Json again = import("party", out);
    EXPECT_EQ(again.text("state"), "done") << again.dump();
    EXPECT_EQ(again.number("skipped"), 3)
        << again.dump() << out << crm.get("/api/v1/operation/" + again.text("id") + "/rows").whole.body;
}

} // namespace crm::testing
