// The two dialects. Stateless, for the whole life of the program.
#pragma once
#include <initializer_list>

#include "db/database.hpp"

namespace crm {

const Dialect& sqlite_dialect();
const Dialect& postgres_dialect(bool partitioned);

std::string joined(std::initializer_list<std::string_view> parts);
// A whole expression divided by `by` and rounded down.
std::string divide_down(std::string_view expression, std::int64_t by);

// The partition `number` of a table in partitioned mode, and the table a name of a partition belongs to.
std::string partition_name(std::string_view table, int number);
std::string table_of_partition(std::string_view name);

} // namespace crm
