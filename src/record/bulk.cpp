#include "record/bulk.hpp"

#include "record/tables.hpp"

namespace crm {

Json input_of_bulk(const BulkActs& acts, bool has_actions) {
    Json changes = Json::array(), deletes = Json::array();
    for (const auto& [name, each] : acts) {
        if (each.contains(Act::update)) changes.push(name);
        if (each.contains(Act::remove)) deletes.push(name);
    }
    return Json::object({{"changes", changes}, {"deletes", deletes}, {"has_actions", has_actions}});
}

Operation make_bulk(Engine& engine, Request& request, const std::string& object, const Json& input) {
    Operation bulk;
    bulk.kind = bulk_change;
    bulk.state = "done";
    bulk.object = object;
    bulk.user = request.rights->user;
    bulk.id = engine.ids().make();
    bulk.input = input;
    request.operation = bulk.id;
    prepare_operation_tables(engine);
    return bulk;
}

void begin_bulk(Context& context, const Operation& bulk, std::size_t rows) {
    insert_operation(context, bulk);
    context.connection().execute("UPDATE \"operation\" SET \"total\" = ?, \"updated\" = 1, \"started_at\" = ?, "
                                 "\"finished_at\" = ? WHERE \"id\" = ?",
                                 Values{static_cast<std::int64_t>(rows), context.now(), context.now(), bulk.id});
}

void end_bulk(Context& context, Operation& bulk, const StepReport& report) {
    OperationCounts& counts = bulk.counts = {};
    for (const auto& [result, record] : report.rows)
        (result == RowResult::created   ? counts.created
         : result == RowResult::refused ? counts.refused
                                        : counts.updated) += 1;
    context.connection().execute(
        "UPDATE \"operation\" SET \"total\" = ?, \"created\" = ?, \"updated\" = ?, \"refused\" = "
        "?, \"finished_at\" = ? WHERE \"id\" = ?",
        Values{counts.done(), counts.created, counts.updated, counts.refused, now(), bulk.id});
    insert_step(context.connection(), bulk.id, report);
    if (auto kept = find_operation(context.connection(), bulk.id)) bulk = std::move(*kept);
}

bool is_by_hand(const Request& request) {
    return !request.operation || request.source == bulk_change || request.source.starts_with("page ") ||
           request.source.starts_with("api ");
}

BulkActs acts_of_bulk(const Operation& bulk) {
    BulkActs acts;
    for (const Json& name : bulk.input["changes"].items()) acts[name.as_string()].insert(Act::update);
    for (const Json& name : bulk.input["deletes"].items()) acts[name.as_string()].insert(Act::remove);
    return acts;
}

} // namespace crm
