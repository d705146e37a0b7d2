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

} // namespace crm
