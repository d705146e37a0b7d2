// Files of every kind as the rest of an import sees them: a header and rows.
#include "record/table_file.hpp"

#include <gtest/gtest.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"

namespace crm {

namespace {

// Header and rows, cells between "|", rows between line breaks.
std::string table(const ImportFile& file, const Json& reading = Json()) {
    const TableFile opened = open_table(file, reading);
    CsvReader reader(opened.rows(0), opened.separator());
    std::string text;
    for (const auto& each : reader.header()) (text += text.empty() ? "" : "|") += each;
    CsvRow row;
    while (reader.next(row)) {
        text += '\n';
        for (std::size_t i = 0; i < row.cells.size(); ++i) (text += i ? "|" : "") += row.cells[i];
    }
    return text;
}
std::string table(const std::string& content, const Json& reading = Json()) {
    return table(file_in_memory(content), reading);
}
std::string complaint(const std::string& content, const Json& reading = Json()) {
    try {
        table(content, reading);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

// A zip file in memory.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& members) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    zip_source_keep(buffer);
    for (const auto& [name, content] : members) {
        const auto member =
            zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
        constexpr zip_uint32_t quickly = 1;
        zip_set_file_compression(archive, static_cast<zip_uint64_t>(member), ZIP_CM_DEFLATE, quickly);
    }
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

std::string workbook(const std::string& rows, const std::string& settings = "", const std::string& second = "") {
    return zipped(
        {{"xl/workbook.xml",
          R"(<workbook xmlns:r="r">)" + settings +
              R"(<sheets><sheet name="Hidden" state="hidden" r:id="rId2"/><sheet name="Osoby" r:id="rId1"/></sheets></workbook>)"},
         {"xl/_rels/workbook.xml.rels",
          R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>)"},
         {"xl/styles.xml",
          R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-415]d\ mmmm\ yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00\ &quot;dni&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>)"},
         {"xl/sharedStrings.xml",
          "<sst><si><t>name</t></si><si><r><t>Za</t></r><r><t>żółć</t></r><rPh><t>xx</t></rPh></si></sst>"},
         {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"},
         {"xl/worksheets/sheet2.xml", "<worksheet><sheetData>" + second + "</sheetData></worksheet>"}});
}

} // namespace

TEST(TableFile, separated_values_are_read_in_the_encoding_they_are_written_in) {
    EXPECT_EQ(table("Imi\xEA;Miasto\n\x8Cwi\xEAtos\xB3"
                    "awa;\xA3\xF3"
                    "d\x9F\n"),
              "Imię|Miasto\nŚwiętosława|Łódź");
    EXPECT_EQ(table("Imi\xEA\tMiasto\n\xA6wi\xEAtos\xB3"
                    "awa\t\xA3\xF3"
                    "d\xBC\n"),
              "Imię|Miasto\nŚwiętosława|Łódź");
    EXPECT_EQ(table("\xC8\xEC\xE5;\xC3\xF0\xE0\xE4\n\xC0\xED\xE0;\xD1\xEA\xEE\xEF\xBC\xE5\n"), "Име|Град\nАна|Скопје");
    EXPECT_EQ(table(std::string("\xFF\xFEn\0,\0m\0\n\0A\0,\0\x41\x01\n\0", 18)), "n|m\nA|Ł");
    EXPECT_EQ(table("\xB3"
                    "adne;x\na;b\n",
                    Json::object({{"encoding", "ISO-8859-2"}})),
              "ładne|x\na|b");
    EXPECT_NE(complaint("a;b\n", Json::object({{"encoding", "EBCDIC"}})).find("windows-1250"), std::string::npos);
    EXPECT_NE(complaint("a;b\n", Json::object({{"encodin", "x"}})).find("Did you mean \"encoding\""),
              std::string::npos);
}

TEST(TableFile, the_same_text_is_found_again_at_any_place_of_it) {
    std::string text = "nazwa;kod\n";
    for (int i = 0; i < 9000; ++i)
        text += "\xA3\xF3"
                "d\x9F " +
                std::to_string(i) + ";\xBF\n";
    const TableFile opened = open_table(file_in_memory(text), Json());
    auto all = [&](std::int64_t from) {
        std::string out, piece(777, '\0');
        const CsvSource source = opened.rows(from);
        while (const std::size_t count = source(piece.data(), piece.size())) out += piece.substr(0, count);
        return out;
    };
    const std::string whole = all(0);
    for (const std::size_t from : {std::size_t{1}, whole.size() / 2, whole.size()})
        EXPECT_EQ(all(static_cast<std::int64_t>(from)), whole.substr(from));
}

TEST(TableFile, a_workbook_is_read_with_its_strings_days_percents_and_formulas) {
    const std::string file = workbook(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>day</t></is></c><c r="C1" t="str"><v>sum</v></c><c r="D1" t="str"><v>share</v></c><c r="E1" t="str"><v>at</v></c><c r="F1" t="str"><v>yes</v></c></row>)"
        R"(<row r="2"/><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="1"><v>46347</v></c><c r="C3"><f>A1+B1</f><v>1234.5600000000001</v></c><c r="D3" s="4"><v>0.23</v></c><c r="E3" s="3"><v>46347.427083333336</v></c><c r="F3" t="b"><v>1</v></c></row>)"
        R"(<row r="4"><c r="B4" s="2"><v>59</v></c><c r="C4" s="5"><v>5260000000</v></c><c r="D4" t="e"><v>#N/A</v></c></row>)");
    EXPECT_EQ(table(file), "name|day|sum|share|at|yes\n"
                           "Zażółć|2026-11-21|1234.56|23%|2026-11-21 10:15:00|true\n"
                           "|1900-02-28|5260000000");
}

TEST(TableFile, a_workbook_of_1904_counts_its_days_from_there_and_a_sheet_can_be_chosen) {
    const std::string file = workbook(R"(<row><c><v>1</v></c></row><row><c s="1"><v>44885</v></c></row>)",
                                      R"(<workbookPr date1904="1"/>)", R"(<row><c t="str"><v>other</v></c></row>)");
    EXPECT_EQ(table(file), "1\n2026-11-21");
    EXPECT_EQ(table(file, Json::object({{"sheet", "hidden"}})), "other");
    EXPECT_EQ(open_table(file_in_memory(file), Json()).sheets, (std::vector<std::string>{"Osoby", "Hidden"}));
    EXPECT_NE(complaint(file, Json::object({{"sheet", "x"}})).find("It has \"Osoby\", \"Hidden\""), std::string::npos);
}

TEST(TableFile, a_workbook_that_is_broken_or_made_to_harm_is_refused_with_a_sentence) {
    EXPECT_NE(complaint(zipped({{"hello.txt", "hello"}})).find("not an Excel workbook"), std::string::npos);
    const std::string good = workbook(R"(<row><c t="str"><v>name</v></c></row><row><c t="str"><v>A</v></c></row>)");
    EXPECT_NE(complaint(good.substr(0, good.size() / 2)).find("cut off"), std::string::npos);
    std::string bomb = "<row><c t=\"str\"><v>name</v></c></row>";
    bomb.append(40 * 1024 * 1024, ' ');
    EXPECT_NE(complaint(workbook(bomb)).find("unpacks to far more"), std::string::npos);
    EXPECT_NE(complaint(workbook(R"(<row><c r="XFD1" t="str"><v>name</v></c></row>)")).find("2,000 columns"),
              std::string::npos);
    EXPECT_NE(complaint(workbook("<row><c t=\"str\"><v>name</c>")).find("broken"), std::string::npos);
    EXPECT_NE(complaint(zipped({{"xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><workbook/>"},
                                {"xl/_rels/workbook.xml.rels", "<Relationships/>"}}))
                  .find("declarations that no workbook needs"),
              std::string::npos);
}

TEST(TableFile, a_workbook_that_unpacks_to_far_more_is_refused_by_what_its_directory_says) {
    const std::string refusal = "unpacks to far more";
    const std::string header = "<row><c t=\"str\"><v>name</v></c></row>";
    std::string rows = header; // a hundred and eighty times its size
    for (int i = 0; i < 150'000; ++i)
        for (int j = 0; j < 10; ++j) rows += "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_NE(complaint(workbook(rows)).find(refusal), std::string::npos);
    // Together more than any of them alone.
    std::vector<std::pair<std::string, std::string>> members = {
        {"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/></sheets></workbook>)"},
        {"xl/_rels/workbook.xml.rels", R"(<Relationships><Relationship Id="a" Target="a.xml"/></Relationships>)"},
        {"xl/a.xml", "<worksheet><sheetData>" + header + "</sheetData></worksheet>"}};
    for (const char* name : {"xl/b.xml", "xl/c.xml", "xl/d.xml"})
        members.emplace_back(name, std::string(16 * 1024 * 1024, ' '));
    EXPECT_NE(complaint(zipped(members)).find(refusal), std::string::npos);
    // A directory that lies.
    members.resize(2);
    members.emplace_back("xl/a.xml",
                         "<worksheet><sheetData>" + header + std::string(500'000, ' ') + "</sheetData></worksheet>");
    std::string lying = zipped(members);
    ASSERT_EQ(complaint(lying), "");
    const auto entry = lying.rfind("PK\x01\x02");
    ASSERT_NE(entry, std::string::npos);
    constexpr std::size_t size_in_entry = 24;
    lying.replace(entry + size_in_entry, 4, std::string("\x40\x00\x00\x00", 4));
    EXPECT_NE(complaint(lying).find(refusal), std::string::npos) << complaint(lying);
}

TEST(TableFile, a_large_workbook_of_the_same_values_is_read) {
    std::string rows = R"(<row r="1"><c r="A1" t="str"><v>name</v></c></row>)";
    constexpr int count = 50'000;
    for (int i = 2; i < count + 2; ++i) {
        const std::string number = std::to_string(i);
        rows += "<row r=\"" + number + "\"><c r=\"A" + number + "\" t=\"str\"><v>" + number;
        std::string words = " and as before " + number; // eight hundred letters
        for (int j = 0; j < 5; ++j) words += words;
        rows += words + "</v></c></row>";
    }
    ASSERT_GT(rows.size(), std::size_t{32} * 1024 * 1024); // where it begins to be asked how often it is packed
    const std::string file = workbook(rows);
    ASSERT_GT(rows.size() / file.size(), 20U);
    const std::string read = table(file);
    EXPECT_EQ(std::count(read.begin(), read.end(), '\n'), count);
}

TEST(TableFile, lists_of_addresses_and_numbers_in_json_are_several_in_one_cell_the_primary_first) {
    EXPECT_EQ(
        table(
            R"([{"name":"Anna","emails":[{"value":"a@x.example","type":"work"},{"value":"b@x.example","primary":true}],
                        "phoneNumbers":[{"number":"501","label":"mobile"}]},
                       {"name":"Jan","contact_points":[{"kind":"email","value":"j@x.example"},{"kind":"phone","value":"502"},{"kind":"phone","value":"503"}]}])"),
        "name|email|phone\nAnna|b@x.example\na@x.example (work)|501 (mobile)\nJan|j@x.example|502\n503");
    // Another list stays what it was.
    EXPECT_EQ(table(R"([{"lines":[{"value":"1"},{"value":"2"}],"emails":["a","b"]}])"),
              "lines.1.value|lines.2.value|email\n1|2|a\nb");
}

TEST(TableFile, json_in_an_array_in_lines_or_inside_an_object_is_a_table) {
    EXPECT_EQ(table(R"([{"name":"A","address":{"city":"Łódź"}},{"name":"B","tags":["x","y"],"vip":true}])"),
              "name|address.city|tags|vip\nA|Łódź||\nB||x; y|true");
    EXPECT_EQ(table("{\"name\":\"A\"}\n{\"name\":\"B\",\"n\":5}\n"), "name|n\nA|\nB|5");
    EXPECT_EQ(table(R"({"0":{"cik":1,"title":"Apple"},"1":{"cik":2,"title":"Beta"}})"), "cik|title\n1|Apple\n2|Beta");
    EXPECT_EQ(table(R"({"count":2,"data":[{"a":1},{"a":2}]})"), "a\n1\n2");
    EXPECT_EQ(table(R"({"name":"alone","phones":[{"no":"1"},{"no":"2"}]})").substr(0, 2), "no");
    EXPECT_EQ(table(R"([{"party":{"id":"5","title":"Acme"},"amount":{"amount":"5.00","currency":"PLN"}}])"),
              "party|amount|amount.currency\nAcme|5.00|PLN");
    EXPECT_EQ(table(R"({"columns":["a","b"],"index":["0","1"],"data":[[1,"x"],[2,"y"]]})"), "a|b\n1|x\n2|y");
    // Too long to be looked at as one.
    std::string index, data;
    for (int i = 0; i < 6; ++i) {
        (index += index.empty() ? "" : ",") += std::to_string(i);
        (data += data.empty() ? "" : ",") += "[\"" + std::string(2'000'000, 'x') + "\",7]";
    }
    const std::string large =
        table("{\"columns\":[\"a]\\\"\",\"b\"],\"index\":[" + index + "],\"data\":[" + data + "]}");
    EXPECT_EQ(large.substr(0, large.find('\n')), "a]\"|b");
    EXPECT_EQ(std::count(large.begin(), large.end(), '\n'), 6);
    EXPECT_NE(complaint(R"([{"name":"A"},{"name":"B)").find("cut off"), std::string::npos);
    EXPECT_NE(complaint(R"([{"name":"A"},{"name":B}])").find("Object 2"), std::string::npos);
    EXPECT_NE(complaint("[]").find("holds no objects"), std::string::npos);
}

TEST(TableFile, contact_cards_of_all_versions_are_a_table) {
    EXPECT_EQ(
        table(
            "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=BB=C3=B3=C5=82=C4=87;=4A=\r\n"
            "an;;dr;\r\nTEL;CELL;VOICE:600 100 200\r\nTEL;WORK;FAX:12 "
            "345\r\nEMAIL;PREF;INTERNET:b@x.pl\r\nEND:VCARD\r\n"),
        "kind|title_prefix|given_name|family_name|phone|email\n"
        "person|dr|Jan|Żółć|600 100 200 (mobile)\n12 345 (fax)|b@x.pl");
    EXPECT_EQ(
        table("BEGIN:VCARD\nVERSION:3.0\nFN:Ana Petrovska\nN:Petrovska;Ana;;;\nORG:Zorza\\, sp. z "
              "o.o.;Sales\nTITLE:Dire\n ktor\n"
              "item1.TEL:+389 70 123 "
              "456\nitem1.X-ABLabel:_$!<Mobile>!$_\nBDAY:19900103\nPHOTO;ENCODING=b;TYPE=JPEG:AAAA\n BBBB\n"
              "ADR;TYPE=WORK:;;ul. Prosta 1;Warszawa;;00-001;Polska\nADR;TYPE=HOME:;;Inna 2;Kraków;;30-001;PL\n"
              "CATEGORIES:vip,new\nNOTE:one\\ntwo\nEND:VCARD\n"),
        "kind|given_name|family_name|relationship.to|relationship.job_title|department|phone|address.street|"
        "address.postal_code|address.city|address.country|address[2].place.street|address[2].place.postal_code|"
        "address[2].place.city|address[2].place.country|address[2].label|born_on|tags|note|file.content\n"
        "person|Ana|Petrovska|Zorza, sp. z o.o.|Direktor|Sales|+389 70 123 456 (Mobile)|ul. Prosta 1|00-001|"
        "Warszawa|Polska|Inna 2|30-001|Kraków|PL|home|1990-01-03|vip; new|one\ntwo|data:image/jpeg;base64,AAAABBBB");
    EXPECT_EQ(
        table(
            "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Zorza\nTEL;VALUE=uri;TYPE=\"voice,home\":tel:+48600\nEND:VCARD\n"),
        "kind|name|phone\norganization|Zorza|+48600 (home)");
}

TEST(TableFile, a_card_without_its_end_is_refused_and_pictures_are_told_of) {
    EXPECT_NE(complaint("BEGIN:VCARD\nFN:A\n").find("begins on line 1 does not end"), std::string::npos);
    EXPECT_NE(complaint("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\nBEGIN:VCARD\nFN:C\nEND:VCARD\n")
                  .find("begins on line 4 does not end"),
              std::string::npos);
    const auto opened = open_table(file_in_memory("BEGIN:VCARD\nFN:A\nPHOTO:x\nEND:VCARD\n"), Json());
    ASSERT_EQ(opened.notes.size(), 1u);
    EXPECT_NE(opened.notes[0].find("1 of the 1 cards"), std::string::npos);
}

TEST(TableFile, what_is_no_table_is_refused_with_a_sentence) {
    EXPECT_NE(complaint("\xFF\xD8\xFF\xE0 JFIF").find("a picture (JPEG)"), std::string::npos);
    EXPECT_NE(complaint("\xD0\xCF\x11\xE0 old").find("old Excel"), std::string::npos);
    EXPECT_NE(complaint("").find("empty"), std::string::npos);
    std::string wide;
    for (int i = 0; i < 100'000; ++i) wide += "c,";
    EXPECT_NE(complaint(wide + "\n").find("2,000 columns"), std::string::npos);
    EXPECT_NE(complaint("a;b\n\"" + std::string(11 * 1024 * 1024, 'x') + "\";1\n").find("longer than 10 MB"),
              std::string::npos);
    EXPECT_NE(complaint("a;b\n\"never closed;1\n").find("ends inside quotes"), std::string::npos);
}

TEST(TableFile, the_separator_is_the_one_that_all_lines_agree_on) {
    EXPECT_EQ(table("Name, first;Amount\nA, b;1,5\nC, d;2,5\n"), "Name, first|Amount\nA, b|1,5\nC, d|2,5");
    EXPECT_EQ(table("a|b\n1,2|3,4\n"), "a|b\n1,2|3,4");
    EXPECT_EQ(table("a b\tc\n\"x\ny\"\tz\n"), "a b|c\nx\ny|z");
    EXPECT_EQ(table("a,b;c\n1,2;3\n", Json::object({{"separator", ","}})), "a|b;c\n1|2;3");
}

} // namespace crm
