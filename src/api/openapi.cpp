#include "api/openapi.hpp"

#include "base/json.hpp"
#include "record/known.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

Json schema_ref(const std::string& name) { return Json::object({{"$ref", "#/components/schemas/" + name}}); }
Json typed(const char* type) { return Json::object({{"type", type}}); }
Json formatted(const char* format) { return Json::object({{"type", "string"}, {"format", format}}); }
Json list_of(Json item) { return Json::object({{"type", "array"}, {"items", std::move(item)}}); }

Json nullable(Json schema) {
    if (schema.find("$ref")) return Json::object({{"oneOf", Json::array({schema, typed("null")})}});
    if (const Json* type = schema.find("type"); type && type->is_string()) {
        const std::string name = type->as_string();
        schema.set("type", Json::array({Json(name), Json("null")}));
    }
    return schema;
}

// The value of a field as it is read, or as it is written.
Json value_schema(const Field& field, bool written) {
    switch (field.value_kind()) {
    case Kind::whole:
    case Kind::rollup: return Json::object({{"type", "integer"}, {"format", "int64"}});
    case Kind::decimal:
    case Kind::percent: return Json::object({{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}, {"examples", Json::array({"12.50"})}});
    case Kind::money: return schema_ref("Money");
    case Kind::yes_no: return typed("boolean");
    case Kind::day: return formatted("date");
    case Kind::moment: return formatted("date-time");
    case Kind::choice: {
        Json schema = typed("string");
        Json::Array names;
        for (const auto& choice : field.choices) names.push_back(choice.name);
        if (!names.empty() && field.required) schema.set("enum", Json(names));
        else if (!names.empty()) schema.set("examples", Json(names));
        return schema;
    }
    case Kind::choices:
    case Kind::tags: return list_of(typed("string"));
    case Kind::link:
    case Kind::file: return written ? schema_ref("Id") : schema_ref("Link");
    case Kind::link_any: return written ? schema_ref("AnyLinkInput") : schema_ref("AnyLink");
    case Kind::links: return list_of(written ? schema_ref("Id") : schema_ref("Link"));
    case Kind::address: return schema_ref("Address");
    case Kind::email: return typed("string");
    case Kind::url: return formatted("uri");
    case Kind::json: return Json::object({{"description", "Any JSON."}});
    default: {
        Json schema = typed("string");
        schema.set("maxLength", static_cast<std::int64_t>(field.length_limit()));
        return schema;
    }
    }
}

Json described(Json schema, const Field& field) {
    schema.set("description", field.label.en); // beside a $ref too, as OpenAPI 3.1 allows
    return schema;
}

// What is told of: to nobody in particular, what every Relacja has.
struct Reader {
    const Schema& schema;
    const Rights* rights;
    bool knows(const Object& object) const { return rights ? crm::knows(schema, *rights, object) : !object.hidden && !object.own; }
    bool reads(const Object& object, const Field& field) const { return rights ? rights->may_read(object, field) : !field.own; }
};

Json record_schema(const Object& object, const Reader& reader) {
    Json properties = Json::object({{"id", schema_ref("Id")}, {"version", Json::object({{"type", "integer"}, {"format", "int64"}})}, {"title", typed("string")}});
    for (const Field& field : object.fields) {
        if (field.index == Object::id.index || field.index == Object::version.index || field.index == Object::deleted_at.index || !reader.reads(object, field)) continue;
        properties.set(field.name, described(nullable(value_schema(field, false)), field));
        if (field.kind == Kind::money) properties.set(field.name + "_base", nullable(schema_ref("Money")));
    }
    Json actions = list_of(typed("string"));
    actions.set("description", "Which actions apply to the record as it is and are the caller's to take; with the whole record, not in lists.");
    properties.set("actions", std::move(actions));
    properties.set("can", schema_ref("Can"));
    return Json::object({{"type", "object"}, {"description", object.label.en + "."}, {"properties", properties}, {"required", Json::array({"id", "version", "title"})}});
}

Json input_schema(const Object& object, const Reader& reader, bool creating) {
    Json properties = Json::object();
    Json::Array required;
    for (const Field& field : object.fields) {
        if (field.read_only || field.kind == Kind::rollup || (field.system && field.index != Object::external_id.index) || !reader.reads(object, field)) continue;
        Json schema = value_schema(field, true);
        if (field.kind == Kind::tags) schema = Json::object({{"oneOf", Json::array({schema, schema_ref("TagChange")})}});
        properties.set(field.name, described(nullable(std::move(schema)), field));
        if (creating && field.required && field.default_value.is_null() && !field.title) required.push_back(field.name);
    }
    Json schema = Json::object({{"type", "object"}, {"properties", properties}, {"additionalProperties", false}});
    if (!required.empty()) schema.set("required", Json(required));
    return schema;
}

Json json_content(Json schema) { return Json::object({{"application/json", Json::object({{"schema", std::move(schema)}})}}); }
Json answer(const char* description, Json schema) { return Json::object({{"description", description}, {"content", json_content(std::move(schema))}}); }
Json problem(const char* name) { return Json::object({{"$ref", std::string("#/components/responses/") + name}}); }

Json parameter(const char* name, const char* in, const char* description, Json schema, bool required = false) {
    return Json::object({{"name", name}, {"in", in}, {"description", description}, {"required", required}, {"schema", std::move(schema)}});
}
Json parameter_ref(const char* name) { return Json::object({{"$ref", std::string("#/components/parameters/") + name}}); }

Json operation(const std::string& id, const std::string& summary, const std::string& tag, Json::Array parameters, Json responses, Json body = {}) {
    responses.set("401", problem("Unauthenticated"));
    responses.set("default", problem("Problem"));
    Json made = Json::object({{"operationId", id}, {"summary", summary}, {"tags", Json::array({tag})}});
    if (!parameters.empty()) made.set("parameters", Json(std::move(parameters)));
    if (!body.is_null()) made.set("requestBody", Json::object({{"required", true}, {"content", json_content(std::move(body))}}));
    made.set("responses", std::move(responses));
    return made;
}

Json page_of(Json item) {
    return Json::object({{"type", "object"}, {"properties", Json::object({{"items", list_of(std::move(item))}, {"next", nullable(typed("string"))}, {"count", schema_ref("Count")}})}, {"required", Json::array({"items", "next"})}});
}

// Who is this, which pairs are likely one, and merging them.
void add_duplicates(Json& paths, const Object& object, const Json& id) {
    const std::string& name = object.name;
    const std::string path = "/api/v1/" + name;
    const Json ids = list_of(schema_ref("Id"));
    const Json merge_body = Json::object({{"type", "object"}, {"properties", Json::object({{"with", ids}, {"values", Json::object({{"type", "object"}, {"description", "Field: the id of the record whose value it takes, or \"both\"."}})}, {"dry_run", typed("boolean")}})}, {"required", Json::array({"with"})}, {"additionalProperties", false}});
    const Json other = Json::object({{"type", "object"}, {"properties", Json::object({{"with", schema_ref("Id")}})}, {"required", Json::array({"with"})}, {"additionalProperties", false}});
    paths.set(path + "/{id}/merge", Json::object({{"post", operation("merge_" + name, "Merge others into this record", name, {id}, Json::object({{"200", answer("Merged, or what a dry run shows.", typed("object"))}, {"202", answer("An operation that moves many links.", typed("object"))}}), merge_body)}}));
    paths.set(path + "/{id}/not_same", Json::object({{"post", operation("not_same_" + name, "Say that two are different", name, {id}, Json::object({{"204", Json::object({{"description", "Remembered."}})}}), other)}}));
    paths.set(path + "/alike", Json::object({{"post", operation("alike_" + name, "Who is this?", name, {parameter("except", "query", "The id of the record itself.", typed("string"))}, Json::object({{"200", answer("Likely the same ones.", typed("object"))}}), typed("object"))}}));
    paths.set(path + "/duplicates", Json::object({{"get", operation("duplicates_" + name, "Pairs that are likely one", name, {parameter("min", "query", "The least score, 0 to 1.", typed("string")), parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page of pairs.", page_of(typed("object")))}}))},
                                                 {"post", operation("find_duplicates_" + name, "Search all records for duplicates", name, {}, Json::object({{"202", answer("The operation that does it.", schema_ref("Operation"))}}))}}));
}

void add_object(Json& paths, Json& schemas, const Object& object, const Reader& reader) {
    const std::string& name = object.name;
    const std::string path = "/api/v1/" + name;
    schemas.set(name, record_schema(object, reader));
    if (name != "file")
        schemas.set(name + "_create", input_schema(object, reader, true)); // a file is made of its octets
    schemas.set(name + "_change", input_schema(object, reader, false));
    const Json id = parameter("id", "path", "The record's id.", schema_ref("Id"), true);
    const Json record = schema_ref(name);
    paths.set(path, Json::object({
        {"get", operation("list_" + name, "List " + object.plural.en, name, {parameter_ref("filter"), parameter_ref("sort"), parameter_ref("fields"), parameter_ref("limit"), parameter_ref("cursor"), parameter_ref("count"), parameter_ref("search"), parameter_ref("binned")}, Json::object({{"200", answer("A page.", page_of(record))}}))},
        {"post", operation("create_" + name, "Create " + object.label.en, name, {parameter_ref("idempotency")}, Json::object({{"201", answer("Created.", record)}}), schema_ref(name + "_create"))}}));
    paths.set(path + "/{id}", Json::object({
        {"get", operation("read_" + name, "Read " + object.label.en, name, {id, parameter_ref("fields")}, Json::object({{"200", answer("The record.", record)}}))},
        {"patch", operation("change_" + name, "Change " + object.label.en, name, {id, parameter_ref("if_match")}, Json::object({{"200", answer("The changed record.", record)}}), schema_ref(name + "_change"))},
        {"delete", operation("delete_" + name, "Move to the bin", name, {id, parameter_ref("if_match")}, Json::object({{"204", Json::object({{"description", "Deleted."}})}}))}}));
    paths.set(path + "/{id}/restore", Json::object({{"post", operation("restore_" + name, "Restore from the bin", name, {id}, Json::object({{"200", answer("The restored record.", record)}}))}}));
    paths.set(path + "/{id}/history", Json::object({{"get", operation("history_of_" + name, "What changed", name, {id, parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page of changes.", page_of(schema_ref("Change")))}}))}}));
    paths.set(path + "/{id}/timeline", Json::object({{"get", operation("timeline_of_" + name, "Everything that happened around the record", name, {id, parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page of the timeline.", page_of(schema_ref("TimelineEntry")))}}))}}));
    paths.set(path + "/aggregate", Json::object({{"get", operation("aggregate_" + name, "Counts, sums, averages by groups", name, {parameter("group", "query", "Fields, with :day, :week, :month, :quarter or :year behind days and moments.", typed("string")), parameter("measure", "query", "count, sum:FIELD, avg:FIELD, min:FIELD, max:FIELD, separated by commas.", typed("string")), parameter_ref("filter")}, Json::object({{"200", answer("Rows of groups and measures.", schema_ref("Aggregate"))}}))}}));
    paths.set(path + "/export", Json::object({{"get", operation("export_" + name, "Export " + object.plural.en, name, {parameter("format", "query", "csv, xlsx or jsonl.", Json::object({{"type", "string"}, {"enum", Json::array({"csv", "xlsx", "jsonl"})}})), parameter("headings", "query", "names as programs know the fields, or labels in the caller's language.", Json::object({{"type", "string"}, {"enum", Json::array({"names", "labels"})}, {"default", "names"}})), parameter_ref("filter"), parameter_ref("sort"), parameter_ref("fields")}, Json::object({{"200", Json::object({{"description", "The file."}, {"content", Json::object({{"text/csv", Json::object({{"schema", typed("string")}})}})}})}}))}}));
    if (!object.parent_field() && !is_never_merged(object) && object.module != "auth") add_duplicates(paths, object, id);
    for (const Report& report : reports_of(object)) {
        Json::Array inputs;
        for (const Field& input : report.inputs) {
            Json taken = parameter(input.name.c_str(), "query", input.label.en.c_str(), value_schema(input, true), input.required);
            if (input.kind == Kind::links) taken.set("explode", false); // 1,2
            inputs.push_back(std::move(taken));
        }
        paths.set(path + "/report/" + report.name, Json::object({{"get", operation(report.name + "_of_" + name, report.label.en, name, inputs, Json::object({{"200", answer("The report.", typed("object"))}}))}}));
    }
    for (const Rendition& each : renditions_of(object))
        paths.set(path + "/{id}/rendition/" + each.name, Json::object({{"get", operation(each.name + "_as_file_of_" + name, each.label.en, name, {id}, Json::object({{"200", Json::object({{"description", "The file."}, {"content", Json::object({{each.type, Json::object({{"schema", typed("string")}})}})}})}}))}}));
    for (const auto& action : object.actions) {
        Json properties = Json::object();
        Json::Array required;
        for (const Field& input : action.inputs) {
            properties.set(input.name, described(nullable(value_schema(input, true)), input));
            if (input.required) required.push_back(input.name);
        }
        Json body = Json::object({{"type", "object"}, {"properties", properties}, {"additionalProperties", false}});
        if (!required.empty()) body.set("required", Json(required));
        paths.set(path + "/{id}/" + action.name, Json::object({{"post", operation(action.name + "_" + name, action.label.en, name, {id, parameter_ref("if_match")}, Json::object({{"200", answer("The record, or the action's own answer.", typed("object"))}}), std::move(body))}}));
    }
}

Json common_schemas() {
    const Json text = typed("string");
    const Json any = Json::object({{"description", "Any JSON."}});
    return Json::object({
        {"Id", Json::object({{"type", "string"}, {"pattern", "^[1-9][0-9]{0,18}$"}, {"description", "A 64-bit number as a text."}})},
        {"Money", Json::object({{"type", "object"}, {"properties", Json::object({{"amount", Json::object({{"type", "string"}, {"examples", Json::array({"1234.50"})}})}, {"currency", Json::object({{"type", "string"}, {"pattern", "^[A-Z]{3}$"}})}})}, {"required", Json::array({"amount", "currency"})}})},
        {"Link", Json::object({{"type", "object"}, {"properties", Json::object({{"id", schema_ref("Id")}, {"title", text}, {"deleted", typed("boolean")}})}, {"required", Json::array({"id", "title"})}})},
        {"AnyLink", Json::object({{"type", "object"}, {"properties", Json::object({{"object", text}, {"id", schema_ref("Id")}, {"title", text}, {"deleted", typed("boolean")}})}, {"required", Json::array({"object", "id", "title"})}})},
        {"AnyLinkInput", Json::object({{"type", "object"}, {"properties", Json::object({{"object", text}, {"id", schema_ref("Id")}})}, {"required", Json::array({"object", "id"})}})},
        {"TagChange", Json::object({{"type", "object"}, {"properties", Json::object({{"add", list_of(text)}, {"remove", list_of(text)}})}})},
        {"Address", Json::object({{"type", "object"}, {"properties", Json::object({{"street", text}, {"house", text}, {"flat", text}, {"postal_code", text}, {"city", text}, {"region", text}, {"country", Json::object({{"type", "string"}, {"pattern", "^[A-Z]{2}$"}})}})}})},
        {"Can", Json::object({{"type", "object"}, {"description", "What the caller may do with the record as it is; with the whole record, not in lists."}, {"properties", Json::object({{"update", typed("boolean")}, {"delete", typed("boolean")}, {"restore", typed("boolean")}})}, {"required", Json::array({"update", "delete", "restore"})}})},
        {"Count", Json::object({{"type", "object"}, {"properties", Json::object({{"value", typed("integer")}, {"exact", typed("boolean")}})}, {"required", Json::array({"value", "exact"})}})},
        {"Change", Json::object({{"type", "object"}, {"properties", Json::object({{"id", schema_ref("Id")}, {"at", formatted("date-time")}, {"by", nullable(schema_ref("Link"))}, {"kind", text}, {"changes", list_of(Json::object({{"type", "object"}, {"properties", Json::object({{"field", text}, {"from", any}, {"to", any}})}}))}})}, {"required", Json::array({"id", "at", "kind"})}})},
        {"TimelineEntry", Json::object({{"type", "object"}, {"properties", Json::object({{"id", schema_ref("Id")}, {"at", formatted("date-time")}, {"by", nullable(schema_ref("Link"))}, {"kind", text}, {"object", text}, {"record", schema_ref("Link")}})}, {"required", Json::array({"id", "at", "kind"})}})},
        {"Aggregate", Json::object({{"type", "object"}, {"properties", Json::object({{"rows", list_of(Json::object({{"type", "object"}, {"properties", Json::object({{"group", typed("object")}, {"count", typed("integer")}})}}))}})}, {"required", Json::array({"rows"})}})},
        {"Operation", Json::object({{"type", "object"}, {"properties", Json::object({{"id", schema_ref("Id")}, {"kind", text}, {"state", text}, {"object", text}, {"total", typed("integer")}, {"done", typed("integer")}, {"created", typed("integer")}, {"updated", typed("integer")}, {"skipped", typed("integer")}, {"refused", typed("integer")}, {"left_out", typed("integer")}, {"message", nullable(text)}})}, {"required", Json::array({"id", "kind", "state"})}})},
        {"Problem", Json::object({{"type", "object"}, {"description", "RFC 9457."}, {"properties", Json::object({{"type", text}, {"title", text}, {"status", typed("integer")}, {"detail", text}, {"request", text}, {"fields", list_of(Json::object({{"type", "object"}, {"properties", Json::object({{"field", text}, {"message", text}})}}))}})}, {"required", Json::array({"type", "title", "status", "detail"})}})},
    });
}

Json common_parameters() {
    const Json text = typed("string");
    return Json::object({
        {"filter", parameter("filter", "query", "A JSON object: {\"field\":value} or {\"field\":{\"operator\":value}}, with and, or, not; operators eq, ne, lt, lte, gt, gte, in, not_in, contains, starts_with, is_null, within, has.", text)},
        {"sort", parameter("sort", "query", "Fields separated by commas, - before one for descending.", text)},
        {"fields", parameter("fields", "query", "Fields separated by commas; may follow one link (party.name).", text)},
        {"limit", parameter("limit", "query", "Records on a page.", Json::object({{"type", "integer"}, {"minimum", 1}, {"maximum", 200}, {"default", 50}}))},
        {"cursor", parameter("cursor", "query", "Where the page before ended: its next.", text)},
        {"count", parameter("count", "query", "none, capped (stops at 10,000) or exact.", Json::object({{"type", "string"}, {"enum", Json::array({"none", "capped", "exact"})}, {"default", "none"}}))},
        {"search", parameter("search", "query", "Words that must be found in the record.", text)},
        {"binned", parameter("binned", "query", "true for the bin instead of the living.", typed("boolean"))},
        {"if_match", parameter("If-Match", "header", "The version that the ETag gave; refuses with 412 when it is not the present one.", text)},
        {"idempotency", parameter("Idempotency-Key", "header", "The same key and body within 24 hours is carried out once.", text)},
    });
}

Json common_responses() {
    auto one = [](const char* description) { return Json::object({{"description", description}, {"content", Json::object({{"application/problem+json", Json::object({{"schema", schema_ref("Problem")}})}})}}); };
    return Json::object({{"Unauthenticated", one("Nobody is signed in.")}, {"Problem", one("What is wrong and what to do next.")}});
}

void add_other_calls(Json& paths) {
    const Json object = typed("object");
    const Json id = parameter("id", "path", "The id.", schema_ref("Id"), true);
    const Json operation_answer = schema_ref("Operation");
    auto open = [](Json made) {
        made.set("security", Json::array());
        return made;
    };
    auto none = [](const char* description) { return Json::object({{"204", Json::object({{"description", description}})}}); };
    paths.set("/api/v1/session", Json::object({
        {"post", open(operation("sign_in", "Sign in; sets a cookie", "session", {}, Json::object({{"200", answer("Signed in.", object)}}), Json::object({{"type", "object"}, {"properties", Json::object({{"login", typed("string")}, {"password", typed("string")}, {"code", typed("string")}})}, {"required", Json::array({"login", "password"})}})))},
        {"get", operation("list_sessions", "My sessions", "session", {}, Json::object({{"200", answer("Sessions.", object)}}))},
        {"delete", operation("sign_out", "Sign out", "session", {}, none("Signed out."))}}));
    paths.set("/api/v1/session/{id}", Json::object({{"delete", operation("end_session", "End a session", "session", {id}, none("Ended."))}}));
    paths.set("/api/v1/session/see-as", Json::object({{"post", operation("see_as", "See what somebody else sees, without changing anything", "session", {}, Json::object({{"200", answer("Whom.", object)}}), Json::object({{"type", "object"}, {"properties", Json::object({{"user", schema_ref("Id")}})}, {"required", Json::array({"user"})}}))}, {"delete", operation("see_as_oneself", "Back to oneself", "session", {}, none("Oneself again."))}}));
    paths.set("/api/v1/me", Json::object({{"get", operation("me", "Who am I", "session", {}, Json::object({{"200", answer("Me.", object)}}))}, {"patch", operation("change_me", "Change my profile", "session", {}, Json::object({{"200", answer("Me.", object)}}), object)}}));
    const Json codes = Json::object({{"type", "object"}, {"properties", Json::object({{"recovery_codes", list_of(typed("string"))}})}});
    auto with = [](const char* member) { return Json::object({{"type", "object"}, {"properties", Json::object({{member, typed("string")}})}, {"required", Json::array({member})}}); };
    paths.set("/api/v1/me/second-factor", Json::object({
        {"get", operation("second_factor", "Whether my second factor is on", "session", {}, Json::object({{"200", answer("Its state.", object)}}))},
        {"post", operation("begin_second_factor", "Begin to set up a second factor; the secret is shown once", "session", {}, Json::object({{"201", answer("The secret, and its otpauth address.", object)}}), with("password"))},
        {"delete", operation("end_second_factor", "End my second factor", "session", {}, none("Ended."), with("password"))}}));
    paths.set("/api/v1/me/second-factor/confirm", Json::object({{"post", operation("confirm_second_factor", "Put the new second factor in force", "session", {}, Json::object({{"200", answer("Recovery codes, shown once.", codes)}}), with("code"))}}));
    paths.set("/api/v1/me/second-factor/recovery-codes", Json::object({{"post", operation("renew_recovery_codes", "Replace my recovery codes", "session", {}, Json::object({{"200", answer("Recovery codes, shown once.", codes)}}), with("password"))}}));
    paths.set("/api/v1/user/{id}/second-factor", Json::object({{"delete", operation("reset_second_factor", "Take away a user's second factor", "session", {id}, none("Reset."))}}));
    paths.set("/api/v1/token", Json::object({{"get", operation("list_tokens", "My tokens", "session", {}, Json::object({{"200", answer("Tokens.", object)}}))}, {"post", operation("create_token", "Make a token; shown once", "session", {}, Json::object({{"201", answer("The token.", object)}}), object)}}));
    paths.set("/api/v1/token/{id}", Json::object({{"delete", operation("end_token", "Withdraw a token", "session", {id}, none("Withdrawn."))}}));
    paths.set("/api/v1/batch", Json::object({{"post", operation("batch", "Up to 500 operations, all or nothing unless atomic is false", "batch", {}, Json::object({{"200", answer("One result for each.", object)}}), Json::object({{"type", "object"}, {"properties", Json::object({{"atomic", typed("boolean")}, {"operations", list_of(object)}})}, {"required", Json::array({"operations"})}}))}}));
    paths.set("/api/v1/search", Json::object({{"get", operation("search", "Search as you type", "search", {parameter("q", "query", "What was typed.", typed("string"), true), parameter("objects", "query", "Objects separated by commas.", typed("string"))}, Json::object({{"200", answer("What was found.", object)}}))}}));
    paths.set("/api/v1/import", Json::object({{"post", operation("import", "Import a file", "import", {}, Json::object({{"202", answer("The operation.", operation_answer)}}), object)}}));
    paths.set("/api/v1/import/preview", Json::object({{"post", operation("preview_import", "What a file's columns would become", "import", {}, Json::object({{"200", answer("Header, samples, columns.", object)}}), object)}}));
    paths.set("/api/v1/operation/{id}", Json::object({{"get", operation("read_operation", "An operation's state", "import", {id}, Json::object({{"200", answer("The operation.", operation_answer)}}))}}));
    paths.set("/api/v1/operation/{id}/rows", Json::object({{"get", operation("operation_rows", "Results row by row", "import", {id, parameter("result", "query", "created, updated, skipped or refused.", typed("string")), parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page of rows.", object)}}))}}));
    paths.set("/api/v1/operation", Json::object({{"get", operation("list_operations", "Imports and other operations, newest first", "import", {parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page.", page_of(operation_answer))}}))}}));
    paths.set("/api/v1/operation/{id}/refused.csv", Json::object({{"get", operation("refused_rows", "The refused rows and their reasons, to be mended and imported again", "import", {id}, Json::object({{"200", Json::object({{"description", "The file."}, {"content", Json::object({{"text/csv", Json::object({{"schema", typed("string")}})}})}})}}))}}));
    for (const char* verb : {"pause", "stop", "resume", "undo"}) paths.set(std::string("/api/v1/operation/{id}/") + verb, Json::object({{"post", operation(std::string(verb) + "_operation", std::string("To ") + verb + " an operation", "import", {id}, Json::object({{"200", answer("The operation.", operation_answer)}}))}}));
    paths.set("/api/v1/meta", Json::object({{"get", operation("meta", "Objects, fields, what the caller may do", "meta", {}, Json::object({{"200", answer("The shape.", object)}}))}}));
    paths.set("/api/v1/meta/object", Json::object({{"post", operation("create_object", "Make an own object", "meta", {}, Json::object({{"201", answer("The object.", object)}}), object)}}));
    const Json name = parameter("name", "path", "The object's name.", typed("string"), true), field = parameter("field", "path", "The field's name.", typed("string"), true);
    paths.set("/api/v1/meta/object/{name}", Json::object({{"patch", operation("change_object", "Change an own object's labels", "meta", {name}, Json::object({{"200", answer("Changed.", object)}}), object)}, {"delete", operation("delete_object", "Delete an own object", "meta", {name}, Json::object({{"200", answer("Deleted.", object)}}))}}));
    paths.set("/api/v1/meta/object/{name}/field", Json::object({{"post", operation("create_field", "Make an own field", "meta", {name}, Json::object({{"201", answer("The field.", object)}}), object)}}));
    paths.set("/api/v1/meta/object/{name}/field/{field}", Json::object({{"patch", operation("change_field", "Change an own field", "meta", {name, field}, Json::object({{"200", answer("Changed.", object)}}), object)}, {"delete", operation("delete_field", "Delete an own field", "meta", {name, field}, Json::object({{"200", answer("Deleted.", object)}}))}}));
    const Json part = parameter("part", "path", "list, list.NAME, form or record.", typed("string"), true), of_role = parameter("role", "query", "The id of a role; without it, for everybody.", typed("string"));
    paths.set("/api/v1/meta/object/{name}/layout", Json::object({{"get", operation("layouts", "How lists, forms and pages were arranged", "meta", {name}, Json::object({{"200", answer("The layouts.", object)}}))}}));
    paths.set("/api/v1/meta/object/{name}/layout/{part}", Json::object({{"put", operation("arrange", "Arrange a list, form or page", "meta", {name, part, of_role}, Json::object({{"200", answer("The layout.", object)}}), object)}, {"delete", operation("forget_layout", "Back to what the program shows", "meta", {name, part, of_role}, none("Forgotten."))}}));
    paths.set("/api/v1/company", Json::object({{"get", operation("company", "The company's settings", "meta", {}, Json::object({{"200", answer("The settings.", object)}}))}, {"patch", operation("change_company", "Change the company's settings", "meta", {parameter_ref("if_match")}, Json::object({{"200", answer("The settings.", object)}}), object)}}));
    paths.set("/api/v1/audit", Json::object({{"get", operation("audit", "Sign-ins, exports, changes of rights", "system", {parameter_ref("limit"), parameter_ref("cursor")}, Json::object({{"200", answer("A page.", object)}}))}}));
    paths.set("/api/v1/live", Json::object({{"get", operation("live", "Live changes, over a WebSocket", "system", {}, Json::object({{"101", Json::object({{"description", "The WebSocket is open: subscribe with {\"subscribe\":[{\"object\":\"deal\",\"filter\":{…}}],\"since\":SEQ}."}})}, {"426", problem("Problem")}}))}}));
    paths.set("/healthz", Json::object({{"get", open(operation("healthz", "Is the program alive", "system", {}, Json::object({{"200", Json::object({{"description", "Alive."}})}})))}}));
    paths.set("/readyz", Json::object({{"get", open(operation("readyz", "Is it ready for requests", "system", {}, Json::object({{"200", Json::object({{"description", "Ready."}})}})))}}));
}

void add_files(Json& paths) {
    Json upload = operation("upload_file", "Store a file of at most 100 MB", "file", {parameter("about", "query", "What it is about, as object:id.", typed("string")), parameter("X-File-Name", "header", "Its name, percent-encoded.", typed("string"))}, Json::object({{"201", answer("Stored.", typed("object"))}}));
    upload.set("requestBody", Json::object({{"required", true}, {"content", Json::object({{"application/octet-stream", Json::object({{"schema", Json::object({{"type", "string"}, {"format", "binary"}})}})}})}}));
    Json file = paths["/api/v1/file"];
    file.set("post", upload);
    paths.set("/api/v1/file", file);
    Json content = operation("download_file", "The file's content; ranges are answered", "file", {parameter("id", "path", "The file's id.", schema_ref("Id"), true)}, Json::object({{"200", Json::object({{"description", "The content."}, {"content", Json::object({{"application/octet-stream", Json::object({{"schema", Json::object({{"type", "string"}, {"format", "binary"}})}})}})}})}}));
    paths.set("/api/v1/file/{id}/content", Json::object({{"get", content}}));
}

} // namespace

std::string openapi(const Schema& schema, const Rights* rights, const std::string& version) {
    const Reader reader{schema, rights};
    Json paths = Json::object(), schemas = common_schemas();
    Json::Array tags;
    for (const auto& object : schema.objects()) {
        if (!reader.knows(*object)) continue;
        add_object(paths, schemas, *object, reader);
        tags.push_back(Json::object({{"name", object->name}, {"description", object->plural.en}}));
    }
    add_other_calls(paths);
    if (schema.find("file")) add_files(paths);
    const std::pair<const char*, const char*> other[] = {{"session", "Sign-in, profile, tokens"}, {"batch", "Several changes at once"}, {"search", "Search as you type"}, {"import", "Imports and other operations"}, {"meta", "Shape and company"}, {"system", "Health and audit"}};
    for (const auto& [tag, description] : other) tags.push_back(Json::object({{"name", tag}, {"description", description}}));
    Json document = Json::object({
        {"openapi", "3.1.0"},
        {"info", Json::object({{"title", "Relacja"}, {"version", version}, {"description", "Customer relationship management. Made from the program's own declarations, an administrator's own objects and fields included."}, {"license", Json::object({{"name", "AGPL-3.0-or-later"}, {"identifier", "AGPL-3.0-or-later"}})}})},
        {"servers", Json::array({Json::object({{"url", "/"}})})},
        {"security", Json::array({Json::object({{"token", Json::array()}}), Json::object({{"cookie", Json::array()}})})},
        {"tags", Json(std::move(tags))},
        {"paths", std::move(paths)},
        {"components", Json::object({{"schemas", std::move(schemas)}, {"parameters", common_parameters()}, {"responses", common_responses()},
                                     {"securitySchemes", Json::object({{"token", Json::object({{"type", "http"}, {"scheme", "bearer"}})}, {"cookie", Json::object({{"type", "apiKey"}, {"in", "cookie"}, {"name", "relacja"}})}})}})},
    });
    return document.dump();
}

} // namespace crm
