#include "record/number_fault.hpp"

#include <algorithm>
#include <cstdint>

#include "base/money.hpp"

namespace crm {

std::string too_large(int digits) {
    return "This number is too large. Please give one between " + format_decimal(INT64_MIN, digits) + " and " +
           format_decimal(INT64_MAX, digits) + ".";
}

bool is_past_64_bits(double number) {
    constexpr double two_to_63 = 9223372036854775808.0;
    return number >= two_to_63 || number < -two_to_63;
}

std::string number_complaint(std::string_view given, int digits, std::string otherwise) {
    const auto point = std::min(given.find('.'), given.size());
    auto whole = given.substr(0, point);
    if (whole.starts_with('-')) whole.remove_prefix(1);
    const bool digits_only = !whole.empty() && whole.find_first_not_of("0123456789") == std::string_view::npos;
    const bool fits_but_for_its_size = digits_only && parse_decimal("0" + std::string(given.substr(point)), digits);
    return fits_but_for_its_size ? too_large(digits) : otherwise;
}

} // namespace crm
