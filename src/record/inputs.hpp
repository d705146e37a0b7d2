// Inputs: what is given to an action or a report, read as fields are.
#pragma once
#include <vector>

#include "record/context.hpp"

namespace crm {

// In their normal form; complaints come together, each at its input.
Json read_inputs(Context& context, const std::vector<Field>& inputs, const Json& given);

} // namespace crm
