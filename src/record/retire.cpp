#include "record/retire.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "record/actions.hpp"
#include "record/rights.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int at_once = 100;

struct Following {
    const Object* object;
    const Field* field;
    std::string name() const { return object->name + "." + field->name; }
};

// The fields by which records lead to those of `object`, but for those that tell what was; also what was written about
// it stays where it is.
std::vector<Following> following(const Schema& schema, const Object& object) {
    std::vector<Following> found;
    for (const auto& [other, field] : schema.incoming(object.name))
        if (!field->system && !field->stays && field->to != "*") found.push_back({other, field});
    return found;
}

// The living records that lead to `target` by this field: FROM and WHERE, parameters `target` and, for ids behind one,
// that.
std::string followers(const Following& each, const Object& target) {
    const std::string table = quoted(each.object->name);
    if (each.field->kind == Kind::links)
        return " FROM " + table + " WHERE \"id\" IN (SELECT \"id\" FROM " +
               quoted(each.object->link_table(*each.field)) + " WHERE \"target\" = ?) AND \"deleted_at\" IS NULL";
    std::string sql = " FROM " + table + " WHERE " + quoted(each.field->name) + " = ? AND \"deleted_at\" IS NULL";
    if (each.field->kind == Kind::link_any)
        sql += " AND " + quoted(each.field->name + "_object") + " = '" + target.name + "'";
    return sql;
}

bool in_use(Context& context, const Record& record) {
    for (const Following& each : following(context.schema(), record.object()))
        if (!is_null(context.connection().value("SELECT \"id\"" + followers(each, record.object()) + " LIMIT 1",
                                                Values{record.id()})))
            return true;
    return false;
}

std::string title_of(const Record& record) {
    return "\"" + record.title() + "\"";
}

std::optional<Record> chosen_successor(Context& context, const Record& record, const Json& input) {
    const auto id = parse_id(input.text("successor"));
    if (!id) {
        if (!in_use(context, record)) return std::nullopt;
        throw Error::at("successor", context.in_language(
                                         {title_of(record) + " is in use. Please choose who or what takes its place.",
                                          title_of(record) + " jest w użyciu. Wybierz, kto lub co zajmie jego miejsce.",
                                          title_of(record) + " се користи. Изберете кој или што го заменува."}));
    }
    auto successor = context.find(record.object(), *id);
    if (!successor || successor->binned() || is_retired(*successor) || *id == record.id())
        throw Error::at(
            "successor",
            context.in_language(
                {"This cannot take its place: it is not there, is retired itself, or is the same. Please choose "
                 "another.",
                 "To nie może zająć jego miejsca: nie istnieje, jest wycofane albo jest tym samym. Wybierz inne.",
                 "Ова не може да го замени: не постои, повлечено е или е истото. Изберете друго."}));
    if (const auto& rule = record.object().retiring->rule) rule(context, record, *successor);
    return successor;
}

Operation operation_for(const Record& record, const Record& successor) {
    Operation operation;
    operation.kind = "retire";
    operation.state = "queued";
    operation.object = record.object().name;
    operation.input =
        Json::object({{"record", std::to_string(record.id())}, {"successor", std::to_string(successor.id())}});
    return operation;
}

// The same that was asked for before and is not over yet.
std::optional<Operation> under_way(Context& context, const Operation& wanted) {
    const Value id =
        context.connection().value("SELECT \"id\" FROM \"operation\" WHERE \"kind\" = 'retire' AND \"input\" = ? AND "
                                   "\"state\" IN ('queued', 'running', 'paused') ORDER BY \"id\" LIMIT 1",
                                   Values{wanted.input.dump()});
    return is_null(id) ? std::nullopt : find_operation(context.connection(), whole(id));
}

Json answer_of(Context& context, const Operation& operation) {
    std::string text;
    write_operation(context, operation, text);
    return Json::parse(text);
}

void mark(Context& context, Record& record, bool is_retired, Id operation) {
    const int field = record.object().retiring->field;
    const Id before = std::exchange(context.request().operation, operation);
    record.put(field, is_retired);
    context.save(record);
    context.request().operation = before;
}

// ---- the operation

class HandingOver {
public:
    HandingOver(Engine& engine, Operation& operation, const std::function<bool()>& stopping)
        : engine_(engine), operation_(operation), stopping_(stopping),
          retired_(parse_id(operation.input.text("record")).value_or(0)),
          successor_(parse_id(operation.input.text("successor")).value_or(0)) {
        auto rights = std::make_shared<Rights>(*Rights::system());
        rights->user = operation.user;
        rights_ = std::move(rights);
    }

    void run() {
        const auto schema = engine_.schema();
        const Object& object = schema->object(operation_.object);
        if (operation_.total == 0) count(*schema, object);
        bool reached = operation_.place.empty();
        for (const Following& each : following(*schema, object)) {
            Id after = 0;
            if (!reached && operation_.place.starts_with(each.name() + ":")) {
                reached = true;
                after = parse_id(std::string_view(operation_.place).substr(each.name().size() + 1)).value_or(0);
            }
            if (!reached) continue;
            for (bool more = true; more;) {
                if (stopping_()) return;
                const auto ids = next(each, object, after);
                more = ids.size() == static_cast<std::size_t>(at_once);
                if (ids.empty()) break;
                step(each, ids);
                after = ids.back();
            }
        }
        finish_operation(engine_, operation_, "done", "");
    }

private:
    void count(const Schema& schema, const Object& object) {
        std::int64_t total = 0;
        engine_.database().read([&](Connection& connection) {
            total = 0;
            for (const Following& each : following(schema, object))
                total += whole(connection.value("SELECT COUNT(*)" + followers(each, object), Values{retired_}));
        });
        set_total(engine_, operation_, total);
    }

    std::vector<Id> next(const Following& each, const Object& object, Id after) {
        std::vector<Id> ids;
        engine_.database().read([&](Connection& connection) {
            ids.clear();
            connection.query("SELECT \"id\"" + followers(each, object) + " AND \"id\" > ? ORDER BY \"id\" LIMIT " +
                                 std::to_string(at_once),
                             Values{retired_, after}, [&](const Row& row) {
                                 ids.push_back(row.whole(0));
                                 return true;
                             });
        });
        return ids;
    }

    // All of them in one transaction; where one is refused, each in its own.
    void step(const Following& each, std::span<const Id> ids, const std::string& refused = "") {
        OperationCounts counts = operation_.counts;
        const std::string place = each.name() + ":" + std::to_string(ids.back());
        StepReport report;
        Request request;
        request.rights = rights_;
        request.source = "rule";
        request.operation = operation_.id;
        request.id = "retire-" + std::to_string(operation_.id) + "-" + std::to_string(ids.front());
        request.history_import = true; // rules about a move do not hold it up
        try {
            engine_.write(request, [&](Context& context) {
                counts = operation_.counts;
                report.clear();
                report.first_row = counts.done() + 1;
                for (Id id : ids) {
                    const RowResult result = !refused.empty()          ? RowResult::refused
                                             : lead(context, each, id) ? RowResult::updated
                                                                       : RowResult::skipped;
                    (result == RowResult::updated   ? counts.updated
                     : result == RowResult::skipped ? counts.skipped
                                                    : counts.refused) += 1;
                    report.rows.emplace_back(result, id);
                    if (!refused.empty())
                        report.reports.push_back({report.first_row, result, id, {{"", each.name(), refused, ""}}, {}});
                }
                record_step(context.connection(), operation_, counts, place, report);
            });
        } catch (const Error& error) {
            if (error.problem == Problem::unavailable || !refused.empty()) throw;
            if (ids.size() == 1) return step(each, ids, error.what());
            for (std::size_t i = 0; i < ids.size(); ++i) step(each, ids.subspan(i, 1));
            return;
        }
        operation_.counts = counts;
        operation_.place = place;
    }

    bool lead(Context& context, const Following& each, Id id) {
        auto follower = context.find(*each.object, id);
        const Field* field = follower ? follower->object().field(each.field->name) : nullptr;
        if (!field || follower->binned()) return false;
        const Object& object = context.object(operation_.object);
        const Record retired = context.load(object, retired_), successor = context.load(object, successor_);
        const Field& link = *field;
        follower->history_import = true;
        if (object.retiring && object.retiring->hand_over)
            object.retiring->hand_over(context, *follower, link, retired, successor);
        else
            change_link(*follower, link);
        context.save(*follower);
        return true;
    }

    void change_link(Record& follower, const Field& link) const {
        if (link.kind == Kind::link_any) return follower.put(link.index, AnyLink{operation_.object, successor_});
        if (link.kind != Kind::links) return follower.put(link.index, successor_);
        auto targets = follower.links_at(link.index);
        std::erase(targets, retired_);
        if (std::find(targets.begin(), targets.end(), successor_) == targets.end()) targets.push_back(successor_);
        std::sort(targets.begin(), targets.end());
        follower.put(link.index, targets);
    }

    Engine& engine_;
    Operation& operation_;
    const std::function<bool()>& stopping_;
    std::shared_ptr<const Rights> rights_;
    Id retired_, successor_;
};

} // namespace

bool is_retired(const Record& record) {
    const auto& retiring = record.object().retiring;
    return retiring && whole_or(record.at(record.object().fields[static_cast<std::size_t>(retiring->field)]), 0) != 0;
}

Json retire(Context& context, Record& record, const Json& input) {
    require(record.object().retiring.has_value(), "the object's records can be retired");
    if (record.binned()) throw Error(Problem::conflict, "This record is in the bin. Please restore it first.");
    const auto successor = chosen_successor(context, record, input);
    if (!successor) {
        mark(context, record, true, 0);
        return {};
    }
    Operation operation = operation_for(record, *successor);
    if (auto present = under_way(context, operation)) return answer_of(context, *present);
    operation.id = context.make_id();
    operation.user = context.user();
    operation.created_at = context.now();
    insert_operation(context, operation);
    mark(context, record, true, operation.id);
    context.enqueue(retire_job, Json::object({{"operation", std::to_string(operation.id)}}));
    return answer_of(context, operation);
}

Json reinstate(Context& context, Record& record, const Json&) {
    mark(context, record, false, 0);
    return {};
}

Operation run_retiring(Engine& engine, Id id, const std::function<bool()>& stopping) {
    return run_operation(engine, id, [&](Operation& operation) { HandingOver(engine, operation, stopping).run(); });
}

void Object::retires(const YesNo& field, Retiring how) {
    how.field = field.index;
    retiring = std::move(how);
    action("retire", {"Retire", "Wycofaj", "Повлечи"},
           {input("successor", Kind::link, {"Successor", "Następca", "Наследник"}, {.to = name})}, retire);
    actions.back().as_delete = actions.back().begins_operation = true;
    action("reinstate", {"Offer again", "Przywróć do użycia", "Врати во употреба"}, {}, reinstate);
    actions.back().as_delete = true;
    only_when(*this, "reinstate", field == 1);
}

} // namespace crm
