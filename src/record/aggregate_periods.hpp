// Counts of periods along an index: where records are only counted by the month (day, week …) of an indexed moment,
// each period is a range of that index. Grouping by an expression would sort every entry.
#pragma once
#include <functional>

#include "record/aggregate_query.hpp"

namespace crm {

// Whether that is cheaper: nothing but the moment narrows the records, so each is looked at once.
bool counts_along_an_index(Context& context, const Object& object, const AggregateQuery& query);
// Calls `each` with the first day of every period that has records (null: those without the moment) and their number.
// `where` is the query's, first and last the outermost moments. False where there are too many periods to ask one by
// one.
bool count_periods(Context& context, const Object& object, const Dimension& dimension, const Sql& where, Moment first,
                   Moment last, const std::function<void(Value day, std::int64_t records)>& each);

} // namespace crm
