// ListCell: several values in one cell of a file: "a; b". One that holds such a mark itself stands in quotes: "a, b";
// c.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace crm {

constexpr std::string_view list_marks = ",;|"; // between tags and choices
constexpr std::string_view title_marks = ";|"; // between titles of records, in which a comma is nothing special

std::string list_cell(const std::vector<std::string>& items, std::string_view marks);
std::vector<std::string> items_in(std::string_view cell, std::string_view marks);

} // namespace crm
