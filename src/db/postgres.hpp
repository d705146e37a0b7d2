// Opens a PostgreSQL database: a pool of connections, a transaction on one of them for every job.
#pragma once
#include "db/database.hpp"

namespace crm {

std::unique_ptr<Database> open_postgres(const DatabaseOptions& options);

} // namespace crm
