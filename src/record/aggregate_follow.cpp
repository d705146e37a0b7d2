#include "record/aggregate_follow.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "record/list_sql.hpp"
#include "record/rights.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_big_records = 50'000; // read by their ids for one answer

[[noreturn]] void refuse_too_many(const Dimension& dimension) {
    throw Error(Problem::bad_request,
                "More than " + std::to_string(most_big_records) + " records would have to be read to group by \"" +
                    dimension.name + "\". Please narrow the filter, or group by a field of the object itself.",
                {{"group", "It leads to too many records."}});
}

Value in_its_period(const Dimension& dimension, Value value, const Zone& zone) {
    if (is_null(value)) return value;
    if (dimension.field->kind == Kind::moment) value = std::int64_t{zone.day_of(whole(value)).days};
    if (dimension.period > PeriodLength::day)
        value = std::int64_t{first_of(dimension.period, Day{static_cast<std::int32_t>(whole(value))}).days};
    return value;
}

} // namespace

std::map<Id, Followed> follow(Context& context, const Dimension& dimension, std::vector<Id> ids) {
    const Object& object = *dimension.through;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    if (object.is_big() && ids.size() > most_big_records) refuse_too_many(dimension);
    const Field& field = *dimension.field;
    std::string columns =
        "\"id\", " + quoted(object.columns[static_cast<std::size_t>(field.first_column + dimension.column)].name);
    if (field.has_key())
        columns += ", " + quoted(object.columns[static_cast<std::size_t>(field.first_column + 1)].name);
    std::map<Id, Followed> found;
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        Sql sql;
        sql << "SELECT " << columns << " FROM " << quoted(object.name) << " WHERE ";
        append_batch(sql, object.is_big(),
                     std::span<const Id>(ids).subspan(begin, std::min(batch_limit, ids.size() - begin)));
        append_rows(sql, context, object, Act::read);
        context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            found[row.whole(0)] = {in_its_period(dimension, row.value(1), context.rights().zone),
                                   field.has_key() ? row.value(2) : Value()};
            return true;
        });
    }
    return found;
}

} // namespace crm
