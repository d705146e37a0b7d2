// Given names and what people make of them (Katarzyna, Kasia; Aleksandar, Aco; Robert, Bob).
#pragma once
#include <string_view>
#include <vector>

namespace crm {

// Both folded and in Latin: is one a usual form of the other?
bool same_given_name(std::string_view a, std::string_view b);
// The other usual forms of a name, folded and in Latin as it is; none where nothing is known of it.
std::vector<std::string_view> other_forms(std::string_view name);
// Is anything known of it?
bool is_given_name(std::string_view name);

} // namespace crm
