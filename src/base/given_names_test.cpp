#include "base/given_names.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace crm {
namespace {

TEST(GivenNames, other_forms_are_those_of_the_same_name_and_each_knows_the_others) {
    const auto has = [](const auto& list, std::string_view name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (const auto& [a, b] : {std::pair{"katarzyna", "kasia"}, {"aleksandra", "ola"}, {"aleksandar", "aco"}}) {
        EXPECT_TRUE(has(other_forms(a), b)) << a;
        EXPECT_TRUE(has(other_forms(b), a)) << b;
        EXPECT_FALSE(has(other_forms(a), a)) << a;
        for (const std::string_view each : other_forms(a)) EXPECT_TRUE(same_given_name(a, each)) << each;
    }
    EXPECT_FALSE(has(other_forms("anna"), "piotr"));
    EXPECT_TRUE(other_forms("zorza").empty());
}

} // namespace
} // namespace crm
