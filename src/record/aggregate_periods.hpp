// Counts of periods along an index: where records are only counted by the month (day, week …) of an indexed moment,
// each period is a range of that index. Grouping by an expression would sort every entry.
#pragma once
#include <functional>

#include "record/aggregate_query.hpp"

namespace crm {

// Whether that can be: nothing but bounds of the moment narrows the records.
bool counts_along_an_index(Context& context, const Object& object, const AggregateQuery& query);
// Calls `each` with the first day of every period that has records (null: those without the moment) and their number.
// First and last are the outermost moments of the query's records. False where the periods are too many to be asked one
// by one.
bool count_periods(Context& context, const Object& object, const AggregateQuery& query, Moment first, Moment last,
                   const std::function<void(Value day, std::int64_t records)>& each);

} // namespace crm
