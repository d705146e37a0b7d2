#include "paper/paper.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

std::vector<std::vector<std::string>> rows(int count, const std::string& name) {
    std::vector<std::vector<std::string>> made;
    for (int i = 1; i <= count; ++i) made.push_back({std::to_string(i), name, "1,00"});
    return made;
}
const std::vector<SheetColumn> columns{{"No.", 1}, {"Name", 6}, {"Price", 2, true}};

} // namespace

TEST(Paper, is_a_pdf_with_its_title) {
    Paper paper("Faktura 1", "Relacja", "{page}/{pages}");
    paper.write({"Zażółć gęślą jaźń, Ѓорѓи Ќосев", 12, true});
    EXPECT_EQ(paper.pages(), 1);
    const std::string pdf = paper.pdf();
    EXPECT_TRUE(pdf.starts_with("%PDF-"));
    EXPECT_NE(pdf.find("%%EOF"), std::string::npos);
    EXPECT_NE(pdf.find("Faktura 1"), std::string::npos);
}

TEST(Paper, a_long_table_goes_on_over_pages) {
    Paper paper("t", "f", "{page}/{pages}");
    paper.table(columns, rows(20, "short"));
    EXPECT_EQ(paper.pages(), 1);
    paper.table(columns, rows(100, "short"));
    EXPECT_GE(paper.pages(), 3);
}

TEST(Paper, what_is_kept_together_begins_a_page_where_it_does_not_fit) {
    Paper paper("t", "f", "{page}/{pages}");
    while (paper.pages() == 1) paper.write({"line"}); // the first line of the second page
    Paper full("t", "f", "{page}/{pages}");
    full.table(columns, rows(41, "short"));
    const int before = full.pages();
    full.totals({{"Net", "1,00"}, {"VAT", "0,23"}, {"Total", "1,23"}});
    EXPECT_LE(full.pages(), before + 1);
    EXPECT_TRUE(full.pdf().starts_with("%PDF-"));
}

TEST(Paper, names_of_any_length_and_a_page_of_text_are_taken) {
    Paper paper("t", "f", "{page}/{pages}");
    paper.table(columns, rows(3, std::string(600, 'x')));
    paper.side_by_side({{{"left"}, {""}}, {{"right", 9, true}}});
    paper.rule();
    EXPECT_TRUE(paper.pdf().starts_with("%PDF-"));
}

} // namespace crm
