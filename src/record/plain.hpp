// Plain: a record's values as JSON without titles, as events keep them; and the roll-ups that follow from changes.
#pragma once
#include <string>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

// The value of a field: `columns` are its columns' values, `links` its targets (kind links). A link is its id.
void write_plain(JsonWriter& out, const Field& field, const Value* columns, const std::vector<Id>& links);
// [{"field","from","to"}] of what changed since the record was loaded; secrets never stand in a field.
std::string changes_json(const Record& record);

// Brings one roll-up of `parent` up to date when `child` is of its child object and a fact of it changed.
// Counts one roll-up of one record anew.
void count_again(Context& context, const Object& parent, const Field& rollup, Id id);
void update_rollup(Context& context, const Object& parent, const Field& rollup, const Record& child);

} // namespace crm
