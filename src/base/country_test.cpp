#include "base/country.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(Country, is_known_by_its_code_in_capitals) {
    for (const char* code : {"PL", "MK", "XK", "DE", "GB", "US", "JP"}) EXPECT_TRUE(is_country(code)) << code;
    for (const char* code : {"", "P", "pl", "ZZ", "XX", "UK", "POL", "P1"}) EXPECT_FALSE(is_country(code)) << code;
}

} // namespace crm
