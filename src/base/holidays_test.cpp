#include "base/holidays.hpp"

#include <gtest/gtest.h>

using namespace crm;

namespace {

Day on(const char* text) {
    return *parse_day(text);
}

} // namespace

TEST(Holidays, easter_of_both_churches_is_where_the_tables_have_it) {
    const char* western[] = {"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01"};
    const char* eastern[] = {"2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16", "2029-04-08"};
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(format_day(easter(2025 + i)), western[i]);
        EXPECT_EQ(format_day(orthodox_easter(2025 + i)), eastern[i]);
    }
}

TEST(Holidays, are_those_of_the_country) {
    struct Case {
        const char* day;
        bool pl, mk;
    };
    for (const Case& each :
         {Case{"2026-08-03", true, false}, Case{"2026-12-24", false, true}, Case{"2024-12-24", true, true},
          Case{"2026-04-06", false, true}, Case{"2026-04-13", true, false}, Case{"2026-06-04", false, true},
          Case{"2026-03-20", true, false}, Case{"2026-05-25", true, false}, Case{"2026-11-21", false, false},
          Case{"2026-11-20", true, true}}) {
        EXPECT_EQ(is_working_day("PL", on(each.day)), each.pl) << each.day;
        EXPECT_EQ(is_working_day("MK", on(each.day)), each.mk) << each.day;
    }
    EXPECT_TRUE(is_working_day("DE", on("2026-05-01")));
}

TEST(Holidays, a_term_that_ends_on_one_ends_on_the_next_working_day) {
    for (const auto& [from, to] : {std::pair{"2026-04-04", "2026-04-07"},
                                   {"2026-05-03", "2026-05-04"},
                                   {"2026-06-04", "2026-06-05"},
                                   {"2026-12-24", "2026-12-28"},
                                   {"2026-11-20", "2026-11-20"}})
        EXPECT_EQ(format_day(working_day_from("PL", on(from))), to);
}
