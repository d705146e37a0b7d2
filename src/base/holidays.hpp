// Holidays: the days on which nobody works in Poland and North Macedonia, as their laws count them; elsewhere only the
// weekend is free. What a law grants to part of the people is no holiday here.
#pragma once
#include <string_view>

#include "base/time.hpp"

namespace crm {

Day easter(int year);          // of the western churches
Day orthodox_easter(int year); // up to 2099
bool is_holiday(std::string_view country, Day day);
bool is_working_day(std::string_view country, Day day);
Day working_day_from(std::string_view country, Day day); // itself, or the next one on which people work

} // namespace crm
