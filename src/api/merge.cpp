// Routes of duplicates: who is this, which pairs are likely one, and merging them.
#include "api/merge.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/alike.hpp"
#include "record/likely.hpp"
#include "record/likely_search.hpp"
#include "record/merge.hpp"
#include "record/reports.hpp"

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

std::string operation_json(Call& call, const Operation& operation) {
    std::string body;
    call.engine().read(call.request, [&](Context& context) { write_operation(context, operation, body = ""); });
    return body;
}

http::Response merge(Call& call) {
    const Object& object = call.object(0);
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
    std::string body = "{\"operation\":" + operation_json(call, operation);
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

// Who is this? Asked with a half-typed record, as often as somebody types.
http::Response alike(Call& call) {
    const Object& object = call.object(0);
    const Json typed = call.body();
    if (!call.rights().allows(*call.schema, object, Act::read))
        throw Error(Problem::forbidden, "You may not see records of this kind.");
    const Id except = parse_id(call.argument("except")).value_or(0);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_alike(context, object, typed, except, body);
    });
    return json_response(200, std::move(body));
}

http::Response list_duplicates(Call& call) {
    const Object& object = call.object(0);
    const auto least = parse_decimal(call.argument("min", "0"), 4);
    if (!least || *least < 0 || *least > 10'000)
        throw Error(Problem::bad_request, "\"min\" is a number from 0 to 1, such as 0.9.", {{"min", "From 0 to 1."}});
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_likely(context, object, static_cast<double>(*least) / 10'000, call.limit(), call.argument("cursor"),
                     body);
    });
    const std::string searched_at = call.engine().fact(searched_fact(object));
    body.pop_back();
    body += ",\"searched_at\":" + (searched_at.empty() ? "null" : "\"" + searched_at + "\"") + "}";
    return json_response(200, std::move(body));
}

// Searches all records of an object for duplicates; the pairs come into the list when the job is done.
http::Response search_duplicates(Call& call) {
    const Object& object = call.object(0);
    if (!call.rights().allows(*call.schema, object, Act::update) ||
        !call.rights().allows(*call.schema, object, Act::read))
        throw Error(Problem::forbidden,
                    "You may not search for duplicates here, since you may not change these records.");
    const Operation operation =
        begin_likely_search(call.engine(), call.request, object.name, [](Context& context, const Operation& made) {
            Jobs::enqueue(context, made.kind, Json::object({{"operation", std::to_string(made.id)}}));
        });
    call.app.jobs().wake();
    std::string body = operation_json(call, operation);
    http::Response response = json_response(202, std::move(body));
    response.set("Location", "/api/v1/operation/" + std::to_string(operation.id));
    return response;
}

http::Response not_same(Call& call) {
    const Object& object = call.object(0);
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "with") throw Error::at(cut(name, 60), "Please give only \"with\", the id of the other record.");
    const auto other = body["with"].is_string() ? parse_id(body["with"].as_string()) : std::nullopt;
    if (!other) throw Error::at("with", "Please give the id of the other record.");
    call.engine().write(call.request, [&](Context& context) { say_not_same(context, object, call.id(1), *other); });
    http::Response response;
    response.status = 204;
    return response;
}

} // namespace

void add_merge_routes(Router& router) {
    const auto can_be_one = [](const Object& object) {
        return !object.parent_field() && !is_never_merged(object) && object.module != "auth";
    };
    router.add("POST", "/api/v1/{object}/alike", alike)
        .tells("alike_{object}", "Who is this?", "{object}")
        .asks("except", "The id of the record itself.", "Id")
        .takes("record_change")
        .answers(200, "Likely the same ones.", "{items: [{id: Id, title: text, score: number, fields: [text]}]}")
        .only_of = can_be_one;
    router.add("GET", "/api/v1/{object}/duplicates", list_duplicates)
        .tells("duplicates_{object}", "Pairs that are likely one", "{object}")
        .asks("min", "The least score, 0 to 1.")
        .asks({"limit", "cursor"})
        .answers(200, "A page of pairs.",
                 "{items: [{a: Link, b: Link, score: number, same: [text], alike: [text]}], next: text | null, "
                 "searched_at: moment | null}")
        .only_of = can_be_one;
    router.add("POST", "/api/v1/{object}/duplicates", search_duplicates)
        .tells("find_duplicates_{object}", "Search all records for duplicates", "{object}")
        .answers(202, "The operation that does it.", "Operation")
        .only_of = can_be_one;
    router.add("POST", "/api/v1/{object}/{id}/not_same", not_same)
        .tells("not_same_{object}", "Say that two are different", "{object}")
        .takes("{with: Id}")
        .answers(204, "Remembered.")
        .only_of = can_be_one;
    router.add("POST", "/api/v1/{object}/{id}/merge", merge)
        .tells("merge_{object}", "Merge others into this record", "{object}")
        .takes("{with: [Id], values?: {*: Id | \"both\"} | null, dry_run?: truth | null}")
        .answers(200, "Merged, or what a dry run shows.", "{operation: Operation, survivor: record | null}")
        .answers(200, "",
                 "{records: [record], proposed_survivor: Id, values: {*: text}, moves: [{object: text, count: whole}], "
                 "at_once: truth, survivor: record}")
        .answers(202, "An operation that moves many links.", "{operation: Operation, survivor: record | null}")
        .only_of = can_be_one;
}

} // namespace crm
