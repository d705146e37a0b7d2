#include "record/aggregate_periods.hpp"

#include <algorithm>

#include "record/rights.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_asked = 60;

bool is_only_about(const Condition& condition, const Field& field) {
    const bool joins = condition.op == Condition::Op::all;
    return (joins || condition.field == field.index) &&
           std::all_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return is_only_about(part, field); });
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
           is_only_about(query.rows.filter, *dimension.field) &&
           is_everything(context.rights().rows(context.schema(), object, Act::read));
}

bool count_periods(Context& context, const Object& object, const Dimension& dimension, const Sql& where, Moment first,
                   Moment last, const std::function<void(Value day, std::int64_t records)>& each) {
    const Zone& zone = context.rights().zone;
    std::vector<Day> begins{first_of(dimension.period, zone.day_of(first))};
    while (zone.begin_of(begins.back()) <= last && begins.size() <= most_asked + 1)
        begins.push_back(first_after(dimension.period, begins.back()));
    if (begins.size() > most_asked + 1) return false;
    const std::string column = quoted(object.columns[dimension.field->first_column].name);
    const std::string count = "SELECT COUNT(*) FROM " + quoted(object.name) + where.text + " AND " + column;
    auto ask = [&](const std::string& range, std::initializer_list<Moment> bounds, Value day) {
        Values parameters = where.parameters;
        for (const Moment bound : bounds) parameters.push_back(bound);
        const std::int64_t records = whole(context.connection().value(count + range, parameters));
        if (records) each(std::move(day), records);
    };
    for (std::size_t i = 0; i + 1 < begins.size(); ++i)
        ask(" >= ? AND " + column + " < ?", {zone.begin_of(begins[i]), zone.begin_of(begins[i + 1])},
            std::int64_t{begins[i].days});
    ask(" IS NULL", {}, Value());
    return true;
}

} // namespace crm
