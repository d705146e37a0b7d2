// Routes of shape: what objects and fields there are and what the caller may do with them; the company.
#include <algorithm>

#include "api/change.hpp"
#include "api/layouts.hpp"
#include "api/openapi.hpp"
#include "api/respond.hpp"
#include "base/error.hpp"
#include "base/money.hpp"
#include "record/actions.hpp"
#include "record/field_work.hpp"
#include "record/keys.hpp"
#include "record/known.hpp"
#include "record/names.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

void write_label(JsonWriter& out, std::string_view name, const Label& label) {
    out.key(name).json(label.json());
}

void write_names(JsonWriter& out, std::string_view name, const std::vector<std::string>& names) {
    out.key(name).begin_array();
    for (const auto& each : names) out.string(each);
    out.end_array();
}

void write_field(JsonWriter& out, const Field& field, bool writable, const std::vector<std::string>& targets,
                 const std::vector<FieldWork>& works = {}) {
    out.begin_object();
    out.member("name", field.name);
    out.member("kind", name_of(field.kind));
    if (field.kind == Kind::rollup) out.member("of", field.of).member("value_kind", name_of(field.rolled));
    write_label(out, "label", field.label);
    out.member("required", field.required);
    out.member("read_only", field.read_only);
    out.member("writable", writable && !field.read_only && field.kind != Kind::rollup);
    out.member("unique", field.unique);
    out.member("searchable", field.searchable);
    out.member("sortable", field.sortable());
    out.member("filterable", field.filterable());
    out.member("sensitive", field.sensitive);
    out.member("hidden", field.hidden);
    out.member("own", field.own);
    out.member("system", field.system);
    if (!field.to.empty()) write_names(out, "to", targets);
    if (!field.choices.empty()) {
        out.key("choices").begin_array();
        for (const auto& choice : field.choices) {
            out.begin_object().member("name", choice.name);
            write_label(out, "label", choice.label);
            out.member("color", choice.color).end_object();
        }
        out.end_array();
    }
    out.member("digits", field.digits);
    out.member("max_length", static_cast<std::int64_t>(field.length_limit()));
    out.member("group", field.group);
    out.key("default").json(field.default_value);
    std::vector<std::string> under_way;
    for (const FieldWork& work : works)
        if (work.field == field.name) under_way.push_back(work.what);
    if (!under_way.empty()) write_names(out, "under_way", under_way);
    out.end_object();
}

std::vector<std::string> readable(const Rights& rights, const Object& object, const std::vector<std::string>& names) {
    std::vector<std::string> kept;
    for (const auto& name : names)
        if (auto field = object.field(name); field && rights.may_read(object, *field)) kept.push_back(name);
    return kept;
}

// What the page of a record shows, as it was arranged; what nobody arranged yet comes behind it, in the groups it
// belongs to.
std::vector<std::string> write_arranged_groups(JsonWriter& out, const Rights& rights, const Object& object,
                                               const Json& page) {
    std::vector<std::string> placed;
    for (const Json& group : page["groups"].items()) {
        std::vector<std::string> names;
        for (const Json& name : group["fields"].items()) {
            placed.push_back(name.as_string());
            if (auto field = object.field(name.as_string()); field && rights.may_read(object, *field))
                names.push_back(field->name);
        }
        if (names.empty()) continue;
        out.begin_object().member("name", group.text("name"));
        auto built_in = std::find_if(object.groups.begin(), object.groups.end(),
                                     [&](const FieldGroup& each) { return each.name == group.text("name"); });
        if (group["label"].is_null() && built_in != object.groups.end())
            write_label(out, "label", built_in->label);
        else
            write_label(out, "label", Label::from(group["label"], ""));
        write_names(out, "fields", names);
        out.end_object();
    }
    if (page["hidden"].is_array())
        for (const Json& name : page["hidden"].items()) placed.push_back(name.as_string());
    return placed;
}

void write_groups(JsonWriter& out, const Rights& rights, const Object& object, const Json& page) {
    std::vector<FieldGroup> groups = object.groups;
    auto add = [&](const std::string& name, Label label) {
        if (std::none_of(groups.begin(), groups.end(), [&](const auto& each) { return each.name == name; }))
            groups.push_back({name, std::move(label)});
    };
    for (const Field& field : object.fields) {
        if (field.group == "about")
            add("about", {"About", "Informacje", "За записот"});
        else if (field.group == "own")
            add("own", {"Own fields", "Pola własne", "Сопствени полиња"});
        else if (field.group == "languages")
            add("languages", {"In other languages", "W innych językach", "На други јазици"});
        else if (field.group == "system")
            add("system", {"Record", "Rekord", "Запис"});
        else
            add(field.group, {field.group, field.group, field.group});
    }
    out.key("groups").begin_array();
    const auto placed =
        page.is_object() ? write_arranged_groups(out, rights, object, page) : std::vector<std::string>();
    for (const auto& group : groups) {
        std::vector<std::string> names;
        for (const Field& field : object.fields)
            if (field.group == group.name && !field.hidden && rights.may_read(object, field) &&
                std::find(placed.begin(), placed.end(), field.name) == placed.end())
                names.push_back(field.name);
        if (names.empty()) continue;
        out.begin_object().member("name", group.name);
        write_label(out, "label", group.label);
        write_names(out, "fields", names);
        out.end_object();
    }
    out.end_array();
    if (!page.is_object() || !page["hidden"].is_array()) return;
    std::vector<std::string> left_out;
    for (const Json& name : page["hidden"].items()) left_out.push_back(name.as_string());
    write_names(out, "left_out", readable(rights, object, left_out));
}

void write_named_lists(JsonWriter& out, const Rights& rights, const Object& object, const Layouts& layouts) {
    out.key("lists").begin_array();
    for (const auto& list : object.lists) {
        out.begin_object().member("name", list.name);
        write_label(out, "label", list.label);
        out.member("icon", list.icon).key("filter").json(list.filter).key("defaults").json(list.defaults);
        const auto columns =
            readable(rights, object, layouts.fields(object, "list." + list.name).value_or(list.columns));
        if (!columns.empty()) write_names(out, "list", columns);
        out.end_object();
    }
    out.end_array();
}

void write_reports(JsonWriter& out, const Schema& schema, const Rights& rights, const Object& object) {
    out.key("reports").begin_array();
    for (const Report& report : reports_of(object)) {
        if (readable(rights, object, report.reads).size() != report.reads.size()) continue;
        out.begin_object().member("name", report.name);
        write_label(out, "label", report.label);
        out.key("inputs").begin_array();
        for (const Field& input : report.inputs) write_field(out, input, true, known_targets(schema, rights, input));
        out.end_array().end_object();
    }
    out.end_array();
    out.key("renditions").begin_array();
    for (const Rendition& each : renditions_of(object)) {
        if (readable(rights, object, each.reads).size() != each.reads.size()) continue;
        out.begin_object().member("name", each.name).member("type", each.type);
        write_label(out, "label", each.label);
        out.end_object();
    }
    out.end_array();
}

void write_related(JsonWriter& out, const Schema& schema, const Rights& rights, const Object& object) {
    out.key("related").begin_array();
    for (const auto& [other, field] : schema.incoming(object.name)) {
        if (other->hidden || field->system || field->to == "*" || !rights.allows(schema, *other, Act::read) ||
            !rights.may_read(*other, *field))
            continue;
        out.begin_object().member("object", other->name).member("field", field->name);
        write_label(out, "label", other->plural);
        out.member("part", field->part_of).end_object();
    }
    out.end_array();
}

// What a role can say about the object: by which of its links a record is somebody's, and whose rights it follows.
void write_grant(JsonWriter& out, const Object& object) {
    std::vector<std::string> mine;
    for (const Field& field : object.fields)
        if (!field.system && (field.mine || field.name == "owner") && field.leads_to("user") &&
            (field.kind == Kind::link || field.kind == Kind::links))
            mine.push_back(field.name);
    out.key("grant").begin_object();
    write_names(out, "mine", mine);
    auto follows =
        std::find_if(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.follows; });
    if (follows != object.fields.end())
        out.member("follows", follows->name);
    else
        out.key("follows").null();
    out.end_object();
}

// What is arranged as far as the caller may read it, else what the object shows, else its title.
std::vector<std::string> shown(const Rights& rights, const Object& object,
                               const std::optional<std::vector<std::string>>& arranged,
                               const std::vector<std::string>& usual, const std::vector<std::string>& least) {
    auto names = arranged ? readable(rights, object, *arranged) : std::vector<std::string>();
    if (names.empty()) names = readable(rights, object, usual);
    return names.empty() ? readable(rights, object, least) : names;
}

void write_object(JsonWriter& out, const Schema& schema, const Rights& rights, const Object& object,
                  const Layouts& layouts, const std::vector<FieldWork>& works) {
    out.begin_object();
    out.member("name", object.name)
        .member("module", object.module)
        .member("icon", object.icon)
        .member("own", object.own);
    write_label(out, "label", object.label);
    write_label(out, "plural", object.plural);
    out.member("title", object.title_field().name);
    if (auto parent = object.parent_field())
        out.member("parent", parent->to);
    else
        out.key("parent").null();
    out.member("hidden", object.hidden)
        .member("setting", object.setting)
        .member("never_merged", is_never_merged(object));
    const Field* retired = object.retiring ? &object.fields[static_cast<std::size_t>(object.retiring->field)] : nullptr;
    if (retired && rights.may_read(object, *retired))
        out.member("retired", retired->name);
    else
        out.key("retired").null();
    auto may = [&](Act act) { return rights.allows(schema, object, act); };
    out.key("can").begin_object();
    out.member("read", may(Act::read))
        .member("create", is_made_by_hand(object) && may(Act::create))
        .member("update", may(Act::update));
    out.member("delete", may(Act::remove))
        .member("export", may(Act::export_out))
        .member("import", may(Act::import_in))
        .end_object();
    write_grant(out, object);
    out.key("actions").begin_array();
    for (const auto& action : object.actions) {
        if (!rights.allows_action(object, action.name)) continue;
        out.begin_object().member("name", action.name);
        write_label(out, "label", action.label);
        out.key("when").json(needs_as_filter(object, action.name, rights));
        out.key("inputs").begin_array();
        for (const auto& input : action.inputs) write_field(out, input, true, known_targets(schema, rights, input));
        out.end_array().end_object();
    }
    out.end_array();
    out.key("fields").begin_array();
    for (const Field& field : object.fields)
        if (rights.may_read(object, field))
            write_field(out, field,
                        rights.may_write(object, field) && (!field.system || field.index == Object::external_id.index),
                        known_targets(schema, rights, field), works);
    out.end_array();
    write_names(out, "list",
                shown(rights, object, layouts.fields(object, "list"), object.list_fields,
                      {object.title_field().name, "modified_at"}));
    out.member("sort", object.default_sort.empty() ? object.title_field().name : object.default_sort);
    write_names(out, "form",
                shown(rights, object, layouts.fields(object, "form"), object.form_fields, {object.title_field().name}));
    write_groups(out, rights, object, layouts.page(object));
    if (object.board_field.empty())
        out.key("board").null();
    else
        out.key("board")
            .begin_object()
            .member("field", object.board_field)
            .member("sum", object.board_sum)
            .end_object();
    write_named_lists(out, rights, object, layouts);
    write_reports(out, schema, rights, object);
    write_related(out, schema, rights, object);
    if (object.menu)
        out.key("menu")
            .begin_object()
            .member("group", object.menu->group)
            .member("position", object.menu->position)
            .end_object();
    else
        out.key("menu").null();
    out.end_object();
}

std::string company_json(const Company& company) {
    std::string text;
    JsonWriter out(text);
    out.begin_object()
        .member("name", company.name)
        .member("country", company.country)
        .member("currency", company.currency)
        .member("zone", company.zone_name)
        .member("language", company.language);
    out.key("more").json(company.more).member("version", company.version).end_object();
    return text;
}

// Who sees the page as the caller would: an administrator, or nobody but the caller.
void write_who_looks(JsonWriter& out, Context& context, const Caller& caller) {
    out.key("seen_by");
    if (caller.seen_by)
        out.begin_object()
            .key("id")
            .id(caller.seen_by)
            .member("title", context.title("user", caller.seen_by))
            .end_object();
    else
        out.null();
}

http::Response meta(Call& call) {
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        JsonWriter out(body);
        const Layouts layouts(context);
        out.begin_object();
        out.member("version", call.app.options().version);
        out.member("schema", call.schema->version());
        out.key("company").raw(company_json(context.company()));
        out.key("me").raw(me_json(context));
        write_who_looks(out, context, *call.caller);
        out.key("currencies").begin_array();
        for (std::string_view code : known_currencies()) out.string(code);
        out.end_array();
        out.key("names");
        write_names(out, *call.schema, call.rights(), context.connection());
        out.key("tags");
        write_names_of_tags(out, *call.schema, call.rights(), context.connection());
        out.key("colors");
        write_colors(out, *call.schema, call.rights(), context.connection());
        out.key("objects").begin_array();
        for (const auto& object : call.schema->objects())
            if (!object->hidden && call.rights().allows(*call.schema, *object, Act::read))
                write_object(out, *call.schema, call.rights(), *object, layouts,
                             field_work_under_way(context.connection(), object->name));
        out.end_array().end_object();
    });
    return json_response(200, std::move(body));
}

// To nobody in particular it tells of what every Relacja has; to a caller also of the own objects and fields they may
// read.
http::Response describe(Call& call) {
    const auto caller = caller_of(call.app, call.http);
    return json_response(200,
                         openapi(*call.schema, caller ? caller->rights.get() : nullptr, call.app.options().version));
}

http::Response company(Call& call) {
    const auto present = call.engine().company();
    http::Response response = json_response(200, company_json(*present));
    response.set("ETag", '"' + std::to_string(present->version) + '"');
    return response;
}

http::Response change_company(Call& call) {
    call.need("company");
    const auto* header = call.http.header("if-match");
    const Versions expected = header ? versions_in(*header) : Versions();
    const std::int64_t present = call.engine().company()->version;
    const bool fits = std::find(expected.begin(), expected.end(), present) != expected.end();
    call.engine().save_company(call.request, call.body(), expected.empty() ? 0 : fits ? present : expected.front());
    if (keys_are_outdated(call.engine())) enqueue_rebuild_of_keys(call.app);
    call.app.auth().audit("company_changed", call.rights().user, call.http.address);
    return company(call);
}

} // namespace

void add_meta_routes(Router& router) {
    add_layout_routes(router);
    add_own_shape_routes(router);
    router.add("GET", "/api/v1/meta", meta)
        .tells("meta", "Objects, fields, what the caller may do", "meta")
        .answers(200, "The shape.",
                 "{version: text, schema: whole, company: Company, me: Me, seen_by: Link | null, currencies: [text], "
                 "names: {*: {*: "
                 "text}}, tags: {*: {*: text}}, colors: {*: whole}, objects: [MetaObject]}");
    router.add("GET", "/api/v1/company", company)
        .tells("company", "The company's settings", "meta")
        .answers(200, "The settings.", "Company");
    router.add("PATCH", "/api/v1/company", change_company)
        .tells("change_company", "Change the company's settings", "meta")
        .hears("If-Match")
        .takes("CompanyChange")
        .answers(200, "The settings.", "Company");
    router.add("GET", "/api/v1/openapi.json", describe, Access::open)
        .tells("openapi", "This description; with a token, also of own objects and fields", "meta")
        .answers(200, "OpenAPI 3.1.", "{openapi: text, paths: {...}, ...}");
}

} // namespace crm
