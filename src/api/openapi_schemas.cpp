#include "api/openapi_schemas.hpp"

#include "api/json_type.hpp"
#include "record/described.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

Json reference(const std::string& name) {
    return Json::object({{"$ref", "#/components/schemas/" + name}});
}

Json list_of(Json item) {
    return Json::object({{"type", "array"}, {"items", std::move(item)}});
}

Json choice_schema(const Field& field) {
    Json::Array names;
    for (const auto& choice : field.choices) names.push_back(choice.name);
    Json schema = json_type("text");
    if (!names.empty()) schema.set(field.required ? "enum" : "examples", Json(std::move(names)));
    return schema;
}

// The value of a field as it is read, or as it is written.
Json value_schema(const Field& field, bool written) {
    switch (field.value_kind()) {
    case Kind::whole:
    case Kind::rollup:
        return json_type("whole");
    case Kind::decimal:
    case Kind::percent:
        return Json::object(
            {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}, {"examples", Json::array({"12.50"})}});
    case Kind::money:
        return reference("Money");
    case Kind::yes_no:
        return json_type("truth");
    case Kind::day:
        return json_type("day");
    case Kind::moment:
        return json_type("moment");
    case Kind::choice:
        return choice_schema(field);
    case Kind::choices:
    case Kind::tags:
        return json_type("[text]");
    case Kind::link:
        return reference(written ? "Id" : "Link");
    case Kind::file:
        return reference(written ? "Id" : "FileLink");
    case Kind::link_any:
        return reference(written ? "AnyLinkInput" : "AnyLink");
    case Kind::links:
        return list_of(reference(written ? "Id" : "Link"));
    case Kind::address:
        return reference("Address");
    case Kind::json:
        return json_type("any");
    case Kind::email:
        return json_type("text");
    case Kind::url:
        return Json::object({{"type", "string"}, {"format", "uri"}});
    default: {
        Json schema = json_type("text");
        schema.set("maxLength", static_cast<std::int64_t>(field.length_limit()));
        return schema;
    }
    }
}

Json value_schema(const Object& object, const Field& field, bool written) {
    const std::string& held = field.kind == Kind::json ? json_held(object, field) : std::string();
    return held.empty() ? value_schema(field, written) : json_type(held);
}

Json described(Json schema, const Field& field) {
    schema.set("description", field.label.en); // beside a $ref too, as OpenAPI 3.1 allows
    return schema;
}

} // namespace

bool DescriptionReader::knows(const Object& object) const {
    return rights ? crm::knows(schema, *rights, object) : !object.hidden && !object.own;
}

bool DescriptionReader::reads(const Object& object, const Field& field) const {
    return rights ? rights->may_read(object, field) : !field.own;
}

Json nullable(Json schema) {
    for (const char* choice : {"oneOf", "anyOf"})
        if (const Json* found = schema.find(choice)) {
            Json with_null = *found;
            with_null.push(json_type("null"));
            schema.set(choice, std::move(with_null));
            return schema;
        }
    const Json* type = schema.find("type");
    if (!type)
        return schema.find("$ref") ? Json::object({{"oneOf", Json::array({schema, json_type("null")})}}) : schema;
    if (!type->is_string()) return schema;
    const std::string name = type->as_string();
    schema.set("type", Json::array({Json(name), Json("null")}));
    if (const Json* names = schema.find("enum")) {
        Json with_null = *names;
        with_null.push(Json());
        schema.set("enum", with_null);
    }
    return schema;
}

Json described_input(const Field& input) {
    return described(nullable(value_schema(input, true)), input);
}

Json record_schema(const Object& object, const DescriptionReader& reader) {
    Json properties =
        Json::object({{"id", reference("Id")}, {"version", json_type("whole")}, {"title", json_type("text")}});
    for (const Field& field : object.fields) {
        if (field.index == Object::id.index || field.index == Object::version.index || field.name == "title" ||
            !reader.reads(object, field))
            continue;
        properties.set(field.name, described(nullable(value_schema(object, field, false)), field));
        const auto beside = [&](int part, const char* type) {
            properties.set(object.columns[static_cast<std::size_t>(field.first_column + part)].name,
                           nullable(json_type(type)));
        };
        if (field.kind == Kind::money) beside(2, "Money");
        if (field.kind == Kind::rollup) beside(1, "moment"); // as of
    }
    Json actions = json_type("[text]");
    actions.set("description", "Which actions apply to the record as it is and are the caller's to take; with the "
                               "whole record, not in lists.");
    properties.set("actions", std::move(actions));
    properties.set("can", reference("Can"));
    return Json::object({{"type", "object"},
                         {"description", object.label.en + "."},
                         {"properties", properties},
                         {"required", Json::array({"id", "version", "title"})}});
}

Json input_schema(const Object& object, const DescriptionReader& reader, bool creating) {
    Json properties = Json::object();
    Json::Array required;
    for (const Field& field : object.fields) {
        if (field.read_only || field.kind == Kind::rollup ||
            (field.system && field.index != Object::external_id.index) || !reader.reads(object, field))
            continue;
        Json schema = value_schema(object, field, true);
        if (field.kind == Kind::tags) schema = Json::object({{"oneOf", Json::array({schema, reference("TagChange")})}});
        const bool given = field.required && field.default_value.is_null() && !is_filled_by_rule(object, field);
        properties.set(field.name, described(nullable(std::move(schema)), field));
        if (creating && given) required.push_back(field.name);
    }
    if (!creating && object.title_field().read_only && !properties.find("title"))
        properties.set("title",
                       Json::object({{"type", "string"}, {"description", "As it was read; it is passed over."}}));
    Json schema = Json::object({{"type", "object"}, {"properties", properties}, {"additionalProperties", false}});
    if (!required.empty()) schema.set("required", Json(required));
    return schema;
}

namespace {

const char* const meta_field = "{name: text, kind: text, of?: text, value_kind?: text, label: Label, required: truth, "
                               "read_only: truth, writable: truth, unique: truth, "
                               "searchable: truth, sortable: truth, filterable: truth, sensitive: truth, hidden: "
                               "truth, own: truth, system: truth, to?: [text], "
                               "choices?: [{name: text, label: Label, color: whole}], digits: whole, max_length: "
                               "whole, group: text, default: any}";
const char* const meta_object =
    "{name: text, module: text, icon: text, own: truth, label: Label, plural: Label, title: text, parent: text | null, "
    "hidden: truth, "
    "setting: truth, never_merged: truth, retired: text | null, "
    "can: {read: truth, create: truth, update: truth, delete: truth, export: truth, import: truth}, "
    "grant: {mine: [text], follows: text | null}, actions: [{name: text, label: Label, when: any, inputs: "
    "[MetaField]}], fields: [MetaField], "
    "list: [text], sort: text, form: [text], groups: [{name: text, label: Label, fields: [text]}], left_out?: [text], "
    "board: {field: text, sum: text} | null, "
    "lists: [{name: text, label: Label, icon: text, filter: any, defaults: any, list?: [text]}], "
    "reports: [{name: text, label: Label, inputs: [MetaField]}], renditions: [{name: text, type: text, label: Label}], "
    "related: [{object: text, field: text, label: Label, part: truth}], menu: {group: text, position: whole} | null}";
const char* const own_field = "kind: text, required?: truth, unique?: truth, searchable?: truth, sensitive?: truth, "
                              "indexed?: truth, to?: text | [text], "
                              "choices?: [text | {name?: text, label?: Label, color?: whole}], digits?: whole, "
                              "max_length?: whole, group?: text, default?: any, of?: text";
const char* const preview =
    "{header: [text], rows: [[text]], columns: {*: {field: text, sure: number, ...} | null}, looked_at: whole, whole: "
    "truth, separator: text, reading: {...}, "
    "encoding_sure: number, mixed: truth, encodings: [text], sheets: [text], notes: [text], preset: {name: text, "
    "label: Label} | null, "
    "remembered: truth, details: [{header: text, field: text | null, sure: number, why: text, samples: [text], filled: "
    "whole, different: whole, "
    "days?: {order: text, ambiguous: truth}, decimal?: {mark: text, ambiguous: truth}}], mapping: {...}}";
const char* const operation =
    "{id: Id, kind: text, state: \"queued\" | \"running\" | \"paused\" | \"done\" | "
    "\"stopped\" | \"failed\", object: text, dry_run: truth, by: Link | null, file: text | null, "
    "total: whole, done: whole, created: whole, updated: whole, skipped: whole, refused: "
    "whole, left_out: whole, message: text, undoable: truth, "
    "unread: [{column: text, filled: whole}], notes: [text], "
    "undoes: Id | null, undone_by: Id | null, created_at: moment, started_at: moment | null, "
    "finished_at: moment | null}";

} // namespace

Json common_schemas() {
    Json schemas = Json::object({
        {"Id",
         Json::object(
             {{"type", "string"}, {"pattern", "^[1-9][0-9]{0,18}$"}, {"description", "A 64-bit number as a text."}})},
        {"Currency", Json::object({{"type", "string"}, {"pattern", "^[A-Z]{3}$"}})},
        {"Amount",
         Json::object(
             {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}, {"examples", Json::array({"1234.50"})}})},
    });
    const std::pair<const char*, std::string> types[] = {
        {"Money", "{amount: Amount, currency: Currency}"},
        {"Can", "{update: truth, delete: truth, restore: truth}"},
        {"Link", "{id: Id, title: text, deleted?: truth, ...}"},
        {"FileLink", "{id: Id, title: text, deleted?: truth, size?: whole | null, type?: text | null, ...}"},
        {"AnyLink", "{object: text, id: Id, title: text, deleted?: truth, ...}"},
        {"AnyLinkInput", "{object: text, id: Id}"},
        {"TagChange", "{add?: [text], remove?: [text]}"},
        {"Address", "{street?: text | null, house?: text | null, flat?: text | null, postal_code?: text | null, city?: "
                    "text | null, region?: text | null, country?: text | null}"},
        {"Count", "{value: whole, exact: truth}"},
        {"Change", "{id: Id, at: moment, by: Link | null, kind: text, version: whole, merged_from?: Id, source?: "
                   "{operation: Id, kind: text, name?: text}, changes: [FieldChange]}"},
        {"FieldChange", "{field: text, masked?: truth, from: any, to: any}"},
        {"TimelineEntry",
         "{id: Id, at: moment, by: Link | null, kind: text, object: text, record: Link, changes?: [FieldChange], ...}"},
        {"Operation", operation},
        {"Label", "text | {en?: text, pl?: text, mk?: text}"},
        {"Scope", "{object: text, read?: truth, write?: truth}"},
        {"RoleRows", "truth | {rows: \"all\" | \"team\" | \"mine\" | {...}}"},
        {"Me", "{id: Id | null, login: text, name: text, language: text, zone: text, team: Link | null, roles: [Link], "
               "home: [text] | null, administrator: truth, may: [text], second_factor: {on: truth, required: truth}}"},
        {"Company", "{name: text, country: text, currency: Currency, zone: text, language: text, more: {...} | null, "
                    "version: whole}"},
        {"CompanyChange",
         "{name?: text, country?: text, currency?: Currency, zone?: text, language?: text, more?: {...} | null}"},
        {"Layout", "{part: text, role: Link | null, definition: {fields?: [text], groups?: [{name?: text, label?: "
                   "Label | null, fields: [text]}], hidden?: [text]}}"},
        {"MetaField", meta_field},
        {"MetaObject", meta_object},
        {"OwnField", std::string("{label: Label, ") + own_field + "}"},
        {"OwnFieldMade",
         std::string("{name: text, revision: whole, position: whole, label: Label, ") + own_field + "}"},
        {"OwnFieldChange",
         std::string("{label?: Label, kind?: text, ") + (own_field + std::string_view("kind: text, ").size()) + "}"},
        {"Columns", "{*: text | {field?: text, by?: text, create?: truth, values?: {...}, ...} | null}"},
        {"ImportPreview", preview},
        {"Problem", "{type: text, title: text, status: whole, detail: text, request?: text, fields?: [{field: text, "
                    "message: text}]}"},
    };
    for (const auto& [name, type] : types) schemas.set(name, json_type(type));
    for (const char* taken : {"CompanyChange", "OwnField", "OwnFieldChange", "AnyLinkInput", "TagChange"}) {
        Json schema = schemas[taken];
        schema.set("additionalProperties", false);
        schemas.set(taken, schema);
    }
    return schemas;
}

} // namespace crm
