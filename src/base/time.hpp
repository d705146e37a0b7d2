// Time: a moment is microseconds UTC since 1970, a day is a whole number of days since 1970-01-01.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

using Moment = std::int64_t;

struct Day {
    std::int32_t days = 0; // since 1970-01-01
    auto operator<=>(const Day&) const = default;
};

constexpr Moment second = 1'000'000;
constexpr Moment minute = 60 * second;
constexpr Moment hour = 60 * minute;

Moment now();             // the machine's clock
std::int64_t steady_us(); // for measuring only

struct YearMonthDay {
    int year, month, day;
};
YearMonthDay split(Day day);
std::optional<Day> make_day(int year, int month,
                            int day); // empty when there is no such day, or outside years 1 to 9999
int weekday(Day day);                 // 1 Monday … 7 Sunday

std::string format_day(Day day);                     // 2026-11-21
std::optional<Day> parse_day(std::string_view text); // the same, strictly
std::string format_moment(Moment at);                // 2026-11-21T10:15:00Z, with .123456 where there is a fraction
std::optional<Moment>
parse_moment(std::string_view text); // RFC 3339 with Z or an offset; no leap second; up to 9 decimals, cut to 6

// A time zone by its IANA name, through ICU; copies are cheap and may be used from several threads.
class Zone {
public:
    static std::optional<Zone> named(std::string_view iana);
    static Zone utc();
    const std::string& name() const;
    Day day_of(Moment at) const;             // the local day
    Moment begin_of(Day day) const;          // the first moment of the local day
    std::int64_t offset_us(Moment at) const; // local − UTC

private:
    struct Data;
    std::shared_ptr<const Data> data_;
};

// The first days of a period and of the one after it, around `today`. `within` is the API's word: today, yesterday,
// tomorrow, this_week, last_month, next_quarter, this_year, last_30_days (today included), next_7_days (today
// included). Weeks begin on Monday. Empty for an unknown word.
struct Period {
    Day first, after;
};
std::optional<Period> period(std::string_view within, Day today);

} // namespace crm
