// Country: ISO 3166 codes, and which of them is meant by a name as files write it: in English, Polish, Macedonian or
// the country's own language.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

// ISO 3166-1 in capitals, as ICU lists it, and XK, which everybody uses for Kosovo.
bool is_country(std::string_view code);
std::vector<std::string> country_codes();                                   // all of them, by code
std::string country_name(std::string_view code, std::string_view language); // "PL", "mk" → "Полска"
// "Polska", "poland", "POL", "PL", "Полска" → "PL"; empty where no country is meant.
std::optional<std::string> country_named(std::string_view text);

} // namespace crm
