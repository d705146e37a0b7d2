#include "api/layouts.hpp"

#include <algorithm>
#include <set>

#include "api/respond.hpp"
#include "auth/layout.hpp"
#include "auth/role.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t most_groups = 40;

std::vector<Id> roles_of_caller(Context& context) {
    const auto caller = context.user() ? context.find(user, context.user()) : std::nullopt;
    return caller ? caller->get(user.roles) : std::vector<Id>();
}

// 0: in force for everybody; above: the place of the caller's role; negative: not for the caller.
int rank(const std::vector<Id>& roles, const Record& record) {
    if (!record.has(layout.role)) return 0;
    const auto found = std::find(roles.begin(), roles.end(), record.get(layout.role));
    return found == roles.end() ? -1 : static_cast<int>(roles.end() - found);
}

std::vector<std::string> names_in(const Json& list) {
    std::vector<std::string> names;
    if (list.is_array())
        for (const Json& each : list.items()) names.push_back(each.as_string());
    return names;
}

} // namespace

Layouts::Layouts(Context& context) {
    const auto roles = roles_of_caller(context);
    std::map<std::pair<std::string, std::string>, int> ranks;
    for (const Record& record : context.find(layout, Condition{})) {
        const std::pair<std::string, std::string> key{record.get(layout.object), record.get(layout.part)};
        const int present = rank(roles, record);
        if (present < 0 || (ranks.contains(key) && ranks[key] > present)) continue;
        ranks[key] = present;
        definitions_[key] = Json::parse(record.get(layout.definition));
    }
}

std::optional<std::vector<std::string>> Layouts::fields(const Object& object, const std::string& part) const {
    const auto found = definitions_.find({object.name, part});
    if (found == definitions_.end()) return std::nullopt;
    return names_in(found->second["fields"]);
}

const Json& Layouts::page(const Object& object) const {
    static const Json none;
    const auto found = definitions_.find({object.name, "record"});
    return found == definitions_.end() ? none : found->second;
}

namespace {

// What is asked for: an object, a part of its pages, and for whom.
struct Asked {
    const Object& object;
    std::string part;
    Id role = 0;
};

Asked asked(Call& call) {
    call.need("shape");
    Asked asked{call.object(0), call.value(1)};
    const bool named = asked.part.starts_with("list.") &&
                       std::any_of(asked.object.lists.begin(), asked.object.lists.end(),
                                   [&](const NamedList& list) { return asked.part.substr(5) == list.name; });
    if (asked.part != "list" && asked.part != "form" && asked.part != "record" && !named)
        throw Error(Problem::not_found,
                    "A layout is of the list, of list.NAME, of the form or of the record. There is no \"" +
                        cut(asked.part, 40) + "\".");
    const std::string role_text = call.argument("role");
    if (role_text.empty()) return asked;
    const auto id = parse_id(role_text);
    call.engine().read(call.request, [&](Context& context) {
        const auto found = id ? context.find(role, *id) : std::nullopt;
        if (!found || found->binned())
            throw Error::at("role", "There is no such role. Choose one of the roles, or none for everybody.");
    });
    asked.role = *id;
    return asked;
}

void check_name(const Object& object, const Json& name, const char* member, std::set<std::string>& used) {
    if (!name.is_string()) throw Error::at(member, "Please give a list of names of fields.");
    if (!object.field(name.as_string())) {
        std::vector<std::string_view> known;
        for (const Field& field : object.fields) known.push_back(field.name);
        const auto near = nearest(name.as_string(), known);
        throw Error::at(member, "There is no field \"" + cut(name.as_string(), 40) + "\"." +
                                    (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
    if (!used.insert(name.as_string()).second)
        throw Error::at(member, "The field \"" + name.as_string() + "\" is named twice. Please name it once.");
}

void check_names(const Object& object, const Json& list, const char* member, std::set<std::string>& used) {
    if (!list.is_array()) throw Error::at(member, "Please give a list of names of fields.");
    for (const Json& name : list.items()) check_name(object, name, member, used);
}

// The label of a group: a text, or one for each language.
void check_group_label(const Json& label) {
    const Label read = Label::from(label, "");
    if (letters(read.en) > 80 || letters(read.pl) > 80 || letters(read.mk) > 80)
        throw Error::at("groups", "Please keep the name of a group under 80 letters.");
}

void check_definition(const Asked& asked, const Json& body) {
    const bool page = asked.part == "record";
    for (const auto& [name, value] : body.members())
        if (page ? name != "groups" && name != "hidden" : name != "fields")
            throw Error::at(cut(name, 60),
                            page ? "The page of a record has groups and hidden." : "A list or form has fields.");
    std::set<std::string> used;
    if (!page) {
        check_names(asked.object, body["fields"], "fields", used);
        if (used.empty()) throw Error::at("fields", "Please leave at least one field.");
        return;
    }
    if (!body["groups"].is_array() || body["groups"].items().size() > most_groups)
        throw Error::at("groups", "Please give a list of at most 40 groups.");
    for (const Json& group : body["groups"].items()) {
        if (!group.is_object()) throw Error::at("groups", "A group is {\"name\", \"label\", \"fields\"}.");
        for (const auto& [name, value] : group.members())
            if (name != "name" && name != "label" && name != "fields")
                throw Error::at("groups", "A group has name, label and fields.");
        check_group_label(group["label"]);
        check_names(asked.object, group["fields"], "groups", used);
    }
    if (body.find("hidden")) check_names(asked.object, body["hidden"], "hidden", used);
}

std::optional<Record> stored(Context& context, const Asked& asked) {
    for (Record& record : context.find(layout, layout.object == asked.object.name))
        if (record.get(layout.part) == asked.part && record.get(layout.role) == asked.role) return std::move(record);
    return std::nullopt;
}

void write_layout(Context& context, JsonWriter& out, const Record& record) {
    out.begin_object().member("part", record.get(layout.part));
    out.key("role");
    if (const Id id = record.get(layout.role))
        out.begin_object().key("id").id(id).member("title", context.title("role", id)).end_object();
    else
        out.null();
    out.key("definition").raw(record.get(layout.definition)).end_object();
}

http::Response list(Call& call) {
    call.need("shape");
    const Object& object = call.object(0);
    std::string body;
    call.engine().read(call.request, [&](Context& context) {
        body.clear();
        JsonWriter out(body);
        out.begin_object().key("items").begin_array();
        for (const Record& record : context.find(layout, layout.object == object.name))
            write_layout(context, out, record);
        out.end_array().end_object();
    });
    return json_response(200, std::move(body));
}

http::Response put(Call& call) {
    const Asked wanted = asked(call);
    const Json definition = call.body();
    check_definition(wanted, definition);
    std::string body;
    call.engine().write(call.request, [&](Context& context) {
        auto found = stored(context, wanted);
        Record record = found ? std::move(*found) : context.make(layout);
        record.set(layout.object, wanted.object.name);
        record.set(layout.part, wanted.part);
        if (wanted.role) record.set(layout.role, wanted.role);
        record.set(layout.definition, definition.dump());
        context.save(record);
        body.clear();
        JsonWriter out(body);
        write_layout(context, out, record);
    });
    call.app.auth().audit("shape_changed", call.rights().user, call.http.address,
                          Json::object({{"object", wanted.object.name}, {"layout", wanted.part}}));
    return json_response(200, std::move(body));
}

http::Response take_away(Call& call) {
    const Asked wanted = asked(call);
    call.engine().write(call.request, [&](Context& context) {
        if (auto found = stored(context, wanted)) context.remove(*found);
    });
    call.app.auth().audit("shape_changed", call.rights().user, call.http.address,
                          Json::object({{"object", wanted.object.name}, {"layout", wanted.part}, {"deleted", true}}));
    http::Response response;
    response.status = 204;
    return response;
}

} // namespace

void add_layout_routes(Router& router) {
    router.add("GET", "/api/v1/meta/object/{name}/layout", list)
        .tells("layouts", "How lists, forms and pages were arranged", "meta")
        .answers(200, "The layouts.", "{items: [Layout]}");
    router.add("PUT", "/api/v1/meta/object/{name}/layout/{part}", put)
        .tells("arrange", "Arrange a list, form or page", "meta")
        .asks("role", "The id of a role; without it, for everybody.", "Id")
        .takes("{fields?: [text], groups?: [{name?: text, label?: Label | null, fields: [text]}], hidden?: [text]}")
        .answers(200, "The layout.", "Layout");
    router.add("DELETE", "/api/v1/meta/object/{name}/layout/{part}", take_away)
        .tells("forget_layout", "Back to what the program shows", "meta")
        .asks("role", "The id of a role; without it, for everybody.", "Id")
        .answers(204, "Forgotten.");
}

} // namespace crm
