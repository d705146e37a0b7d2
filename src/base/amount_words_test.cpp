#include "base/amount_words.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(AmountWords, polish_counts_one_few_and_many) {
    EXPECT_EQ(in_words({547'52, "PLN"}, "pl"), "pięćset czterdzieści siedem złotych 52/100");
    EXPECT_EQ(in_words({1'00, "PLN"}, "pl"), "jeden złoty 00/100");
    EXPECT_EQ(in_words({22'05, "PLN"}, "pl"), "dwadzieścia dwa złote 05/100");
    EXPECT_EQ(in_words({112'00, "PLN"}, "pl"), "sto dwanaście złotych 00/100");
    EXPECT_EQ(in_words({0, "PLN"}, "pl"), "zero złotych 00/100");
    EXPECT_EQ(in_words({1'234'567'89, "PLN"}, "pl"),
              "milion dwieście trzydzieści cztery tysiące pięćset sześćdziesiąt siedem złotych 89/100");
    EXPECT_EQ(in_words({5'00, "EUR"}, "pl"), "pięć euro 00/100");
}

TEST(AmountWords, macedonian_leaves_out_what_is_nothing) {
    EXPECT_EQ(in_words({547'00, "MKD"}, "mk"), "петстотини четириесет и седум денари");
    EXPECT_EQ(in_words({21'00, "MKD"}, "mk"), "дваесет и еден денар");
    EXPECT_EQ(in_words({11'50, "MKD"}, "mk"), "единаесет денари и 50/100");
    EXPECT_EQ(in_words({2'00, "EUR"}, "mk"), "две евра");
}

TEST(AmountWords, english_and_a_currency_without_a_name) {
    EXPECT_EQ(in_words({547'52, "EUR"}, "en"), "five hundred forty-seven euros 52/100");
    EXPECT_EQ(in_words({1'00, "GBP"}, "en"), "one pound 00/100");
    EXPECT_EQ(in_words({2'00, "AUD"}, "en"), "two AUD 00/100");
}

TEST(AmountWords, decimals_of_the_currency_and_what_is_below_zero) {
    EXPECT_EQ(in_words({42, "JPY"}, "en"), "forty-two JPY");
    EXPECT_EQ(in_words({1'007, "KWD"}, "en"), "one KWD 007/1000");
    EXPECT_EQ(in_words({-61'49, "PLN"}, "pl"), "minus sześćdziesiąt jeden złotych 49/100");
    EXPECT_FALSE(in_words({INT64_MIN, "PLN"}, "pl").empty());
}

} // namespace crm
