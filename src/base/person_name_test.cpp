#include "base/person_name.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

std::string read(std::string_view text, bool family_first = false) {
    const PersonName name = split_name(text, family_first);
    return name.prefix + "|" + name.given + "|" + name.middle + "|" + name.family;
}

} // namespace

TEST(PersonName, is_taken_apart_in_the_order_of_its_language) {
    EXPECT_EQ(read("Jan Kowalski"), "|Jan||Kowalski");
    EXPECT_EQ(read("dr inż. Anna Maria Kowalska-Nowak"), "dr inż.|Anna|Maria|Kowalska-Nowak");
    EXPECT_EQ(read("Vincent van Gogh"), "|Vincent||van Gogh");
    EXPECT_EQ(read("Ludwig van der Rohe"), "|Ludwig||van der Rohe");
    EXPECT_EQ(read("Ана Петровска"), "|Ана||Петровска");
    EXPECT_EQ(read("Петровска Ана", true), "|Ана||Петровска");
    EXPECT_EQ(read("Madonna"), "|Madonna||");
    EXPECT_EQ(read(""), "|||");
}

TEST(PersonName, with_a_comma_or_capitals_has_its_family_first) {
    EXPECT_EQ(read("Kowalski, Jan"), "|Jan||Kowalski");
    EXPECT_EQ(read("Kowalski, Jan Maria"), "|Jan|Maria|Kowalski");
    EXPECT_EQ(read("KOWALSKI Jan"), "|Jan||KOWALSKI");
    EXPECT_EQ(read("JAN KOWALSKI"), "|JAN||KOWALSKI");
}

} // namespace crm
