// clean_text: what a text may hold, whoever it comes from: UTF-8 in its composed form, no control characters, one line
// where the field is one, no turns of the reading direction in names.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "record/field.hpp"

namespace crm {

// A sentence where it cannot be taken, else empty and the text in `out`; empty there when it shows nothing.
std::optional<std::string> clean_text(const Field& field, std::string_view given, std::string& out);

} // namespace crm
