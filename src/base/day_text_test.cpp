#include "base/day_text.hpp"

#include <gtest/gtest.h>

namespace crm {

namespace {

std::string read(std::string_view text, bool day_first = true) {
    const auto day = read_day_text(text);
    if (!day) return "none";
    const auto on = day_of(*day, day_first);
    if (!on) return "no such day";
    std::string out = format_day(*on);
    if (day->time) out += " " + std::to_string(*day->time / minute);
    return out;
}

} // namespace

TEST(DayText, a_year_first_or_a_month_by_name_is_certain) {
    for (auto text : {"2026-11-21", "2026/11/21", "2026.11.21", "21 listopada 2026", "21 lis 2026", "21-Nov-2026",
                      "Nov 21, 2026", "November 21st, 2026", "21 ноември 2026", "21 ное 2026 г", "2026 November 21",
                      "21 listopada 2026 r.", "Sat, 21 Nov 2026"})
        EXPECT_EQ(read(text), "2026-11-21") << text;
}

TEST(DayText, two_small_numbers_can_be_turned) {
    EXPECT_EQ(read("3.4.2026"), "2026-04-03");
    EXPECT_EQ(read("3/4/2026", false), "2026-03-04");
    EXPECT_EQ(read("3/4/26", false), "2026-03-04");
    EXPECT_EQ(read("21.11.2026."), "2026-11-21");
    EXPECT_EQ(read("31/12/1999"), "1999-12-31");
    EXPECT_EQ(read("31/12/1999", false), "no such day");
    EXPECT_TRUE(read_day_text("3/4/2026")->could_be_day_first());
    EXPECT_FALSE(read_day_text("25/4/2026")->could_be_month_first());
}

TEST(DayText, numbers_alone_are_days_only_in_a_column_of_them) {
    EXPECT_EQ(read_day_text("20261121")->shape, DayText::Shape::digits);
    EXPECT_EQ(read("20261121"), "2026-11-21");
    EXPECT_EQ(read_day_text("46347")->shape, DayText::Shape::serial);
    EXPECT_EQ(read("46347"), "2026-11-21");
    EXPECT_EQ(read("46347.5"), "2026-11-21 720");
    EXPECT_EQ(read("20261341"), "none");
    EXPECT_EQ(read("0"), "none");
}

TEST(DayText, a_time_of_day_may_follow) {
    EXPECT_EQ(read("2026-11-21 10:15"), "2026-11-21 615");
    EXPECT_EQ(read("2026-11-21T10:15:30.123Z"), "2026-11-21 615");
    EXPECT_EQ(read("11/21/2026 3:07 PM", false), "2026-11-21 907");
    EXPECT_EQ(read("11/21/2026, 12:00:00 AM", false), "2026-11-21 0");
    EXPECT_EQ(*read_day_text("2026-11-21T10:15:30+01:30")->offset, 90 * minute);
    EXPECT_EQ(read("2026-11-21 25:15"), "none");
}

TEST(DayText, what_is_no_day_is_none) {
    for (auto text : {"", "soon", "2026", "13.13.2026", "1.2.3", "31.2.2026", "maj", "21 foo 2026", "1-2-3-4", "12:30"})
        EXPECT_EQ(read(text), "none") << text;
}

} // namespace crm
