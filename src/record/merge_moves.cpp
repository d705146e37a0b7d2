#include "record/merge_moves.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/merge.hpp"
#include "record/merge_values.hpp"
#include "record/merged.hpp"
#include "record/plain.hpp"
#include "record/query.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

using Op = Condition::Op;

Json json_of(const Value& value) {
    if (auto number = std::get_if<std::int64_t>(&value)) return *number;
    if (auto text = std::get_if<std::string>(&value)) return *text;
    return {};
}

Json json_of(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (Id id : ids) list.push(id);
    return list;
}

std::string key_of(const Value& value) {
    return std::holds_alternative<std::string>(value) ? text(value) : std::to_string(whole(value));
}

// The links of `object` that may lead to `target`.
std::vector<const Field*> links_to(const Schema& schema, const Object& object, const Object& target) {
    std::vector<const Field*> found;
    for (const auto& [from, field] : schema.incoming(target.name))
        if (from == &object && !field->system) found.push_back(field);
    return found;
}

Condition linking_to(const Field& field, const Object& target, const Values& ids) {
    if (field.kind == Kind::links) return {Op::has, field.index, -1, ids};
    if (field.kind != Kind::link_any) return {Op::in, field.index, -1, ids};
    Condition any{Op::any};
    for (const Value& id : ids) any.parts.push_back({Op::eq, field.index, -1, {id}, {}, target.name});
    return any;
}

// The value in the form in which two of them are compared.
std::string comparable(const Record& record, const Field& field) {
    if (field.kind == Kind::address) return loose_key(record.address_at(field.index).line());
    const Value& value = record.at(field);
    return is_null(value)                               ? ""
           : std::holds_alternative<std::string>(value) ? fold(text(value))
                                                        : std::to_string(whole(value));
}

bool are_same(const Record& a, const Record& b) {
    const Object& object = a.object();
    const auto& same_by = object.merging.same_by;
    return !same_by.empty() && std::all_of(same_by.begin(), same_by.end(), [&](const auto& name) {
        const Field* field = object.field(name);
        return field && comparable(a, *field) == comparable(b, *field);
    });
}

} // namespace

std::vector<Linking> count_linking(Context& context, const Object& object, const std::vector<Id>& ids,
                                   const Rights& rights) {
    std::vector<Linking> counts;
    const Values values(ids.begin(), ids.end());
    for (const auto& from : context.schema().objects()) {
        Condition any{Op::any};
        for (const Field* field : links_to(context.schema(), *from, object))
            any.parts.push_back(linking_to(*field, object, values));
        if (any.parts.empty() || !rights.allows(context.schema(), *from, Act::read)) continue;
        any.narrow = true; // few lead to one record
        Sql sql;
        sql << "SELECT COUNT(*) FROM " << quoted(from->name) << " WHERE \"deleted_at\" IS NULL AND (";
        append_condition(sql, *from, any, context.schema(), rights, context.connection().dialect());
        sql << ") AND (";
        append_condition(sql, *from, rights.rows(context.schema(), *from, Act::read), context.schema(), rights,
                         context.connection().dialect());
        sql << ")";
        const std::int64_t count = whole(context.connection().value(sql.text, sql.parameters));
        if (count) counts.push_back({from.get(), count});
    }
    return counts;
}

std::vector<Id> in_sight_of(Context& context, const std::vector<std::pair<std::string, Id>>& records) {
    std::map<std::string, std::vector<Id>> by_object;
    for (const auto& [object, id] : records) by_object[object].push_back(id);
    std::set<Id> seen;
    for (const auto& [name, ids] : by_object)
        if (const Object* object = context.schema().find(name))
            for (Id id : visible(context, *object, ids)) seen.insert(id);
    std::vector<Id> found;
    for (const auto& [object, id] : records)
        if (seen.contains(id)) found.push_back(id);
    return found;
}

std::vector<Id> MergeStep::moved_in_sight() const {
    return in_sight_of(context_, moved_);
}

MergeStep::MergeStep(Context& context, Id operation, std::int64_t step)
    : context_(context), operation_(operation), step_(step) {
    read_pairs();
}

void MergeStep::read_pairs() {
    pairs_.clear();
    context_.connection().query("SELECT \"object\", \"id\", \"survivor\" FROM \"merged\" WHERE \"operation\" = ?",
                                Values{operation_}, [&](const Row& row) {
                                    if (const Object* object = context_.schema().find(row.text(0)))
                                        pairs_.push_back({object, row.whole(1), row.whole(2)});
                                    return true;
                                });
}

Id MergeStep::leads_to(Id id) const {
    for (const Pair& pair : pairs_)
        if (pair.from == id) return pair.to;
    return 0;
}

Values MergeStep::pair_sources(const Object& object) const {
    Values ids;
    for (const Pair& pair : pairs_)
        if (pair.object == &object) ids.emplace_back(pair.from);
    return ids;
}

void MergeStep::note_change(const Record& record, const Values& before,
                            const std::map<int, std::vector<Id>>& links_before) {
    const Object& object = record.object();
    Json columns = Json::object(), lists = Json::object();
    for (const Field& field : object.fields) {
        if (field.kind == Kind::links) {
            const auto found = links_before.find(field.index);
            const std::vector<Id> then = found == links_before.end() ? std::vector<Id>() : found->second;
            if (then != record.links_at(field.index))
                lists.set(field.name, Json::array({json_of(then), json_of(record.links_at(field.index))}));
            continue;
        }
        if (field.system && field.index != Object::external_id.index && field.index != Object::deleted_at.index)
            continue;
        for (int i = 0; i < field.column_count; ++i) {
            const Column& column = object.columns[field.first_column + i];
            if (column.type == ColumnType::bytes || record.at(field, i) == before[field.first_column + i]) continue;
            columns.set(column.name,
                        Json::array({json_of(before[field.first_column + i]), json_of(record.at(field, i))}));
        }
    }
    if (columns.members().empty() && lists.members().empty()) return;
    log_.push(Json::object({{"object", object.name}, {"record", record.id()}, {"columns", columns}, {"lists", lists}}));
    moved_.emplace_back(object.name, record.id());
}

void MergeStep::save(Record& record, std::string_view kind) {
    Values before(record.values().size());
    for (const Field& field : record.object().fields)
        for (int i = 0; i < field.column_count; ++i) before[field.first_column + i] = record.before(field, i);
    note_change(record, before, record.link_lists_before());
    save_as_it_is(context_, record, kind);
}

// Leads every link of the record to an absorbed one of `target` to the survivor.
bool MergeStep::lead(Record& record, const Object& target) {
    bool any = false;
    for (const Field* field : links_to(context_.schema(), record.object(), target)) {
        if (field->kind == Kind::links) {
            std::vector<Id> list;
            bool here = false;
            for (Id id : record.links_at(field->index)) {
                const Id to = leads_to(id);
                here = here || to;
                if (std::find(list.begin(), list.end(), to ? to : id) == list.end()) list.push_back(to ? to : id);
            }
            std::sort(list.begin(), list.end());
            if (here) record.put(field->index, list);
            any = any || here;
        } else if (const Id to = leads_to(record.link(field->index))) {
            any = true;
            if (to == record.id())
                record.clear(field->index); // nobody belongs to themselves
            else
                record.put_value(*field, 0, to);
        }
    }
    return any;
}

bool MergeStep::has_twin(const Record& record) {
    const Object& object = record.object();
    const auto& same_by = object.merging.same_by;
    if (same_by.empty() || record.binned()) return false;
    Condition same{Op::ne, Object::id.index, -1, {record.id()}};
    for (const auto& name : same_by) {
        const Field& field = *object.field(name);
        const Value& value = record.at(field);
        Condition equal = is_null(value) ? Condition{Op::is_null, field.index, -1, {std::int64_t{1}}}
                                         : Condition{Op::eq, field.index, -1, {value}};
        if (field.kind == Kind::link_any) equal.object = text_or_empty(record.at(field, 1));
        same = std::move(same) && std::move(equal);
    }
    return context_.exists(object, same);
}

void MergeStep::move(Record& record) {
    const Object& object = record.object();
    std::vector<const Object*> targets;
    for (const Pair& pair : pairs_)
        if (std::find(targets.begin(), targets.end(), pair.object) == targets.end()) targets.push_back(pair.object);
    bool any = false, joins_itself = false;
    for (const Object* target : targets) {
        any = lead(record, *target) || any;
        std::vector<Id> required;
        for (const Field* field : links_to(context_.schema(), object, *target))
            if (field->required && field->kind == Kind::link) required.push_back(record.link(field->index));
        joins_itself = joins_itself ||
                       (required.size() > 1 && required.front() &&
                        std::all_of(required.begin(), required.end(), [&](Id id) { return id == required.front(); }));
    }
    if (!any) return;
    if (!record.binned() && (joins_itself || has_twin(record)))
        record.put_value(object.field(Object::deleted_at), 0, context_.now());
    const bool goes = record.changed(Object::deleted_at);
    const Record as_changed = record; // what follows from the link sees where it led before
    save(record, goes ? "deleted" : "updated");
    if (goes || record.binned()) return;
    for (const auto& rule : object.merging.after_move) {
        Record copy = as_changed;
        rule(context_, copy);
    }
}

std::int64_t MergeStep::move_links(std::int64_t limit) {
    std::int64_t count = 0;
    std::vector<const Object*> targets;
    for (const Pair& pair : pairs_)
        if (std::find(targets.begin(), targets.end(), pair.object) == targets.end()) targets.push_back(pair.object);
    for (const Object* target : targets) {
        const Values sources = pair_sources(*target);
        for (const auto& object : context_.schema().objects())
            for (const Field* field : links_to(context_.schema(), *object, *target))
                for (const char* state : {" IS NULL", " IS NOT NULL"}) {
                    if (count >= limit) return count;
                    Sql sql;
                    sql << "SELECT \"id\" FROM " << quoted(object->name) << " WHERE \"deleted_at\"" << state
                        << " AND (";
                    append_condition(sql, *object, linking_to(*field, *target, sources), context_.schema(),
                                     *Rights::system(), context_.connection().dialect());
                    sql << ")";
                    // The absorbed keep what they said themselves. The plus: those of the link, or of the bin, are
                    // sorted instead of the whole table being read in the order of its ids.
                    for (const Value& id : pair_sources(*object)) (sql << " AND \"id\" <> ").bind(id);
                    sql << " ORDER BY +\"id\" LIMIT " << std::to_string(limit - count);
                    std::vector<Id> ids;
                    context_.connection().query(sql.text, sql.parameters, [&](const Row& row) {
                        ids.push_back(row.whole(0));
                        return true;
                    });
                    for (Id id : ids) {
                        Record record = context_.load(*object, id);
                        move(record);
                    }
                    count += static_cast<std::int64_t>(ids.size());
                }
    }
    return count;
}

void MergeStep::lead_keys(const Record& record, Id into) {
    const Object& object = record.object();
    if (!object.is_big()) return;
    for (const Field& field : object.fields) {
        if (!field.unique || !record.has(field.index)) continue;
        const std::string key = key_of(record.at(field));
        if (context_.connection().execute(
                "UPDATE \"unique_key\" SET \"id\" = ? WHERE \"bucket\" = ? AND \"object\" = ? AND "
                "\"field\" = ? AND \"key\" = ? AND \"id\" = ?",
                Values{into, bucket_of_key(object.name, field.name, key), object.name, field.name, key, record.id()}))
            log_.push(Json::object(
                {{"key", key}, {"object", object.name}, {"field", field.name}, {"from", record.id()}, {"to", into}}));
    }
    // Keys that an earlier merge led to it need no row of their own: they are asked through `merged`.
}

void MergeStep::absorb_record(Record& record, Id into) {
    const Object& object = record.object();
    context_.connection().execute(
        "INSERT INTO \"merged\" (\"bucket\", \"id\", \"object\", \"survivor\", \"operation\") VALUES (?, ?, ?, ?, ?)",
        Values{std::int64_t{record.bucket()}, record.id(), object.name, into, operation_});
    log_.push(Json::object({{"merged", record.id()}}));
    lead_keys(record, into);
    record.put_value(object.field(Object::deleted_at), 0, context_.now());
    save(record, "merged");
}

// The kept one of two same parts takes what only the other knew.
void MergeStep::fill_from(Record& kept, const Record& same) {
    for (const Field& field : kept.object().fields) {
        if (field.system || field.kind == Kind::rollup || field.kind == Kind::links || field.name == "primary")
            continue;
        const bool empty = field.kind == Kind::yes_no ? !whole_or(kept.at(field), 0) : !kept.has(field.index);
        if (!empty || !same.has(field.index) || (field.kind == Kind::yes_no && !whole_or(same.at(field), 0))) continue;
        for (int i = 0; i < field.column_count; ++i) kept.put_value(field, i, same.at(field, i));
    }
}

void MergeStep::take_parts(const Object& part, Record& survivor, const std::vector<Id>& absorbed) {
    const Field& parent = *part.parent_field();
    auto parts_of = [&](Id id) { return context_.find(part, Condition{Op::eq, parent.index, -1, {id}}, 100'000); };
    std::vector<Record> kept = parts_of(survivor.id());
    const std::size_t own = kept.size();
    std::vector<std::pair<Record, Id>> same;
    for (Id id : absorbed)
        for (Record& each : parts_of(id)) {
            const auto twin =
                std::find_if(kept.begin(), kept.end(), [&](const Record& other) { return are_same(other, each); });
            if (twin != kept.end()) {
                fill_from(*twin, each);
                same.emplace_back(std::move(each), twin->id());
            } else {
                each.put_value(parent, 0, survivor.id());
                kept.push_back(std::move(each));
            }
        }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        Record& each = kept[i];
        if (part.merging.settle) part.merging.settle(context_, survivor, each);
        bool changed = i >= own;
        for (const Field& field : part.fields) changed = changed || (!field.system && each.changed(field.index));
        if (changed) save(each, "updated");
    }
    for (auto& [record, into] : same) absorb_record(record, into);
}

void MergeStep::absorb(const MergeOrder& order) {
    const auto object = context_.shared(context_.object(order.object));
    std::vector<Record> records{context_.load(*object, order.survivor)};
    for (Id id : order.absorbed) records.push_back(context_.load(*object, id));
    MergeValues values(context_, records);
    values.choose(order.values);
    values.choose_again(order.chosen);
    chosen_ = values.chosen();
    Record survivor = records.front();
    survivor.history_import = true; // nobody moves a deal by merging two
    values.apply(survivor);
    for (const Object* part : context_.schema().parts_of(object->name)) take_parts(*part, survivor, order.absorbed);
    for (std::size_t i = 1; i < records.size(); ++i) absorb_record(records[i], survivor.id());
    read_pairs();
    lead(survivor, *object); // the survivor may itself have pointed to one of them
    const auto version = survivor.version();
    context_.save(survivor);
    if (survivor.version() == version) {
        survivor.put_value(object->field(Object::version), 0, version + 1);
        context_.connection().execute(
            "UPDATE " + quoted(object->name) + " SET \"version\" = \"version\" + 1 WHERE \"id\" = ?" +
                (object->is_big() ? " AND \"bucket\" = ?" : ""),
            object->is_big() ? Values{survivor.id(), std::int64_t{survivor.bucket()}} : Values{survivor.id()});
        context_.write_event(survivor, "updated", "[]");
    }
    const Record& then = records.front();
    // A former key of the survivor still leads to it.
    for (const Field& field : object->fields)
        if (field.unique && object->is_big() && then.has(field.index))
            context_.connection().execute(
                "INSERT INTO \"unique_key\" (\"bucket\", \"object\", \"field\", \"key\", \"id\") VALUES "
                "(?, ?, ?, ?, ?) ON CONFLICT (\"bucket\", \"object\", \"field\", \"key\") DO NOTHING",
                Values{bucket_of_key(object->name, field.name, key_of(then.at(field))), object->name, field.name,
                       key_of(then.at(field)), then.id()});
    note_change(survivor, then.values(), then.link_lists());
}

void MergeStep::move_timeline(Id from, Id to) {
    Json lines = Json::array();
    Connection& connection = context_.connection();
    connection.query(
        "SELECT \"at\", \"id\", \"source_object\", \"source_id\", \"kind\" FROM \"timeline\" WHERE \"bucket\" = ? AND "
        "\"record\" = ?",
        Values{std::int64_t{bucket_of(from)}, from}, [&](const Row& row) {
            lines.push(Json::array({row.whole(0), row.whole(1), row.text(2), row.whole(3), row.text(4)}));
            return true;
        });
    if (lines.items().empty()) return;
    for (Json& line : lines.items()) {
        const auto& parts = line.items();
        const auto added =
            connection.execute("INSERT INTO \"timeline\" (\"bucket\", \"record\", \"at\", \"id\", \"source_object\", "
                               "\"source_id\", \"kind\") VALUES "
                               "(?, ?, ?, ?, ?, ?, ?) ON CONFLICT (\"bucket\", \"record\", \"at\", \"id\") DO NOTHING",
                               Values{std::int64_t{bucket_of(to)}, to, parts[0].as_whole(), parts[1].as_whole(),
                                      parts[2].as_string(), parts[3].as_whole(), parts[4].as_string()});
        line.push(added > 0);
    }
    connection.execute("DELETE FROM \"timeline\" WHERE \"bucket\" = ? AND \"record\" = ?",
                       Values{std::int64_t{bucket_of(from)}, from});
    log_.push(Json::object({{"timeline", from}, {"to", to}, {"lines", lines}}));
}

void MergeStep::conclude() {
    std::vector<Pair> survivors;
    for (const Pair& pair : pairs_) {
        move_timeline(pair.from, pair.to);
        if (std::none_of(survivors.begin(), survivors.end(), [&](const Pair& other) { return other.to == pair.to; }))
            survivors.push_back(pair);
    }
    for (const Pair& pair : survivors) {
        for (const Field& field : pair.object->fields)
            if (field.kind == Kind::rollup) count_again(context_, *pair.object, field, pair.to);
        if (auto record = context_.find(*pair.object, pair.to)) context_.refresh_search(*record);
    }
}

void MergeStep::write_log() {
    if (log_.items().empty()) return;
    context_.connection().execute(
        "INSERT INTO \"merge_step\" (\"bucket\", \"operation\", \"step\", \"moves\") VALUES (?, ?, ?, ?)",
        Values{std::int64_t{bucket_of(operation_)}, operation_, step_, log_.dump()});
}

} // namespace crm
