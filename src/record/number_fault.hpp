// NumberFault: what is said of a number that could not be taken: that there is no room for it, where that is why.
#pragma once
#include <string>
#include <string_view>

namespace crm {

// A sentence with the smallest and the largest number of so many decimals.
std::string too_large(int digits);
bool is_past_64_bits(double number);
// Of a plain decimal that parse_decimal has not taken; `otherwise` where its size is not the reason.
std::string number_complaint(std::string_view given, int digits, std::string otherwise);

} // namespace crm
