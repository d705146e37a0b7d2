// Base amounts: brings FIELD_base, money in the company's currency, in step with exchange rates that came, changed or
// went. Saving does it for one record when its money changes; this for all that are there.
#pragma once
#include <functional>
#include <string>

#include "record/context.hpp"

namespace crm {

// The day whose rate an amount keeps once it is there: rate_on, posted_on, paid_on or closed_on; null where the object
// has none.
const Field* closing_day(const Object& object);

// An amount in the company's currency: empty without a rate, and where it is too large to be kept.
struct BaseAmount {
    Value value;
    bool too_large = false;
};
// By the rate of the record's closing day, otherwise of today.
BaseAmount base_of(Context& context, const Record& record, const Field& money);

// Of a record that is about to be saved: all its amounts that changed, or whose day did.
void convert_money(Context& context, Record& record);

// Converts anew what is open (has no closed_on) and what has no base yet; what is closed keeps the rate of its day.
// Only FIELD_base is written, without version or event, a batch to a transaction. `at` is the moment of today; 0: now.
void convert_amounts(Engine& engine, const std::string& currency, const std::function<bool()>& stopping, Moment at = 0);

} // namespace crm
