// Likely search: the order to look through all records of an object for pairs that are likely one, as an operation.
#pragma once
#include "record/import.hpp"
#include "record/operation.hpp"

namespace crm {

inline constexpr const char* likely_search = "find_duplicates"; // the operation's kind, and its job's

// Makes the operation, queued; its total are the object's records in the caller's sight, and the share of them that the
// work is done by counts as skipped. Throws Error where the object's records are not joined at all.
Operation begin_likely_search(Engine& engine, Request& request, const std::string& object,
                              const WithOperation& also = {});

} // namespace crm
