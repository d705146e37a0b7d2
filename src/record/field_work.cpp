#include "record/field_work.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/error.hpp"
#include "record/base_amounts.hpp"
#include "record/input.hpp"
#include "record/merge_moves.hpp"
#include "record/merged.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::string_view prefix = "field_work:"; // of facts: field_work:OBJECT.FIELD:WHAT, the place reached
constexpr std::size_t records_at_once = 300;
constexpr int most_conflicts = 10; // of one slice with others' changes

struct DoneElsewhere {}; // another server was quicker with this slice

std::string key_of(const FieldWork& work) {
    return std::string(prefix) + work.object + "." + work.field + ":" + work.what;
}

FieldWork work_of(std::string_view key) {
    key.remove_prefix(prefix.size());
    const auto dot = key.find('.'), colon = key.rfind(':');
    return {std::string(key.substr(0, dot)), std::string(key.substr(dot + 1, colon - dot - 1)),
            std::string(key.substr(colon + 1))};
}

// One slice of the work, in a transaction.
class Slice {
public:
    Slice(Context& context, const FieldWork& work) : context_(context), work_(work), key_(key_of(work)) {}

    // True: there may be more.
    bool run() {
        const Value reached = connection().value("SELECT \"value\" FROM fact WHERE \"key\" = ?", Values{key_});
        if (is_null(reached)) return false;
        const Value text =
            connection().value("SELECT \"definition\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" = ?",
                               Values{work_.object, work_.field});
        const Json definition = is_null(text) ? Json::object({{"dropped", true}}) : Json::parse(crm::text(text));
        const Object* object = context_.schema().find(work_.object);
        if (definition.flag("dropped")) return move_on(crm::text(reached), {});
        if (!object) return false; // in the bin: it waits for its object's return
        const Field* field = object->field(work_.field);
        refuse_an_older_shape(definition, field);
        const auto ids = next_ids(*object, definition, parse_id(crm::text(reached)).value_or(0));
        for (Id id : ids)
            if (auto record = context_.find(*object, id))
                work_.what == work_of_words ? refresh_words(context_, *record) : give_default(field, *record);
        const bool last = ids.size() < records_at_once;
        if (last && work_.what == work_of_defaults) count_what_is_made_of_it();
        return move_on(crm::text(reached), last ? std::string() : std::to_string(ids.back()));
    }

private:
    // On a server that has not heard of the change yet: tried again later.
    void refuse_an_older_shape(const Json& definition, const Field* field) const {
        const bool there = !definition.flag("deleted");
        const bool same = !there ? !field
                                 : field && field->searchable == definition.flag("searchable") &&
                                       field->sensitive == definition.flag("sensitive") &&
                                       field->required == definition.flag("required") &&
                                       name_of(field->kind) == definition.text("kind");
        if (!same) throw std::runtime_error("This server does not know the field as it is now yet.");
    }

    // Records in the bin count as well: they may come back.
    std::vector<Id> next_ids(const Object& object, const Json& definition, Id after) {
        Field field;
        field.name = work_.field;
        field.kind = kind_named(definition.text("kind")).value_or(Kind::text);
        std::string wanted;
        const auto present = connection().columns_of(object.name);
        for (const Column& column : columns_of(field)) {
            if (std::find(present.begin(), present.end(), column.name) == present.end()) continue;
            const bool of_words = work_.what == work_of_words;
            (wanted += wanted.empty() ? ""
                       : of_words     ? " OR "
                                      : " AND ") += quoted(column.name) + (of_words ? " IS NOT NULL" : " IS NULL");
        }
        std::vector<Id> ids;
        connection().query("SELECT \"id\" FROM " + quoted(object.name) + " WHERE \"id\" > ?" +
                               (wanted.empty() ? "" : " AND (" + wanted + ")") + " ORDER BY \"id\" LIMIT " +
                               std::to_string(records_at_once),
                           Values{after}, [&](const Row& row) {
                               ids.push_back(row.whole(0));
                               return true;
                           });
        return ids;
    }

    // Its history tells that the record has it from here on; nobody in particular gave it.
    void give_default(const Field* field, Record& record) {
        if (!field || !field->required || field->default_value.is_null() || record.has(field->index)) return;
        if (record.binned() && survivor_of(connection(), record.id()))
            return; // it is the other one, until a merge is undone
        const Company& company = context_.company();
        const InputRules rules{company.country, company.currency, &company.zone, company.collation.get()};
        if (read_value(record, *field, field->default_value, rules)) return;
        if (field->kind == Kind::money) record.put_value(*field, 2, base_of(context_, record, *field).value);
        save_as_it_is(context_, record, "updated");
    }

    void count_what_is_made_of_it() {
        for (const auto& object : context_.schema().objects())
            for (const Field& field : object->fields) {
                if (field.kind != Kind::rollup) continue;
                const auto of = read_rollup(field.of);
                if (of && of->object == work_.object &&
                    (of->measure == work_.field || of->measure == work_.field + "_base"))
                    context_.enqueue(fill_rollup_job, Json::object({{"object", object->name}, {"field", field.name}}));
            }
    }

    bool move_on(const std::string& from, const std::string& to) {
        const auto moved =
            to.empty()
                ? connection().execute("DELETE FROM fact WHERE \"key\" = ? AND \"value\" = ?", Values{key_, from})
                : connection().execute("UPDATE fact SET \"value\" = ? WHERE \"key\" = ? AND \"value\" = ?",
                                       Values{to, key_, from});
        if (moved == 0) throw DoneElsewhere();
        return !to.empty();
    }

    Connection& connection() { return context_.connection(); }

    Context& context_;
    const FieldWork& work_;
    std::string key_;
};

} // namespace

Json FieldWork::json() const {
    return Json::object({{"object", object}, {"field", field}, {"what", what}});
}

void note_field_work(Context& context, const FieldWork& work) {
    Connection& connection = context.connection();
    if (is_null(connection.value("SELECT \"id\" FROM " + quoted(work.object) + " LIMIT 1"))) return;
    connection.execute("INSERT INTO fact (\"key\", \"value\") VALUES (?, '0') ON CONFLICT (\"key\") DO UPDATE SET "
                       "\"value\" = excluded.\"value\"",
                       Values{key_of(work)});
}

std::vector<FieldWork> field_work_under_way(Connection& connection, std::string_view object, std::string_view field) {
    std::vector<FieldWork> found;
    connection.query("SELECT \"key\" FROM fact WHERE \"key\" LIKE 'field_work:%' ORDER BY \"key\"", {},
                     [&](const Row& row) {
                         FieldWork work = work_of(row.text(0));
                         if ((object.empty() || work.object == object) && (field.empty() || work.field == field))
                             found.push_back(std::move(work));
                         return true;
                     });
    return found;
}

void leave_field_work_to_the_queue(Engine& engine, const std::string& object, const std::string& field) {
    std::vector<FieldWork> all;
    engine.database().read([&](Connection& connection) { all = field_work_under_way(connection, object, field); });
    if (all.empty()) return;
    Request request;
    request.source = "rule";
    engine.write(request, [&](Context& context) {
        for (const FieldWork& work : all) context.enqueue(field_work_job, work.json());
    });
}

void do_field_work(Engine& engine, const FieldWork& work, const std::function<bool()>& stopping) {
    int conflicts = 0;
    for (bool more = true; more && !stopping();) {
        Request request;
        request.source = "rule";
        request.id = field_work_request;
        try {
            engine.write(request, [&](Context& context) { more = Slice(context, work).run(); });
            conflicts = 0;
        } catch (const DoneElsewhere&) {
        } catch (const Error& error) { // somebody changed one of these records meanwhile
            if (error.problem != Problem::stale || ++conflicts > most_conflicts) throw;
        }
    }
}

void refresh_words(Context& context, const Record& record) {
    const Field* parent = record.object().parent_field();
    if (!parent) return context.refresh_search(record);
    if (auto whole = context.find(context.object(parent->to), record.link(parent->index)); whole && !whole->binned())
        context.refresh_search(*whole);
}

} // namespace crm
