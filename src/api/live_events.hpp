// What live changes read of events: them themselves, and the records as they were before.
#pragma once
#include <set>
#include <string_view>
#include <vector>

#include "record/condition.hpp"
#include "record/context.hpp"
#include "record/history.hpp"

namespace crm {

constexpr std::string_view event_columns =
    "\"id\", \"at\", \"by\", \"object\", \"record\", \"version\", \"kind\", \"changes\"";
Event event_in(const Row& row); // of these columns
// A transaction's events are read by id, and so by bucket; they are told in the order in which they happened.
void put_in_order(std::vector<Event>& events);

// The fields of the object itself that a condition asks for.
void collect_fields(const Condition& condition, std::set<int>& fields);
// The table of an object as it was before the changes: changed columns replaced by what they were.
void append_former(Sql& sql, const Object& object, const Event& event, const Json& changes);

} // namespace crm
