#include "analysis/chances.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace crm {

TEST(Chances, what_is_sure_is_what_it_is) {
    const std::vector<Gain> gains{{100, 10'000}, {50, 10'000}, {900, 0}};
    const Spread spread = spread_of(gains);
    EXPECT_EQ(spread.low, 150);
    EXPECT_EQ(spread.middle, 150);
    EXPECT_EQ(spread.high, 150);
    EXPECT_EQ(spread_of({}).high, 0);
}

TEST(Chances, the_same_gains_give_the_same_answer) {
    std::vector<Gain> gains;
    for (int i = 1; i < 60; ++i) gains.push_back({i * 1'000, static_cast<std::uint32_t>(i * 150)});
    const Spread one = spread_of(gains), two = spread_of(gains);
    EXPECT_EQ(one.low, two.low);
    EXPECT_EQ(one.middle, two.middle);
    EXPECT_EQ(one.high, two.high);
}

// 100 coins: the tenth, half and nine tenths of the binomial distribution are 44, 50 and 56.
TEST(Chances, a_hundred_coins_fall_as_they_should) {
    const std::vector<Gain> coins(100, Gain{1, 5'000});
    const Spread spread = spread_of(coins);
    EXPECT_EQ(spread.tries, 2'000);
    EXPECT_NEAR(static_cast<double>(spread.low), 44, 1);
    EXPECT_NEAR(static_cast<double>(spread.middle), 50, 1);
    EXPECT_NEAR(static_cast<double>(spread.high), 56, 1);
}

TEST(Chances, a_sum_past_64_bits_stays_at_the_largest) {
    const std::vector<Gain> gains(3, Gain{INT64_MAX / 2, 10'000});
    EXPECT_EQ(spread_of(gains).middle, INT64_MAX);
}

} // namespace crm
