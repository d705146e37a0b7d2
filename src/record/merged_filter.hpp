// Merged filter: a filter by the id of a record that went into another finds the other, and one by the survivor also
// what a merge under way has not led to it yet.
#pragma once
#include "record/context.hpp"

namespace crm {

// The condition of a list of `object` with ids as they are today. Asks the database only where it names ids.
Condition with_merged(Context& context, const Object& object, Condition condition);

} // namespace crm
