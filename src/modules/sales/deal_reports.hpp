// DealReports: what is asked of deals beyond lists and aggregates. Each speaks of the deals of a filter that are in the
// caller's sight, which stands in its statements.
#pragma once
#include <initializer_list>

#include "base/money.hpp"
#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

// How often we won and lost against each competitor that deals name.
Report competitors_report();

Field filter_input();
// The deals of the input `filter`, and of `more`.
ListQuery deals_asked_for(Context& context, const Json& input, Condition more = Condition::everything());
// Refuses who may not read these fields of deals.
void need_deal_fields(Context& context, std::initializer_list<Object::Handle> fields);
Json own_money(Context& context, std::int64_t minor); // in the company's currency
Json linked(Id id, const std::string& title);

} // namespace crm
