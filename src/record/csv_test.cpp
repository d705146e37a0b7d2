#include "record/csv.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "base/error.hpp"
#include "record/column_facts.hpp"

namespace crm {
namespace {

CsvSource text_source(std::string text, std::size_t piece = 1 << 20) {
    auto kept = std::make_shared<std::string>(std::move(text));
    auto at = std::make_shared<std::size_t>(0);
    return [kept, at, piece](char* into, std::size_t size) {
        const std::size_t count = std::min({size, piece, kept->size() - *at});
        std::memcpy(into, kept->data() + *at, count);
        *at += count;
        return count;
    };
}

std::vector<std::vector<std::string>> rows_of(CsvReader& reader) {
    std::vector<std::vector<std::string>> rows;
    for (CsvRow row; reader.next(row);) rows.emplace_back(row.cells.begin(), row.cells.end());
    return rows;
}

std::string refusal(const std::string& text) {
    try {
        CsvReader reader(text_source(text));
        rows_of(reader);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

using Rows = std::vector<std::vector<std::string>>;

TEST(Csv, reads_cells_in_quotes_with_separators_quotes_and_line_breaks) {
    CsvReader reader(text_source("name,note\r\n\"Nowak, Anna\",\"said \"\"yes\"\"\r\nthen left\"\r\nplain,x\r\n"));
    EXPECT_EQ(reader.header(), (std::vector<std::string>{"name", "note"}));
    EXPECT_EQ(rows_of(reader), (Rows{{"Nowak, Anna", "said \"yes\"\r\nthen left"}, {"plain", "x"}}));
}

TEST(Csv, passes_over_a_space_before_a_quote) {
    CsvReader reader(text_source("name, street, city\n\"a b\", \"x, y\", \"z\"\nplain,  not quoted,w\n"));
    EXPECT_EQ(rows_of(reader), (Rows{{"a b", "x, y", "z"}, {"plain", "  not quoted", "w"}}));
}

TEST(Csv, does_not_take_the_end_of_one_cell_and_the_beginning_of_the_next_for_a_letter) {
    CsvReader reader(text_source("name,city\nG\xEA\x9C,\x8Frebak\n")); // windows-1250
    CsvRow row;
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.text, RowText::another_encoding);
}

TEST(Csv, gives_the_same_rows_however_small_the_pieces_are_that_it_is_fed) {
    const std::string text = "a;b\n\"1\"\"2\";\"x\ny\"\r\n3;4\n";
    for (std::size_t piece : {1u, 2u, 3u, 7u}) {
        CsvReader reader(text_source(text, piece));
        EXPECT_EQ(rows_of(reader), (Rows{{"1\"2", "x\ny"}, {"3", "4"}})) << piece;
    }
}

TEST(Csv, finds_the_separator_by_itself) {
    for (char separator : {',', ';', '\t', '|'}) {
        CsvReader reader(
            text_source(std::string("a") + separator + "b" + separator + "c\n1" + separator + "2" + separator + "3\n"));
        EXPECT_EQ(reader.separator(), separator);
        EXPECT_EQ(rows_of(reader), (Rows{{"1", "2", "3"}}));
    }
}

TEST(Csv, does_not_take_commas_inside_a_quoted_header_for_separators) {
    CsvReader reader(text_source("\"a, b, c\";d\n1;2\n"));
    EXPECT_EQ(reader.separator(), ';');
}

TEST(Csv, leaves_commas_alone_in_a_file_of_one_column) {
    CsvReader reader(text_source("name\nNowak, Anna\n"));
    EXPECT_EQ(rows_of(reader), (Rows{{"Nowak, Anna"}}));
}

TEST(Csv, follows_the_first_line_of_excel_and_passes_over_a_byte_order_mark) {
    CsvReader reader(text_source("\xEF\xBB\xBFsep=;\r\nname;city, place\r\nA;B\r\n"));
    EXPECT_EQ(reader.separator(), ';');
    EXPECT_EQ(reader.header(), (std::vector<std::string>{"name", "city, place"}));
    EXPECT_EQ(rows_of(reader), (Rows{{"A", "B"}}));
}

TEST(Csv, passes_over_lines_without_any_value_and_counts_rows_and_lines) {
    CsvReader reader(text_source("a,b\n\n1,\"x\ny\"\n,\n3,4\n"));
    CsvRow row;
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.number, 1);
    EXPECT_EQ(row.line, 3);
    ASSERT_TRUE(reader.next(row));
    EXPECT_EQ(row.number, 2);
    EXPECT_EQ(row.line, 6);
    EXPECT_FALSE(reader.next(row));
}

TEST(Csv, reads_a_last_line_without_an_end_and_lines_ended_the_old_mac_way) {
    CsvReader unended(text_source("a,b\n1,2"));
    EXPECT_EQ(rows_of(unended), (Rows{{"1", "2"}}));
    CsvReader old(text_source("a,b\r1,2\r3,4\r"));
    EXPECT_EQ(rows_of(old), (Rows{{"1", "2"}, {"3", "4"}}));
}

TEST(Csv, goes_on_from_the_place_where_another_reader_stopped) {
    const std::string text = "a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n3,w\r\n";
    CsvReader first(text_source(text, 5));
    CsvRow row;
    ASSERT_TRUE(first.next(row));
    const auto place = first.place();
    CsvReader second(text_source(text.substr(static_cast<std::size_t>(place.offset)), 3), place, first.header());
    ASSERT_TRUE(second.next(row));
    EXPECT_EQ(row.number, 2);
    EXPECT_EQ(row.line, 4);
    EXPECT_EQ(row.cells[1], "z");
    ASSERT_TRUE(second.next(row));
    EXPECT_FALSE(second.next(row));
}

TEST(Csv, marks_rows_that_are_not_utf8_or_have_a_nul) {
    CsvReader reader(text_source(std::string("a,b\n1,\xB3\n2,x\0y\n3,ł\n", 18)));
    std::vector<RowText> texts;
    for (CsvRow row; reader.next(row);) texts.push_back(row.text);
    EXPECT_EQ(texts, (std::vector{RowText::another_encoding, RowText::has_nul, RowText::readable}));
}

TEST(Csv, tells_the_half_of_a_character_at_its_end_from_another_encoding) {
    const auto last = [](std::string_view text) {
        CsvReader reader(text_source(std::string(text)));
        RowText found = RowText::readable;
        for (CsvRow row; reader.next(row);) found = row.text;
        return found;
    };
    EXPECT_EQ(last("a,b\n1,Krak\xC3"), RowText::cut_off);
    EXPECT_EQ(last("a,b\n1,\xE2\x82"), RowText::cut_off);
    EXPECT_EQ(last("a,b\n1,Krak\xC3\n"), RowText::another_encoding);
    EXPECT_EQ(last("a,b\n1,\xB3\xC3"), RowText::another_encoding);
    EXPECT_EQ(last("a,b\n1,ó"), RowText::readable);
}

TEST(Csv, refuses_a_picture_a_workbook_and_utf16_with_a_sentence) {
    EXPECT_NE(refusal("\xFF\xD8\xFF\xE0 JFIF,x\n1,2\n").find("JPEG"), std::string::npos);
    EXPECT_NE(refusal("PK\x03\x04stuff").find("workbook"), std::string::npos);
    EXPECT_NE(refusal(std::string("\xFF\xFE"
                                  "a\0,\0b\0",
                                  8))
                  .find("UTF-16"),
              std::string::npos);
    std::string octets;
    for (int i = 0; i < 5000; ++i) octets.push_back(static_cast<char>(i * 37 % 256));
    EXPECT_NE(refusal(octets).find("not a file of separated values"), std::string::npos);
}

TEST(Csv, refuses_an_empty_file_and_one_with_an_empty_header) {
    EXPECT_NE(refusal("").find("empty"), std::string::npos);
    EXPECT_NE(refusal("\n\n \n").find("empty"), std::string::npos);
    EXPECT_NE(refusal(",,\n1,2,3\n").find("no names of columns"), std::string::npos);
}

TEST(Csv, says_on_which_line_the_quotes_were_opened_that_are_never_closed) {
    const std::string sentence = refusal("a,b\n1,2\n3,\"cut off here\nand more\n");
    EXPECT_NE(sentence.find("line 3"), std::string::npos) << sentence;
}

TEST(Csv, refuses_a_value_longer_than_ten_megabytes_quoted_or_not) {
    const std::string long_text(11 * 1024 * 1024, 'x');
    EXPECT_NE(refusal("a,b\n1," + long_text + "\n").find("longer than 10 MB"), std::string::npos);
    EXPECT_NE(refusal("a,b\n1,\"" + long_text + "\"\n").find("longer than 10 MB"), std::string::npos);
    const std::string just(9 * 1024 * 1024, 'x');
    EXPECT_EQ(refusal("a,b\n1," + just + "\n"), "");
}

TEST(Csv, refuses_more_than_two_thousand_columns) {
    std::string wide = "a";
    for (int i = 0; i < 100'000; ++i) wide += ",a" + std::to_string(i);
    EXPECT_NE(refusal(wide + "\n1\n").find("more than 2,000 columns"), std::string::npos);
    std::string row = "1";
    for (int i = 0; i < 3000; ++i) row += ",1";
    EXPECT_NE(refusal("a,b\n" + row + "\n").find("more than 2,000 columns"), std::string::npos);
}

TEST(Csv, reads_what_it_writes) {
    const std::vector<std::string> cells = {"plain", "with, comma", "with \"quotes\"", "two\nlines", " leading space",
                                            "",      "ąćę"};
    std::string text;
    append_csv_row(text, {"a", "b", "c", "d", "e", "f", "g"});
    append_csv_row(text, cells);
    CsvReader reader(text_source(text));
    EXPECT_EQ(rows_of(reader), (Rows{cells}));
}

TEST(Csv, guards_formulas_but_not_numbers_and_phones) {
    for (const char* formula :
         {"=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "\t=1", "=HYPERLINK(\"x\")"}) {
        EXPECT_EQ(guarded_cell(formula), std::string("'") + formula);
        EXPECT_EQ(unguarded_cell(guarded_cell(formula)), formula);
    }
    for (const char* plain : {"-5", "+48 501 234 567", "-1,234.50", "Nowak", "a=b", "'tis", ""})
        EXPECT_EQ(guarded_cell(plain), plain);
    for (const char* text : {"'=x", "''=x", "'-5", "'", "''", "'tis", " =x", "\r=1", "\t=1", "'\t=1", "-5", "+48 501"})
        EXPECT_EQ(unguarded_cell(guarded_cell(text)), text);
    for (const char* text : {"'=x", "=\"00123\"", "'=\"x\"", "=x", "plain"})
        EXPECT_EQ(unguarded_cell(unwrapped_cell(exact_cell(text))), text);
    EXPECT_EQ(unguarded_cell("'tis"), "'tis");
}

} // namespace
} // namespace crm
