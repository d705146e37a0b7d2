// Renaming: what an administrator calls the program's own fields and the choices in them, in each language. Nothing
// else about them changes; what nobody renamed keeps its own words.
#pragma once
#include "record/field.hpp"

namespace crm {

// Tells the rows of shape that rename from those that define.
constexpr const char* renames = "renames";

// What is kept of {"label":{"pl":…},"choices":[{"name","label","color"}]}; `kept` is what was before, null where
// nothing was. Throws Error that names what a built-in field does not let anybody change.
Json renamed(const Field& field, const Json& kept, const Json& changes);
void rename(Field& field, const Json& kept);

} // namespace crm
