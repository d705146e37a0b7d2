// GivenLinks: links that a caller names as they are already, without seeing where they lead. That they are right is not
// told: they are refused like any others that lead out of sight.
#pragma once
#include <vector>

#include "record/context.hpp"

namespace crm {

// The indexes of such fields, in their order.
std::vector<int> given_out_of_sight(Context& context, const Record& record);
// A list that was given holds what its giver sees; what it held out of their sight stays in it.
void keep_out_of_sight(Context& context, Record& record);

} // namespace crm
