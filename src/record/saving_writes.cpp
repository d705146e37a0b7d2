// What saving writes beside the event: the row, its unique keys, links to many, timeline and words to search.
#include "record/saving.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/changed_meanwhile.hpp"
#include "record/base_amounts.hpp"
#include "record/merged.hpp"
#include "record/parts.hpp"
#include "record/plain.hpp"
#include "record/query.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

void add_to_timeline(Connection& connection, Id record, Moment at, Id id, const std::string& source_object,
                     Id source_id, const std::string& kind, bool is_new) {
    const std::string columns = "\"bucket\", \"record\", \"at\", \"id\", \"source_object\", \"source_id\", \"kind\"";
    Values row{std::int64_t{bucket_of(record)}, record, at, id, source_object, source_id, kind};
    if (is_new) return connection.insert("\"timeline\"", columns, std::move(row));
    connection.send(
        "INSERT INTO \"timeline\" (" + columns +
            ") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (\"bucket\", \"record\", \"at\", \"id\") DO NOTHING",
        row);
}

void Saving::stamp() {
    const Value by = context_.user() ? Value(context_.user()) : Value();
    if (creating_) {
        if (!record_.has(Object::created_at)) record_.put_value(object_.field(Object::created_at), 0, context_.now());
        record_.put_value(object_.field(Object::created_by), 0, by);
        for (const Field& field : object_.fields)
            if (field.kind == Kind::rollup && field.of.starts_with("count "))
                record_.put_value(field, 0, std::int64_t{0});
    }
    record_.put_value(object_.field(Object::modified_at), 0, context_.now());
    record_.put_value(object_.field(Object::modified_by), 0, by);
    record_.put_value(object_.field(Object::version), 0, record_.version() + 1);
}

void Saving::write_row() {
    creating_ ? insert_row() : update_row();
}

void Saving::insert_row() {
    const std::string table = quoted(object_.name);
    const std::string& columns = object_.column_list;
    if (object_.is_big()) { // its unique values are rows of their own
        Values row = record_.values();
        row.push_back(std::int64_t{record_.bucket()});
        return connection().insert(table, columns + ", \"bucket\"", std::move(row));
    }
    std::string marks;
    for (std::size_t i = 0; i < object_.columns.size(); ++i) marks += i ? ", ?" : "?";
    try {
        connection().execute("INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ")", record_.values());
    } catch (const UniqueViolation& violation) {
        for (const Field& field : object_.fields)
            if (field.unique && std::string_view(violation.what()).find(field.name) != std::string_view::npos)
                throw Error(Problem::conflict,
                            "This value of " + context_.in_language(field.label) +
                                " is already used. Please choose another.",
                            {{field.name, "already used"}});
        throw Error(Problem::conflict, "A value that must be used only once is already used.");
    }
}

void Saving::update_row() {
    std::string sql = "UPDATE " + quoted(object_.name) + " SET ";
    Values parameters;
    for (const Field& field : object_.fields)
        for (int i = 0; i < field.column_count; ++i) {
            if (record_.at(field, i) == record_.before(field, i)) continue;
            (sql += parameters.empty() ? "" : ", ") += quoted(object_.columns[field.first_column + i].name) + " = ?";
            parameters.push_back(record_.at(field, i));
        }
    sql += " WHERE \"id\" = ?";
    parameters.push_back(record_.id());
    if (object_.is_big()) {
        sql += " AND \"bucket\" = ?";
        parameters.push_back(std::int64_t{record_.bucket()});
    }
    sql += " AND \"version\" = ?";
    parameters.push_back(record_.version());
    if (object_.is_big()) return connection().change(sql, parameters); // its unique values are rows of their own
    std::int64_t changed = 0;
    try {
        changed = connection().execute(sql, parameters);
    } catch (const UniqueViolation&) {
        throw Error(Problem::conflict, "A value that must be used only once is already used. Please choose another.");
    }
    if (changed == 0) throw ChangedMeanwhile();
}

// A key that came with a merge.
bool Saving::leads_here(const Field& field, const std::string& key) {
    return whole_or(
               connection().value("SELECT \"id\" FROM \"unique_key\" WHERE \"bucket\" = ? AND \"object\" = ? AND "
                                  "\"field\" = ? AND \"key\" = ?",
                                  Values{bucket_of_key(object_.name, field.name, key), object_.name, field.name, key}),
               0) == record_.id();
}

// Uniqueness over the whole company of a big object is a row of its own, in a bucket that follows from the key.
void Saving::write_unique_keys() {
    for (const Field& field : object_.fields) {
        if (!field.unique || (!creating_ && !record_.changed(field.index)) || (creating_ && !record_.has(field.index)))
            continue;
        auto used = [&] {
            throw Error(Problem::conflict,
                        "This value of " + context_.in_language(field.label) +
                            " is already used. Please choose another.",
                        {{field.name, "already used"}});
        };
        auto text_of = [](const Value& value) {
            return std::holds_alternative<std::string>(value) ? text(value) : std::to_string(whole(value));
        };
        if (!object_.is_big()) {
            if (!record_.has(field.index)) continue;
            const Value other =
                connection().value("SELECT \"id\" FROM " + quoted(object_.name) + " WHERE " + quoted(field.name) +
                                       " = ? AND \"deleted_at\" IS NULL AND \"id\" <> ?",
                                   Values{record_.at(field), record_.id()});
            if (!is_null(other)) used();
            continue;
        }
        if (!creating_ && !is_null(record_.before(field))) {
            const std::string key = text_of(record_.before(field));
            connection().execute(
                "DELETE FROM \"unique_key\" WHERE \"bucket\" = ? AND \"object\" = ? AND \"field\" = ? AND \"key\" = ?",
                Values{bucket_of_key(object_.name, field.name, key), object_.name, field.name, key});
        }
        if (!record_.has(field.index)) continue;
        const std::string key = text_of(record_.at(field));
        if (connection().execute(
                "INSERT INTO \"unique_key\" (\"bucket\", \"object\", \"field\", \"key\", \"id\") VALUES (?, ?, ?, ?, "
                "?) ON CONFLICT (\"bucket\", \"object\", \"field\", \"key\") DO NOTHING",
                Values{bucket_of_key(object_.name, field.name, key), object_.name, field.name, key, record_.id()}) ==
                0 &&
            !leads_here(field, key))
            used();
    }
}

void Saving::write_links() {
    for (const Field& field : object_.fields) {
        if (field.kind != Kind::links || !record_.changed(field.index)) continue;
        const std::string table = quoted(object_.link_table(field));
        const std::vector<Id> now = record_.links_at(field.index);
        std::vector<Id> then;
        if (auto found = record_.link_lists_before().find(field.index); found != record_.link_lists_before().end())
            then = found->second;
        const std::int64_t bucket = record_.bucket();
        for (Id id : then)
            if (std::find(now.begin(), now.end(), id) == now.end())
                connection().send("DELETE FROM " + table + " WHERE \"bucket\" = ? AND \"id\" = ? AND \"target\" = ?",
                                  Values{bucket, record_.id(), id});
        for (std::size_t i = 0; i < now.size(); ++i) {
            const auto earlier = now.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::find(then.begin(), then.end(), now[i]) != then.end() ||
                std::find(now.begin(), earlier, now[i]) != earlier)
                continue;
            connection().insert(table, "\"bucket\", \"id\", \"target\"", Values{bucket, record_.id(), now[i]});
        }
    }
}

// The record appears on the timelines of those it links to; a changed link or moment moves it.
void Saving::write_timeline() {
    std::vector<Id> now, then;
    auto collect = [&](std::vector<Id>& into, const Field& field, bool before) {
        if (field.kind == Kind::links) {
            const auto& lists = before ? record_.link_lists_before() : record_.link_lists();
            if (auto found = lists.find(field.index); found != lists.end())
                into.insert(into.end(), found->second.begin(), found->second.end());
        } else if (Id id = whole_or(before ? record_.before(field) : record_.at(field), 0)) {
            into.push_back(id);
        }
    };
    bool shown = false;
    for (const Field& field : object_.fields) {
        if (!field.on_timeline) continue;
        shown = true;
        collect(now, field, false);
        if (!creating_) collect(then, field, true);
    }
    if (!shown) return;
    auto unique = [](std::vector<Id>& ids) {
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    };
    unique(now);
    unique(then);
    auto moment = [&](bool before) {
        for (const char* name : {"starts_at", "due_at"})
            if (auto field = object_.field(name); field && field->kind == Kind::moment)
                if (const Value& at = before ? record_.before(*field) : record_.at(*field); !is_null(at))
                    return whole(at);
        return whole_or(before ? record_.before(object_.field(Object::created_at))
                               : record_.at(object_.field(Object::created_at)),
                        context_.now());
    };
    const Moment at = moment(false), was = creating_ ? at : moment(true);
    if (!creating_ && now == then && at == was) return;
    for (Id id : then)
        if (at != was || !std::binary_search(now.begin(), now.end(), id))
            connection().send(
                "DELETE FROM \"timeline\" WHERE \"bucket\" = ? AND \"record\" = ? AND \"at\" = ? AND \"id\" = ?",
                Values{std::int64_t{bucket_of(id)}, id, was, record_.id()});
    for (Id id : now)
        if (creating_ || at != was || !std::binary_search(then.begin(), then.end(), id))
            add_to_timeline(connection(), id, at, record_.id(), object_.name, record_.id(), object_.name, creating_);
}

bool Saving::words_changed() const {
    return std::any_of(object_.fields.begin(), object_.fields.end(), [&](const Field& field) {
        return (field.searchable || field.title) && record_.changed(field.index);
    });
}

void Saving::write_words(const std::vector<Record>& parts) {
    if (object_.has_search_table() && (creating_ || words_changed()))
        context_.refresh_search(record_, creating_ ? &parts : nullptr);
    const Field* parent = object_.parent_field();
    if (!parent || !words_changed() || context_.being_created(record_)) return;
    if (auto whole = context_.find(context_.object(parent->to), record_.link(parent->index)))
        context_.refresh_search(*whole);
}

void Saving::remember_part() {
    auto whole = context_.being_created(record_);
    if (!whole) return;
    auto same = std::find_if(whole->parts.begin(), whole->parts.end(),
                             [&](const Record& part) { return part.id() == record_.id(); });
    if (same == whole->parts.end())
        whole->parts.push_back(record_);
    else
        *same = record_;
}

} // namespace crm
