// Holding: what is derived from all the parts of a record (its search words, which of them is primary) is made by one
// transaction at a time: the others wait, and then read what the one before has written. SQLite has one writer, who
// need not.
#pragma once
#include "db/database.hpp"
#include "record/object.hpp"
#include "record/record.hpp"

namespace crm {

// Holds what the part belongs to, and belonged to before, until the end of the transaction.
void hold_the_whole(Connection& connection, const Schema& schema, const Record& part);

} // namespace crm
