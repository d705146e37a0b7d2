#include "api/live_events.hpp"

#include <algorithm>

#include "base/id_order.hpp"
#include "record/input.hpp"
#include "record/query.hpp"
#include "record/tables.hpp"

namespace crm {

Event event_in(const Row& row) {
    return {row.whole(0),
            row.whole(1),
            row.whole(2),
            std::string(row.text(3)),
            row.whole(4),
            row.whole(5),
            std::string(row.text(6)),
            std::string(row.text(7))};
}

void collect_fields(const Condition& condition, std::set<int>& fields) {
    if (condition.field >= 0) fields.insert(condition.field);
    if (condition.op == Condition::Op::follows) return; // its parts speak of another object
    for (const auto& part : condition.parts) collect_fields(part, fields);
}

void append_former(Sql& sql, const Object& object, const Event& event, const Json& changes) {
    Record former(std::make_shared<Object>(object));
    const InputRules rules{};
    std::set<int> changed;
    for (const Json& change : changes.is_array() ? changes.items() : Json::Array()) {
        const Field* field = object.field(change.text("field"));
        if (!field || field->kind == Kind::links) continue;
        if (!read_value(former, *field, change["from"], rules)) changed.insert(field->index);
    }
    sql << "(SELECT ";
    for (const Field& field : object.fields)
        for (int i = 0; i < field.column_count; ++i) {
            const Column& column = object.columns[field.first_column + i];
            if (field.first_column + i > 0) sql << ", ";
            if (changed.contains(field.index) && column.type != ColumnType::bytes) {
                sql << "CAST(";
                sql.bind(former.at(field, i)) << (column.type == ColumnType::whole ? " AS BIGINT)" : " AS TEXT)")
                                              << " AS " << quoted(column.name);
            } else {
                sql << quoted(column.name);
            }
        }
    if (object.is_big()) sql << ", \"bucket\"";
    sql << " FROM " << quoted(object.name) << " WHERE \"id\" = ";
    sql.bind(event.record);
    if (object.is_big()) (sql << " AND \"bucket\" = ").bind(std::int64_t{bucket_of(event.record)});
    sql << ") AS " << quoted(object.name);
}

void put_in_order(std::vector<Event>& events) {
    std::stable_sort(events.begin(), events.end(),
                     [](const Event& a, const Event& b) { return creation_order(a.id) < creation_order(b.id); });
}

} // namespace crm
