// Country: which codes of two letters stand for one.
#pragma once
#include <string_view>

namespace crm {

// ISO 3166-1 in capitals, as ICU lists it, and XK, which everybody uses for Kosovo.
bool is_country(std::string_view code);

} // namespace crm
