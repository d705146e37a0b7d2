#include "base/country.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(Country, is_known_by_its_code_in_capitals) {
    for (const char* code : {"PL", "MK", "XK", "DE", "GB", "US", "JP"}) EXPECT_TRUE(is_country(code)) << code;
    for (const char* code : {"", "P", "pl", "ZZ", "XX", "UK", "POL", "P1"}) EXPECT_FALSE(is_country(code)) << code;
}

TEST(Country, is_known_by_its_name_in_three_languages_its_own_and_its_codes) {
    for (auto name : {"PL", "pl", "POL", "Poland", "POLSKA", "Полска", " polska ", "Rzeczpospolita Polska"})
        EXPECT_EQ(country_named(name).value_or(""), "PL") << name;
    for (auto name : {"MK", "North Macedonia", "Macedonia Północna", "Северна Македонија", "Македонија", "Makedonija"})
        EXPECT_EQ(country_named(name).value_or(""), "MK") << name;
    EXPECT_EQ(country_named("Niemcy").value_or(""), "DE");
    EXPECT_EQ(country_named("Deutschland").value_or(""), "DE");
    EXPECT_EQ(country_named("Germany").value_or(""), "DE");
    EXPECT_EQ(country_named("U.S.A.").value_or(""), "US");
    EXPECT_EQ(country_named("Stany Zjednoczone").value_or(""), "US");
    EXPECT_EQ(country_named("Wielka Brytania").value_or(""), "GB");
    EXPECT_EQ(country_named("Włochy").value_or(""), "IT");
    EXPECT_EQ(country_named("Грција").value_or(""), "GR");
}

TEST(Country, is_called_by_its_name_in_each_language) {
    EXPECT_EQ(country_name("PL", "en"), "Poland");
    EXPECT_EQ(country_name("DE", "pl"), "Niemcy");
    EXPECT_EQ(country_name("PL", "mk"), "Полска");
    const auto codes = country_codes();
    EXPECT_GT(codes.size(), 200u);
    for (const std::string& code : codes) {
        EXPECT_TRUE(is_country(code)) << code;
        EXPECT_NE(country_name(code, "mk"), code);
    }
}

TEST(Country, that_is_none_stays_unknown) {
    for (auto name : {"", "Kraków", "XX", "nowhere"}) EXPECT_FALSE(country_named(name)) << name;
}

} // namespace crm
