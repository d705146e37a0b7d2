// Opens a SQLite database: one writer thread that commits in groups, a pool of connections that read.
#pragma once
#include "db/database.hpp"

namespace crm {

std::unique_ptr<Database> open_sqlite(const DatabaseOptions& options);

} // namespace crm
