// What a statement becomes on its way to PostgreSQL: numbered placeholders, quoted names, and index builds that let
// others write meanwhile.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

// ? outside of quotes and comments becomes $1, $2 …
std::string with_numbered_placeholders(std::string_view sql);

// The parts of a CREATE INDEX statement; empty for any other.
struct IndexStatement {
    std::string name, table;
    std::string start, rest; // "CREATE UNIQUE INDEX" and what follows IF NOT EXISTS, the name first
};
std::optional<IndexStatement> index_statement(std::string_view sql);

// Small letters, digits and underscores, not beginning with a digit, up to 63: needs no quotes.
bool plain_name(std::string_view name);

} // namespace crm
