// Shape: an administrator's own objects and fields, made and changed while everybody works. Each is a row of the table
// `shape`, and a real table or column.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/visible.hpp"
#include "record/complaints.hpp"
#include "record/context.hpp"
#include "record/field_change.hpp"
#include "record/field_work.hpp"
#include "record/input.hpp"
#include "record/renaming.hpp"
#include "record/rollup.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int most_own_fields = 500; // of one object: PostgreSQL has room for 1,600 columns, dropped ones included
constexpr int most_own_objects = 200;

const std::set<std::string_view> definition_members = {
    "name",      "object", "label",   "plural", "icon",       "kind",  "required", "unique",  "read_only", "searchable",
    "sensitive", "to",     "choices", "digits", "max_length", "group", "default",  "indexed", "position",  "of"};

void check_members(const Json& definition) {
    if (!definition.is_object()) throw Error(Problem::bad_request, "Please describe it as a JSON object.");
    for (const auto& [name, value] : definition.members())
        if (!definition_members.contains(name)) {
            const std::vector<std::string_view> known(definition_members.begin(), definition_members.end());
            const auto near = nearest(name, known);
            throw Error::at(name, "\"" + cut(name, 40) + "\" is not known here." +
                                      (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
        }
}

std::string label_text(const Json& definition) {
    const Label label = Label::from(definition["label"], "");
    if (!shows_something(label.en)) throw Error::at("label", "Please give it a label.");
    for (const std::string* text : {&label.en, &label.pl, &label.mk})
        if (control_in(*text) || has_line_break(*text) || without_turns(*text) != *text)
            throw Error::at(
                "label", "Please leave line breaks, control characters and turns of the direction out of the label.");
    if (letters(label.en) > 80 || letters(label.pl) > 80 || letters(label.mk) > 80)
        throw Error::at("label", "Please keep the label under 80 letters.");
    return label.en;
}

// Two kinds of records that are called alike cannot be told apart.
void refuse_taken_label(const Schema& schema, const char* at, const Label& given) {
    for (const auto& object : schema.objects())
        for (const Label* taken : {&object->label, &object->plural})
            for (const auto& text : {&Label::en, &Label::pl, &Label::mk})
                if (!object->hidden && !(given.*text).empty() && fold(given.*text) == fold(taken->*text))
                    throw Error::at(at,
                                    "\"" + cut(given.*text, 80) + "\" is there already. Please choose another name.");
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
        if (choice.name.empty() || choice.name.find('|') != std::string::npos)
            throw Error::at("choices", "Every choice needs a name without the character |.");
        if (!used.insert(choice.name).second)
            throw Error::at("choices", "The choice \"" + cut(choice.name, 40) + "\" is given twice.");
        choices.push_back(std::move(choice));
    }
    return choices;
}

FieldOptions options_from(const Json& definition, Kind kind) {
    FieldOptions options;
    options.required = definition.flag("required");
    options.unique = definition.flag("unique");
    options.read_only = definition.flag("read_only") || kind == Kind::number;
    options.searchable = definition.flag("searchable");
    options.sensitive = definition.flag("sensitive");
    options.indexed = definition.flag("indexed", kind == Kind::choice);
    options.digits = static_cast<int>(std::clamp<std::int64_t>(definition.number("digits", 2), 0, 8));
    options.max_length = static_cast<int>(std::clamp<std::int64_t>(definition.number("max_length", 0), 0, 100'000));
    options.group = definition.text("group", "own");
    options.default_value = definition["default"];
    if (kind == Kind::rollup) options.of = definition.text("of");
    if (kind == Kind::number) options.of = definition.text("of", "{n}");
    if (definition["to"].is_string()) options.to = definition.text("to");
    if (definition["to"].is_array())
        for (const Json& each : definition["to"].items())
            if (each.is_string()) (options.to += options.to.empty() ? "" : " ") += each.as_string();
    if (kind == Kind::choice || kind == Kind::choices) options.choices = choices_from(definition["choices"]);
    return options;
}

const std::set<Kind> own_kinds = {
    Kind::text,    Kind::long_text, Kind::whole,    Kind::decimal, Kind::money, Kind::percent, Kind::yes_no, Kind::day,
    Kind::moment,  Kind::choice,    Kind::choices,  Kind::tags,    Kind::link,  Kind::email,   Kind::phone,  Kind::url,
    Kind::address, Kind::file,      Kind::link_any, Kind::links,   Kind::json,  Kind::rollup,  Kind::number};

Kind own_kind(const Json& definition) {
    auto kind = kind_named(definition.text("kind"));
    if (!kind || !own_kinds.contains(*kind)) {
        std::string list;
        for (Kind each : own_kinds) (list += list.empty() ? "" : ", ") += name_of(each);
        throw Error::at("kind", "Please choose one of these kinds: " + list + ".");
    }
    return *kind;
}

// What the numbers of a series look like: one {n} or {n4}, and what they begin anew with.
void check_pattern(const FieldOptions& options) {
    constexpr std::size_t longest = 40;
    const std::string& pattern = options.of;
    const auto first = pattern.find("{n");
    if (letters(pattern) > longest || first == std::string::npos || pattern.find("{n", first + 1) != std::string::npos)
        throw Error::at("of", "Please give a pattern of at most 40 letters with {n} or {n4} for the number, once, such "
                              "as \"SRV/{yyyy}/{n4}\".");
    std::string rest = pattern;
    for (std::string_view known : {"{n4}", "{n}", "{yyyy}", "{mm}"})
        for (auto at = rest.find(known); at != std::string::npos; at = rest.find(known)) rest.erase(at, known.size());
    if (rest.find_first_of("{}") != std::string::npos)
        throw Error::at("of", "A pattern knows {n}, {n4}, {yyyy} and {mm}. Please write it with these.");
    if (pattern.find("{mm}") != std::string::npos && pattern.find("{yyyy}") == std::string::npos)
        throw Error::at(
            "of",
            "Numbers that begin anew each month need the year too, since no number comes twice. Please add {yyyy}.");
    if (options.required) throw Error::at("required", "A number is given by the program, so it cannot be required.");
}

void check_options(const Schema& schema, const std::string& object, Kind kind, const FieldOptions& options) {
    const bool links = kind == Kind::link || kind == Kind::links || kind == Kind::link_any;
    if (links && options.to.empty()) throw Error::at("to", "Please say which object the link leads to.");
    Field probe;
    static_cast<FieldOptions&>(probe) = options;
    if (links)
        for (const auto& target : probe.targets())
            if (target != "*" && !schema.find(target))
                throw Error::at("to", "There is no object \"" + cut(target, 40) + "\".");
    if (kind == Kind::link && probe.targets().size() != 1)
        throw Error::at("to", "A link leads to one object; choose the kind link_any for several.");
    if (kind == Kind::rollup) {
        probe.kind = kind;
        if (auto problem = resolve_rollup([&](std::string_view name) { return schema.find(name); }, object, probe))
            throw Error::at("of", *problem);
        if (options.required)
            throw Error::at("required", "A roll-up is kept by the program, so it cannot be required.");
    }
    if (kind == Kind::number) check_pattern(options);
    if (options.required && options.read_only && options.default_value.is_null())
        throw Error::at("required", "Nobody could fill in a field that is required and read only. Please give it a "
                                    "default, or leave one of the two out.");
    if (options.unique && kind != Kind::text && kind != Kind::email && kind != Kind::whole)
        throw Error::at("unique", "Only texts, e-mail addresses and whole numbers can be unique.");
}

// A default is what a person could have typed, and more than one record may have it.
void check_default(const Company& company, Kind kind, const FieldOptions& options) {
    if (options.default_value.is_null()) return;
    if (kind == Kind::rollup || kind == Kind::links || kind == Kind::number)
        throw Error::at("default", "A field of the kind " + std::string(name_of(kind)) + " has no default.");
    if (options.unique)
        throw Error::at("default", "A field that is unique has no default, since one record alone could have it.");
    auto object = std::make_shared<Object>("probe", "record", Label{}, Label{});
    const int index = object->add("probe", kind, {}, options);
    Record record(object);
    const InputRules rules{company.country, company.currency, &company.zone, company.collation.get()};
    if (auto complaint = read_value(record, object->fields[index], options.default_value, rules))
        throw Error::at("default", *complaint);
}

// What the records that are there need once a field is `after`; `before` is null when it is new.
void note_work(Context& context, const std::string& object, const std::string& field, const Json& before,
               const Json& after) {
    const bool searched = !before.is_null() && (before.flag("searchable") || after.flag("searchable"));
    if (searched && (before.flag("searchable") != after.flag("searchable") ||
                     before.flag("sensitive") != after.flag("sensitive") || before.text("kind") != after.text("kind")))
        note_field_work(context, {object, field, std::string(work_of_words)});
    if (!after.flag("required") || after["default"].is_null()) return;
    if (before.is_null() || !before.flag("required") || before["default"] != after["default"])
        note_field_work(context, {object, field, std::string(work_of_defaults)});
}

// Is there anything that a field with these options leads to, or is made of? What it needs may have been deleted.
bool has_what_it_needs(const std::vector<std::shared_ptr<Object>>& objects, const std::string& object, Kind kind,
                       FieldOptions& options) {
    auto find = [&](std::string_view name) -> const Object* {
        for (const auto& each : objects)
            if (each->name == name) return each.get();
        return nullptr;
    };
    Field probe;
    static_cast<FieldOptions&>(probe) = options;
    probe.kind = kind;
    if (kind == Kind::link || kind == Kind::links || kind == Kind::link_any) {
        const auto targets = probe.targets();
        return std::any_of(targets.begin(), targets.end(),
                           [&](const std::string& target) { return target == "*" || find(target); });
    }
    if (kind != Kind::rollup) return true;
    if (resolve_rollup(find, object, probe)) return false;
    options = probe;
    return true;
}

} // namespace

std::shared_ptr<const Schema> Engine::build_schema(Connection& connection) {
    struct ShapeRow {
        std::string object, field;
        Json definition;
    };
    std::vector<ShapeRow> rows;
    connection.query("SELECT \"object\", \"field\", \"definition\" FROM \"shape\" ORDER BY \"object\", \"field\"", {},
                     [&](const Row& row) {
                         rows.push_back({std::string(row.text(0)), std::string(row.text(1)), Json::parse(row.text(2))});
                         return true;
                     });
    std::vector<std::shared_ptr<Object>> objects;
    for (const Object* object : built_in_) objects.push_back(std::make_shared<Object>(*object));
    for (const auto& row : rows) {
        if (!row.field.empty() || row.definition.flag("deleted")) continue;
        const Label label = Label::from(row.definition["label"], row.object);
        auto object =
            std::make_shared<Object>(row.object, "own", label, Label::from(row.definition["plural"], label.en));
        object->own = true;
        object->icon = row.definition.text("icon", "box");
        object->menu = MenuPlace{"work", 500};
        object->add("name", Kind::text, {"Name", "Nazwa", "Име"},
                    {.required = true, .searchable = true, .title = true});
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
    // Roll-ups come last, since they are made of others' fields.
    auto order = [](const ShapeRow* row) {
        return std::tuple(row->definition.text("kind") == "rollup", row->definition.number("position"), row->field);
    };
    std::sort(fields.begin(), fields.end(), [&](const ShapeRow* a, const ShapeRow* b) { return order(a) < order(b); });
    for (const ShapeRow* row : fields) {
        auto object =
            std::find_if(objects.begin(), objects.end(), [&](const auto& each) { return each->name == row->object; });
        auto kind = kind_named(row->definition.text("kind"));
        if (object == objects.end() || !kind || row->definition.flag("deleted")) continue;
        FieldOptions options = options_from(row->definition, *kind);
        if (!has_what_it_needs(objects, row->object, *kind, options)) continue;
        const int index =
            (*object)->add(row->field, *kind, Label::from(row->definition["label"], row->field), std::move(options));
        (*object)->fields[index].own = true;
        (*object)->form_fields.push_back(row->field);
        if ((*object)->own) (*object)->list_fields.push_back(row->field);
    }
    for (const auto& row : rows)
        for (const auto& object : objects)
            if (row.definition.flag(renames) && object->name == row.object)
                for (Field& field : object->fields)
                    if (field.name == row.field && !field.own) rename(field, row.definition);
    for (const auto& object : objects)
        for (Field& field : object->fields)
            if (field.kind == Kind::rollup) { // those of own fields that lead nowhere were left out above
                const auto problem = resolve_rollup(
                    [&](std::string_view name) -> const Object* {
                        auto found = std::find_if(objects.begin(), objects.end(),
                                                  [&](const auto& each) { return each->name == name; });
                        return found == objects.end() ? nullptr : found->get();
                    },
                    object->name, field);
                require(!problem, problem ? problem->c_str() : "");
            }
    return std::make_shared<Schema>(std::vector<std::shared_ptr<const Object>>(objects.begin(), objects.end()),
                                    version + 1);
}

Json Engine::shape_of(const std::string& object, const std::string& field) {
    Json found;
    database_->read([&](Connection& connection) {
        const Value text = connection.value(
            "SELECT \"definition\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" = ?", Values{object, field});
        if (!is_null(text)) found = Json::parse(crm::text(text));
    });
    return found;
}

void Engine::save_shape(Request& request, const std::string& object, const std::string& field, const Json& definition,
                        const std::function<void(Context&)>& also) {
    write(request, [&](Context& context) {
        if (also) also(context);
        context.connection().execute(
            "INSERT INTO \"shape\" (\"object\", \"field\", \"definition\") VALUES (?, ?, ?) ON CONFLICT (\"object\", "
            "\"field\") DO UPDATE SET \"definition\" = excluded.\"definition\"",
            Values{object, field, definition.dump()});
        const Id id = context.make_id(0);
        context.connection().execute(
            "INSERT INTO \"event\" (\"id\", \"bucket\", \"at\", \"by\", \"object\", \"record\", \"version\", \"kind\", "
            "\"changes\", \"request\") VALUES (?, 0, ?, ?, ?, ?, 1, ?, ?, ?)",
            Values{id, context.now(), context.user() ? Value(context.user()) : Value(), std::string("shape"), id,
                   std::string("shape"), Json::object({{"object", object}, {"field", field}}).dump(),
                   context.request().id});
        request.last_event = id;
    });
    reload_schema();
    // Only now, since who takes it up has to know the field as it is.
    leave_field_work_to_the_queue(*this, object, field);
}

Json Engine::make_object(Request& request, const Json& definition) {
    check_members(definition);
    std::set<std::string> used;
    int own = 0;
    database_->read([&](Connection& connection) {
        connection.query("SELECT \"object\", \"definition\" FROM \"shape\" WHERE \"field\" = ''", {},
                         [&](const Row& row) {
                             used.emplace(row.text(0)); // a name is never used again, since the history speaks of it
                             own += !Json::parse(row.text(1)).flag("dropped");
                             return true;
                         });
    });
    if (own >= most_own_objects)
        throw Error(Problem::conflict,
                    "There are " + std::to_string(own) + " own objects already; please delete one first.");
    const std::string name = own_name(label_text(definition), used);
    for (const char* each : {"label", "plural"})
        if (definition.find(each)) refuse_taken_label(*schema(), each, Label::from(definition[each], ""));
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
    if (!object || object->hidden)
        throw Error(Problem::not_found, "There is no object \"" + cut(object_name, 40) + "\".");
    Complaints complaints({}, request.rights->language);
    Kind kind = Kind::text;
    std::string label;
    FieldOptions options;
    const bool kind_is_known = complaints.gather([&] { kind = own_kind(definition); });
    complaints.gather([&] { label = label_text(definition); });
    if (kind_is_known)
        complaints.gather([&] {
            options = options_from(definition, kind);
            check_options(*present, object_name, kind, options);
            check_default(*company(), kind, options);
        });
    complaints.tell();
    std::set<std::string> used;
    int own = 0;
    database_->read([&](Connection& connection) {
        connection.query("SELECT \"field\", \"definition\" FROM \"shape\" WHERE \"object\" = ? AND \"field\" <> ''",
                         Values{object_name}, [&](const Row& row) {
                             const Json definition = Json::parse(row.text(1));
                             used.emplace(row.text(0));
                             own += !definition.flag("dropped") && !definition.flag(renames);
                             return true;
                         });
    });
    if (own >= most_own_fields)
        throw Error(Problem::conflict,
                    "This object has " + std::to_string(own) + " own fields already; please delete one first.");
    const std::string name = own_name(label, used);
    Json kept = definition;
    kept.set("revision", 1);
    kept.set("position", static_cast<std::int64_t>(used.size()) + 1);
    save_shape(request, object_name, name, kept, [&](Context& context) {
        if (kind == Kind::rollup)
            context.enqueue(fill_rollup_job, Json::object({{"object", object_name}, {"field", name}}));
        note_work(context, object_name, name, {}, kept);
    });
    kept.set("name", name);
    return kept;
}

void Engine::change_object(Request& request, const std::string& object, const Json& changes) {
    check_members(changes);
    Json kept = shape_of(object, "");
    if (kept.is_null() || kept.flag("deleted"))
        throw Error(Problem::not_found, "There is no own object \"" + cut(object, 40) + "\".");
    for (const auto& [name, value] : changes.members()) {
        if (name != "label" && name != "plural" && name != "icon")
            throw Error::at(name, "Only label, plural and icon of an object can be changed.");
        kept.set(name, value);
    }
    label_text(kept);
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, "", kept);
}

void Engine::change_field(Request& request, const std::string& object, const std::string& field, const Json& changes) {
    check_members(changes);
    Json kept = shape_of(object, field);
    const auto present = schema();
    const Object* known = present->find(object);
    if (const Field* built_in = known ? known->field(field) : nullptr; built_in && !built_in->own)
        return save_shape(request, object, field, renamed(*built_in, kept, changes));
    if (kept.is_null() || kept.flag("deleted"))
        throw Error(Problem::not_found,
                    "There is no own field \"" + cut(field, 40) + "\" in \"" + cut(object, 40) + "\".");
    const Json before = kept;
    const Kind from = kind_named(kept.text("kind")).value_or(Kind::text);
    for (const auto& [name, value] : changes.members()) {
        if (name == "unique" && value.is_bool() && value.as_bool() && !kept.flag("unique"))
            throw Error::at("unique", "Whether a field is unique is chosen when it is made, since the records that are "
                                      "there may hold a value twice. Please make a new field.");
        if (name == "name" || name == "object")
            throw Error::at(name, "A field's name never changes; change its label instead.");
        if ((name == "to" || (name == "of" && from != Kind::number)) && value != before[name])
            throw Error::at(name, "What a field leads to or is made of never changes, since the records that are there "
                                  "hold it. Please make a new field.");
        kept.set(name, value);
    }
    const Kind to = own_kind(kept);
    FieldChange change(object, field, {from, static_cast<int>(before.number("digits", 2))},
                       {to, static_cast<int>(kept.number("digits", 2))});
    if (to == Kind::choice && !kept["choices"].is_array())
        database_->read(
            [&](Connection& connection) { kept.set("choices", change.present_values_as_choices(connection)); });
    label_text(kept);
    const FieldOptions options = options_from(kept, to);
    check_options(*schema(), object, to, options);
    if (to != from || !changes["default"].is_null() || !changes["choices"].is_null() || changes.flag("unique"))
        check_default(*company(), to, options);
    kept.set("revision", kept.number("revision", 1) + 1);
    save_shape(request, object, field, kept, [&](Context& context) {
        if (from != to || changes.find("choices") || changes.find("digits")) change.apply(context, options.choices);
        note_work(context, object, field, before, kept);
    });
}

} // namespace crm
