#include "base/visible.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(Visible, a_letter_a_mark_and_a_picture_show_something) {
    for (const char* text : {"a", "ł", "Ѓ", "-", " . ", "\u200b!\u200b", "\U0001F600", "\u4e2d"})
        EXPECT_TRUE(shows_something(text)) << text;
}

TEST(Visible, spaces_controls_and_zero_width_characters_show_nothing) {
    for (const char* text : {"",
                             " ",
                             "\t\r\n",
                             "\x7f",
                             "\u00a0",
                             "\u00ad",
                             "\u034f",
                             "\u061c",
                             "\u115f\u1160",
                             "\u180e",
                             "\u200b",
                             "\u200c\u200d",
                             "\u200e\u200f",
                             "\u202a\u202e",
                             "\u2060\u2064",
                             "\u2066\u2069",
                             "\u2800",
                             "\u3000",
                             "\u3164",
                             "\ufe0f",
                             "\ufeff",
                             "\uffa0",
                             "\U000e0020",
                             "\u200b \u200b",
                             "\u0085"})
        EXPECT_FALSE(shows_something(text)) << text;
}

} // namespace crm
