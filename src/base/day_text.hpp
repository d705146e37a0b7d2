// DayText: a day as people and programs write it in files: 2026-11-21, 21.11.2026, 11/21/2026, 20261121, 46347 (a
// workbook's number), 21 listopada 2026, Nov 21, 2026, 21 ноември 2026; and a time of day behind it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace crm {

struct DayText {
    enum class Shape {
        certain,  // year first, or the month by its name
        turnable, // two small numbers and a year: which is the day depends
        digits,   // eight digits; a day only where the whole column is so
        serial    // days since 1899-12-30; a day only where the whole column is so
    };
    Shape shape = Shape::certain;
    char between = 0; // of turnable: / . or -
    int first = 0, second = 0, year = 0;
    Day on;                       // of all others
    std::optional<Moment> time;   // since midnight
    std::optional<Moment> offset; // from UTC
    bool could_be_day_first() const { return second <= 12; }
    bool could_be_month_first() const { return first <= 12; }
};

// Do people of this country (ISO 3166-1 alpha-2) write the month before the day?
bool writes_month_first(std::string_view country);
// Empty where it is no day at all.
std::optional<DayText> read_day_text(std::string_view text);
// The day, where turnable read in the order asked for, or in the other where that is no day.
std::optional<Day> day_of(const DayText& text, bool day_first);

} // namespace crm
