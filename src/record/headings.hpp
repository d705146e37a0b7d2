// Headings: what the columns of a table are called for people: an export writes them, an import knows them again.
#pragma once
#include <string_view>

#include "record/field.hpp"

namespace crm {

// Of a field, or of the part of it that stands in a column of its own: "currency" of money, "city" of an address.
Label heading(const Field& field, std::string_view part = {});
// Is this what the field, or a part of it, is called in one of our languages?
bool is_heading(std::string_view text, const Field& field, std::string_view part = {});

} // namespace crm
