// Dump: a whole company as one file, and a company from such a file, in an empty database of either kind. The file is
// gzip of lines of text: a line of JSON that says what it is, then for each table a line of JSON with its columns, its
// rows as PostgreSQL's COPY writes them, and a line "\."; at last a line that counts the rows. See
// docs/guide/moving.md.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "db/database.hpp"
#include "db/founding.hpp"

namespace crm {

struct DumpFigures {
    std::int64_t tables = 0, rows = 0;
};
using DumpStep = std::function<void(const std::string& table, std::int64_t rows)>; // after each table

// All of it as it is at one moment, while others go on working. Not in it: who is signed in, failed tries, server
// numbers.
DumpFigures write_dump(Database& database, const std::string& file, const DumpStep& step);

// Fills an empty database. Until all is there the database says of itself that it is not whole, and no company is
// opened from it; what fails takes its tables away again, and what was cut off is begun anew. `newest_migration` is the
// program's. Further indexes are left to whoever opens the company. Throws Error where the file or the database is
// not as it must be.
DumpFigures restore_dump(Founding& founding, const std::string& file, int newest_migration, const DumpStep& step);

// Error(conflict) where a dump was not wholly restored into this database. `fact` reads a remembered fact.
void refuse_half_restored(const std::function<std::string(const std::string& key)>& fact);

} // namespace crm
