// Given names and what people make of them (Katarzyna, Kasia; Aleksandar, Aco; Robert, Bob).
#pragma once
#include <string_view>

namespace crm {

// Both folded and in Latin: is one a usual form of the other?
bool same_given_name(std::string_view a, std::string_view b);
// Is anything known of it?
bool is_given_name(std::string_view name);

} // namespace crm
