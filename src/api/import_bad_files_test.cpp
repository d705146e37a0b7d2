// Files that are no lists, or made to harm: each is refused with a sentence, by the look at it and by the order of its
// import, and the server goes on.
#include <gtest/gtest.h>
#include <zip.h>

#include "modules/modules.hpp"
#include "testing/test_app.hpp"

namespace crm::testing {

namespace {

struct BadFiles : ::testing::Test {
    TestApp crm{all_objects()};
    BadFiles() {
        Request request;
        crm.engine().write(request, [](Context& context) { make_default_data(context); });
    }
    std::string upload(const std::string& content, const std::string& name) {
        const Answer answer = crm.raw("POST", "/api/v1/file", content,
                                      {{"content-type", "application/octet-stream"}, {"x-file-name", name}});
        EXPECT_EQ(answer.status, 201) << answer.whole.body;
        return answer.id();
    }
    // The sentence with which an import is refused, at its order or while its file is read; nothing has come in.
    std::string complaint(const std::string& content, const std::string& name) {
        const Json order = Json::object({{"object", "party"}, {"file", upload(content, name)}});
        const Answer look = crm.post("/api/v1/import/preview", order);
        EXPECT_LT(look.status, 500) << look.whole.body;
        const Answer made = crm.post("/api/v1/import", order);
        EXPECT_LT(made.status, 500) << made.whole.body;
        std::string sentence = made.body.text("detail");
        if (made.status == 202) {
            crm.app().jobs().run_due();
            const Json operation = crm.get("/api/v1/operation/" + made.id()).body;
            EXPECT_EQ(operation.text("state"), "failed");
            EXPECT_EQ(operation.number("created"), 0);
            sentence = operation.text("message");
        } else {
            EXPECT_EQ(look.status, made.status) << name;
        }
        EXPECT_EQ(crm.list("party", {}).items().items().size(), 0u) << name;
        return sentence;
    }
    // "created refused" and what was said of the refused rows.
    std::string imported(const std::string& content) {
        const Answer made =
            crm.post("/api/v1/import", Json::object({{"object", "party"}, {"file", upload(content, "list.csv")}}));
        EXPECT_EQ(made.status, 202) << made.whole.body;
        crm.app().jobs().run_due();
        const Json operation = crm.get("/api/v1/operation/" + made.id()).body;
        std::string text =
            std::to_string(operation.number("created")) + " " + std::to_string(operation.number("refused"));
        const Json rows = crm.get("/api/v1/operation/" + made.id() + "/rows?result=refused").items();
        for (const Json& row : rows.items()) text += " " + row["problems"].items()[0].text("message");
        return text;
    }
};

bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

std::string workbook_of(const std::string& sheet) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    zip_source_keep(buffer);
    const std::pair<std::string, std::string> members[] = {
        {"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels",
         R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
        {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + sheet + "</sheetData></worksheet>"}};
    for (const auto& [name, content] : members)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
    zip_close(archive);
    zip_source_open(buffer);
    zip_source_seek(buffer, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(buffer)), '\0');
    zip_source_seek(buffer, 0, SEEK_SET);
    zip_source_read(buffer, out.data(), out.size());
    zip_source_close(buffer);
    zip_source_free(buffer);
    zip_error_fini(&error);
    return out;
}

} // namespace

TEST_F(BadFiles, a_picture_that_is_called_a_list) {
    EXPECT_TRUE(has(complaint("\xFF\xD8\xFF\xE0\x00\x10JFIF\x00", "customers.csv"), "a picture (JPEG)"));
}

TEST_F(BadFiles, a_workbook_that_unpacks_without_an_end) {
    std::string bomb = "<row><c t=\"str\"><v>name</v></c></row>";
    bomb.append(40 * 1024 * 1024, ' ');
    EXPECT_TRUE(has(complaint(workbook_of(bomb), "customers.xlsx"), "unpacks to far more"));
}

TEST_F(BadFiles, a_card_without_its_end) {
    EXPECT_TRUE(has(complaint("BEGIN:VCARD\r\nFN:Anna\r\n", "contacts.vcf"), "does not end"));
}

TEST_F(BadFiles, a_row_of_a_hundred_thousand_columns) {
    EXPECT_TRUE(has(complaint("name,note\nAnna" + std::string(100'000, ','), "wide.csv"), "2,000 columns"));
    EXPECT_TRUE(has(complaint("name,note" + std::string(100'000, ',') + "\nAnna\n", "wide.csv"), "2,000 columns"));
}

TEST_F(BadFiles, a_cell_of_more_than_ten_megabytes) {
    EXPECT_TRUE(has(complaint("name;note\n\"" + std::string(11 * 1024 * 1024, 'x') + "\";1\n", "long.csv"),
                    "longer than 10 MB"));
}

TEST_F(BadFiles, files_that_are_cut_in_the_middle) {
    EXPECT_TRUE(has(complaint("name,note\nZorza,\"a long no", "cut.csv"), "cut off"));
    EXPECT_TRUE(has(complaint(R"([{"name":"Zorza"},{"name":"Wis)", "cut.json"), "cut off"));
    const std::string whole =
        workbook_of("<row><c t=\"str\"><v>name</v></c></row><row><c t=\"str\"><v>Zorza</v></c></row>");
    EXPECT_TRUE(has(complaint(whole.substr(0, whole.size() / 2), "cut.xlsx"), "cut off"));
    EXPECT_TRUE(has(complaint("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n", "cut.vcf"), "cut off"));
}

TEST_F(BadFiles, a_row_in_another_encoding_is_refused_and_the_others_come_in) {
    std::string list = "name\n";
    for (int i = 0; i < 200; ++i) list += "Żółć " + std::to_string(i) + "\n";
    EXPECT_TRUE(has(imported(list + "\xAF\xF3\xB3\xE6\n"), "200 1 This row is not encoded in UTF-8"));
}

TEST_F(BadFiles, formulas_come_in_as_texts_and_go_out_guarded) {
    EXPECT_EQ(imported("name\n\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n@SUM(1)\n"), "2 0");
    const std::string csv = crm.get("/api/v1/party/export?format=csv&fields=name").whole.body;
    EXPECT_TRUE(has(csv, "'=HYPERLINK")) << csv;
    EXPECT_TRUE(has(csv, "'@SUM")) << csv;
}

TEST_F(BadFiles, are_told_of_in_the_language_of_whoever_sends_them) {
    const Json users = crm.list("user", {}).items();
    ASSERT_EQ(crm.patch("/api/v1/user/" + users.items().at(0).text("id"), Json::object({{"language", "pl"}})).status,
              200);
    EXPECT_TRUE(has(complaint("\xFF\xD8\xFF\xE0 JFIF", "customers.csv"), "To obraz (JPEG)"));
}

} // namespace crm::testing
