// Change: creating, changing, deleting and acting on one record as a caller asks for it: rights, fields, version. Used
// by the single calls and by batch, inside a transaction.
#pragma once
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

// The versions, one of which a record must have to be changed; none: whatever its version is.
using Versions = std::vector<std::int64_t>;
// As an If-Match header names them: "7", "\"7\"", "\"7\", \"8\""; none for "*"; Error for anything else.
Versions versions_in(std::string_view if_match);

// Whether somebody can make its records: what a record must have may be given. Others come from what is done elsewhere,
// as a delivery does from shipping an order.
bool is_made_by_hand(const Object& object);
Id create_record(Context& context, const Object& object, const Json& body);
void update_record(Context& context, const Object& object, Id id, const Json& body, const Versions& expected);
void delete_record(Context& context, const Object& object, Id id, const Versions& expected);
void restore_record(Context& context, const Object& object, Id id);
// Runs an action; its answer, or null where the record itself is the answer.
Json act_on_record(Context& context, const Object& object, Id id, const std::string& action, const Json& input,
                   const Versions& expected);

// Appends what a caller is told of a record that they changed and that is no longer in their sight: nothing new.
void write_unseen(Context& context, const Object& object, Id id, std::string& out);

} // namespace crm
