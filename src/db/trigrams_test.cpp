#include "db/trigrams.hpp"

#include <gtest/gtest.h>

namespace crm {

using Strings = std::vector<std::string>;

TEST(Trigrams, are_pieces_of_three_letters_each_once) {
    EXPECT_EQ(trigrams("abcabc"), (Strings{"abc", "bca", "cab"}));
    EXPECT_EQ(trigrams("  a"), Strings{"  a"});
    EXPECT_EQ(trigrams("żółw"), (Strings{"żół", "ółw"}));
    EXPECT_EQ(trigrams("🦊🦊🦊"), Strings{"🦊🦊🦊"});
    EXPECT_EQ(trigrams("ab"), Strings{});
    EXPECT_EQ(trigrams(""), Strings{});
}

TEST(Trigrams, a_match_asks_all_of_a_pattern_any_of_a_word_and_every_word) {
    EXPECT_EQ(trigram_match({{"abcd", "xyz"}, {"a\"b"}}), R"((("abc" AND "bcd") OR ("xyz")) AND (("a""b")))");
}

TEST(Trigrams, a_match_asks_only_the_pieces_that_narrow_it) {
    EXPECT_EQ(trigram_match({{"  ana"}}), R"(((" an" AND "ana")))");
    EXPECT_EQ(trigram_match({{"  a"}}), R"((("  a")))");
    EXPECT_EQ(trigram_match({{"abcdefghijklm"}}), R"((("abc" AND "cde" AND "efg" AND "ghi" AND "ijk" AND "klm")))");
}

TEST(Trigrams, a_word_that_is_too_short_is_left_to_the_exact_look) {
    EXPECT_EQ(trigram_match({{"ab", "xyz"}, {"abc"}}), R"((("abc")))");
    EXPECT_EQ(trigram_match({{"ab"}}), "");
}

TEST(Trigrams, like_takes_its_signs_literally_when_escaped) {
    EXPECT_EQ(like_escaped("5%_\\"), "5\\%\\_\\\\");
}

} // namespace crm
