// Rows as lines in the text form of PostgreSQL's COPY: tabs between values, \N for null, octets as \\x and hexadecimal.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "db/table_shape.hpp"

namespace crm {

// With the line's end.
void append_copied(std::string& out, std::span<const Value> row);
void append_copied(std::string& out, const Row& row, const TableShape& table);

// Without it. Throws Error(invalid) where the line is no row of this table.
void read_copied(std::string_view line, const TableShape& table, Values& row);

} // namespace crm
