#include "base/holidays.hpp"

#include <algorithm>
#include <array>

namespace crm {

namespace {

struct YearlyDay {
    int month, day;
    int since = 0;
};

// Ustawa z 18 stycznia 1951 r. o dniach wolnych od pracy; Christmas Eve since 2025.
constexpr YearlyDay polish[] = {{1, 1},  {1, 6, 2011}, {5, 1},   {5, 3},   {8, 15},
                                {11, 1}, {11, 11},     {12, 25}, {12, 26}, {12, 24, 2025}};
// Закон за празниците на Република Северна Македонија, those of all citizens.
constexpr YearlyDay macedonian[] = {{1, 1}, {1, 7}, {5, 1}, {5, 24}, {8, 2}, {9, 8}, {10, 11}, {10, 23}, {12, 8}};
// The first day of Ramadan Bayram follows the moon and is announced for each year.
constexpr std::array<YearlyDay, 1> ramadan_bayram = {{{3, 20, 2026}}};

Day plus(Day day, int days) {
    return Day{day.days + days};
}

bool is_polish(Day day) {
    const auto [year, month, of_month] = split(day);
    for (const YearlyDay& each : polish)
        if (each.month == month && each.day == of_month && year >= each.since) return true;
    const Day sunday = easter(year);
    return day == sunday || day == plus(sunday, 1) || day == plus(sunday, 49) || day == plus(sunday, 60);
}

bool is_macedonian_itself(Day day) {
    const auto [year, month, of_month] = split(day);
    for (const YearlyDay& each : macedonian)
        if (each.month == month && each.day == of_month) return true;
    for (const YearlyDay& each : ramadan_bayram)
        if (each.since == year && each.month == month && each.day == of_month) return true;
    return day == plus(orthodox_easter(year), 1);
}

// One that falls on a Sunday makes the Monday free.
bool is_macedonian(Day day) {
    return is_macedonian_itself(day) || (weekday(day) == 1 && is_macedonian_itself(plus(day, -1)));
}

} // namespace

Day easter(int year) { // Meeus, Jones and Butcher
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
              g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4,
              l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    return *make_day(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

Day orthodox_easter(int year) { // Meeus, in the Julian calendar, thirteen days behind
    const int a = year % 4, b = year % 7, c = year % 19, d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
    return plus(*make_day(year, (d + e + 114) / 31, (d + e + 114) % 31 + 1), 13);
}

bool is_holiday(std::string_view country, Day day) {
    return country == "PL" ? is_polish(day) : country == "MK" && is_macedonian(day);
}

bool is_working_day(std::string_view country, Day day) {
    return weekday(day) < 6 && !is_holiday(country, day);
}

Day working_day_from(std::string_view country, Day day) {
    while (!is_working_day(country, day)) ++day.days;
    return day;
}

} // namespace crm
