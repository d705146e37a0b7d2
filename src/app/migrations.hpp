// The program's migrations: what it changes in a company's database that an older program wrote.
#pragma once
#include "record/migrations.hpp"

namespace crm {

const std::vector<Migration>& program_migrations();

} // namespace crm
