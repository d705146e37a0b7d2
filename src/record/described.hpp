// What the interface's description tells of fields beyond their declaration: which of them a rule of their object fills
// where they are left out, and what the JSON of a field for programs looks like. Said in the object's constructor.
#pragma once
#include <initializer_list>
#include <string>

#include "record/object.hpp"

namespace crm {

// Required, but nobody has to give them.
void rule_fills(const Object& object, std::initializer_list<Object::Handle> fields);
// `type` is written as the routes write theirs: "[{object: text, read?: truth}]".
void holds_json(const Object& object, const Object::JsonField& field, std::string type);

bool is_filled_by_rule(const Object& object, const Field& field);
const std::string& json_held(const Object& object, const Field& field); // empty: any JSON

} // namespace crm
