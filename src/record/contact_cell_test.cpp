#include "record/contact_cell.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

// "value (label); value"
std::string told(const std::vector<CellPoint>& points) {
    std::string text;
    for (const CellPoint& each : points)
        (text += text.empty() ? "" : "; ") += each.value + (each.label.empty() ? "" : " (" + each.label + ")");
    return text;
}
std::string emails(std::string_view cell) {
    return told(emails_in(cell));
}
std::string phones(std::string_view cell) {
    return told(phones_in(cell));
}

} // namespace

TEST(ContactCell, e_mails_are_found_however_they_are_set_apart) {
    for (const char* cell :
         {"a@x.pl, b@x.pl", "a@x.pl;b@x.pl", "a@x.pl / b@x.pl", "a@x.pl/b@x.pl", "a@x.pl b@x.pl", "a@x.pl lub b@x.pl",
          "a@x.pl or b@x.pl", "a@x.pl или b@x.pl", "a@x.pl ::: b@x.pl", "a@x.pl\nb@x.pl", "a@x.pl | b@x.pl",
          "mailto:a@x.pl, MAILTO:b@x.pl?subject=Hi", "<a@x.pl>; <b@x.pl>", "e-mail: a@x.pl, b@x.pl."})
        EXPECT_EQ(emails(cell), "a@x.pl; b@x.pl") << cell;
}

TEST(ContactCell, what_stands_around_an_e_mail_is_its_label) {
    EXPECT_EQ(emails("A <a@x.pl>; b@x.pl"), "a@x.pl (A); b@x.pl");
    EXPECT_EQ(emails("\"Kowalski, Jan\" <jan@x.pl>, Ewa Lis <ewa@x.pl>"),
              "jan@x.pl (Kowalski, Jan); ewa@x.pl (Ewa Lis)");
    EXPECT_EQ(emails("Kowalski, Jan <jan@x.pl>"), "jan@x.pl (Kowalski, Jan)");
    EXPECT_EQ(emails("a@x.pl (work); home: b@x.pl"), "a@x.pl (work); b@x.pl (home)");
}

TEST(ContactCell, a_list_as_a_program_writes_it_is_read_too) {
    EXPECT_EQ(emails(R"([{"emailAddress":"b@x.pl","primary":false},{"emailAddress":"a@x.pl","primary":true}])"),
              "a@x.pl; b@x.pl");
    EXPECT_EQ(phones(R"([{"phoneNumber":"+48501234567","type":"Mobile"}])"), "+48501234567 (Mobile)");
    EXPECT_EQ(emails(R"(["a@x.pl","b@x.pl"])"), "a@x.pl; b@x.pl");
}

TEST(ContactCell, text_without_an_address_is_left_to_be_complained_of) {
    EXPECT_EQ(emails("nobody"), "nobody");
    EXPECT_EQ(emails("a@x.pl; nobody there"), "a@x.pl; nobody there");
    EXPECT_EQ(emails(""), "");
}

TEST(ContactCell, phones_are_found_however_they_are_set_apart) {
    for (const char* cell : {"501 234 567; 602 345 678", "501 234 567, 602 345 678", "501 234 567 / 602 345 678",
                             "501 234 567/602 345 678", "501 234 567 lub 602 345 678", "501 234 567 or 602 345 678",
                             "501 234 567 или 602 345 678", "501 234 567 ::: 602 345 678", "501 234 567\n602 345 678",
                             "501 234 567 | 602 345 678", "tel. 501 234 567, tel: 602 345 678"})
        EXPECT_EQ(phones(cell), "501 234 567; 602 345 678") << cell;
    EXPECT_EQ(phones("501234567 602345678"), "501234567; 602345678");
    EXPECT_EQ(phones("tel:+48501234567"), "+48501234567");
}

TEST(ContactCell, a_mark_within_one_number_parts_nothing) {
    for (const char* cell : {"070/123-456", "02/3112-233", "+48 (22) 628-01-02", "(22) 628 01 02", "22 628 01 02",
                             "+389 70 123 456", "0-22/628 01 02"})
        EXPECT_EQ(phones(cell), cell);
}

TEST(ContactCell, what_a_phone_is_for_is_its_label) {
    EXPECT_EQ(phones("600 100 200 (mobile); 22 345 67 89 (fax)"), "600 100 200 (mobile); 22 345 67 89 (fax)");
    EXPECT_EQ(phones("tel. 501 234 567, kom. 602 345 678"), "501 234 567; 602 345 678 (kom)");
    EXPECT_EQ(phones("501 234 567 praca / 602 345 678 dom"), "501 234 567 (praca); 602 345 678 (dom)");
}

TEST(ContactCell, an_extension_stays_with_its_number) {
    EXPECT_EQ(phones("22 628 01 02 wew. 12"), "22 628 01 02 (ext. 12)");
    EXPECT_EQ(phones("+48 (22) 628-01-02 wew. 5;"), "+48 (22) 628-01-02 (ext. 5)");
    EXPECT_EQ(phones("tel:+48226280102;ext=12"), "+48226280102 (ext. 12)");
    EXPECT_EQ(phones("tel:+48226280102;ext=12 (work)"), "+48226280102 (ext. 12, work)");
    EXPECT_EQ(phones("+1 415 555 2671 x123"), "+1 415 555 2671 (ext. 123)");
}

TEST(ContactCell, a_number_that_a_spreadsheet_has_cut_is_told_and_a_whole_one_is_read) {
    EXPECT_TRUE(read_cut_number("5,01235E+08").complaint.starts_with("A spreadsheet has cut this number"));
    EXPECT_TRUE(read_cut_number("5.01235E+08").complaint.starts_with("A spreadsheet has cut this number"));
    EXPECT_TRUE(read_cut_number("4.85E+10").complaint.starts_with("A spreadsheet has cut this number"));
    EXPECT_EQ(read_cut_number("5.01234567E+08").whole, "501234567");
    for (const char* other : {"501 234 567", "SKU-1E", "1E5", "", "E+08", "5.1234E+2x"}) {
        EXPECT_EQ(read_cut_number(other).whole, "") << other;
        EXPECT_EQ(read_cut_number(other).complaint, "") << other;
    }
}

} // namespace crm
