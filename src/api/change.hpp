// Change: creating, changing, deleting and acting on one record as a caller asks for it: rights, fields, version. Used by the
// single calls and by batch, inside a transaction.
#pragma once
#include <string>

#include "record/context.hpp"

namespace crm {

Id create_record(Context& context, const Object& object, const Json& body);
// `if_version` 0: whatever the version is.
void update_record(Context& context, const Object& object, Id id, const Json& body, std::int64_t if_version);
void delete_record(Context& context, const Object& object, Id id, std::int64_t if_version);
void restore_record(Context& context, const Object& object, Id id);
// Runs an action; its answer, or null where the record itself is the answer.
Json act_on_record(Context& context, const Object& object, Id id, const std::string& action, const Json& input, std::int64_t if_version);

// "\"7\"" or "7" of an If-Match header; 0 for "*"; Error for anything else.
std::int64_t version_in(const std::string& if_match);

} // namespace crm
