// Local formats: amounts and days as documents write them in a language, with thousands always apart.
#pragma once
#include <string>
#include <string_view>

#include "base/money.hpp"
#include "base/time.hpp"

namespace crm {

// "1 234,50" (pl, no-break space), "1.234,50" (mk), "1,234.50" (en).
std::string local_decimal(std::int64_t value, int digits, std::string_view language);
// The same without zeros at the end of the decimals: quantities and unit prices. At least `least` decimals stay.
std::string local_decimal_short(std::int64_t value, int digits, int least, std::string_view language);
std::string local_amount(const Money& money, std::string_view language); // without the currency
std::string local_day(Day day, std::string_view language);               // 03.05.2026; en 03/05/2026

} // namespace crm
