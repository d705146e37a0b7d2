// Survivors: which records old ids lead to after merges, for many of them at once.
#pragma once
#include <unordered_map>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"

namespace crm {

// Of those that were merged into another: the record they are part of today.
std::unordered_map<Id, Id> survivors_of(Connection& connection, const std::vector<Id>& ids);

} // namespace crm
