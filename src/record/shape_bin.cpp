// The bin of shape: an administrator's objects and fields that were deleted. They wait thirty days with their data and
// come back as they were, or are dropped: columns, tables, and every trace of their values.
#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "record/bin.hpp"
#include "record/context.hpp"
#include "record/field_work.hpp"
#include "record/renaming.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int events_at_once = 500;
constexpr int records_at_once = 500;

struct Deleted {
    std::string object, field;
    Json definition;
    Moment at() const { return definition.number("deleted_at"); }
};

// What is deleted and not dropped yet, the newest first.
std::vector<Deleted> deleted_in(Connection& connection) {
    std::vector<Deleted> list;
    connection.query("SELECT \"object\", \"field\", \"definition\" FROM \"shape\"", {}, [&](const Row& row) {
        Json definition = Json::parse(row.text(2));
        if (definition.flag("deleted") && !definition.flag("dropped"))
            list.push_back({std::string(row.text(0)), std::string(row.text(1)), std::move(definition)});
        return true;
    });
    std::stable_sort(list.begin(), list.end(), [](const Deleted& a, const Deleted& b) { return a.at() > b.at(); });
    return list;
}

Field field_of(const Deleted& deleted) {
    Field field;
    field.name = deleted.field;
    field.kind = kind_named(deleted.definition.text("kind")).value_or(Kind::text);
    return field;
}

// Columns of a field of any form that it may have had: a choice that was a text left its sort key.
std::vector<std::string> columns_left(Connection& connection, const Deleted& deleted) {
    std::vector<std::string> names;
    for (const Column& column : columns_of(field_of(deleted))) names.push_back(column.name);
    names.push_back(deleted.field + "_key");
    const auto present = connection.columns_of(deleted.object);
    std::erase_if(names, [&](const std::string& name) {
        return std::find(present.begin(), present.end(), name) == present.end();
    });
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

Request by_itself() {
    Request request;
    request.source = "rule";
    return request;
}

// Events keep who and when, but no value: all changes of an object, or those of one field.
bool forget_in_events(Context& context, const Deleted& deleted, Id& after) {
    std::vector<std::pair<Id, Json>> events;
    const std::string sought = deleted.field.empty() ? "%_%" : "%\"field\":\"" + deleted.field + "\"%";
    context.connection().query("SELECT \"id\", \"changes\" FROM \"event\" WHERE \"id\" > ? AND \"object\" = ? AND "
                               "\"changes\" LIKE ? ORDER BY \"id\" LIMIT " +
                                   std::to_string(events_at_once),
                               Values{after, deleted.object, sought}, [&](const Row& row) {
                                   events.emplace_back(row.whole(0), Json::parse(row.text(1)));
                                   return true;
                               });
    for (const auto& [id, changes] : events) {
        Json::Array kept;
        if (!deleted.field.empty() && changes.is_array())
            for (const Json& each : changes.items())
                if (each.text("field") != deleted.field) kept.push_back(each);
        context.connection().execute("UPDATE \"event\" SET \"changes\" = ? WHERE \"id\" = ? AND \"bucket\" = ?",
                                     Values{Json(std::move(kept)).dump(), id, std::int64_t{bucket_of(id)}});
        after = id;
    }
    return events.size() == static_cast<std::size_t>(events_at_once);
}

// Records that had a value are no longer found by it.
bool forget_in_search(Context& context, const Deleted& deleted, const std::string& column, Id& after) {
    const Object* object = context.schema().find(deleted.object);
    if (!object || !object->searched) return false;
    std::vector<Id> ids;
    context.connection().query("SELECT \"id\" FROM " + quoted(deleted.object) + " WHERE \"id\" > ? AND " +
                                   quoted(column) + " IS NOT NULL ORDER BY \"id\" LIMIT " +
                                   std::to_string(records_at_once),
                               Values{after}, [&](const Row& row) {
                                   ids.push_back(row.whole(0));
                                   return true;
                               });
    for (Id id : ids) {
        if (auto record = context.find(*object, id)) refresh_words(context, *record);
        after = id;
    }
    return ids.size() == static_cast<std::size_t>(records_at_once);
}

void forget_values(Engine& engine, const Deleted& deleted, const std::function<bool()>& stopping) {
    auto in_steps = [&](const std::function<bool(Context&, Id&)>& step) {
        Id after = 0;
        for (bool more = true; more && !stopping();) {
            Request request = by_itself();
            const Id begin = after;
            engine.write(request, [&](Context& context) {
                after = begin;
                more = step(context, after);
            });
        }
    };
    in_steps([&](Context& context, Id& after) { return forget_in_events(context, deleted, after); });
    std::vector<std::string> columns;
    engine.database().read([&](Connection& connection) {
        columns = deleted.field.empty() ? std::vector<std::string>() : columns_left(connection, deleted);
    });
    if (deleted.definition.flag("searchable"))
        for (const std::string& column : columns)
            in_steps([&](Context& context, Id& after) { return forget_in_search(context, deleted, column, after); });
    engine.database().write([&](Connection& connection) {
        if (deleted.field.empty()) {
            connection.execute("DELETE FROM \"unique_key\" WHERE \"object\" = ?", Values{deleted.object});
            connection.execute("DELETE FROM \"timeline\" WHERE \"source_object\" = ?", Values{deleted.object});
            connection.execute("DELETE FROM \"rollup_due\" WHERE \"object\" = ?", Values{deleted.object});
        } else {
            connection.execute("DELETE FROM \"unique_key\" WHERE \"object\" = ? AND \"field\" = ?",
                               Values{deleted.object, deleted.field});
            connection.execute("DELETE FROM \"rollup_due\" WHERE \"object\" = ? AND \"field\" = ?",
                               Values{deleted.object, deleted.field});
        }
    });
}

std::vector<std::string> drop_statements(Connection& connection, const Deleted& deleted,
                                         const std::vector<std::string>& link_fields) {
    std::vector<std::string> statements;
    auto drop_table = [&](const std::string& name) { statements.push_back("DROP TABLE IF EXISTS " + quoted(name)); };
    if (deleted.field.empty()) {
        for (const std::string& field : link_fields) drop_table(deleted.object + "_" + field);
        drop_table("search_" + deleted.object);
        drop_table(deleted.object);
        return statements;
    }
    if (field_of(deleted).kind == Kind::links) drop_table(deleted.object + "_" + deleted.field);
    // Before a column goes, the indexes that hold it.
    statements.push_back("DROP INDEX IF EXISTS " + quoted(deleted.object + "_by_" + deleted.field));
    statements.push_back("DROP INDEX IF EXISTS " + quoted(deleted.object + "_unique_" + deleted.field));
    for (const std::string& column : columns_left(connection, deleted))
        statements.push_back("ALTER TABLE " + quoted(deleted.object) + " DROP COLUMN " + quoted(column));
    return statements;
}

} // namespace

void Engine::delete_object(Request& request, const std::string& object) {
    Json kept = shape_of(object, "");
    if (kept.is_null() || kept.flag("deleted"))
        throw Error(Problem::not_found, "There is no own object \"" + cut(object, 40) + "\".");
    kept.set("deleted", true);
    kept.set("deleted_at", now());
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, "", kept);
}

void Engine::delete_field(Request& request, const std::string& object, const std::string& field) {
    Json kept = shape_of(object, field);
    if (field.empty() || kept.is_null() || kept.flag("deleted") || kept.flag(renames))
        throw Error(Problem::not_found,
                    "There is no own field \"" + cut(field, 40) + "\" in \"" + cut(object, 40) + "\".");
    kept.set("deleted", true);
    kept.set("deleted_at", now());
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, field, kept, [&](Context& context) {
        if (kept.flag("searchable")) note_field_work(context, {object, field, std::string(work_of_words)});
    });
}

void Engine::restore_object(Request& request, const std::string& object) {
    restore_field(request, object, "");
}

void Engine::restore_field(Request& request, const std::string& object, const std::string& field) {
    Json kept = shape_of(object, field);
    const std::string what = field.empty() ? "own object \"" + cut(object, 40) + "\""
                                           : "own field \"" + cut(field, 40) + "\" in \"" + cut(object, 40) + "\"";
    if (kept.is_null() || kept.flag("dropped") || kept.flag(renames))
        throw Error(Problem::not_found, "There is no " + what + " in the bin.");
    if (!kept.flag("deleted")) return; // it was brought back already
    if (kept.flag("dropping"))
        throw Error(Problem::conflict,
                    "This was deleted more than thirty days ago and is being dropped. It cannot be brought back.");
    kept.set("deleted", false);
    kept.set("deleted_at", Json());
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, field, kept, [&](Context& context) {
        if (!field.empty() && kept.flag("searchable"))
            note_field_work(context, {object, field, std::string(work_of_words)});
        if (field.empty() || !kept.flag("unique")) return;
        // Records that went to the bin meanwhile took no notice of it.
        context.connection().execute(
            "DELETE FROM \"unique_key\" WHERE \"object\" = ? AND \"field\" = ? AND \"id\" NOT IN (SELECT \"id\" FROM " +
                quoted(object) + " WHERE \"deleted_at\" IS NULL)",
            Values{object, field});
    });
}

Json Engine::deleted_shape() {
    std::vector<Deleted> list;
    database_->read([&](Connection& connection) { list = deleted_in(connection); });
    Json::Array items;
    for (const Deleted& each : list) {
        Json item = Json::object({{"object", each.object}});
        if (!each.field.empty()) item.set("field", each.field);
        item.set("label", Label::from(each.definition["label"], each.field.empty() ? each.object : each.field).json());
        item.set("deleted_at", format_moment(each.at()));
        item.set("goes_at", format_moment(each.at() + days_in_bin));
        items.push_back(std::move(item));
    }
    return Json(std::move(items));
}

void Engine::drop_deleted_shape(Moment before, const std::function<bool()>& stopping) {
    std::vector<Deleted> all;
    database_->read([&](Connection& connection) { all = deleted_in(connection); });
    for (const Deleted& each : all) {
        if (each.at() >= before || stopping()) continue;
        Request request = by_itself();
        Json kept = each.definition;
        kept.set("dropping", true); // from here on there is no way back
        kept.set("revision", kept.number("revision", 1) + 1);
        save_shape(request, each.object, each.field, kept);
        forget_values(*this, each, stopping);
        if (stopping()) return; // taken up again at the next run
        std::vector<std::string> statements, links;
        std::vector<Deleted> fields;
        database_->read([&](Connection& connection) {
            links.clear(), fields.clear();
            if (each.field.empty())
                connection.query(
                    "SELECT \"field\", \"definition\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" <> ''",
                    Values{each.object}, [&](const Row& row) {
                        fields.push_back({each.object, std::string(row.text(0)), Json::parse(row.text(1))});
                        if (fields.back().definition.text("kind") == "links") links.emplace_back(row.text(0));
                        return true;
                    });
            statements = drop_statements(connection, each, links);
        });
        database_->change_schema(statements);
        // The name stays, so that it is never given again; what it was does not.
        auto gone = [](const Json& definition) {
            return Json::object(
                {{"deleted", true}, {"dropped", true}, {"revision", definition.number("revision", 1) + 1}});
        };
        Request last = by_itself();
        save_shape(last, each.object, each.field, gone(kept), [&](Context& context) {
            for (const Deleted& field : fields)
                context.connection().execute(
                    "UPDATE \"shape\" SET \"definition\" = ? WHERE \"object\" = ? AND \"field\" = ?",
                    Values{gone(field.definition).dump(), field.object, field.field});
        });
        log("info", "Deleted shape was dropped.", {{"object", each.object}, {"field", each.field}});
    }
}

} // namespace crm
