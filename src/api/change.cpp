#include "api/change.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/actions.hpp"
#include "record/bin.hpp"
#include "record/complaints.hpp"
#include "record/input.hpp"
#include "record/inputs.hpp"
#include "record/known.hpp"
#include "record/merged.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

void refuse_unknown(Context& context, const Object& object, const std::string& name) {
    std::vector<std::string_view> known;
    for (const Field& field : object.fields)
        if (!field.read_only && !field.system && context.rights().may_read(object, field)) known.push_back(field.name);
    const auto near = nearest(name, known);
    throw Error(Problem::invalid,
                "There is no field \"" + cut(name, 60) + "\"." +
                    (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"),
                {{cut(name, 60), "There is no such field."}});
}

// A link that may lead to several objects: which of them the caller may know.
std::optional<std::string> wrong_target(Context& context, const Field& field, const Json& value) {
    if (field.kind != Kind::link_any || !value.is_object() || !value["object"].is_string()) return std::nullopt;
    const std::string& object = value["object"].as_string();
    if (!known_object(context.schema(), context.rights(), object))
        return "There is no object \"" + cut(object, 40) + "\".";
    if (field.leads_to(object)) return std::nullopt;
    std::string list;
    for (const auto& target : known_targets(context.schema(), context.rights(), field))
        (list += list.empty() ? "" : ", ") += target;
    return "This cannot lead to \"" + object + "\"; please choose one of: " + list + ".";
}

// The members of the body become the record's values; answers what is wrong, each at its field.
std::vector<FieldError> apply(Context& context, Record& record, const Json& body) {
    const Object& object = record.object();
    const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                           context.company().collation.get()};
    std::vector<FieldError> complaints;
    for (const auto& [name, value] : body.members()) {
        const Field* field = object.field(name);
        if (field && (field->is_link() || field->kind == Kind::links)) record.note_given(field->index);
        if (!field || !context.rights().may_read(object, *field)) {
            refuse_unknown(context, object, name);
        } else if (field->title && field->read_only && value.is_string() && value.as_string() == record.title()) {
            continue; // written back as it was read
        } else if (field->read_only || field->kind == Kind::rollup ||
                   (field->system && field->index != Object::external_id.index)) {
            complaints.push_back({name, "This is kept by the program and cannot be set."});
        } else if (!context.rights().may_write(object, *field)) {
            throw Error(Problem::forbidden,
                        "You may not change " + context.in_language(field->label) + ". Please ask somebody who may.",
                        {{name, "You may not change this."}});
        } else if (auto wrong = wrong_target(context, *field, value)) {
            complaints.push_back({name, *wrong});
        } else if (auto complaint = read_value(record, *field, value, rules)) {
            complaints.push_back({name, *complaint});
        }
    }
    return complaints;
}

[[noreturn]] void nothing_there(Context& context, const Object& object, Id id) {
    throw Error(Problem::not_found, "There is no " + fold(context.in_language(object.label)) + " with the id " +
                                        std::to_string(id) + ", or it is out of your sight.");
}

// The record, or the one that it was merged into, once it is in sight and `act` is allowed on it.
Record take(Context& context, const Object& object, Id given, Act act, const Versions& expected) {
    auto record = context.find(object, given);
    Id id = given;
    if (!record || record->binned())
        if (const Id survivor = survivor_of(context.connection(), given)) {
            if (act == Act::remove)
                throw Error(Problem::conflict, "This record was merged into " + std::to_string(survivor) +
                                                   ". Please delete that one if it is what you mean.");
            id = survivor;
            record = context.find(object, id);
        }
    if (!context.rights().everything) {
        if (!allowed(context, object, id, Act::read)) nothing_there(context, object, id);
        if (!allowed(context, object, id, act))
            throw Error(Problem::forbidden,
                        "You may see this record but not do this with it. Please ask its owner or an administrator.");
    }
    if (!record) nothing_there(context, object, id);
    if (!expected.empty() && std::find(expected.begin(), expected.end(), record->version()) == expected.end())
        throw Error(Problem::stale, "Somebody changed this record meanwhile: it is at version " +
                                        std::to_string(record->version()) +
                                        ". Please load it again and repeat your change.");
    return std::move(*record);
}

} // namespace

Versions versions_in(std::string_view if_match) {
    Versions versions;
    if (trimmed(if_match) == "*") return versions;
    for (std::size_t begin = 0; begin <= if_match.size();) {
        const std::size_t end = std::min(if_match.find(',', begin), if_match.size());
        std::string_view text = trimmed(if_match.substr(begin, end - begin));
        if (text.starts_with("W/")) text.remove_prefix(2);
        if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
        const auto version = parse_id(text);
        if (!version)
            throw Error(Problem::bad_request, "If-Match takes the version that the ETag gave, such as \"7\".");
        versions.push_back(*version);
        begin = end + 1;
    }
    return versions;
}

bool is_made_by_hand(const Object& object) {
    return std::none_of(object.fields.begin(), object.fields.end(), [](const Field& field) {
        return field.required && field.read_only && field.default_value.is_null();
    });
}

Id create_record(Context& context, const Object& object, const Json& body) {
    if (!context.rights().allows(object, Act::create))
        throw Error(Problem::forbidden, "You may not create " + fold(context.in_language(object.plural)) +
                                            ". Please ask an administrator.");
    if (!is_made_by_hand(object))
        throw Error(
            Problem::invalid,
            context.in_language({object.plural.en + " are not made by hand: each comes from what is done elsewhere.",
                                 object.plural.pl + ": tego nie tworzy się ręcznie, powstaje z innych działań.",
                                 object.plural.mk + ": ова не се прави рачно, настанува од други дејства."}));
    Record record = context.make(object);
    auto complaints = apply(context, record, body);
    if (!may_create(context, record)) {
        Complaints(std::move(complaints), context.rights().language).tell();
        throw Error(Problem::forbidden, "You may not create this here, since you may not change what it belongs to.");
    }
    save_given(context, record, std::move(complaints));
    return record.id();
}

void update_record(Context& context, const Object& object, Id id, const Json& body, const Versions& expected) {
    Record record = take(context, object, id, Act::update, expected);
    if (record.binned()) throw Error(Problem::conflict, "This record is in the bin. Please restore it first.");
    save_given(context, record, apply(context, record, body));
}

void delete_record(Context& context, const Object& object, Id id, const Versions& expected) {
    Record record = take(context, object, id, Act::remove, expected);
    context.remove(record);
}

void restore_record(Context& context, const Object& object, Id id) {
    auto record = context.find(object, id);
    if (!record) nothing_there(context, object, id);
    if (!context.rights().everything && !deletable(context, object, id)) nothing_there(context, object, id);
    if (survivor_of(context.connection(), id))
        throw Error(Problem::conflict, "This record was merged into another. Please undo the merge to bring it back.");
    context.restore(*record);
}

Json act_on_record(Context& context, const Object& object, Id id, const std::string& name, const Json& input,
                   const Versions& expected) {
    const Action* action = nullptr;
    std::vector<std::string_view> known;
    for (const Action& each : object.actions) {
        known.push_back(each.name);
        if (each.name == name) action = &each;
    }
    if (!action) {
        const auto near = nearest(name, known);
        throw Error(Problem::not_found, "There is no action \"" + cut(name, 60) + "\" here." +
                                            (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
    }
    if (!context.rights().allows_action(object, name))
        throw Error(Problem::forbidden,
                    "You may not do this. Please ask an administrator for the right to " + name + ".");
    const Json read = read_inputs(context, action->inputs, input);
    Record record = take(context, object, id, action->as_delete ? Act::remove : Act::update, expected);
    need_for(context, record, name);
    return action->run(context, record, read);
}

void write_unseen(Context& context, const Object& object, Id id, std::string& out) {
    const auto record = context.find(object, id);
    JsonWriter(out)
        .begin_object()
        .key("id")
        .id(id)
        .member("version", record ? record->version() : 0)
        .member("title", "")
        .end_object();
}

} // namespace crm
