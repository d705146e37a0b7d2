// Plain: a record's values as JSON without titles, as events keep them.
#pragma once
#include <string>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

// The value of a field: `columns` are its columns' values, `links` its targets (kind links). A link is its id.
void write_plain(JsonWriter& out, const Field& field, const Value* columns, const std::vector<Id>& links);
// [{"field","from","to"}] of what changed since the record was loaded; secrets never stand in a field, roll-ups have
// none.
std::string changes_json(const Record& record);

} // namespace crm
