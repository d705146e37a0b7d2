// Routes of records: lists, single records, changes, actions, aggregates, history, timeline, batch.
#include <algorithm>

#include "api/change.hpp"
#include "api/route.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/history.hpp"
#include "record/known.hpp"
#include "record/merged.hpp"

namespace crm {

namespace {

constexpr std::size_t most_operations = 500;

Versions if_match(const Call& call) {
    const auto* header = call.http.header("if-match");
    return header ? versions_in(*header) : Versions();
}

// Done, but no longer in the caller's sight: nothing is told that they did not know.
void write_unseen(Context& context, const Object& object, Id id, std::string& out) {
    const auto record = context.find(object, id);
    JsonWriter(out).begin_object().key("id").id(id).member("version", record ? record->version() : 0).member("title", "").end_object();
}

http::Response with_record(Call& call, const Object& object, Id id, int status) {
    std::string body;
    std::optional<std::int64_t> version;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        version = write_record(context, object, id, {}, body);
        if (version) return;
        if (const Id survivor = survivor_of(context.connection(), id)) version = write_record(context, object, survivor, {}, body);
        if (!version) write_unseen(context, object, id, body);
    });
    http::Response response = json_response(status, std::move(body));
    if (version) response.set("ETag", '"' + std::to_string(*version) + '"');
    if (status == 201) response.set("Location", "/api/v1/" + object.name + "/" + std::to_string(id));
    return response;
}

Json body_or_nothing(const Call& call) { return call.http.body.empty() ? Json::object() : call.body(); }

http::Response list(Call& call) {
    const Object& object = call.object(0);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        const Asker asker = asker_of(context);
        const ListQuery query = read_list_query(object, asker, call.arguments());
        write_list(context, object, query, body);
    });
    return json_response(200, std::move(body));
}

http::Response read(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    Id survivor = 0;
    std::string body;
    std::optional<std::int64_t> version;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        std::vector<FieldPath> fields;
        if (const auto* wanted = call.http.argument("fields")) fields = read_list_query(object, asker_of(context), {{"fields", *wanted}}).fields;
        version = write_record(context, object, id, fields, body, call.argument("binned") == "true");
        if (version) return;
        // An id that was merged answers with the survivor.
        survivor = survivor_of(context.connection(), id);
        if (survivor) version = write_record(context, object, survivor, fields, body);
    });
    if (!version) throw Error(Problem::not_found, "There is no such record, or it is out of your sight.");
    const std::string tag = '"' + std::to_string(*version) + '"';
    if (const auto* known = call.http.header("if-none-match"); known && *known == tag) {
        http::Response response;
        response.status = 304;
        response.set("ETag", tag);
        return response;
    }
    http::Response response = json_response(200, std::move(body));
    response.set("ETag", tag);
    if (survivor) response.set("Content-Location", "/api/v1/" + object.name + "/" + std::to_string(survivor));
    return response;
}

// The record itself, or the one that it was merged into; Error where neither is in sight.
Id seen(Context& context, const Object& object, Id id) {
    const Id survivor = survivor_of(context.connection(), id);
    if (!allowed(context, object, survivor ? survivor : id, Act::read)) throw Error(Problem::not_found, "There is no such record, or it is out of your sight.");
    return survivor ? survivor : id;
}

http::Response create(Call& call) {
    const Object& object = call.object(0);
    const Json body = call.body();
    Id id = 0;
    call.engine().write(call.request, [&](Context& context) { id = create_record(context, object, body); });
    return with_record(call, object, id, 201);
}

http::Response update(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    const Json body = call.body();
    call.engine().write(call.request, [&](Context& context) { update_record(context, object, id, body, if_match(call)); });
    return with_record(call, object, id, 200);
}

http::Response remove(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    call.engine().write(call.request, [&](Context& context) { delete_record(context, object, id, if_match(call)); });
    http::Response response;
    response.status = 204;
    return response;
}

http::Response restore(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    call.engine().write(call.request, [&](Context& context) { restore_record(context, object, id); });
    return with_record(call, object, id, 200);
}

http::Response act(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    const Json input = body_or_nothing(call);
    Json answer;
    call.engine().write(call.request, [&](Context& context) { answer = act_on_record(context, object, id, call.value(2), input, if_match(call)); });
    if (answer.is_null()) return with_record(call, object, id, 200);
    const auto begins = [&](const Action& each) { return each.name == call.value(2) && each.begins_operation; };
    const bool goes_on = std::any_of(object.actions.begin(), object.actions.end(), begins);
    if (goes_on) call.app.jobs().wake();
    return json_response(goes_on ? 202 : 200, answer.dump());
}

http::Response aggregate(Call& call) {
    const Object& object = call.object(0);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_aggregate(context, object, asker_of(context), call.arguments(), body);
    });
    return json_response(200, std::move(body));
}

http::Response history(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_history(context, object, seen(context, object, id), call.limit(), call.argument("cursor"), body);
    });
    return json_response(200, std::move(body));
}

http::Response timeline(Call& call) {
    const Object& object = call.object(0);
    const Id id = call.id(1);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        write_timeline(context, object, seen(context, object, id), call.limit(), call.argument("cursor"), call.argument("kinds"), body);
    });
    return json_response(200, std::move(body));
}

// One operation of a batch, as its path and method say.
struct Operation {
    std::string method;
    std::vector<std::string> path; // object, id, action
    Json body;
    Versions expected;
};
struct Outcome {
    int status = 0;
    const Object* object = nullptr;
    Id id = 0;
    std::string body;
};

// "$0" is the id that operation 0 made.
Json with_ids(const Json& json, const std::vector<Outcome>& outcomes) {
    if (json.is_string()) {
        const std::string& text = json.as_string();
        if (text.size() < 2 || text[0] != '$') return json;
        auto index = text == "$0" ? std::optional<Id>(0) : parse_id(std::string_view(text).substr(1));
        if (!index) return json;
        if (*index >= static_cast<Id>(outcomes.size()) || outcomes[*index].id == 0) throw Error(Problem::bad_request, "\"" + text + "\" names an operation that made no record before this one.");
        return std::to_string(outcomes[*index].id);
    }
    if (json.is_array()) {
        Json::Array items;
        for (const Json& item : json.items()) items.push_back(with_ids(item, outcomes));
        return Json(std::move(items));
    }
    if (json.is_object()) {
        Json::Object members;
        for (const auto& [name, value] : json.members()) members.emplace_back(name, with_ids(value, outcomes));
        return Json(std::move(members));
    }
    return json;
}

// A body's links may name what operations before made; its texts stay as they are.
Json body_with_ids(const Schema& schema, const std::vector<std::string>& path, const Json& body, const std::vector<Outcome>& outcomes) {
    const Object* object = schema.find(path[0]);
    if (!object) return body;
    auto is_link = [&](const std::string& name) {
        if (path.size() == 3) {
            for (const Action& action : object->actions)
                for (const Field& input : action.inputs)
                    if (action.name == path[2] && input.name == name) return input.is_link() || input.kind == Kind::links;
            return false;
        }
        const Field* field = object->field(name);
        return field && (field->is_link() || field->kind == Kind::links);
    };
    Json::Object members;
    for (const auto& [name, value] : body.members()) members.emplace_back(name, is_link(name) ? with_ids(value, outcomes) : value);
    return Json(std::move(members));
}

Operation read_operation(const Schema& schema, const Json& json, const std::vector<Outcome>& outcomes) {
    Operation operation;
    for (const auto& [name, value] : json.members())
        if (name != "method" && name != "path" && name != "body" && name != "if_match") throw Error::at(cut(name, 60), "An operation has method, path, body and if_match.");
    operation.method = json.text("method");
    std::string path = json.text("path");
    if (path.starts_with("/api/v1/")) path.erase(0, 8);
    else if (path.starts_with("/")) path.erase(0, 1);
    for (std::size_t begin = 0; begin <= path.size();) {
        auto end = path.find('/', begin);
        if (end == std::string::npos) end = path.size();
        operation.path.push_back(with_ids(Json(path.substr(begin, end - begin)), outcomes).as_string());
        begin = end + 1;
    }
    const Json& body = json["body"];
    if (!body.is_null() && !body.is_object()) throw Error(Problem::bad_request, "An operation's body is a JSON object.");
    operation.body = body.is_null() ? Json::object() : body_with_ids(schema, operation.path, body, outcomes);
    const Json& version = json["if_match"];
    if (!version.is_null() && !version.is_string() && !version.is_whole()) throw Error::at("if_match", "An operation's if_match is the version that it expects, such as 7.");
    if (version.is_string()) operation.expected = versions_in(version.as_string());
    else if (version.is_whole()) operation.expected = {json.number("if_match")};
    return operation;
}

Outcome carry_out(Context& context, const Operation& operation) {
    Outcome outcome;
    const auto& path = operation.path;
    outcome.object = known_object(context.schema(), context.rights(), path[0]);
    if (!outcome.object || path.size() > 3) throw Error(Problem::not_found, "There is nothing at \"" + cut(path[0], 60) + "\".");
    if (path.size() == 1) {
        if (operation.method != "POST") throw Error(Problem::bad_request, "A batch creates with POST, changes with PATCH and deletes with DELETE.");
        outcome.id = create_record(context, *outcome.object, operation.body);
        outcome.status = 201;
        return outcome;
    }
    auto id = parse_id(path[1]);
    if (!id) throw Error(Problem::not_found, "There is no record with the id \"" + cut(path[1], 40) + "\".");
    outcome.id = *id;
    outcome.status = 200;
    if (path.size() == 3 && operation.method == "POST") {
        if (path[2] == "restore") {
            restore_record(context, *outcome.object, *id);
        } else {
            const Json answer = act_on_record(context, *outcome.object, *id, path[2], operation.body, operation.expected);
            if (!answer.is_null()) outcome.body = answer.dump();
        }
    } else if (path.size() == 2 && operation.method == "PATCH") {
        update_record(context, *outcome.object, *id, operation.body, operation.expected);
    } else if (path.size() == 2 && operation.method == "DELETE") {
        delete_record(context, *outcome.object, *id, operation.expected);
        outcome.status = 204;
    } else {
        throw Error(Problem::bad_request, "A batch creates with POST, changes with PATCH and deletes with DELETE.");
    }
    return outcome;
}

Outcome failed(const Error& error, const http::Request& request) {
    Outcome outcome;
    outcome.status = status_of(error.problem);
    outcome.body = problem_response(error, request).body;
    return outcome;
}

std::vector<Outcome> all_or_nothing(Call& call, const Json::Array& operations) {
    std::vector<Outcome> outcomes;
    call.engine().write(call.request, [&](Context& context) {
        outcomes.clear();
        for (const Json& each : operations) {
            try {
                outcomes.push_back(carry_out(context, read_operation(context.schema(), each, outcomes)));
            } catch (const Error& error) {
                std::vector<FieldError> fields = error.fields;
                throw Error(error.problem, "Operation " + std::to_string(outcomes.size()) + ": " + error.what() + " Nothing was done.", std::move(fields));
            }
        }
    });
    return outcomes;
}

std::vector<Outcome> one_by_one(Call& call, const Json::Array& operations) {
    std::vector<Outcome> outcomes;
    for (const Json& each : operations) {
        Outcome outcome;
        Request request = call.request;
        request.ids.clear();
        try {
            call.engine().write(request, [&](Context& context) { outcome = carry_out(context, read_operation(context.schema(), each, outcomes)); });
        } catch (const Error& error) {
            outcome = failed(error, call.http);
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

http::Response batch(Call& call) {
    const Json body = call.body();
    for (const auto& [name, value] : body.members())
        if (name != "atomic" && name != "operations") throw Error::at(cut(name, 60), "A batch has atomic and operations.");
    if (!body["atomic"].is_null() && !body["atomic"].is_bool()) throw Error::at("atomic", "Please give true or false.");
    if (!body["operations"].is_array()) throw Error::at("operations", "Please give a list of operations.");
    const auto& operations = body["operations"].items();
    if (operations.size() > most_operations) throw Error::at("operations", "Please send at most " + std::to_string(most_operations) + " operations at once.");
    for (const Json& each : operations)
        if (!each.is_object()) throw Error::at("operations", "Each operation is {\"method\",\"path\",\"body\",\"if_match\"}.");
    std::vector<Outcome> outcomes = body.flag("atomic", true) ? all_or_nothing(call, operations) : one_by_one(call, operations);
    std::string answer;
    call.engine().read(call.request, [&](Context& context) {
        answer.clear();
        JsonWriter out(answer);
        out.begin_object().key("results").begin_array();
        for (const Outcome& outcome : outcomes) {
            out.begin_object().member("status", outcome.status).key("body");
            if (!outcome.body.empty()) {
                out.raw(outcome.body);
            } else if (outcome.status == 204) {
                out.null();
            } else {
                std::string record;
                if (!write_record(context, *outcome.object, outcome.id, {}, record)) write_unseen(context, *outcome.object, outcome.id, record);
                out.raw(record);
            }
            out.end_object();
        }
        out.end_array().end_object();
    });
    return json_response(200, std::move(answer));
}

} // namespace

namespace {

void add_routes_of_one(Router& router) {
    router.add("POST", "/api/v1/{object}/{id}/restore", restore)
        .tells("restore_{object}", "Restore from the bin", "{object}")
        .answers(200, "The restored record.", "record");
    router.add("GET", "/api/v1/{object}/{id}/history", history)
        .tells("history_of_{object}", "What changed", "{object}")
        .asks({"limit", "cursor"})
        .answers(200, "A page of changes.", "{items: [Change], next: text | null}");
    router.add("GET", "/api/v1/{object}/{id}/timeline", timeline)
        .tells("timeline_of_{object}", "Everything that happened around the record", "{object}")
        .asks("kinds", "Of these kinds only, separated by commas.")
        .asks({"limit", "cursor"})
        .answers(200, "A page of the timeline.", "{items: [TimelineEntry], next: text | null}");
    router.add("POST", "/api/v1/{object}/{id}/{action}", act)
        .tells("{action}_{object}", "{label}", "{object}")
        .hears("If-Match")
        .answers(200, "The record, or the action's own answer.", "record | {...}");
}

} // namespace

void add_record_routes(Router& router) {
    add_routes_of_one(router);
    router.add("GET", "/api/v1/{object}", list)
        .tells("list_{object}", "List {plural}", "{object}")
        .asks({"filter", "sort", "fields", "limit", "cursor", "count", "search", "binned"})
        .answers(200, "A page.", "{items: [record], next: text | null, count: Count | null}")
        .checks_arguments = true;
    router.add("POST", "/api/v1/{object}", create)
        .tells("create_{object}", "Create {label}", "{object}")
        .takes("record_create")
        .answers(201, "Created; Location is its address, ETag its version.", "record");
    router.add("GET", "/api/v1/{object}/aggregate", aggregate)
        .tells("aggregate_{object}", "Counts, sums, averages by groups", "{object}")
        .asks("group", "Fields, with :day, :week, :month, :quarter or :year behind days and moments.")
        .asks("measure", "count, sum:FIELD, avg:FIELD, min:FIELD, max:FIELD, separated by commas.")
        .asks("limit", "Groups at most.", "whole")
        .asks({"filter", "search"})
        .answers(200, "Rows of groups and measures.", "{rows: [{group: {*: any}, count?: whole, *: any}]}")
        .checks_arguments = true;
    router.add("GET", "/api/v1/{object}/{id}", read)
        .tells("read_{object}", "Read {label}", "{object}")
        .asks({"fields", "binned"})
        .hears("If-None-Match")
        .answers(200, "The record; ETag is its version.", "record")
        .answers(304, "It is still at the version that If-None-Match names.");
    router.add("PATCH", "/api/v1/{object}/{id}", update)
        .tells("change_{object}", "Change {label}", "{object}")
        .hears("If-Match")
        .takes("record_change")
        .answers(200, "The changed record.", "record");
    router.add("DELETE", "/api/v1/{object}/{id}", remove)
        .tells("delete_{object}", "Move to the bin", "{object}")
        .hears("If-Match")
        .answers(204, "Deleted.");
    router.add("POST", "/api/v1/batch", batch)
        .tells("batch", "Up to 500 operations, all or nothing unless atomic is false", "batch")
        .takes("{atomic?: truth | null, operations: [{method: \"POST\" | \"PATCH\" | \"DELETE\", path: text, body?: {...} | null, if_match?: text | whole | null}]}")
        .answers(200, "One result for each, in their order.", "{results: [{status: whole, body: {...} | null}]}");
}

} // namespace crm
