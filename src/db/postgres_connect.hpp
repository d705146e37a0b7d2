// Connecting to PostgreSQL: the address and the settings of a session.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "db/postgres_link.hpp"

namespace crm {

// The session's settings as name and value.
std::vector<std::pair<std::string, std::string>> session_settings(const PostgresSettings& settings);

// Waits at most some seconds; look at its status. Without settings they go with every transaction instead. Options that
// the address gives itself are kept, and stand last.
pg_conn* connect_postgres(const PostgresSettings& settings, bool with_settings);

} // namespace crm
