// The values of an imported file that are no choice here, or lead to no record: what somebody has to say the meaning
// of.
#pragma once
#include <string>

#include "record/operation.hpp"

namespace crm {

// Appends {"items":[{"column","value","rows"}],"more"}: each value once, counted over all rows that were refused or
// lost it, those of the first columns first, the frequent ones before the rare; at most a thousand, "more" where there
// were others.
void write_told_values(Engine& engine, Request& request, const Operation& operation, std::string& out);

} // namespace crm
