// Bulk: what somebody sent to be done with many records at once, kept as an operation, so that it stands in the list of
// operations and can be undone. Its changes follow the rules of changes by hand.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "record/operation.hpp"

namespace crm {

constexpr const char* bulk_change = "bulk";

// What is done with the records of each object; undoing it takes the right to change, or to delete, them.
using BulkActs = std::map<std::string, std::set<Act>>;

// Makes the operation of `request`, whose events will belong to it. What an action did cannot be undone.
Operation make_bulk(Engine& engine, Request& request, const std::string& object, const Json& input);
Json input_of_bulk(const BulkActs& acts, bool has_actions);
// In the transaction of the first change: from then on it can be undone, whatever becomes of the rest.
void begin_bulk(Context& context, const Operation& bulk, std::size_t rows);
// What became of its rows.
void end_bulk(Context& context, Operation& bulk, const StepReport& report);
BulkActs acts_of_bulk(const Operation& bulk);
// Is this what somebody changes, be it many records at once or taking that back, rather than an import, a merge, an
// undo of those? Then rules hold as for each change by itself.
bool is_by_hand(const Request& request);

} // namespace crm
