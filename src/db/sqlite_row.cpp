#include "db/sqlite_row.hpp"

#include <charconv>

#include <sqlite3.h>

namespace crm {

namespace {

std::string_view octets(sqlite3_stmt* statement, int column) {
    auto data = static_cast<const char*>(sqlite3_column_blob(statement, column)); // a text is not copied by this
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

} // namespace

int SqliteRow::size() const {
    return sqlite3_data_count(statement_);
}

bool SqliteRow::null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t SqliteRow::whole(int column) const {
    return sqlite3_column_int64(statement_, column);
}

double SqliteRow::number(int column) const {
    return sqlite3_column_double(statement_, column);
}

std::string_view SqliteRow::text(int column) const {
    int type = sqlite3_column_type(statement_, column);
    if (type == SQLITE_TEXT || type == SQLITE_BLOB) return octets(statement_, column);
    if (type == SQLITE_NULL) return {};
    // Not by SQLite itself, which would change the column's type under later calls.
    char buffer[40];
    auto end = type == SQLITE_INTEGER
                   ? std::to_chars(buffer, buffer + sizeof buffer, sqlite3_column_int64(statement_, column)).ptr
                   : std::to_chars(buffer, buffer + sizeof buffer, sqlite3_column_double(statement_, column)).ptr;
    if (written_.empty()) written_.resize(static_cast<std::size_t>(size()));
    std::string& written = written_[static_cast<std::size_t>(column)];
    written.assign(buffer, end);
    return written;
}

Value SqliteRow::value(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
    case SQLITE_INTEGER:
        return whole(column);
    case SQLITE_FLOAT:
        return number(column);
    case SQLITE_TEXT:
        return std::string(octets(statement_, column));
    case SQLITE_BLOB:
        return Bytes{std::string(octets(statement_, column))};
    default:
        return {};
    }
}

} // namespace crm
