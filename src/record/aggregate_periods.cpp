#include "record/aggregate_periods.hpp"

#include <algorithm>

#include "record/rights.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_asked = 60;

// Bounds of the field and nothing else: what lies between two records that meet it meets it too.
bool is_a_range(const Condition& condition, const Field& field) {
    using Op = Condition::Op;
    if (condition.op == Op::all)
        return std::all_of(condition.parts.begin(), condition.parts.end(),
                           [&](const Condition& part) { return is_a_range(part, field); });
    return condition.field == field.index &&
           (condition.op == Op::lt || condition.op == Op::lte || condition.op == Op::gt || condition.op == Op::gte);
}

bool leads_an_index(const Object& object, const Field& field) {
    const bool listed_by = field.index == Object::created_at.index || field.index == Object::modified_at.index;
    return field.indexed || (listed_by && object.menu);
}

// The longest of a period's lengths leads from its first day into the next one.
Day first_after(PeriodLength period, Day first) {
    constexpr int longest[] = {1, 1, 7, 31, 92, 366};
    return first_of(period, Day{first.days + longest[static_cast<int>(period)]});
}

} // namespace

bool counts_along_an_index(Context& context, const Object& object, const AggregateQuery& query) {
    if (query.dimensions.size() != 1 || query.rows.binned || !query.rows.search.empty()) return false;
    const Dimension& dimension = query.dimensions[0];
    return !dimension.link && dimension.field->kind == Kind::moment && leads_an_index(object, *dimension.field) &&
           is_a_range(query.rows.filter, *dimension.field) &&
           is_everything(context.rights().rows(context.schema(), object, Act::read));
}

bool count_periods(Context& context, const Object& object, const AggregateQuery& query, Moment first, Moment last,
                   const std::function<void(Value day, std::int64_t records)>& each) {
    const Dimension& dimension = query.dimensions[0];
    const Zone& zone = context.rights().zone;
    std::vector<Day> begins{first_of(dimension.period, zone.day_of(first))};
    while (zone.begin_of(begins.back()) <= last && begins.size() <= most_asked + 1)
        begins.push_back(first_after(dimension.period, begins.back()));
    if (begins.size() > most_asked + 1) return false;
    const std::string column = quoted(object.columns[dimension.field->first_column].name);
    // The query's own bounds are left out: the database would walk along them once for every period.
    const std::string count =
        "SELECT COUNT(*) FROM " + quoted(object.name) + " WHERE \"deleted_at\" IS NULL AND " + column;
    auto ask = [&](const std::string& range, const Values& bounds, Value day) {
        const std::int64_t records = whole(context.connection().value(count + range, bounds));
        if (records) each(std::move(day), records);
    };
    for (std::size_t i = 0; i + 1 < begins.size(); ++i)
        ask(" >= ? AND " + column + " <= ?",
            {std::max(zone.begin_of(begins[i]), first), std::min(zone.begin_of(begins[i + 1]) - 1, last)},
            std::int64_t{begins[i].days});
    if (is_everything(query.rows.filter)) ask(" IS NULL", {}, Value());
    return true;
}

} // namespace crm
