#include "record/base_amounts.hpp"

#include "base/error.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t rows_at_once = 500;

// The next rows behind `after` whose base may be another now, those in the bin as well.
std::vector<Record> next_rows(Context& context, const std::shared_ptr<const Object>& object, const Field& money,
                              const std::string& currency, Id after) {
    auto column = [&](int offset) { return quoted(object->columns[money.first_column + offset].name); };
    std::string sql = "SELECT " + object->column_list + " FROM " + quoted(object->name) + " WHERE \"id\" > ? AND " +
                      column(1) + " = ?";
    if (const Field* closed = closing_day(*object))
        sql += " AND (" + quoted(closed->name) + " IS NULL OR " + column(2) + " IS NULL)";
    sql += " ORDER BY \"id\" LIMIT " + std::to_string(rows_at_once);
    std::vector<Record> rows;
    context.connection().query(sql, Values{after, currency}, [&](const Row& row) {
        rows.push_back(record_of(object, row));
        return true;
    });
    return rows;
}

void write_base(Context& context, Record& record, const Field& money) {
    const Object& object = record.object();
    const Value base = base_of(context, record, money).value;
    if (base == record.at(money, 2)) return;
    record.put_value(money, 2, base);
    auto column = [&](int offset) { return quoted(object.columns[money.first_column + offset].name); };
    // An amount that was changed meanwhile has been converted by who changed it.
    std::string sql = "UPDATE " + quoted(object.name) + " SET " + column(2) + " = ? WHERE \"id\" = ? AND " + column(0) +
                      " = ? AND " + column(1) + " = ?";
    Values parameters{base, record.id(), record.at(money, 0), record.at(money, 1)};
    if (object.is_big()) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{record.bucket()});
    }
    if (context.connection().execute(sql, parameters) != 0) update_rollups(context, record);
}

// Returns the last row's id, 0 at the end.
Id convert_step(Context& context, const std::shared_ptr<const Object>& object, const Field& money,
                const std::string& currency, Id after) {
    auto rows = next_rows(context, object, money, currency, after);
    for (Record& record : rows) write_base(context, record, money);
    return rows.size() < rows_at_once ? 0 : rows.back().id();
}

} // namespace

const Field* closing_day(const Object& object) {
    for (const char* name : {"rate_on", "posted_on", "paid_on", "closed_on"})
        if (const Field* closed = object.field(name); closed && closed->kind == Kind::day) return closed;
    return nullptr;
}

BaseAmount base_of(Context& context, const Record& record, const Field& money) {
    const auto amount = record.money_at(money.index);
    if (!amount) return {};
    const std::string& own = context.company().currency;
    if (amount->currency == own) return {amount->minor};
    const Field* closed = closing_day(record.object()); // from then on the rate of that day is kept
    const auto closed_on = closed ? record.day_at(closed->index) : std::nullopt;
    const auto rate =
        context.rate(amount->currency, closed_on ? *closed_on : context.company().zone.day_of(context.now()));
    if (!rate) return {};
    const auto base = convert_minor(amount->minor, currency_digits(amount->currency).value_or(2), *rate,
                                    Context::rate_digits, currency_digits(own).value_or(2));
    return base ? BaseAmount{*base} : BaseAmount{{}, true};
}

void convert_money(Context& context, Record& record) {
    const Field* closed = closing_day(record.object());
    const bool closing = closed && record.changed(closed->index);
    for (const Field& field : record.object().fields) {
        if (field.kind != Kind::money || (!record.is_new() && !closing && !record.changed(field.index))) continue;
        auto [base, too_large] = base_of(context, record, field);
        if (too_large)
            throw Error::at(field.name,
                            "This amount is too large to be converted to " + context.company().currency + ".");
        record.put_value(field, 2, std::move(base));
    }
}

void convert_amounts(Engine& engine, const std::string& currency, const std::function<bool()>& stopping, Moment at) {
    const auto schema = engine.schema();
    for (const auto& object : schema->objects())
        for (const Field& field : object->fields) {
            if (field.kind != Kind::money) continue;
            for (Id after = 0;;) {
                if (stopping()) return;
                Request request;
                request.at = at;
                request.source = "rule";
                Id reached = 0;
                engine.write(request, [&](Context& context) {
                    reached = convert_step(context, object, field, currency, after);
                });
                if (reached == 0) break;
                after = reached;
            }
        }
}

} // namespace crm
