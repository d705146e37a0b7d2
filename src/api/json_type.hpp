// A type of JSON, written as short as one reads it, as JSON Schema: "{id: Id, title: text, codes?: [text], at: moment |
// null}".
#pragma once
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace crm {

// Words: text, whole, number, truth, day, moment, octets, any, null. A word with a capital is a schema of the document
// (Link), "record", "record_create" and "record_change" are those of `object`. Further: "one of these" | "texts",
// [list], {member: type, optional?: type, *: type of all others, ...}. An object holds what is named; with ... there
// may be more.
Json json_type(std::string_view text, std::string_view object = {});
// The same, nothing but what is named being taken.
Json json_type_closed(std::string_view text, std::string_view object = {});

} // namespace crm
