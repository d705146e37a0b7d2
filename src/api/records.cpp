// Routes of records: lists, single records, changes, actions, aggregates, history, timeline.
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

Versions if_match(const Call& call) {
    const auto* header = call.http.header("if-match");
    return header ? versions_in(*header) : Versions();
}

http::Response with_record(Call& call, const Object& object, Id id, int status) {
    std::string body;
    std::optional<std::int64_t> version;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        version = write_record(context, object, id, {}, body);
        if (version) return;
        if (const Id survivor = survivor_of(context.connection(), id))
            version = write_record(context, object, survivor, {}, body);
        if (!version) write_unseen(context, object, id, body);
    });
    http::Response response = json_response(status, std::move(body));
    if (version) response.set("ETag", '"' + std::to_string(*version) + '"');
    if (status == 201) response.set("Location", "/api/v1/" + object.name + "/" + std::to_string(id));
    return response;
}

Json body_or_nothing(const Call& call) {
    return call.http.body.empty() ? Json::object() : call.body();
}

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

// RFC 9110: a star, or a list of tags, weak ones too.
bool names_version(std::string_view if_none_match, std::int64_t version) {
    const auto known = versions_in(if_none_match);
    return known.empty() || std::find(known.begin(), known.end(), version) != known.end();
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
        if (const auto* wanted = call.http.argument("fields"))
            fields = read_list_query(object, asker_of(context), {{"fields", *wanted}}).fields;
        version = write_record(context, object, id, fields, body, call.argument("binned") == "true");
        if (version) return;
        // An id that was merged answers with the survivor.
        survivor = survivor_of(context.connection(), id);
        if (survivor) version = write_record(context, object, survivor, fields, body);
    });
    if (!version) throw Error(Problem::not_found, "There is no such record, or it is out of your sight.");
    const std::string tag = '"' + std::to_string(*version) + '"';
    if (const auto* known = call.http.header("if-none-match"); known && names_version(*known, *version)) {
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
    if (!allowed(context, object, survivor ? survivor : id, Act::read))
        throw Error(Problem::not_found, "There is no such record, or it is out of your sight.");
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
    call.engine().write(call.request,
                        [&](Context& context) { update_record(context, object, id, body, if_match(call)); });
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
    call.engine().write(call.request, [&](Context& context) {
        answer = act_on_record(context, object, id, call.value(2), input, if_match(call));
    });
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
        write_timeline(context, object, seen(context, object, id), call.limit(), call.argument("cursor"),
                       call.argument("kinds"), body);
    });
    return json_response(200, std::move(body));
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
}

} // namespace crm
