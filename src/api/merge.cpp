// Routes of merging: what a merge would do, and the merge itself.
#include "record/merge.hpp"

#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

MergeOrder order_in(Call& call, const Object& object) {
    const Json body = call.body();
    MergeOrder order{object.name, call.id(1), {}, body["values"]};
    for (const auto& [name, value] : body.members())
        if (name != "with" && name != "values" && name != "dry_run")
            throw Error::at(cut(name, 60), "A merge has with, values and dry_run.");
    if (!body["with"].is_array()) throw Error::at("with", "Please give the ids of the records to merge into this one.");
    for (const Json& each : body["with"].items()) {
        const auto id = each.is_string() ? parse_id(each.as_string()) : std::nullopt;
        if (!id) throw Error::at("with", "Please give the ids of the records to merge into this one.");
        order.absorbed.push_back(*id);
    }
    return order;
}

http::Response merge(Call& call) {
    const Object& object = call.object(0);
    call.only_arguments({});
    const Json dry_run = call.body()["dry_run"];
    if (!dry_run.is_null() && !dry_run.is_bool()) throw Error::at("dry_run", "Please give true or false.");
    const MergeOrder order = order_in(call, object);
    if (!dry_run.is_null() && dry_run.as_bool()) {
        std::string preview;
        write_merge_preview(call.engine(), call.request, order, preview);
        return json_response(200, std::move(preview));
    }
    const Operation operation =
        begin_merge(call.engine(), call.request, order, [](Context& context, const Operation& made) {
            Jobs::enqueue(context, "merge", Json::object({{"operation", std::to_string(made.id)}}));
        });
    const bool done = operation.over();
    if (!done) call.app.jobs().wake();
    std::string body = "{\"operation\":";
    write_operation(operation, now(), body);
    body += ",\"survivor\":";
    std::string survivor;
    call.engine().read(call.request, [&](Context& context) {
        survivor.clear();
        if (!write_record(context, object, order.survivor, {}, survivor)) survivor = "null";
    });
    http::Response response = json_response(done ? 200 : 202, body + survivor + "}");
    if (!done) response.set("Location", "/api/v1/operation/" + std::to_string(operation.id));
    return response;
}

} // namespace

void add_merge_routes(Router& router) {
    router.add("POST", "/api/v1/{object}/{id}/merge", merge);
}

} // namespace crm
