#include "base/time.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace crm {
namespace {

Day day(std::string_view text) {
    return parse_day(text).value();
}
Moment at(std::string_view text) {
    return parse_moment(text).value();
}
std::string spell(std::string_view within, std::string_view today) {
    auto found = period(within, day(today));
    return found ? format_day(found->first) + " " + format_day(found->after) : "none";
}

TEST(Day, is_counted_from_1970) {
    EXPECT_EQ(day("1970-01-01").days, 0);
    EXPECT_EQ(day("1969-12-31").days, -1);
    EXPECT_EQ(format_day(Day{0}), "1970-01-01");
    EXPECT_EQ(format_day(day("0001-01-01")), "0001-01-01");
    EXPECT_EQ(format_day(day("9999-12-31")), "9999-12-31");
}

TEST(Day, exists_or_is_refused) {
    EXPECT_TRUE(make_day(2024, 2, 29));
    EXPECT_FALSE(make_day(2023, 2, 29));
    EXPECT_FALSE(make_day(1900, 2, 29));
    EXPECT_FALSE(make_day(2026, 13, 1));
    EXPECT_FALSE(make_day(2026, 0, 1));
    EXPECT_FALSE(make_day(2026, 4, 31));
    EXPECT_FALSE(make_day(0, 1, 1));
    EXPECT_FALSE(make_day(10000, 1, 1));
    for (auto text : {"", "2026-1-1", "2026-11-21 ", " 2026-11-21", "20261121", "2026/11/21", "2026-11-31",
                      "+026-11-21", "2026-11-2x", "2026-11-211"})
        EXPECT_FALSE(parse_day(text)) << text;
}

TEST(Day, weeks_begin_on_monday) {
    EXPECT_EQ(weekday(day("2026-11-21")), 6);
    EXPECT_EQ(weekday(day("1970-01-01")), 4);
    EXPECT_EQ(weekday(day("1969-12-29")), 1);
    EXPECT_EQ(weekday(day("1969-12-28")), 7);
}

TEST(Day, what_is_formatted_parses_to_the_same_day) {
    EXPECT_TRUE(rc::check([] {
        Day any{*rc::gen::inRange(-719162, 2932897)};
        RC_ASSERT(parse_day(format_day(any)) == any);
        auto [year, month, number] = split(any);
        RC_ASSERT(make_day(year, month, number) == any);
        RC_ASSERT(weekday(Day{any.days + 1}) == weekday(any) % 7 + 1);
    }));
}

TEST(Moment, is_written_with_a_fraction_only_where_there_is_one) {
    EXPECT_EQ(format_moment(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(format_moment(at("2026-11-21T10:15:00Z")), "2026-11-21T10:15:00Z");
    EXPECT_EQ(format_moment(at("2026-11-21T10:15:00.123456Z")), "2026-11-21T10:15:00.123456Z");
    EXPECT_EQ(format_moment(at("2026-11-21T10:15:00.5Z")), "2026-11-21T10:15:00.500000Z");
    EXPECT_EQ(format_moment(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(Moment, reads_offsets_and_cuts_long_fractions) {
    EXPECT_EQ(at("2026-11-21T10:15:00+01:00"), at("2026-11-21T09:15:00Z"));
    EXPECT_EQ(at("2026-11-21T10:15:00-05:30"), at("2026-11-21T15:45:00Z"));
    EXPECT_EQ(at("2026-11-21T10:15:00.123456789Z"), at("2026-11-21T10:15:00.123456Z"));
    EXPECT_EQ(at("2026-11-21t10:15:00z"), at("2026-11-21T10:15:00Z"));
}

TEST(Moment, refuses_what_is_no_full_rfc_3339) {
    for (auto text :
         {"2026-11-21", "2026-11-21T10:15:00", "2026-11-21 10:15:00Z", "2026-11-21T10:15Z", "2026-11-21T24:00:00Z",
          "2026-11-21T10:60:00Z", "2026-11-21T10:15:60Z", "2026-11-21T10:15:00.Z", "2026-11-21T10:15:00.1234567890Z",
          "2026-11-21T10:15:00+0100", "2026-11-21T10:15:00+24:00", "2026-11-31T10:15:00Z", "2026-11-21T10:15:00Zx",
          "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-00:01", ""})
        EXPECT_FALSE(parse_moment(text)) << text;
}

TEST(Moment, what_is_formatted_parses_to_the_same_moment) {
    EXPECT_TRUE(rc::check([] {
        Moment any = *rc::gen::inRange<Moment>(-719162 * 24 * hour, 2932897 * 24 * hour);
        RC_ASSERT(parse_moment(format_moment(any)) == any);
    }));
}

TEST(Moment, the_clock_is_past_2025_and_the_steady_clock_never_goes_back) {
    EXPECT_GT(now(), at("2025-01-01T00:00:00Z"));
    auto before = steady_us();
    EXPECT_GE(steady_us(), before);
}

TEST(Zone, is_found_by_its_iana_name_alone) {
    EXPECT_EQ(Zone::named("Europe/Skopje")->name(), "Europe/Skopje");
    EXPECT_TRUE(Zone::named("Europe/Warsaw"));
    EXPECT_EQ(Zone::utc().offset_us(0), 0);
    for (auto name : {"", "Europe/Warszawa", "GMT+3", "Etc/Unknown", "europe/warsaw2", "\xff\xfe"})
        EXPECT_FALSE(Zone::named(name)) << name;
}

TEST(Zone, summer_time_moves_the_begin_of_a_day) {
    auto warsaw = Zone::named("Europe/Warsaw").value();
    EXPECT_EQ(warsaw.offset_us(at("2026-01-15T12:00:00Z")), hour);
    EXPECT_EQ(warsaw.offset_us(at("2026-07-15T12:00:00Z")), 2 * hour);
    EXPECT_EQ(format_moment(warsaw.begin_of(day("2026-03-29"))), "2026-03-28T23:00:00Z");
    EXPECT_EQ(format_moment(warsaw.begin_of(day("2026-03-30"))), "2026-03-29T22:00:00Z");
    EXPECT_EQ(format_moment(warsaw.begin_of(day("2026-10-26"))), "2026-10-25T23:00:00Z");
    EXPECT_EQ(format_day(warsaw.day_of(at("2026-11-20T23:30:00Z"))), "2026-11-21");
    EXPECT_EQ(format_day(warsaw.day_of(at("2026-11-20T22:59:59.999999Z"))), "2026-11-20");
}

TEST(Zone, a_day_without_midnight_begins_at_the_jump) {
    auto cairo = Zone::named("Africa/Cairo").value();
    EXPECT_EQ(format_moment(cairo.begin_of(day("2010-04-30"))), "2010-04-29T22:00:00Z"); // 00:00 became 01:00
    auto apia = Zone::named("Pacific/Apia").value();                                     // had no 30 December 2011
    EXPECT_EQ(apia.begin_of(day("2011-12-30")), apia.begin_of(day("2011-12-31")));
}

TEST(Zone, a_day_begins_where_the_one_before_ends) {
    EXPECT_TRUE(rc::check([] {
        auto name = *rc::gen::elementOf(std::vector<std::string>{"Europe/Warsaw", "Europe/Skopje", "America/New_York",
                                                                 "Africa/Cairo", "America/Sao_Paulo", "Asia/Kolkata",
                                                                 "Pacific/Kiritimati", "America/Havana", "UTC"});
        auto zone = Zone::named(name).value();
        Day any{*rc::gen::inRange(3653, 25000)};
        auto begin = zone.begin_of(any);
        RC_ASSERT(zone.day_of(begin) >= any);
        RC_ASSERT(zone.day_of(begin - 1) < any);
        RC_ASSERT(zone.begin_of(Day{any.days + 1}) >= begin);
    }));
}

TEST(Period, speaks_the_words_of_the_interface) {
    EXPECT_EQ(spell("today", "2026-11-21"), "2026-11-21 2026-11-22");
    EXPECT_EQ(spell("yesterday", "2026-11-21"), "2026-11-20 2026-11-21");
    EXPECT_EQ(spell("tomorrow", "2026-11-21"), "2026-11-22 2026-11-23");
    EXPECT_EQ(spell("this_week", "2026-11-21"), "2026-11-16 2026-11-23");
    EXPECT_EQ(spell("this_week", "2026-11-16"), "2026-11-16 2026-11-23");
    EXPECT_EQ(spell("last_week", "2026-11-22"), "2026-11-09 2026-11-16");
    EXPECT_EQ(spell("last_month", "2026-01-31"), "2025-12-01 2026-01-01");
    EXPECT_EQ(spell("this_month", "2026-12-31"), "2026-12-01 2027-01-01");
    EXPECT_EQ(spell("next_month", "2026-11-21"), "2026-12-01 2027-01-01");
    EXPECT_EQ(spell("next_quarter", "2026-11-21"), "2027-01-01 2027-04-01");
    EXPECT_EQ(spell("this_quarter", "2026-06-30"), "2026-04-01 2026-07-01");
    EXPECT_EQ(spell("last_quarter", "2026-02-01"), "2025-10-01 2026-01-01");
    EXPECT_EQ(spell("this_year", "2026-11-21"), "2026-01-01 2027-01-01");
    EXPECT_EQ(spell("last_year", "2026-11-21"), "2025-01-01 2026-01-01");
    EXPECT_EQ(spell("last_30_days", "2026-11-21"), "2026-10-23 2026-11-22");
    EXPECT_EQ(spell("next_7_days", "2026-11-21"), "2026-11-21 2026-11-28");
    EXPECT_EQ(spell("last_1_days", "2026-11-21"), spell("today", "2026-11-21"));
}

TEST(Period, an_unknown_word_is_none) {
    for (auto word : {"", "week", "this_", "last_", "this_day", "last_0_days", "last__days", "last_-3_days",
                      "last_days", "this_7_days", "next_99999_days", "last_07_days", "last_3.5_days", "Today"})
        EXPECT_EQ(spell(word, "2026-11-21"), "none") << word;
}

} // namespace
} // namespace crm
