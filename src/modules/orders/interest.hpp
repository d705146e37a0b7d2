// Interest for late payment: amount × rate × days / 365, rounded once, over all parts with their own amount and rate.
#pragma once
#include <optional>
#include <vector>

#include "record/context.hpp"

namespace crm {

struct InterestPart {
    std::int64_t amount = 0; // minor units
    std::int64_t rate = 0;   // percent a year, of 10^-4
    std::int64_t days = 0;
};
// Half a minor unit is rounded up; empty past 64 bits.
std::optional<std::int64_t> interest_of(const std::vector<InterestPart>& parts);

// What an issued invoice has cost from the day after it was due to `until`, that day included, by what was open on each
// day and the legal rates of it; what was charged already is not taken off.
std::vector<InterestPart> interest_parts(Context& context, const Record& invoice, Day until);
// Of that what was not charged yet, in minor units of the invoice's currency; not below nothing.
std::int64_t interest_due(Context& context, const Record& invoice, Day until);

} // namespace crm
