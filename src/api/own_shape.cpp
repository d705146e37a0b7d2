// Routes by which administrators make, change and delete objects and fields of their own.
#include "api/respond.hpp"
#include "record/field_work.hpp"

namespace crm {

namespace {

http::Response after_shape(Call& call, int status, const Json& answer) {
    call.app.auth().make_built_in_roles(); // those that read everything read what is new
    call.app.auth().forget();
    call.app.auth().audit("shape_changed", call.rights().user, call.http.address, answer);
    return json_response(status, answer.dump());
}

http::Response make_object(Call& call) {
    call.need("shape");
    return after_shape(call, 201, call.engine().make_object(call.request, call.body()));
}

http::Response change_object(Call& call) {
    call.need("shape");
    call.engine().change_object(call.request, call.value(0), call.body());
    return after_shape(call, 200, Json::object({{"name", call.value(0)}}));
}

http::Response delete_object(Call& call) {
    call.need("shape");
    call.engine().delete_object(call.request, call.value(0));
    return after_shape(call, 200, Json::object({{"name", call.value(0)}, {"deleted", true}}));
}

http::Response deleted_shape(Call& call) {
    call.need("shape");
    return json_response(200, Json::object({{"items", call.engine().deleted_shape()}}).dump());
}

http::Response restore_object(Call& call) {
    call.need("shape");
    call.engine().restore_object(call.request, call.value(0));
    return after_shape(call, 200, Json::object({{"name", call.value(0)}}));
}

http::Response restore_field(Call& call) {
    call.need("shape");
    call.engine().restore_field(call.request, call.value(0), call.value(1));
    return after_shape(call, 200, Json::object({{"object", call.value(0)}, {"name", call.value(1)}}));
}

// What goes on over the records that are there, by itself: {"under_way":["default"]}, or empty.
Json with_work(Call& call, const std::string& object, Json answer) {
    Json::Array what;
    call.engine().database().read([&](Connection& connection) {
        what.clear();
        for (const FieldWork& work : field_work_under_way(connection, object, answer.text("name")))
            what.emplace_back(work.what);
    });
    if (!what.empty()) answer.set("under_way", Json(std::move(what)));
    return answer;
}

http::Response make_field(Call& call) {
    call.need("shape");
    return after_shape(
        call, 201, with_work(call, call.value(0), call.engine().make_field(call.request, call.value(0), call.body())));
}

http::Response change_field(Call& call) {
    call.need("shape");
    call.engine().change_field(call.request, call.value(0), call.value(1), call.body());
    return after_shape(
        call, 200, with_work(call, call.value(0), Json::object({{"object", call.value(0)}, {"name", call.value(1)}})));
}

http::Response delete_field(Call& call) {
    call.need("shape");
    call.engine().delete_field(call.request, call.value(0), call.value(1));
    return after_shape(call, 200,
                       Json::object({{"object", call.value(0)}, {"name", call.value(1)}, {"deleted", true}}));
}

} // namespace

void add_own_shape_routes(Router& router) {
    router.add("POST", "/api/v1/meta/object", make_object)
        .tells("create_object", "Make an own object", "meta")
        .takes("{label: Label, plural?: Label, icon?: text}")
        .answers(201, "The object.", "{name: text, label: Label, plural?: Label, icon?: text, revision: whole}");
    router.add("PATCH", "/api/v1/meta/object/{name}", change_object)
        .tells("change_object", "Change an own object's labels", "meta")
        .takes("{label?: Label, plural?: Label, icon?: text}")
        .answers(200, "Changed.", "{name: text}");
    router.add("DELETE", "/api/v1/meta/object/{name}", delete_object)
        .tells("delete_object", "Delete an own object; it waits thirty days", "meta")
        .answers(200, "Deleted.", "{name: text, deleted: truth}");
    router.add("POST", "/api/v1/meta/object/{name}/restore", restore_object)
        .tells("restore_object", "Bring a deleted own object back", "meta")
        .answers(200, "Back.", "{name: text}");
    router.add("GET", "/api/v1/meta/bin", deleted_shape)
        .tells("deleted_shape", "Deleted own objects and fields that can still be brought back", "meta")
        .answers(200, "The newest first.",
                 "{items: [{object: text, field?: text, label: Label, deleted_at: moment, goes_at: moment}]}");
    router.add("POST", "/api/v1/meta/object/{name}/field/{field}/restore", restore_field)
        .tells("restore_field", "Bring a deleted own field back", "meta")
        .answers(200, "Back.", "{object: text, name: text}");
    router.add("POST", "/api/v1/meta/object/{name}/field", make_field)
        .tells("create_field", "Make an own field", "meta")
        .takes("OwnField")
        .answers(201, "The field.", "OwnFieldMade");
    router.add("PATCH", "/api/v1/meta/object/{name}/field/{field}", change_field)
        .tells("change_field", "Change an own field", "meta")
        .takes("OwnFieldChange")
        .answers(200, "Changed.", "{object: text, name: text}");
    router.add("DELETE", "/api/v1/meta/object/{name}/field/{field}", delete_field)
        .tells("delete_field", "Delete an own field; it waits thirty days", "meta")
        .answers(200, "Deleted.", "{object: text, name: text, deleted: truth}");
}

} // namespace crm
