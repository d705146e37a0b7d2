// Known: whose names may be said to a caller. An own object on which a role may do nothing leaves no trace for it: not
// in the description of the interface, not in a suggestion, not by another refusal than what is not there gets.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "record/rights.hpp"

namespace crm {

bool knows(const Schema& schema, const Rights& rights, const Object& object);
const Object* known_object(const Schema& schema, const Rights& rights, std::string_view name); // nullptr where none
std::vector<std::string_view> known_names(const Schema& schema, const Rights& rights);
// The objects that a link leads to, as the caller may know them.
std::vector<std::string> known_targets(const Schema& schema, const Rights& rights, const Field& link);

} // namespace crm
