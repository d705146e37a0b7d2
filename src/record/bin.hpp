// The bin: a deleted record waits thirty days with its parts, comes back whole (Context::restore), or is purged.
#pragma once
#include "record/context.hpp"

namespace crm {

constexpr Moment days_in_bin = 30 * 24 * hour;

// Is the record there, in the bin or not, and among those the caller may delete, and so restore?
bool deletable(Context& context, const Object& object, Id id);

// Removes for ever up to `limit` records of `object` that were deleted before `before`; clears links to them; keeps their
// events without values. Returns how many.
int purge(Context& context, const Object& object, Moment before, int limit);

} // namespace crm
