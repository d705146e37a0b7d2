#include "record/merge.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/likely.hpp"
#include "record/merge_moves.hpp"
#include "record/merge_values.hpp"
#include "record/merged.hpp"
#include "record/plain.hpp"
#include "record/query.hpp"
#include "record/reports.hpp"
#include "record/rollup.hpp"

namespace crm {

namespace {

constexpr std::int64_t moved_in_step = 500;

const Label out_of_sight = {"There is no such record, or it is out of your sight.",
                            "Nie ma takiego rekordu lub go nie widzisz.", "Нема таков запис или не е видлив за вас."};
const Label not_allowed = {
    "You may not merge these records: it takes the right to change the one that stays and to delete the others.",
    "Nie możesz scalić tych rekordów: trzeba móc zmienić ten, który zostaje, i usunąć pozostałe.",
    "Не смеете да ги споите овие записи: потребно е право за измена на оној што останува и за бришење на другите."};
const Label already_merged = {"One of these records has been merged into another already. Please load them again.",
                              "Jeden z tych rekordów został już scalony z innym. Wczytaj je ponownie.",
                              "Еден од овие записи веќе е споен со друг. Вчитајте ги повторно."};

void check_record(Context& context, const Object& object, Id id, bool stays) {
    const bool everything = context.rights().everything;
    if (!everything && !allowed(context, object, id, Act::read))
        throw Error(Problem::not_found, context.in_language(out_of_sight));
    const auto record = context.find(object, id);
    if (!record) throw Error(Problem::not_found, context.in_language(out_of_sight));
    if (record->binned())
        throw Error(Problem::conflict,
                    context.in_language(survivor_of(context.connection(), id) ? already_merged : out_of_sight));
    if (everything) return;
    const bool may_update = allowed(context, object, id, Act::update);
    const bool may = stays ? may_update
                           : allowed(context, object, id, Act::remove) ||
                                 (may_update && context.rights().allows_action(object, "merge"));
    if (!may) throw Error(Problem::forbidden, context.in_language(not_allowed));
}

const Object& check_order(Context& context, const MergeOrder& order) {
    const Object& object = context.object(order.object);
    if (object.hidden || is_never_merged(object) || object.module == "auth" || object.parent_field())
        throw Error(Problem::conflict,
                    context.in_language({"Records of this object are not merged.", "Tych rekordów nie można scalać.",
                                         "Овие записи не се спојуваат."}));
    std::vector<Id> all = order.absorbed;
    all.push_back(order.survivor);
    std::sort(all.begin(), all.end());
    if (order.absorbed.empty() || all.size() > most_merged || std::adjacent_find(all.begin(), all.end()) != all.end())
        throw Error::at("with", context.in_language({"Please give the ids of one to 19 other records.",
                                                     "Podaj identyfikatory od 1 do 19 innych rekordów.",
                                                     "Внесете ги идентификаторите на 1 до 19 други записи."}));
    check_record(context, object, order.survivor, true);
    for (Id id : order.absorbed) check_record(context, object, id, false);
    return object;
}

std::int64_t total_of(const std::vector<Linking>& counts) {
    std::int64_t total = 0;
    for (const Linking& each : counts) total += each.count;
    return total;
}

Json input_of(const MergeOrder& order) {
    Json absorbed = Json::array();
    for (Id id : order.absorbed) absorbed.push(std::to_string(id));
    Json input =
        Json::object({{"survivor", std::to_string(order.survivor)}, {"with", absorbed}, {"values", order.values}});
    if (!order.by_rule.empty()) input.set("rule", order.by_rule);
    if (!order.chosen.is_null()) input.set("chosen", order.chosen);
    return input;
}

MergeOrder order_of(const Operation& operation) {
    MergeOrder order;
    order.object = operation.object;
    order.survivor = parse_id(operation.input.text("survivor")).value_or(0);
    for (const Json& each : operation.input["with"].items())
        order.absorbed.push_back(parse_id(each.as_string()).value_or(0));
    order.values = operation.input["values"];
    order.by_rule = operation.input.text("rule");
    order.chosen = operation.input["chosen"];
    return order;
}

// What was chosen stays with the operation, for the case that it is undone and then done again.
void absorb(Context& context, MergeStep& step, Id operation, MergeOrder order) {
    step.absorb(order);
    order.chosen = step.chosen();
    context.connection().execute("UPDATE \"operation\" SET \"input\" = ? WHERE \"id\" = ?",
                                 Values{input_of(order).dump(), operation});
}

void merge_at_once(Context& context, Id operation, const MergeOrder& order, StepReport& report) {
    MergeStep step(context, operation, 1);
    absorb(context, step, operation, order);
    while (step.move_links(moved_in_step) > 0) {
    }
    step.conclude();
    step.write_log();
    for (Id id : step.moved_in_sight()) report.rows.emplace_back(RowResult::updated, id);
}

// One step of a merge that runs as a job; returns whether it was the last.
bool merge_step(Context& context, Operation& operation, std::int64_t number) {
    MergeStep step(context, operation.id, number);
    bool last = false;
    if (number == 1)
        absorb(context, step, operation.id, order_of(operation));
    else if (step.move_links(moved_in_step) == 0) {
        step.conclude();
        last = true;
    }
    step.write_log();
    OperationCounts counts = operation.counts;
    StepReport report;
    report.first_row = counts.done() + 1;
    for (Id id : step.moved_in_sight()) report.rows.emplace_back(RowResult::updated, id);
    counts.updated += static_cast<std::int64_t>(report.rows.size());
    record_step(context.connection(), operation, counts, std::to_string(number), report);
    operation.counts = counts;
    return last;
}

Request request_of(const Operation& operation, const ImportSurroundings& around, std::int64_t step) {
    Request request;
    request.rights = around.rights;
    request.source = operation.kind;
    request.operation = operation.id;
    request.id = operation.kind + "-" + std::to_string(operation.id) + "-" + std::to_string(step);
    return request;
}

// Thrown to leave a transaction without a trace, when what it would do has been seen.
struct SeenEnough {};

void write_records(Context& context, const Object& object, const MergeOrder& order, JsonWriter& json) {
    json.key("records").begin_array();
    std::vector<Id> ids{order.survivor};
    ids.insert(ids.end(), order.absorbed.begin(), order.absorbed.end());
    for (Id id : ids) {
        std::string record;
        write_record(context, object, id, {}, record);
        json.raw(record);
    }
    json.end_array();
}

void write_moves(JsonWriter& json, const std::vector<Linking>& counts) {
    json.key("moves").begin_array();
    for (const Linking& each : counts)
        json.begin_object().member("object", each.object->name).member("count", each.count).end_object();
    json.end_array();
}

} // namespace

namespace {

// `queued` is called where a job is to do it, `ordered` in any case.
Operation order_merge(Engine& engine, Request& request, const MergeOrder& order, const WithOperation& queued,
                      const WithOperation& ordered) {
    Operation operation;
    operation.kind = "merge";
    operation.object = order.object;
    operation.user = request.rights->user;
    operation.id = engine.ids().make();
    operation.input = input_of(order);
    request.operation = operation.id;
    prepare_operation_tables(engine);
    engine.write(request, [&](Context& context) {
        const Object& object = check_order(context, order);
        const auto links = total_of(count_linking(context, object, order.absorbed, *Rights::system()));
        operation.state = links > most_moved_at_once ? "queued" : "running";
        operation.total = total_of(count_linking(context, object, order.absorbed, context.rights()));
        operation.counts = {};
        insert_operation(context, operation);
        if (ordered) ordered(context, operation);
        if (operation.state == "queued") {
            if (queued) queued(context, operation);
            return;
        }
        StepReport report;
        report.first_row = 1;
        merge_at_once(context, operation.id, order, report);
        operation.counts.updated = static_cast<std::int64_t>(report.rows.size());
        operation.place.clear();
        record_step(context.connection(), operation, operation.counts, "1", report);
        context.connection().execute("UPDATE \"operation\" SET \"state\" = 'done', \"total\" = ?, \"started_at\" = ?, "
                                     "\"finished_at\" = ? WHERE \"id\" = ?",
                                     Values{operation.counts.updated, context.now(), context.now(), operation.id});
    });
    if (operation.state == "running") {
        operation.state = "done";
        operation.total = operation.counts.updated;
        operation.place = "1";
        operation.started_at = operation.finished_at = request.at;
    }
    operation.created_at = request.at;
    return operation;
}

} // namespace

Operation begin_merge(Engine& engine, Request& request, const MergeOrder& order, const WithOperation& also) {
    return order_merge(engine, request, order, also, {});
}

Operation begin_merge_again(Engine& engine, Request& request, const Operation& merge, const WithOperation& also) {
    return order_merge(engine, request, order_of(merge), {}, also);
}

Operation run_merge(Engine& engine, Id id, const ImportSurroundings& around) {
    return run_operation(engine, id, [&](Operation& operation) {
        for (bool last = false; !last && (!around.stopping || !around.stopping());) {
            const std::int64_t number = parse_id(operation.place).value_or(0) + 1;
            Request request = request_of(operation, around, number);
            Operation after;
            engine.write(request, [&](Context& context) {
                after = operation;
                last = merge_step(context, after, number);
            });
            after.place = std::to_string(number);
            operation = after;
            if (around.progress) around.progress(operation);
            if (!last) continue;
            set_total(engine, operation, operation.counts.done());
            finish_operation(engine, operation, "done", "");
        }
    });
}

void check_merge_undo(Context& context, const Operation& merge) {
    const MergeOrder order = order_of(merge);
    const Object* object = context.schema().find(merge.object);
    const bool there = object && context.find(*object, order.survivor).has_value();
    if (survivor_of(context.connection(), order.survivor))
        throw Error(
            Problem::conflict,
            context.in_language({"The merged record has since been merged into another. Please undo that merge first.",
                                 "Scalony rekord scalono później z innym. Najpierw cofnij tamto scalanie.",
                                 "Споениот запис подоцна е споен со друг. Прво поништете го тоа спојување."}));
    for (Id id : order.absorbed)
        if (!there || !context.find(*object, id))
            throw Error(Problem::conflict,
                        context.in_language({"This merge cannot be undone: the records are no longer there.",
                                             "Tego scalania nie można cofnąć: rekordów już nie ma.",
                                             "Ова спојување не може да се поништи: записите повеќе ги нема."}));
}

namespace {

void note(const TakenBack& each, OperationCounts& counts, StepReport& report) {
    const RowResult result = each.restored ? RowResult::updated : RowResult::skipped;
    (each.restored ? counts.updated : counts.skipped) += 1;
    counts.left_out += static_cast<std::int64_t>(each.kept.size());
    report.rows.emplace_back(result, each.record);
    const std::int64_t row = report.first_row + static_cast<std::int64_t>(report.rows.size()) - 1;
    if (!each.kept.empty()) report.reports.push_back({row, result, each.record, each.kept, {}});
}

// Of a step taken back, what the caller sees.
void take_back(Context& context, Id merge, std::int64_t step, OperationCounts& counts, StepReport& report) {
    const std::vector<TakenBack> all = take_back_step(context, merge, step);
    std::vector<std::pair<std::string, Id>> records;
    for (const TakenBack& each : all) records.emplace_back(each.object, each.record);
    const std::vector<Id> seen = in_sight_of(context, records);
    for (const TakenBack& each : all)
        if (std::find(seen.begin(), seen.end(), each.record) != seen.end()) note(each, counts, report);
}

// All are where they were: their sums and words follow.
void settle_taken_back(Context& context, const MergeOrder& order) {
    const Object& object = context.object(order.object);
    std::vector<Id> all = order.absorbed;
    all.push_back(order.survivor);
    for (Id id : all) {
        for (const Field& field : object.fields)
            if (field.kind == Kind::rollup) count_again(context, object, field, id);
        if (auto record = context.find(object, id)) context.refresh_search(*record);
        // Somebody knew better than the rule, which would otherwise join them again.
        if (!order.by_rule.empty() && id != order.survivor) keep_apart(context, object, id, order.survivor);
    }
}

} // namespace

void undo_merge(Engine& engine, Operation& operation, const Operation& undone, const ImportSurroundings& around) {
    std::int64_t last = 0;
    engine.database().read([&](Connection& connection) { last = last_merge_step(connection, undone.id); });
    if (operation.total == 0) set_total(engine, operation, undone.counts.updated);
    const MergeOrder order = order_of(undone);
    // Its place is one more than the step that was taken back last; step 0 is the end.
    for (std::int64_t number = parse_id(operation.place).value_or(last + 2) - 2; number >= 0; --number) {
        if (around.stopping && around.stopping()) return;
        Request request = request_of(operation, around, number);
        OperationCounts counts;
        engine.write(request, [&](Context& context) {
            counts = operation.counts;
            StepReport report;
            report.first_row = counts.done() + 1;
            if (number > 0)
                take_back(context, undone.id, number, counts, report);
            else
                settle_taken_back(context, order);
            record_step(context.connection(), operation, counts, std::to_string(number + 1), report);
        });
        operation.counts = counts;
        operation.place = std::to_string(number + 1);
        if (around.progress) around.progress(operation);
    }
    set_total(engine, operation, operation.counts.done()); // as many as whoever undoes it sees
    finish_operation(engine, operation, "done", "");
}

void write_merge_preview(Engine& engine, Request& request, const MergeOrder& order, std::string& out) {
    std::string text;
    try {
        engine.write(request, [&](Context& context) {
            text.clear();
            JsonWriter json(text);
            const Object& object = check_order(context, order);
            std::vector<Record> records{context.load(object, order.survivor)};
            for (Id id : order.absorbed) records.push_back(context.load(object, id));
            MergeValues values(context, records);
            values.choose(order.values);
            json.begin_object();
            write_records(context, object, order, json);
            json.key("proposed_survivor").id(values.proposed_survivor());
            json.key("values").json(values.as_json());
            write_moves(json, count_linking(context, object, order.absorbed, context.rights()));
            json.member("at_once", total_of(count_linking(context, object, order.absorbed, *Rights::system())) <=
                                       most_moved_at_once);
            MergeStep(context, engine.ids().make(), 1).absorb(order);
            std::string survivor;
            write_record(context, object, order.survivor, {}, survivor);
            json.key("survivor").raw(survivor).end_object();
            throw SeenEnough{};
        });
    } catch (const SeenEnough&) {
        out += text;
    }
}

} // namespace crm
