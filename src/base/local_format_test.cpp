#include "base/local_format.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(LocalFormat, thousands_stand_apart_on_documents) {
    EXPECT_EQ(local_amount({1'234'567'89, "PLN"}, "pl"), "1\u00a0234\u00a0567,89");
    EXPECT_EQ(local_amount({1'234'50, "PLN"}, "pl"), "1\u00a0234,50");
    EXPECT_EQ(local_amount({1'234'50, "MKD"}, "mk"), "1.234,50");
    EXPECT_EQ(local_amount({-1'234'567'89, "EUR"}, "en"), "-1,234,567.89");
    EXPECT_EQ(local_amount({999'00, "EUR"}, "en"), "999.00");
    EXPECT_EQ(local_amount({1234, "JPY"}, "en"), "1,234");
}

TEST(LocalFormat, quantities_have_no_idle_zeros) {
    EXPECT_EQ(local_decimal_short(10'0000, 4, 0, "pl"), "10");
    EXPECT_EQ(local_decimal_short(2'5000, 4, 0, "pl"), "2,5");
    EXPECT_EQ(local_decimal_short(100'0000, 4, 2, "pl"), "100,00");
    EXPECT_EQ(local_decimal_short(95'2381, 4, 2, "mk"), "95,2381");
    EXPECT_EQ(local_decimal_short(0, 4, 0, "en"), "0");
}

TEST(LocalFormat, days_are_written_as_offices_do) {
    EXPECT_EQ(local_day(*make_day(2026, 5, 3), "pl"), "03.05.2026");
    EXPECT_EQ(local_day(*make_day(2026, 5, 3), "en"), "03/05/2026");
}

} // namespace crm
