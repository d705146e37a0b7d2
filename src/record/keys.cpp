#include "record/keys.hpp"

#include "record/context.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr const char* stamp = "keys_made_with";
constexpr int rows_at_once = 500;

// One step of one object: the rows behind `after`; returns the last one's id, 0 at the end.
Id rebuild_step(Context& context, const Object& object, Id after) {
    std::string columns;
    std::vector<const Field*> keyed;
    for (const Field& field : object.fields) {
        if (!field.has_key()) continue;
        keyed.push_back(&field);
        columns += ", " + quoted(field.name);
    }
    if (keyed.empty()) return 0;
    struct Texts {
        Id id;
        std::vector<Value> values;
    };
    std::vector<Texts> rows;
    context.connection().query("SELECT \"id\"" + columns + " FROM " + quoted(object.name) +
                                   " WHERE \"id\" > ? ORDER BY \"id\" LIMIT " + std::to_string(rows_at_once),
                               Values{after}, [&](const Row& row) {
                                   Texts texts{row.whole(0), {}};
                                   for (std::size_t i = 0; i < keyed.size(); ++i)
                                       texts.values.push_back(
                                           row.null(static_cast<int>(i) + 1)
                                               ? Value()
                                               : Value(std::string(row.text(static_cast<int>(i) + 1))));
                                   rows.push_back(std::move(texts));
                                   return true;
                               });
    std::string sql = "UPDATE " + quoted(object.name) + " SET ";
    for (std::size_t i = 0; i < keyed.size(); ++i) sql += (i ? ", " : "") + quoted(keyed[i]->name + "_key") + " = ?";
    sql += " WHERE \"id\" = ?";
    if (object.is_big()) sql += " AND \"bucket\" = ?";
    for (const Texts& row : rows) {
        Values parameters;
        for (const Value& value : row.values)
            parameters.push_back(is_null(value) ? Value()
                                                : Value(Bytes{context.company().collation->key(text(value))}));
        parameters.push_back(row.id);
        if (object.is_big()) parameters.push_back(std::int64_t{bucket_of(row.id)});
        context.connection().execute(sql, parameters);
    }
    return rows.size() < static_cast<std::size_t>(rows_at_once) ? 0 : rows.back().id;
}

} // namespace

bool keys_are_outdated(Engine& engine) {
    const std::string now = engine.company()->collation->version(), made = engine.fact(stamp);
    if (made == now) return false;
    if (!made.empty()) return true;
    engine.set_fact(stamp, now); // a new company
    return false;
}

void rebuild_keys(Engine& engine, const std::function<bool()>& stopping) {
    const std::string version = engine.company()->collation->version();
    for (const auto& object : engine.schema()->objects())
        for (Id after = 0;;) {
            if (stopping()) return;
            Request request;
            Id reached = 0;
            engine.write(request, [&](Context& context) { reached = rebuild_step(context, *object, after); });
            if (reached == 0) break;
            after = reached;
        }
    engine.set_fact(stamp, version);
}

} // namespace crm
