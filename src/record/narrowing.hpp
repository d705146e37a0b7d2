// Narrowing: SQLite goes through a whole list in its order where a condition has alternatives, which is right where
// many fit and slow where few do. Here it is told better; PostgreSQL knows by its statistics, and everything stays as
// it was.
#pragma once
#include <vector>

#include "record/context.hpp"

namespace crm {

// The condition with those of its alternatives marked `narrow` that leave few records: each is looked up by its index.
// Counts in indexes, up to a limit.
Condition narrowed(Context& context, const Object& object, Condition condition);

// The condition with those of its parts marked `wide` that so many meet that a list sorted by another index is better
// gone through in its order.
Condition widened(Context& context, const Object& object, Condition condition);

// The condition taken apart into several that each lead to an index and together mean the same; itself where that does
// not help. `in_its_order`: the list is asked for in the order in which indexes keep it, so that each way ends early.
std::vector<Condition> taken_apart(Context& context, const Object& object, const Condition& condition,
                                   bool in_its_order);

} // namespace crm
