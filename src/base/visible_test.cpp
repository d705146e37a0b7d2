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

TEST(Visible, controls_are_found_but_for_tabs_and_line_breaks) {
    EXPECT_FALSE(control_in("a\tb\r\nc \u00a0\u0105 \U0001F600"));
    EXPECT_EQ(control_in("a\x01"), char32_t{1});
    EXPECT_EQ(control_in("\x1b[31m"), char32_t{0x1b});
    EXPECT_EQ(control_in("a\x7f"), char32_t{0x7f});
    EXPECT_EQ(control_in("a\u0085"), char32_t{0x85});
    EXPECT_EQ(without_controls("a\vb\u0085c\x01"
                               "d\te",
                               '\n'),
              "a\nb\nc d\te");
}

TEST(Visible, lines_end_by_any_of_their_marks) {
    for (const char* text : {"a\nb", "a\rb", "a\u2028b", "a\u2029"}) EXPECT_TRUE(has_line_break(text)) << text;
    EXPECT_FALSE(has_line_break("a\tb\u2027"));
}

TEST(Visible, turns_of_the_direction_are_taken_out_and_marks_of_it_stay) {
    EXPECT_EQ(without_turns("invoice\u202egpj.exe"), "invoicegpj.exe");
    EXPECT_EQ(without_turns("\u202a+48 501\u202c \u2066x\u2069"), "+48 501 x");
    EXPECT_EQ(without_turns("\u05d0\u200f \u0141"), "\u05d0\u200f \u0141");
}

} // namespace crm
