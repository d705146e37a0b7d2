#include "analysis/similarity.hpp"

#include <string>

#include <gtest/gtest.h>

#include "base/given_names.hpp"

namespace crm {
namespace {

TEST(Similarity, of_jaro_and_winkler_is_as_published) {
    EXPECT_NEAR(jaro_winkler("martha", "marhta"), 0.961, 0.001);
    EXPECT_NEAR(jaro_winkler("dwayne", "duane"), 0.840, 0.001);
    EXPECT_NEAR(jaro_winkler("dixon", "dicksonx"), 0.813, 0.001);
    EXPECT_EQ(jaro_winkler("same", "same"), 1);
    EXPECT_EQ(jaro_winkler("abc", "xyz"), 0);
    EXPECT_EQ(jaro_winkler("", ""), 0);
}

TEST(Similarity, counts_edits_and_swaps_and_stops_where_it_is_told) {
    EXPECT_EQ(edits("kowalski", "kowalski"), 0);
    EXPECT_EQ(edits("kowalski", "kowalsky"), 1);
    EXPECT_EQ(edits("7364009", "7360409"), 1);
    EXPECT_EQ(edits("", "abc"), 3);
    EXPECT_EQ(edits("kitten", "sitting"), 3);
    EXPECT_EQ(edits("kitten", "sitting", 1), 2);
    EXPECT_EQ(edits(std::string(500, 'a'), std::string(500, 'a') + "b"), 0); // the beginnings decide
}

TEST(GivenName, is_the_same_in_its_usual_forms) {
    EXPECT_TRUE(same_given_name("katarzyna", "kasia"));
    EXPECT_TRUE(same_given_name("aleksandar", "aco"));
    EXPECT_TRUE(same_given_name("bob", "robert"));
    EXPECT_FALSE(same_given_name("anna", "maria"));
    EXPECT_TRUE(same_given_name("unheard", "unheard"));
    EXPECT_FALSE(same_given_name("unheard", "of"));
}

} // namespace
} // namespace crm
