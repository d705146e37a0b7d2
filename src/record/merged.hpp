// Merged: which record went into which when duplicates were joined. An old id leads to the survivor for ever, through
// as many merges as there were.
#pragma once
#include <string>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"

namespace crm {

std::vector<std::string> merged_tables(const Dialect& dialect);

// The record that `id` is part of today; 0 where it was never merged into another.
Id survivor_of(Connection& connection, Id id);
// All records that went into `id`, also through others; the latest merge first.
std::vector<Id> absorbed_into(Connection& connection, Id id);

} // namespace crm
