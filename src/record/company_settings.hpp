// The settings of the company as they are kept: from a record to JSON and back, and what may stand in them.
#pragma once
#include "base/json.hpp"
#include "record/engine.hpp"

namespace crm {

// What is not in `settings` is as `defaults` says.
Company company_from(const Json& settings, const Company& defaults, std::int64_t version);

Json settings_of(const Company& company);

// Refuses settings nobody could work with, all that is wrong at once.
void check_settings(const Json& settings);

// The settings of `present` with `changes`, checked. Writes nothing.
Json changed_settings(const Company& present, const Json& changes);

} // namespace crm
