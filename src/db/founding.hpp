// Founding: an empty database while it is filled with whole tables by one who has it alone: quickly, and without the
// safety that a company in use has. Whoever does it sees to it that a half-filled one is not taken for a company.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "db/table_shape.hpp"

namespace crm {

class Founding {
public:
    // SQLite: the file is made; when the process ends before `finish`, it is of no use.
    static std::unique_ptr<Founding> open(const DatabaseOptions& options);
    virtual ~Founding() = default;
    virtual const Dialect& dialect() const = 0;
    virtual std::vector<TableShape> tables() = 0;
    // One after the other, outside of a transaction. A table or index that is there already is passed over.
    virtual void execute(const std::vector<std::string>& statements) = 0;
    // The rows of a table that is empty, in the order of its key: pieces of whole lines (copied_row.hpp) until an empty
    // one; returns how many. After a failure the table may hold some of them.
    virtual std::int64_t fill(const TableShape& table, const std::function<std::string_view()>& next) = 0;
    // One transaction.
    virtual void write(const std::function<void(Connection&)>& job) = 0;
    // All is on the disk, and the database's planner knows how full the tables are.
    virtual void finish() = 0;
};

std::unique_ptr<Founding> open_sqlite_founding(const DatabaseOptions& options);
std::unique_ptr<Founding> open_postgres_founding(const DatabaseOptions& options);

} // namespace crm
