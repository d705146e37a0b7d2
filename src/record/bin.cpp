// The bin: a deleted record waits thirty days with its parts, comes back whole, or is purged.
#include "record/bin.hpp"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/error.hpp"
#include "db/changed_meanwhile.hpp"
#include "record/actions.hpp"
#include "record/hold.hpp"
#include "record/merged.hpp"
#include "record/query.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

std::string one_row(const Object& object) {
    return std::string(" WHERE \"id\" = ?") + (object.is_big() ? " AND \"bucket\" = ?" : "");
}

std::string living(const Object& object) {
    return "UPDATE " + quoted(object.name) + " SET \"deleted_at\" = ?, \"version\" = \"version\" + 1" + one_row(object);
}

// Of one row, behind those that stand before it.
Values row_parameters(const Object& object, Values parameters, Id id) {
    parameters.emplace_back(id);
    if (object.is_big()) parameters.push_back(std::int64_t{bucket_of(id)});
    return parameters;
}

Values with_version(Values parameters, const Record& record) {
    parameters.emplace_back(std::int64_t{record.version()});
    return parameters;
}

thread_local RemovingTogether* together = nullptr; // a transaction runs on one thread

// Null where what follows asks for the rows as they are by then: rules of the removal, the words of what it is part of.
RemovingTogether* removing_rows_of(const Record& record) {
    const Object& object = record.object();
    return object.before_delete_rules.empty() && !object.parent_field() ? RemovingTogether::of(record) : nullptr;
}

bool may_refuse(const Field& field) {
    return field.on_delete == OnDelete::refuse && field.kind != Kind::links;
}

void refuse_while_in_use(Context& context, const Record& record) {
    if (const auto known = RemovingTogether::of(record); known && !known->in_use(record.id())) return;
    if (together) together->write(context); // what used it may have been removed before it
    for (const auto& [object, field] : context.schema().incoming(record.object().name)) {
        if (!may_refuse(*field)) continue;
        std::string sql = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM " + quoted(object->name) + " WHERE " +
                          quoted(field->name) + " = ? AND \"deleted_at\" IS NULL LIMIT 1000) AS used";
        const std::int64_t used = whole(context.connection().value(sql, Values{record.id()}));
        if (used == 0) continue;
        throw Error(Problem::conflict, "\"" + record.title() + "\" is still used: " + std::to_string(used) + " × " +
                                           context.in_language(object->label) +
                                           (record.object().retiring ? ". Please retire it with a successor instead."
                                                                     : ". Please move or delete these first."));
    }
}

void free_keys(Context& context, const Record& record) {
    if (!record.object().is_big()) return;
    for (const Field& field : record.object().fields) {
        if (!field.unique || !record.has(field.index)) continue;
        const Value& value = record.at(field);
        const std::string key = std::holds_alternative<std::string>(value) ? text(value) : std::to_string(whole(value));
        const auto bucket = bucket_of_key(record.object().name, field.name, key);
        context.connection().send("DELETE FROM \"unique_key\" WHERE \"bucket\" = ? AND \"object\" = ? AND \"field\" "
                                  "= ? AND \"key\" = ? AND \"id\" = ?",
                                  Values{bucket, record.object().name, field.name, key, record.id()});
    }
}

void take_keys(Context& context, const Record& record) {
    for (const Field& field : record.object().fields) {
        if (!field.unique || !record.has(field.index)) continue;
        const Value& value = record.at(field);
        auto taken = [&] {
            throw Error(Problem::conflict,
                        "This record cannot be restored, since its " + context.in_language(field.label) +
                            " was given to another meanwhile. Please change the other one first.",
                        {{field.name, "already used"}});
        };
        if (!record.object().is_big()) {
            if (!is_null(context.connection().value("SELECT \"id\" FROM " + quoted(record.object().name) + " WHERE " +
                                                        quoted(field.name) + " = ? AND \"deleted_at\" IS NULL",
                                                    Values{value})))
                taken();
            continue;
        }
        const std::string key = std::holds_alternative<std::string>(value) ? text(value) : std::to_string(whole(value));
        const auto bucket = bucket_of_key(record.object().name, field.name, key);
        if (context.connection().execute(
                "INSERT INTO \"unique_key\" (\"bucket\", \"object\", \"field\", \"key\", \"id\") VALUES (?, ?, ?, ?, "
                "?) ON CONFLICT (\"bucket\", \"object\", \"field\", \"key\") DO NOTHING",
                Values{bucket, record.object().name, field.name, key, record.id()}) == 0)
            taken();
    }
}

std::vector<Record> parts_binned_at(Context& context, const Object& declared, const Record& parent, const Value& from) {
    if (const auto known = is_null(from) ? RemovingTogether::of(parent) : nullptr)
        return known->take_parts(declared, parent.id());
    const auto part = context.shared(declared);
    std::string sql = "SELECT " + part->column_list + " FROM " + quoted(part->name) + " WHERE " +
                      quoted(part->parent_field()->name) + " = ? AND \"deleted_at\" " +
                      (is_null(from) ? "IS NULL" : "= ?");
    Values parameters{parent.id()};
    if (!is_null(from)) parameters.push_back(from);
    std::vector<Record> parts;
    context.connection().query(sql, parameters, [&](const Row& row) {
        parts.push_back(record_of(part, row));
        return true;
    });
    return parts;
}

// Links to what was purged while the record lay in the bin.
void forget_what_is_gone(Context& context, Record& record) {
    const Object& object = record.object();
    for (const Field& field : object.fields) {
        if ((field.kind != Kind::link && field.kind != Kind::link_any) || field.part_of ||
            field.index == Object::id.index || !record.has(field.index))
            continue;
        const Object* target =
            context.schema().find(field.kind == Kind::link ? field.to : record.any_at(field.index).object);
        if (target &&
            !is_null(context.connection().value("SELECT \"id\" FROM " + quoted(target->name) + one_row(*target),
                                                row_parameters(*target, {}, record.link(field.index)))))
            continue;
        context.connection().send("UPDATE " + quoted(object.name) + " SET " + quoted(field.name) + " = NULL" +
                                      one_row(object),
                                  row_parameters(object, {}, record.id()));
        record.clear(field.index);
    }
}

// Parts go to the bin with their parent and come back with it: those that were binned at the same moment.
void move_parts(Context& context, const Record& parent, const Value& from, const Value& to) {
    for (const Object* part : context.schema().parts_of(parent.object().name)) {
        for (Record& record : parts_binned_at(context, *part, parent, from)) {
            if (is_null(to)) {
                forget_what_is_gone(context, record);
                take_keys(context, record);
            } else {
                free_keys(context, record);
            }
            record.put_value(part->field(Object::deleted_at), 0, to);
            context.refresh_search(record);
            if (const auto known = is_null(to) ? nullptr : removing_rows_of(parent)) {
                known->remove_later(record, 0);
                continue;
            }
            context.connection().send(living(*part), row_parameters(*part, {to}, record.id()));
            update_rollups(context, record);
        }
    }
}

} // namespace

RemovingTogether::RemovingTogether(Context& context, const std::map<std::string, std::vector<Id>>& ids) {
    require(!together, "records are removed together while others are");
    for (const auto& [name, some] : ids)
        if (const Object* object = context.schema().find(name)) {
            ids_.insert(some.begin(), some.end());
            look_for_parts(context, *object, some);
            look_for_use(context, *object, some);
        }
    together = this;
}

RemovingTogether::~RemovingTogether() {
    together = nullptr;
}

RemovingTogether* RemovingTogether::of(const Record& record) {
    return together && together->ids_.contains(record.id()) ? together : nullptr;
}

std::vector<Record> RemovingTogether::take_parts(const Object& part, Id whole) {
    const auto found = parts_[part.name].find(whole);
    return found == parts_[part.name].end() ? std::vector<Record>() : std::move(found->second);
}

void RemovingTogether::remove_later(const Record& record, std::int64_t version) {
    going_[{version, record.object().name}].push_back(record.id());
    gone_.push_back(record);
}

void RemovingTogether::write(Context& context) {
    for (const auto& [of, ids] : std::exchange(going_, {})) {
        const auto& [version, name] = of;
        const Object& object = context.object(name);
        for (std::size_t from = 0; from < ids.size(); from += batch_limit) {
            const auto some = std::span(ids).subspan(from, std::min<std::size_t>(ids.size() - from, batch_limit));
            Sql sql;
            (sql << "UPDATE " << quoted(name) << " SET \"deleted_at\" = ").bind(context.now());
            sql << ", \"version\" = \"version\" + 1 WHERE ";
            append_batch(sql, object.is_big(), some);
            if (!version) {
                context.connection().send(sql.text, sql.parameters);
                continue;
            }
            (sql << " AND \"version\" = ").bind(version);
            if (context.connection().execute(sql.text, sql.parameters) != std::ssize(some)) throw ChangedMeanwhile();
        }
    }
    for (const Record& record : std::exchange(gone_, {})) update_rollups(context, record);
}

void RemovingTogether::look_for_parts(Context& context, const Object& object, const std::vector<Id>& ids) {
    for (const Object* declared : context.schema().parts_of(object.name)) {
        const auto part = context.shared(*declared);
        const Field& parent = *part->parent_field();
        auto& found = parts_[part->name];
        for (std::size_t from = 0; from < ids.size(); from += batch_limit) {
            Sql sql;
            sql << "SELECT " << part->column_list << " FROM " << quoted(part->name)
                << " WHERE \"deleted_at\" IS NULL AND " << quoted(parent.name);
            append_in(sql, Values(ids.begin() + static_cast<std::ptrdiff_t>(from),
                                  ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + batch_limit))));
            context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
                Record record = record_of(part, row);
                found[record.link(parent.index)].push_back(std::move(record));
                return true;
            });
        }
    }
}

void RemovingTogether::look_for_use(Context& context, const Object& object, const std::vector<Id>& ids) {
    for (const auto& [other, field] : context.schema().incoming(object.name)) {
        if (!may_refuse(*field)) continue;
        for (std::size_t from = 0; from < ids.size(); from += batch_limit) {
            Sql sql;
            sql << "SELECT DISTINCT " << quoted(field->name) << " FROM " << quoted(other->name)
                << " WHERE \"deleted_at\" IS NULL AND " << quoted(field->name);
            append_in(sql, Values(ids.begin() + static_cast<std::ptrdiff_t>(from),
                                  ids.begin() + static_cast<std::ptrdiff_t>(std::min(ids.size(), from + batch_limit))));
            context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
                used_.insert(row.whole(0));
                return true;
            });
        }
    }
}

void Context::remove(Record& record) {
    const Object& object = record.object();
    if (record.binned()) return;
    if (!being_created(record)) hold_the_whole(connection_, *schema_, record);
    need_for_deleting(*this, record);
    if (together && !object.before_delete_rules.empty()) together->write(*this);
    for (const auto& rule : object.before_delete_rules) rule(*this, record);
    refuse_while_in_use(*this, record);
    const Field& deleted = object.field(Object::deleted_at);
    record.put_value(deleted, 0, now());
    record.put_value(object.field(Object::version), 0, record.version() + 1);
    const auto known = removing_rows_of(record);
    if (!known)
        connection_.change(living(object) + " AND \"version\" = ?",
                           with_version(row_parameters(object, {now()}, record.id()), record));
    free_keys(*this, record);
    move_parts(*this, record, {}, now());
    refresh_search(record);
    if (auto whole = being_created(record))
        std::erase_if(whole->parts, [&](const Record& part) { return part.id() == record.id(); });
    else if (const Field* parent = object.parent_field())
        if (auto whole = find(this->object(parent->to), record.link(parent->index)); whole && !whole->binned())
            refresh_search(*whole);
    if (known)
        known->remove_later(record, record.version());
    else
        update_rollups(*this, record);
    write_event(record, "deleted", "[]");
    record.set_identity(record.id(), record.version() + 1);
    record.loaded();
}

void Context::restore(Record& record) {
    const Object& object = record.object();
    if (!record.binned()) return;
    hold_the_whole(connection_, *schema_, record);
    if (const Field* parent = object.parent_field())
        if (auto whole = find(this->object(parent->to), record.link(parent->index)); !whole || whole->binned())
            throw Error(Problem::conflict,
                        in_language({"What this belongs to is in the bin. Please restore that first.",
                                     "To, do czego należy ten rekord, jest w koszu. Najpierw przywróć tamto.",
                                     "Она на што му припаѓа е во корпата. Прво вратете го тоа."}));
    forget_what_is_gone(*this, record);
    for (const auto& rule : object.before_restore_rules) rule(*this, record);
    take_keys(*this, record);
    const Field& deleted = object.field(Object::deleted_at);
    const Value since = record.at(deleted);
    record.put_value(deleted, 0, {});
    record.put_value(object.field(Object::version), 0, record.version() + 1);
    connection_.change(living(object) + " AND \"version\" = ?",
                       with_version(row_parameters(object, {Value()}, record.id()), record));
    move_parts(*this, record, since, {});
    refresh_search(record);
    if (const Field* parent = object.parent_field())
        if (auto whole = find(this->object(parent->to), record.link(parent->index))) refresh_search(*whole);
    update_rollups(*this, record);
    write_event(record, "restored", "[]");
    record.set_identity(record.id(), record.version() + 1);
    record.loaded();
    for (const auto& rule : object.after_restore_rules) rule(*this, record);
}

bool deletable(Context& context, const Object& object, Id id) {
    Sql sql;
    sql << "SELECT \"id\" FROM " << quoted(object.name) << " WHERE \"id\" = ";
    sql.bind(id);
    if (object.is_big()) (sql << " AND \"bucket\" = ").bind(std::int64_t{bucket_of(id)});
    sql << " AND (";
    append_condition(sql, object, context.rights().rows(context.schema(), object, Act::remove), context.schema(),
                     context.rights(), context.connection().dialect());
    sql << ")";
    return !is_null(context.connection().value(sql.text, sql.parameters));
}

namespace {

// Of the living, by their indexes; what lies in the bin forgets them when it comes back.
void forget_links_to(Context& context, const Object& object, const std::vector<Record>& gone) {
    Values ids;
    for (const Record& record : gone) ids.emplace_back(record.id());
    for (const auto& [other, field] : context.schema().incoming(object.name)) {
        if (field->part_of) continue; // parts are purged by themselves
        Sql sql;
        if (field->kind == Kind::links)
            sql << "DELETE FROM " << quoted(other->link_table(*field)) << " WHERE \"target\"";
        else
            sql << "UPDATE " << quoted(other->name) << " SET " << quoted(field->name)
                << " = NULL WHERE \"deleted_at\" IS NULL AND " << quoted(field->name);
        append_in(sql, ids);
        context.connection().execute(sql.text, sql.parameters);
    }
}

} // namespace

int purge(Context& context, const Object& declared, Moment before, int limit) {
    const auto object = context.shared(declared);
    std::vector<Record> old;
    context.connection().query(
        "SELECT " + object->column_list + " FROM " + quoted(object->name) +
            " WHERE \"deleted_at\" IS NOT NULL AND \"deleted_at\" < ? ORDER BY \"deleted_at\" LIMIT " +
            std::to_string(limit),
        Values{before}, [&](const Row& row) {
            old.push_back(record_of(object, row));
            return true;
        });
    if (old.empty()) return 0;
    forget_links_to(context, *object, old);
    Connection& connection = context.connection();
    for (const Record& record : old) {
        const Id id = record.id();
        for (const Field& field : object->fields)
            if (field.kind == Kind::links)
                connection.execute("DELETE FROM " + quoted(object->link_table(field)) +
                                       " WHERE \"bucket\" = ? AND \"id\" = ?",
                                   Values{std::int64_t{record.bucket()}, id});
        connection.execute("DELETE FROM \"timeline\" WHERE \"source_id\" = ?", Values{id});
        connection.execute("DELETE FROM \"timeline\" WHERE \"bucket\" = ? AND \"record\" = ?",
                           Values{std::int64_t{record.bucket()}, id});
        connection.execute("DELETE FROM \"file_piece\" WHERE \"bucket\" = ? AND \"id\" = ?",
                           Values{std::int64_t{record.bucket()}, id});
        if (!survivor_of(connection, id)) // the survivor's history goes on with theirs
            connection.execute("UPDATE \"event\" SET \"changes\" = '[]' WHERE \"record\" = ?",
                               Values{id}); // the rows stay, without values
        connection.execute("DELETE FROM " + quoted(object->name) + one_row(*object), row_parameters(*object, {}, id));
        context.write_event(record, "purged", "[]");
    }
    return static_cast<int>(old.size());
}

} // namespace crm
