// What goes out as a file comes in again as it was: values that a spreadsheet would run, marks within lists, line
// breaks of every kind; in each form of export, and in the file of refused rows.
#include "api/import_files_fixture.hpp"

namespace crm::testing {

namespace {

const char* const odd_texts[] = {
    "=1+1", "'=quoted", "''=twice", "+48",     "-5",         "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")",
    "|cmd", "0012",     "1e5",      "_x000D_", "=\"00123\"", "'",        "normal, \"q\"; end"};
const char* const odd_notes[] = {"\t=1",    "\r=1",    "a\r\nb\n\nc", "  led by spaces", "ends with a break\n",
                                 "'=x\n=y", "_x000D_", "\"",          "* star"};

} // namespace

TEST_F(ImportFiles, every_value_of_an_export_comes_in_again_as_it_was) {
    std::vector<Json> made;
    int number = 0;
    const auto add = [&](const std::string& sector, const std::string& note, const Json& tags) {
        const std::string id = "R" + std::to_string(++number);
        const Json record = Json::object({{"kind", "organization"},
                                          {"name", "Zorza " + id},
                                          {"external_id", id},
                                          {"sector", sector},
                                          {"note", note},
                                          {"tags", tags}});
        const Answer answer = crm.post("/api/v1/party", record);
        ASSERT_EQ(answer.status, 201) << answer.whole.body;
        made.push_back(answer.body);
    };
    for (const char* text : odd_texts)
        add(text, text, Json::array({"a,b", "c;d", "e \"q\"", "=x", text[0] == '|' ? "x" : text}));
    for (const char* text : odd_notes) add("usual", text, Json::array({"'=x", "\"quoted\"", "* star", "a ::: b"}));
    for (const char* format : {"csv", "xlsx", "jsonl"}) {
        const std::string file =
            crm.get(std::string("/api/v1/party/export?format=") + format + "&fields=external_id,name,sector,note,tags")
                .whole.body;
        ASSERT_FALSE(file.empty()) << format;
        for (const Json& each : made)
            crm.patch("/api/v1/party/" + each.text("id"),
                      Json::object({{"sector", Json()}, {"note", Json()}, {"tags", Json::array()}}));
        const Json done = import("party", file, R"({"match":["external_id"]})");
        EXPECT_EQ(counts(done), "0 " + std::to_string(made.size()) + " 0 0 0") << format << problems(done);
        for (const Json& each : made) {
            const Json now = crm.get("/api/v1/party/" + each.text("id")).body;
            for (const char* field : {"sector", "note", "tags"})
                EXPECT_EQ(now[field].dump(), each[field].dump()) << format << " " << each.text("name");
        }
    }
}

TEST_F(ImportFiles, refused_rows_run_nothing_in_a_spreadsheet_and_come_in_again_as_they_were) {
    const std::string mapping = R"({"match":["external_id"],"defaults":{"kind":"organization"},"currency":"PLN"})";
    const Json done = import("party",
                             "external_id,name,revenue,sector,note\n"
                             "E1,One,bad,\"=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\",'=guarded\n"
                             "E2,Two,bad,\"=\"\"00123\"\"\",@SUM(1)\n"
                             "E3,Three,bad,-5,''=twice\n",
                             mapping);
    EXPECT_EQ(counts(done), "0 0 0 3 0") << problems(done);
    std::string file = crm.get("/api/v1/operation/" + done.text("id") + "/refused.csv").whole.body;
    EXPECT_EQ(file.find(",\"=HYPERLINK"), std::string::npos) << file;
    EXPECT_EQ(file.find(",@SUM"), std::string::npos) << file;
    for (auto at = file.find("bad,"); at != std::string::npos; at = file.find("bad,")) file.replace(at, 3, "5");
    EXPECT_EQ(counts(import("party", file, mapping)), "3 0 0 0 0") << file;
    const auto told = [&](const char* id) {
        const Json found =
            crm.get("/api/v1/party/" + one("party", Json::object({{"external_id", id}}).dump()).text("id")).body;
        return found.text("sector") + " | " + found.text("note");
    };
    EXPECT_EQ(told("E1"), "=HYPERLINK(\"http://evil\",\"x\") | =guarded");
    EXPECT_EQ(told("E2"), "00123 | @SUM(1)");
    EXPECT_EQ(told("E3"), "-5 | '=twice");
}

} // namespace crm::testing
