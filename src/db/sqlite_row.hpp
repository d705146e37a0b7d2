// SqliteRow: the row a SQLite statement stands at. Numbers become texts and texts numbers where asked, as on
// PostgreSQL.
#pragma once
#include "db/database.hpp"

struct sqlite3_stmt;

namespace crm {

class SqliteRow : public Row {
public:
    explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
    int size() const override;
    bool null(int column) const override;
    std::int64_t whole(int column) const override;
    double number(int column) const override;
    std::string_view text(int column) const override;
    Value value(int column) const override;

private:
    sqlite3_stmt* statement_;
    mutable std::vector<std::string> written_; // numbers as texts, by column
};

} // namespace crm
