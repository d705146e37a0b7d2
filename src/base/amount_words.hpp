// Amounts in words, as documents say them: "pięćset czterdzieści siedem złotych 52/100".
#pragma once
#include <string>
#include <string_view>

#include "base/money.hpp"

namespace crm {

// `language` en, pl or mk; another as en. A currency without a known name by its code.
std::string in_words(const Money& money, std::string_view language);

} // namespace crm
