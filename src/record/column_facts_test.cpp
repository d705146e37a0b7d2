#include "record/column_facts.hpp"

#include <gtest/gtest.h>

namespace crm {

TEST(DayFacts, one_slip_does_not_spoil_a_column_of_eight_digits) {
    DayFacts facts;
    for (int day = 1; day <= 28; ++day) facts.see("194502" + std::string(day < 10 ? "0" : "") + std::to_string(day));
    facts.see("19371233");
    facts.see("");
    EXPECT_EQ(facts.normal("19450214", DayOrder::as_seen, DayOrder::day_first), "1945-02-14");
    EXPECT_EQ(facts.normal("19371233", DayOrder::as_seen, DayOrder::day_first), std::nullopt);
}

TEST(DayFacts, eight_digits_among_other_days_are_no_day) {
    DayFacts facts;
    for (const char* cell : {"3.04.2026", "4.04.2026", "5.04.2026", "20260406"}) facts.see(cell);
    EXPECT_EQ(facts.normal("20260406", DayOrder::as_seen, DayOrder::day_first), std::nullopt);
    EXPECT_EQ(facts.normal("4.04.2026", DayOrder::as_seen, DayOrder::day_first), "2026-04-04");
}

TEST(NumberFacts, numbers_with_three_digits_behind_a_mark_are_read_by_the_whole_column) {
    const auto facts_of = [](std::initializer_list<const char*> cells) {
        NumberFacts facts;
        for (const char* cell : cells) facts.see(cell);
        return facts;
    };
    const auto as_seen = DecimalMark::as_seen, comma = DecimalMark::comma, point = DecimalMark::point;
    EXPECT_EQ(facts_of({"1.234", "12.500", "1.000.000"}).mark_read(false, as_seen), comma);
    EXPECT_EQ(facts_of({"1.234", "12.5"}).mark_read(true, as_seen), point);
    const NumberFacts alone = facts_of({"1.234", "12.500"});
    EXPECT_EQ(alone.mark_read(true, as_seen), comma) << "no amount has three decimals";
    EXPECT_EQ(facts_of({"1,234"}).mark_read(true, as_seen), point);
    EXPECT_EQ(alone.mark_read(false, as_seen), as_seen);
    EXPECT_EQ(alone.mark_read(false, comma), comma) << "as the rest of the file";
    EXPECT_TRUE(alone.ambiguous());
    EXPECT_EQ(NumberFacts::normal("1.234", comma, false), "1234");
    EXPECT_EQ(NumberFacts::normal("1.234", as_seen, false), "1.234");
    EXPECT_EQ(NumberFacts::normal("1.234", as_seen, true), "1234");
}

} // namespace crm
