// The names by which filters, sorts, fields and groups speak of an object's fields, and the message for an unknown one.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "record/object.hpp"

namespace crm {

struct Rights;

// A field, or one column of it: amount_base and amount_currency of a money field. -1 where an address names no part.
struct FieldName {
    const Field* field = nullptr;
    int column = 0;
};
// The field that `name` means to somebody with these rights; what they may not read is unknown.
FieldName find_field(const Object& object, std::string_view name, const Rights& rights);
// The same for a filter; throws Error(bad_request) that names the nearest known one. `path` is what was written.
FieldName filter_field(const Object& object, std::string_view name, const Rights& rights, std::string_view path);
std::vector<std::string_view> readable_names(const Object& object, const Rights& rights);

// Throws Error(bad_request): what + given + after + ", did you mean …".
[[noreturn]] void refuse_unknown(std::string_view path, std::string_view given,
                                 const std::vector<std::string_view>& known, std::string what, std::string after);

} // namespace crm
