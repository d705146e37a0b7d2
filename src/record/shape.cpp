// Shape: an administrator's own objects and fields, made and changed while everybody works. Each is a row of the table
// `shape`, and a real table or column.
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/visible.hpp"
#include "record/context.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int most_own_fields = 500; // of one object: PostgreSQL has room for 1,600 columns, dropped ones included
constexpr int most_own_objects = 200;

const std::set<std::string_view> definition_members = {"name", "object", "label", "plural", "icon", "kind", "required", "unique", "searchable", "sensitive", "to", "choices", "digits", "max_length", "group", "default", "indexed", "position"};

void check_members(const Json& definition) {
    if (!definition.is_object()) throw Error(Problem::bad_request, "Please describe it as a JSON object.");
    for (const auto& [name, value] : definition.members())
        if (!definition_members.contains(name)) {
            const std::vector<std::string_view> known(definition_members.begin(), definition_members.end());
            const auto near = nearest(name, known);
            throw Error::at(name, "\"" + cut(name, 40) + "\" is not known here." + (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
        }
}

std::string label_text(const Json& definition) {
    const Label label = Label::from(definition["label"], "");
    if (!shows_something(label.en)) throw Error::at("label", "Please give it a label.");
    if (letters(label.en) > 80 || letters(label.pl) > 80 || letters(label.mk) > 80) throw Error::at("label", "Please keep the label under 80 letters.");
    return label.en;
}

// x_ and the folded label, at most 40 letters, unique among `used`.
std::string own_name(const std::string& label, const std::set<std::string>& used) {
    std::string base = "x_" + as_name(label, 38);
    if (base == "x_") throw Error::at("label", "Please give a label with at least one letter or digit.");
    std::string name = base;
    for (int i = 2; used.contains(name); ++i) {
        const std::string tail = "_" + std::to_string(i);
        name = base.substr(0, 40 - tail.size()) + tail;
    }
    return name;
}

std::vector<Choice> choices_from(const Json& list) {
    std::vector<Choice> choices;
    if (!list.is_array() || list.items().empty()) throw Error::at("choices", "Please give at least one choice.");
    if (list.items().size() > 500) throw Error::at("choices", "Please give at most 500 choices.");
    std::set<std::string> used;
    for (const Json& item : list.items()) {
        Choice choice;
        choice.label = Label::from(item.is_object() ? item["label"] : item, item.is_object() ? item.text("name") : "");
        choice.name = item.is_object() ? item.text("name") : "";
        if (choice.name.empty()) choice.name = as_name(choice.label.en, 40);
        if (!shows_something(choice.label.en)) choice.label = {choice.name, choice.name, choice.name};
        choice.color = static_cast<int>(std::clamp<std::int64_t>(item.is_object() ? item.number("color", 4) : 4, 0, 5));
        if (choice.name.empty() || choice.name.find('|') != std::string::npos) throw Error::at("choices", "Every choice needs a name without the character |.");
        if (!used.insert(choice.name).second) throw Error::at("choices", "The choice \"" + cut(choice.name, 40) + "\" is given twice.");
        choices.push_back(std::move(choice));
    }
    return choices;
}

FieldOptions options_from(const Json& definition, Kind kind) {
    FieldOptions options;
    options.required = definition.flag("required");
    options.unique = definition.flag("unique");
    options.searchable = definition.flag("searchable");
    options.sensitive = definition.flag("sensitive");
    options.indexed = definition.flag("indexed", kind == Kind::choice);
    options.digits = static_cast<int>(std::clamp<std::int64_t>(definition.number("digits", 2), 0, 8));
    options.max_length = static_cast<int>(std::clamp<std::int64_t>(definition.number("max_length", 0), 0, 100'000));
    options.group = definition.text("group", "own");
    options.default_value = definition["default"];
    if (definition["to"].is_string()) options.to = definition.text("to");
    if (definition["to"].is_array())
        for (const Json& each : definition["to"].items())
            if (each.is_string()) (options.to += options.to.empty() ? "" : " ") += each.as_string();
    if (kind == Kind::choice || kind == Kind::choices) options.choices = choices_from(definition["choices"]);
    return options;
}

const std::set<Kind> own_kinds = {Kind::text, Kind::long_text, Kind::whole, Kind::decimal, Kind::money, Kind::percent, Kind::yes_no, Kind::day, Kind::moment, Kind::choice, Kind::choices, Kind::tags, Kind::link, Kind::email, Kind::phone, Kind::url, Kind::address, Kind::file, Kind::link_any, Kind::links, Kind::json};

Kind own_kind(const Json& definition) {
    auto kind = kind_named(definition.text("kind"));
    if (!kind || !own_kinds.contains(*kind)) {
        std::string list;
        for (Kind each : own_kinds) (list += list.empty() ? "" : ", ") += name_of(each);
        throw Error::at("kind", "Please choose one of these kinds: " + list + ".");
    }
    return *kind;
}

void check_options(const Schema& schema, Kind kind, const FieldOptions& options) {
    const bool links = kind == Kind::link || kind == Kind::links || kind == Kind::link_any;
    if (links && options.to.empty()) throw Error::at("to", "Please say which object the link leads to.");
    Field probe;
    static_cast<FieldOptions&>(probe) = options;
    if (links)
        for (const auto& target : probe.targets())
            if (target != "*" && !schema.find(target)) throw Error::at("to", "There is no object \"" + cut(target, 40) + "\".");
    if (kind == Kind::link && probe.targets().size() != 1) throw Error::at("to", "A link leads to one object; choose the kind link_any for several.");
    if (options.unique && kind != Kind::text && kind != Kind::email && kind != Kind::whole) throw Error::at("unique", "Only texts, e-mail addresses and whole numbers can be unique.");
    if (options.required && !options.default_value.is_null()) return;
    if (options.required) throw Error::at("required", "A required field needs a default, since the records that are there have none.");
}

// A kind changes only from text to choice, or to a wider one.
bool may_become(Kind from, Kind to) {
    if (from == to) return true;
    static const std::set<std::pair<Kind, Kind>> wider = {{Kind::text, Kind::choice}, {Kind::text, Kind::long_text}, {Kind::choice, Kind::text}, {Kind::email, Kind::text}, {Kind::phone, Kind::text}, {Kind::url, Kind::text}};
    return wider.contains({from, to});
}

} // namespace

std::shared_ptr<const Schema> Engine::build_schema(Connection& connection) {
    struct ShapeRow {
        std::string object, field;
        Json definition;
    };
    std::vector<ShapeRow> rows;
    connection.query("SELECT \"object\", \"field\", \"definition\" FROM \"shape\" ORDER BY \"object\", \"field\"", {}, [&](const Row& row) {
        rows.push_back({std::string(row.text(0)), std::string(row.text(1)), Json::parse(row.text(2))});
        return true;
    });
    std::vector<std::shared_ptr<Object>> objects;
    for (const Object* object : built_in_) objects.push_back(std::make_shared<Object>(*object));
    for (const auto& row : rows) {
        if (!row.field.empty() || row.definition.flag("deleted")) continue;
        const Label label = Label::from(row.definition["label"], row.object);
        auto object = std::make_shared<Object>(row.object, "own", label, Label::from(row.definition["plural"], label.en));
        object->own = true;
        object->icon = row.definition.text("icon", "box");
        object->menu = MenuPlace{"work", 500};
        object->add("name", Kind::text, {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true});
        object->add("owner", Kind::link, {"Owner", "Opiekun", "Одговорен"}, {.mine = true, .to = "user"});
        object->list_fields = {"name", "owner", "modified_at"};
        object->form_fields = {"name", "owner"};
        objects.push_back(std::move(object));
    }
    std::int64_t version = 0;
    std::vector<const ShapeRow*> fields;
    for (const auto& row : rows) {
        version += row.definition.number("revision", 1);
        if (!row.field.empty()) fields.push_back(&row);
    }
    std::sort(fields.begin(), fields.end(), [](const ShapeRow* a, const ShapeRow* b) { return std::pair(a->definition.number("position"), a->field) < std::pair(b->definition.number("position"), b->field); });
    for (const ShapeRow* row : fields) {
        auto object = std::find_if(objects.begin(), objects.end(), [&](const auto& each) { return each->name == row->object; });
        auto kind = kind_named(row->definition.text("kind"));
        if (object == objects.end() || !kind || row->definition.flag("deleted")) continue;
        FieldOptions options = options_from(row->definition, *kind);
        const int index = (*object)->add(row->field, *kind, Label::from(row->definition["label"], row->field), std::move(options));
        (*object)->fields[index].own = true;
        (*object)->form_fields.push_back(row->field);
        if ((*object)->own) (*object)->list_fields.push_back(row->field);
    }
    return std::make_shared<Schema>(std::vector<std::shared_ptr<const Object>>(objects.begin(), objects.end()), version + 1);
}

Json Engine::shape_of(const std::string& object, const std::string& field) {
    Json found;
    database_->read([&](Connection& connection) {
        const Value text = connection.value("SELECT \"definition\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" = ?", Values{object, field});
        if (!is_null(text)) found = Json::parse(crm::text(text));
    });
    return found;
}

void Engine::save_shape(Request& request, const std::string& object, const std::string& field, const Json& definition) {
    write(request, [&](Context& context) {
        context.connection().execute("INSERT INTO \"shape\" (\"object\", \"field\", \"definition\") VALUES (?, ?, ?) ON CONFLICT (\"object\", \"field\") DO UPDATE SET \"definition\" = excluded.\"definition\"", Values{object, field, definition.dump()});
        const Id id = context.make_id(0);
        context.connection().execute("INSERT INTO \"event\" (\"id\", \"bucket\", \"at\", \"by\", \"object\", \"record\", \"version\", \"kind\", \"changes\", \"request\") VALUES (?, 0, ?, ?, ?, ?, 1, ?, ?, ?)",
                                     Values{id, context.now(), context.user() ? Value(context.user()) : Value(), std::string("shape"), id, std::string("shape"), Json::object({{"object", object}, {"field", field}}).dump(), context.request().id});
        request.last_event = id;
    });
    reload_schema();
}

Json Engine::make_object(Request& request, const Json& definition) {
    check_members(definition);
    std::set<std::string> used;
    int own = 0;
    database_->read([&](Connection& connection) {
        connection.query("SELECT \"object\" FROM \"shape\" WHERE \"field\" = ''", {}, [&](const Row& row) {
            used.emplace(row.text(0)); // deleted ones too: their tables are still there
            ++own;
            return true;
        });
    });
    if (own >= most_own_objects) throw Error(Problem::conflict, "There are " + std::to_string(own) + " own objects already; please delete one first.");
    const std::string name = own_name(label_text(definition), used);
    Json kept = definition;
    kept.set("revision", 1);
    save_shape(request, name, "", kept);
    kept.set("name", name);
    return kept;
}

Json Engine::make_field(Request& request, const std::string& object_name, const Json& definition) {
    check_members(definition);
    const auto present = schema();
    const Object* object = present->find(object_name);
    if (!object || object->hidden) throw Error(Problem::not_found, "There is no object \"" + cut(object_name, 40) + "\".");
    const Kind kind = own_kind(definition);
    const std::string label = label_text(definition);
    check_options(*present, kind, options_from(definition, kind));
    std::set<std::string> used;
    database_->read([&](Connection& connection) {
        connection.query("SELECT \"field\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" <> ''", Values{object_name}, [&](const Row& row) {
            used.emplace(row.text(0));
            return true;
        });
    });
    if (used.size() >= most_own_fields) throw Error(Problem::conflict, "This object has " + std::to_string(used.size()) + " own fields already; please delete one first.");
    const std::string name = own_name(label, used);
    Json kept = definition;
    kept.set("revision", 1);
    kept.set("position", static_cast<std::int64_t>(used.size()) + 1);
    save_shape(request, object_name, name, kept);
    kept.set("name", name);
    return kept;
}

void Engine::change_object(Request& request, const std::string& object, const Json& changes) {
    check_members(changes);
    Json kept = shape_of(object, "");
    if (kept.is_null() || kept.flag("deleted")) throw Error(Problem::not_found, "There is no own object \"" + cut(object, 40) + "\".");
    for (const auto& [name, value] : changes.members()) {
        if (name != "label" && name != "plural" && name != "icon") throw Error::at(name, "Only label, plural and icon of an object can be changed.");
        kept.set(name, value);
    }
    label_text(kept);
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, "", kept);
}

void Engine::change_field(Request& request, const std::string& object, const std::string& field, const Json& changes) {
    check_members(changes);
    Json kept = shape_of(object, field);
    if (kept.is_null() || kept.flag("deleted")) throw Error(Problem::not_found, "There is no own field \"" + cut(field, 40) + "\" in \"" + cut(object, 40) + "\".");
    const Kind from = kind_named(kept.text("kind")).value_or(Kind::text);
    for (const auto& [name, value] : changes.members()) {
        if (name == "unique" && value.is_bool() && value.as_bool() && !kept.flag("unique"))
            throw Error::at("unique", "Whether a field is unique is chosen when it is made, since the records that are there may hold a value twice. Please make a new field.");
        if (name == "name" || name == "object") throw Error::at(name, "A field's name never changes; change its label instead.");
        kept.set(name, value);
    }
    const Kind to = own_kind(kept);
    if (!may_become(from, to)) throw Error::at("kind", "A field of the kind " + std::string(name_of(from)) + " cannot become " + std::string(name_of(to)) + ". Please make a new field.");
    if (from == Kind::text && to == Kind::choice && !kept["choices"].is_array()) {
        Json::Array list; // what is there becomes the choices
        database_->read([&](Connection& connection) {
            connection.query("SELECT DISTINCT " + quoted(field) + " FROM " + quoted(object) + " WHERE " + quoted(field) + " IS NOT NULL LIMIT 500", {}, [&](const Row& row) {
                list.push_back(Json::object({{"name", std::string(row.text(0))}, {"label", std::string(row.text(0))}}));
                return true;
            });
        });
        kept.set("choices", Json(std::move(list)));
    }
    label_text(kept);
    check_options(*schema(), to, options_from(kept, to));
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, field, kept);
}

void Engine::delete_object(Request& request, const std::string& object) {
    Json kept = shape_of(object, "");
    if (kept.is_null() || kept.flag("deleted")) throw Error(Problem::not_found, "There is no own object \"" + cut(object, 40) + "\".");
    kept.set("deleted", true);
    kept.set("deleted_at", now());
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, "", kept);
}

void Engine::delete_field(Request& request, const std::string& object, const std::string& field) {
    Json kept = shape_of(object, field);
    if (kept.is_null() || kept.flag("deleted")) throw Error(Problem::not_found, "There is no own field \"" + cut(field, 40) + "\" in \"" + cut(object, 40) + "\".");
    kept.set("deleted", true);
    kept.set("deleted_at", now());
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, field, kept);
}

} // namespace crm
