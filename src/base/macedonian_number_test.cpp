#include "base/macedonian_number.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(MacedonianNumber, hundreds_tens_and_the_and_before_the_last) {
    const std::pair<std::uint64_t, const char*> known[] = {
        {0, "нула"},
        {1, "еден"},
        {15, "петнаесет"},
        {21, "дваесет и еден"},
        {100, "сто"},
        {101, "сто и еден"},
        {120, "сто и дваесет"},
        {547, "петстотини четириесет и седум"},
        {1'000, "илјада"},
        {1'001, "илјада и еден"},
        {1'100, "илјада и сто"},
        {2'000, "две илјади"},
        {21'000, "дваесет и една илјада"},
        {1'000'001, "еден милион и еден"},
        {1'234'567, "еден милион двесте триесет и четири илјади петстотини шеесет и седум"},
        {2'000'000'000, "две милијарди"}};
    for (const auto& [number, words] : known) EXPECT_EQ(macedonian_number(number, Gender::masculine), words) << number;
}

TEST(MacedonianNumber, one_and_two_follow_the_gender) {
    EXPECT_EQ(macedonian_number(1, Gender::neuter), "едно");
    EXPECT_EQ(macedonian_number(22, Gender::neuter), "дваесет и две");
    EXPECT_EQ(macedonian_number(1, Gender::feminine), "една");
    EXPECT_FALSE(macedonian_number(UINT64_MAX, Gender::masculine).empty());
}

} // namespace crm
