#include "api/xlsx.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "testing/folder.hpp"

namespace crm {
namespace {

std::uint32_t number(const std::string& text, std::size_t at, int octets) {
    std::uint32_t value = 0;
    for (int i = octets - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
    return value;
}

// One file of the archive, found through its directory.
std::string part_of(const std::string& file, const std::string& name) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf();
    const std::string archive = content.str();
    for (std::size_t at = archive.find("PK\x01\x02"); at != std::string::npos;
         at = archive.find("PK\x01\x02", at + 4)) {
        const std::size_t name_length = number(archive, at + 28, 2);
        if (archive.substr(at + 46, name_length) != name) continue;
        const std::size_t packed = number(archive, at + 20, 4), size = number(archive, at + 24, 4),
                          local = number(archive, at + 42, 4);
        const std::size_t begin = local + 30 + number(archive, local + 26, 2) + number(archive, local + 28, 2);
        if (number(archive, at + 10, 2) == 0) return archive.substr(begin, size);
        std::string out(size, '\0');
        z_stream unpack{};
        inflateInit2(&unpack, -MAX_WBITS);
        unpack.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(archive.data() + begin));
        unpack.avail_in = static_cast<uInt>(packed);
        unpack.next_out = reinterpret_cast<Bytef*>(out.data());
        unpack.avail_out = static_cast<uInt>(size);
        inflate(&unpack, Z_FINISH);
        inflateEnd(&unpack);
        return out;
    }
    return {};
}

using Kind = ExportCell::Kind;

TEST(Xlsx, keeps_numbers_days_and_texts_as_what_they_are_and_formulas_as_texts) {
    const std::string file = testing::new_test_folder() + "/table.xlsx";
    XlsxSheet sheet(file, "Szanse: sprzedaży");
    sheet.header({"name", "amount", "day", "done", "number"});
    sheet.row({{Kind::text, "=1+1"},
               {Kind::number, "-12.50"},
               {Kind::day, "2026-11-21"},
               {Kind::yes_no, "true"},
               {Kind::number, "12345678901234567890"}});
    sheet.row({{Kind::text, "Łódź <&>"}, {}, {}, {}, {}});
    sheet.end();
    const std::string xml = part_of(file, "xl/worksheets/sheet1.xml");
    EXPECT_NE(xml.find("<t>=1+1</t>"), std::string::npos) << xml;
    EXPECT_EQ(xml.find("<f>"), std::string::npos);
    EXPECT_NE(xml.find("<v>-12.5</v>"), std::string::npos);
    EXPECT_NE(xml.find("<v>46347</v>"), std::string::npos); // days since 1899-12-30
    EXPECT_NE(xml.find("t=\"b\"><v>1</v>"), std::string::npos);
    EXPECT_NE(xml.find("<t>12345678901234567890</t>"), std::string::npos);
    EXPECT_NE(xml.find("<t>Łódź &lt;&amp;&gt;</t>"), std::string::npos);
    EXPECT_NE(part_of(file, "xl/workbook.xml").find("Szanse  sprzedaży"), std::string::npos);
}

TEST(Xlsx, begins_a_further_sheet_when_one_is_full) {
    const std::string file = testing::new_test_folder() + "/long.xlsx";
    XlsxSheet sheet(file, "Parties", 3);
    sheet.header({"name"});
    for (int i = 1; i <= 5; ++i) sheet.row({{Kind::text, "row " + std::to_string(i)}});
    sheet.end();
    EXPECT_NE(part_of(file, "xl/worksheets/sheet1.xml").find("row 2"), std::string::npos);
    const std::string third = part_of(file, "xl/worksheets/sheet3.xml");
    EXPECT_NE(third.find("<t>name</t>"), std::string::npos);
    EXPECT_NE(third.find("row 5"), std::string::npos);
}

TEST(Xlsx, leaves_no_open_workbook_behind_when_it_is_given_up) {
    const std::string folder = testing::new_test_folder();
    {
        XlsxSheet sheet(folder + "/given_up.xlsx", "Parties");
        sheet.header({"name"});
        sheet.row({{Kind::text, "x"}});
    }
    EXPECT_FALSE(std::filesystem::exists(folder + "/given_up.xlsx"));
}

} // namespace
} // namespace crm
