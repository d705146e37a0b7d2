// Changes of the schema on PostgreSQL: one statement at a time, each tolerant of having been done before, indexes built
// beside those who write.
#pragma once
#include <string>
#include <vector>

#include "db/postgres_link.hpp"

namespace crm {

// Makes the schema and the trigram extension where they are missing; refuses a server that cannot hold our texts.
void prepare_postgres(PostgresLink& link, const std::string& schema);

// One statement; what it makes may be there already.
void run_postgres_schema(PostgresLink& link, const std::string& statement);
void change_postgres_schema(PostgresLink& link, const std::vector<std::string>& statements);

} // namespace crm
