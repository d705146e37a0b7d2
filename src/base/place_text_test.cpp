#include "base/place_text.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

std::string read(std::string_view line) {
    const PlaceText place = split_place(line);
    return place.street + "|" + place.house + "|" + place.flat + "|" + place.postal_code + "|" + place.city + "|" +
           place.region + "|" + place.country;
}

} // namespace

TEST(PlaceText, is_taken_apart_where_a_postal_code_shows_the_way) {
    EXPECT_EQ(read("ul. Prosta 1/2, 00-001 Warszawa"), "ul. Prosta|1|2|00-001|Warszawa||");
    EXPECT_EQ(read("Długa 12a m. 3, 31-147 Kraków, Polska"), "Długa|12a|3|31-147|Kraków||PL");
    EXPECT_EQ(read("ул. Македонија 5, 1000 Скопје, Македонија"), "ул. Македонија|5||1000|Скопје||MK");
    EXPECT_EQ(read("Prosta 1\n00-001 Warszawa\nPoland"), "Prosta|1||00-001|Warszawa||PL");
    EXPECT_EQ(read("Prosta 1, Warszawa, 00-001"), "Prosta|1||00-001|Warszawa||");
    EXPECT_EQ(read("Hauptstraße 5, 10115 Berlin, Germany"), "Hauptstraße|5||10115|Berlin||DE");
    EXPECT_EQ(read("Rynek, 30-001 Kraków, małopolskie"), "Rynek|||30-001|Kraków|małopolskie|");
}

TEST(PlaceText, stays_whole_where_nothing_is_sure) {
    EXPECT_EQ(read("Prosta 1"), "Prosta 1||||||");
    EXPECT_EQ(read("Prosta 1, Warszawa"), "Prosta 1, Warszawa||||||");
    EXPECT_EQ(read("00-001 Warszawa"), "00-001 Warszawa||||||");
    EXPECT_EQ(read("a, 00-001 b, 00-002 c"), "a, 00-001 b, 00-002 c||||||");
}

} // namespace crm
