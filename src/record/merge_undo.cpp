// Taking back the steps of a merge: each value that still is what the merge made it becomes what it was.
#include <algorithm>

#include "base/error.hpp"
#include "record/merge_moves.hpp"
#include "record/merged.hpp"
#include "record/plain.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

Value value_of(const Json& json) {
    if (json.is_whole()) return json.as_whole();
    if (json.is_string()) return json.as_string();
    return {};
}

std::vector<Id> ids_of(const Json& json) {
    std::vector<Id> ids;
    for (const Json& each : json.items()) ids.push_back(each.as_whole());
    return ids;
}

class TakingBack {
public:
    explicit TakingBack(Context& context) : context_(context) {}

    TakenBack move(const Json& entry) {
        if (entry.find("record")) return record(entry);
        if (entry.find("merged")) return merged(entry);
        if (entry.find("key")) return key(entry);
        return timeline(entry);
    }

private:
    TakenBack record(const Json& entry) {
        TakenBack done{entry.number("record"), entry.text("object"), false, {}};
        stays_ = false;
        const Object* object = context_.schema().find(done.object);
        auto found = object ? context_.find(*object, done.record) : std::nullopt;
        if (!found) {
            done.kept.push_back({"", "",
                                 context_.in_language({"This record is no longer there.", "Tego rekordu już nie ma.",
                                                       "Овој запис повеќе го нема."}),
                                 ""});
            return done;
        }
        bool any = false;
        for (const auto& [name, values] : entry["columns"].members()) any = column(*found, name, values, done) || any;
        for (const auto& [name, lists] : entry["lists"].members()) {
            const Field* field = object->field(name);
            if (!field) continue;
            if (found->links_at(field->index) != ids_of(lists.items()[1])) {
                changed_since(*object, *field, done);
                continue;
            }
            found->put(field->index, ids_of(lists.items()[0]));
            any = true;
        }
        done.restored = any || !stays_;
        if (!any) return done;
        const bool returns = found->changed(Object::deleted_at) && !found->binned();
        save_as_it_is(context_, *found, returns ? "restored" : "updated");
        return done;
    }

    bool column(Record& record, const std::string& name, const Json& values, TakenBack& done) {
        const Object& object = record.object();
        for (const Field& field : object.fields)
            for (int i = 0; i < field.column_count; ++i) {
                if (object.columns[field.first_column + i].name != name) continue;
                if (record.at(field, i) != value_of(values.items()[1])) {
                    changed_since(object, field, done);
                    return false;
                }
                record.put_value(field, i, value_of(values.items()[0]));
                return true;
            }
        return false;
    }

    // A field that the caller may not read is not spoken of.
    void changed_since(const Object& object, const Field& field, TakenBack& done) {
        stays_ = true;
        const auto& kept = done.kept;
        const bool told =
            std::any_of(kept.begin(), kept.end(), [&](const auto& each) { return each.field == field.name; });
        if (told || field.hidden || !context_.rights().may_read(object, field)) return;
        done.kept.push_back(
            {"", field.name,
             context_.in_language({"\"" + field.label.en + "\" was changed since the merge and stays as it is.",
                                   "Pole „" + field.label.pl + "” zmieniono po scaleniu i zostaje bez zmian.",
                                   "„" + field.label.mk + "“ е изменето по спојувањето и останува како што е."}),
             ""});
    }

    TakenBack merged(const Json& entry) {
        const Id id = entry.number("merged");
        context_.connection().execute("DELETE FROM \"merged\" WHERE \"bucket\" = ? AND \"id\" = ?",
                                      Values{std::int64_t{bucket_of(id)}, id});
        return {};
    }

    TakenBack key(const Json& entry) {
        const std::string object = entry.text("object"), field = entry.text("field"), key = entry.text("key");
        context_.connection().execute(
            "UPDATE \"unique_key\" SET \"id\" = ? WHERE \"bucket\" = ? AND \"object\" = ? AND \"field\" = "
            "? AND \"key\" = ? AND \"id\" = ?",
            Values{entry.number("from"), bucket_of_key(object, field, key), object, field, key, entry.number("to")});
        return {};
    }

    TakenBack timeline(const Json& entry) {
        const Id from = entry.number("timeline"), to = entry.number("to");
        Connection& connection = context_.connection();
        for (const Json& line : entry["lines"].items()) {
            const auto& parts = line.items();
            const bool added = parts[5].as_bool();
            if (added && connection.execute(
                             "DELETE FROM \"timeline\" WHERE \"bucket\" = ? AND \"record\" = ? AND \"at\" = ? AND "
                             "\"id\" = ?",
                             Values{std::int64_t{bucket_of(to)}, to, parts[0].as_whole(), parts[1].as_whole()}) == 0)
                continue; // it has moved on
            connection.execute(
                "INSERT INTO \"timeline\" (\"bucket\", \"record\", \"at\", \"id\", \"source_object\", \"source_id\", "
                "\"kind\") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (\"bucket\", \"record\", \"at\", \"id\") DO "
                "NOTHING",
                Values{std::int64_t{bucket_of(from)}, from, parts[0].as_whole(), parts[1].as_whole(),
                       parts[2].as_string(), parts[3].as_whole(), parts[4].as_string()});
        }
        return {};
    }

    Context& context_;
    bool stays_ = false; // something of the present record
};

} // namespace

std::int64_t last_merge_step(Connection& connection, Id operation) {
    return whole_or(
        connection.value("SELECT MAX(\"step\") FROM \"merge_step\" WHERE \"bucket\" = ? AND \"operation\" = ?",
                         Values{std::int64_t{bucket_of(operation)}, operation}),
        0);
}

std::vector<TakenBack> take_back_step(Context& context, Id operation, std::int64_t step) {
    const Value moves = context.connection().value(
        "SELECT \"moves\" FROM \"merge_step\" WHERE \"bucket\" = ? AND \"operation\" = ? AND \"step\" = ?",
        Values{std::int64_t{bucket_of(operation)}, operation, step});
    std::vector<TakenBack> done;
    if (is_null(moves)) return done;
    const Json log = Json::parse(text(moves));
    TakingBack back(context);
    for (auto entry = log.items().rbegin(); entry != log.items().rend(); ++entry) {
        TakenBack one = back.move(*entry);
        if (one.record) done.push_back(std::move(one));
    }
    return done;
}

} // namespace crm
