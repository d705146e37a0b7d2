// Told kinds: rows such as notifications may tell of records of any kind, and are seen with those. Asking about every
// kind there is makes a statement of all tables; these ask about the kinds that such rows do tell of.
#pragma once
#include <set>
#include <string>

#include "record/context.hpp"

namespace crm {

// Whether its rows are seen with the records that they tell of.
bool tells_of_others(const Object& object);
// As Rights::rows, of an object that tells of others: what its rows tell of are `kinds`.
Condition rows_telling_of(const Rights& rights, const Schema& schema, const Object& object, Act act,
                          const std::set<std::string>& kinds);
// The caller's own rows, whatever they tell of.
Condition rows_of_any_kind(const Rights& rights, const Schema& schema, const Object& object, Act act);
// As Rights::rows, asking about no more kinds than the caller's rows tell of.
Condition rows_in_sight(Context& context, const Object& object, Act act);

} // namespace crm
