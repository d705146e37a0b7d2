#include "record/told_kinds.hpp"

#include "record/tables.hpp"

namespace crm {

namespace {

// What the caller's rows tell of, through links that may lead to several kinds.
std::set<std::string> kinds_told_of(Context& context, const Object& object, const Condition& own) {
    std::set<std::string> kinds;
    for (const Field& field : object.fields) {
        if (!field.in_sight) continue;
        if (field.kind != Kind::link_any) {
            for (const std::string& target : field.targets()) kinds.insert(target);
            continue;
        }
        const std::string kind = quoted(object.columns[static_cast<std::size_t>(field.first_column) + 1].name);
        Sql sql;
        sql << "SELECT DISTINCT " << kind << " FROM " << quoted(object.name) << " WHERE " << kind
            << " IS NOT NULL AND ";
        append_condition(sql, object, own, context.schema(), *Rights::system(), context.connection().dialect());
        context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
            kinds.emplace(row.text(0));
            return true;
        });
    }
    return kinds;
}

} // namespace

Condition rows_in_sight(Context& context, const Object& object, Act act) {
    const Rights& rights = context.rights();
    if (rights.everything || !tells_of_others(object)) return rights.rows(context.schema(), object, act);
    const Condition own = rows_of_any_kind(rights, context.schema(), object, act);
    if (is_nothing(own)) return own;
    return rows_telling_of(rights, context.schema(), object, act, kinds_told_of(context, object, own));
}

} // namespace crm
