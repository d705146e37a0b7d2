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
    EXPECT_EQ(read("d-r Ana Petrovska"), "d-r|Ana||Petrovska");
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

TEST(PersonName, small_words_belong_to_the_family) {
    EXPECT_EQ(read("John von Neumann"), "|John||von Neumann");
    EXPECT_EQ(read("von Neumann John"), "|John||von Neumann");
    EXPECT_EQ(read("van der Berg Hans", true), "|Hans||van der Berg");
    EXPECT_EQ(read("De Niro Robert", true), "|Robert||De Niro");
    EXPECT_EQ(read("Leonardo da Vinci"), "|Leonardo||da Vinci");
    EXPECT_EQ(read("Angela di Marco"), "|Angela||di Marco");
    EXPECT_EQ(read("Maria Ana da Costa Silva"), "|Maria|Ana|da Costa Silva");
    EXPECT_EQ(read("Al Pacino"), "|Al||Pacino");
}

TEST(PersonName, what_stands_behind_a_name_stays_with_it) {
    EXPECT_EQ(read("Dr. John Q. Smith Jr."), "Dr.|John|Q.|Smith Jr.");
    EXPECT_EQ(read("John Smith, Jr."), "|John||Smith Jr.");
    EXPECT_EQ(read("Smith, John, Jr."), "|John||Smith Jr.");
    EXPECT_EQ(read("William Gates III"), "|William||Gates III");
    EXPECT_EQ(read("Smith, John III"), "|John||Smith III");
    EXPECT_EQ(read("Ann Lee, PhD, MBA"), "PhD MBA|Ann||Lee");
    EXPECT_EQ(read("Junior"), "|Junior||");
}

TEST(PersonName, a_known_given_name_behind_a_family_turns_the_order) {
    EXPECT_EQ(read("Kowalski Jan"), "|Jan||Kowalski");
    EXPECT_EQ(read("Петровска Ана"), "|Ана||Петровска");
    EXPECT_EQ(read("Ristovski Aleksandar"), "|Aleksandar||Ristovski");
    EXPECT_EQ(read("Nowak Jan"), "|Nowak||Jan") << "one name alone does not tell";
}

TEST(NameOrder, is_told_by_nearly_all_names_of_a_list) {
    NameOrder polish, usual, mixed;
    for (const char* each : {"Nowak Jan", "Wójcik Anna Maria", "Lis Piotr", "Xyz Abc"}) polish.see(each);
    for (const char* each : {"Jan Nowak", "Anna Wójcik"}) usual.see(each);
    for (const char* each : {"Nowak Jan", "Anna Wójcik"}) mixed.see(each);
    EXPECT_TRUE(polish.family_first());
    EXPECT_FALSE(usual.family_first());
    EXPECT_FALSE(mixed.family_first());
    EXPECT_FALSE(NameOrder().family_first());
}

} // namespace crm
