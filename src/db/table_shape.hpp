// TableShape: a table as it is found in a database: its columns and its key, without further indexes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace crm {

struct TableShape {
    enum class Kind { whole, text, bytes, number };
    struct Column {
        std::string name;
        Kind kind = Kind::text;
        bool operator==(const Column&) const = default;
    };
    std::string name;
    std::vector<Column> columns;  // in the order of their names
    std::vector<std::string> key; // "id", or the key of its own that the table has; rows are ordered by it
    bool is_search() const { return name.starts_with("search_"); }
    const Column* column(std::string_view column_name) const;
    bool operator==(const TableShape&) const = default;
};

// All tables in the order of their names, but for those that a database keeps beneath them.
std::vector<TableShape> tables_of(Connection& connection);

// The statements that make the table and nothing beside it; for a database without this table.
std::vector<std::string> create_bare(const Dialect& dialect, const TableShape& table);

// The columns in their order with commas between them.
std::string column_list(const Dialect& dialect, const TableShape& table);

// Passes all rows on in pieces of whole lines (copied_row.hpp), in the order of the key; returns how many they are.
std::int64_t copy_out(Connection& connection, const TableShape& table,
                      const std::function<void(std::string_view lines)>& each);

} // namespace crm
