// Fresh databases for tests, of the kind named in RELACJA_TEST_DATABASE: sqlite (also where it is not set), postgresql,
// or partitioned, which is PostgreSQL with its big tables spread by bucket.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "db/database.hpp"

namespace crm::testing {

enum class Kind { sqlite, postgresql, partitioned };
Kind database_kind();

// Where a new empty database is; for tests that open it themselves, more than once or with other limits.
DatabaseOptions fresh_database_options();

// A new empty database, gone when it is closed.
std::unique_ptr<Database> fresh_database();

// A copy of a database that `fill` has filled once in this process for this `name`: the quick way to a schema.
std::unique_ptr<Database> fresh_database(const std::string& name, const std::function<void(Database&)>& fill);

} // namespace crm::testing
