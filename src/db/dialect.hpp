// The two dialects. Stateless, for the whole life of the program.
#pragma once
#include "db/database.hpp"

namespace crm {

const Dialect& sqlite_dialect();
const Dialect& postgres_dialect(bool partitioned);

// The partition `number` of a table in partitioned mode, and the table a name of a partition belongs to.
std::string partition_name(std::string_view table, int number);
std::string table_of_partition(std::string_view name);

} // namespace crm
