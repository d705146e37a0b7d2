// Base amounts: brings FIELD_base, money in the company's currency, in step with exchange rates that came, changed or
// went. Saving does it for one record when its money changes; this for all that are there.
#pragma once
#include <functional>
#include <string>

#include "record/context.hpp"

namespace crm {

// Converts anew what is open (has no closed_on) and what has no base yet; what is closed keeps the rate of its day.
// Only FIELD_base is written, without version or event, a batch to a transaction. `at` is the moment of today; 0: now.
void convert_amounts(Engine& engine, const std::string& currency, const std::function<bool()>& stopping, Moment at = 0);

} // namespace crm
