#include "auth/grants.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace crm {

namespace {

[[noreturn]] void refuse(const std::string& message) {
    throw Error::at("grants", message);
}

std::string known_instead(std::string_view given, const std::vector<std::string_view>& known) {
    auto near = nearest(given, known);
    if (!near.empty()) return " Did you mean \"" + std::string(near) + "\"?";
    std::string list;
    for (std::size_t i = 0; i < known.size() && i < 12; ++i) (list += list.empty() ? "" : ", ") += known[i];
    return list.empty() ? "" : " There is " + list + ".";
}

bool is_management(const Object& object) {
    return object.name == "user" || object.name == "team" || object.name == "role";
}
const Field* followed(const Object& object) {
    for (const auto& field : object.fields)
        if (field.follows) return &field;
    return nullptr;
}
bool takes_grant(const Object& object) {
    return !object.hidden && !object.parent_field();
}
bool knows_mine(const Object& object) {
    return object.owner_field() ||
           std::any_of(object.fields.begin(), object.fields.end(), [](const Field& field) { return field.mine; });
}
bool is_everything(const std::optional<Condition>& rows) {
    return rows && rows->op == Condition::Op::all && rows->parts.empty();
}

const Object& granted_object(const Schema& schema, const Json& grant) {
    const Json& given = grant["object"];
    if (!given.is_string()) refuse("Each grant names its \"object\", as in {\"object\":\"party\",\"read\":true}.");
    const std::string& name = given.as_string();
    const Object* object = schema.find(name);
    if (!object || object->hidden) {
        std::vector<std::string_view> known;
        for (const auto& each : schema.objects())
            if (takes_grant(*each)) known.push_back(each->name);
        refuse("There is no object \"" + name + "\"." + known_instead(name, known));
    }
    if (auto parent = object->parent_field())
        refuse("\"" + name + "\" is a part of \"" + parent->to + "\" and has its rights. Grant \"" + parent->to +
               "\" instead.");
    auto link = followed(*object);
    if (link && (grant.find("read") || grant.find("export")))
        refuse("Who may read \"" + name + "\" follows from the record it belongs to (its field \"" + link->name +
               "\"). Grant that record's object instead.");
    return *object;
}

// Of one act: refused (empty), or the rows.
std::optional<Condition> read_rows(const Object& object, std::string_view act, const Json& given, const Asker& asker) {
    if (given.is_null() || (given.is_bool() && !given.as_bool())) return std::nullopt;
    if (given.is_bool()) return Condition::everything();
    const std::string where = std::string(act) + " of \"" + object.name + "\"";
    if (!given.is_object() || given.members().size() != 1 || !given.find("rows"))
        refuse("Write true, false or {\"rows\": …} for " + where + ".");
    const Json& rows = given["rows"];
    if (rows.is_string() && rows.as_string() == "all") return Condition::everything();
    const bool word = rows.is_string();
    if (word && rows.as_string() != "mine" && rows.as_string() != "team")
        refuse("The rows \"" + rows.as_string() + "\" for " + where + " are not known." +
               known_instead(rows.as_string(), {"all", "team", "mine"}));
    if (!word && !rows.is_object())
        refuse("Write \"all\", \"team\", \"mine\" or a filter as the rows for " + where + ".");
    if (!knows_mine(object))
        refuse("\"" + object.name + "\" has no owner, so the rows for " + where + " can only be \"all\".");
    if (word) return Condition{rows.as_string() == "mine" ? Condition::Op::mine : Condition::Op::team};
    try {
        return read_filter(object, rows, asker);
    } catch (const Error& error) {
        refuse("The filter for " + where + " cannot be used. " + error.what());
    }
}

bool read_yes_no(const Object& object, std::string_view act, const Json& given) {
    if (given.is_null()) return false;
    if (given.is_bool()) return given.as_bool();
    if (given.is_object() && given.members().size() == 1 && given.text("rows") == "all") return true;
    refuse("Write true or false for " + std::string(act) + " of \"" + object.name + "\".");
}

std::set<std::string, std::less<>> read_actions(const Object& object, const Json& given) {
    std::set<std::string, std::less<>> actions;
    if (given.is_null()) return actions;
    if (!given.is_array()) refuse("Write the actions of \"" + object.name + "\" as a list of names.");
    std::vector<std::string_view> known;
    for (const auto& action : object.actions) known.push_back(action.name);
    known.push_back("merge"); // of every object
    for (const Json& each : given.items()) {
        const std::string name = each.is_string() ? each.as_string() : each.dump();
        if (std::find(known.begin(), known.end(), name) == known.end())
            refuse("\"" + object.name + "\" has no action \"" + name + "\"." + known_instead(name, known));
        actions.insert(name);
    }
    return actions;
}

std::vector<FieldAccess> read_fields(const Object& object, const Json& given) {
    std::vector<FieldAccess> fields;
    if (given.is_null()) return fields;
    if (!given.is_object())
        refuse("Write the fields of \"" + object.name + "\" as {\"field\":\"none\"|\"read\"|\"write\"}.");
    for (const auto& [name, access] : given.members()) {
        const Field* field = object.field(name);
        if (!field || field->name != name) {
            std::vector<std::string_view> known;
            for (const auto& each : object.fields) known.push_back(each.name);
            refuse("\"" + object.name + "\" has no field \"" + name + "\"." + known_instead(name, known));
        }
        const std::string word = access.is_string() ? access.as_string() : access.dump();
        if (word != "none" && word != "read" && word != "write")
            refuse("The access \"" + word + "\" to \"" + object.name + "." + name + "\" is not known." +
                   known_instead(word, {"none", "read", "write"}));
        if (field->system && word == "none")
            refuse("\"" + name + "\" belongs to every record and is always readable. Leave it out of the fields of \"" +
                   object.name + "\".");
        fields.resize(object.fields.size(), FieldAccess::write);
        fields[field->index] = word == "none"   ? FieldAccess::none
                               : word == "read" ? FieldAccess::read
                                                : FieldAccess::write;
    }
    return fields;
}

void check_members(const Json& grant) {
    if (!grant.is_object()) refuse("Each grant is an object, as in {\"object\":\"party\",\"read\":true}.");
    static const std::vector<std::string_view> known{"object", "read",   "create",  "update", "delete",
                                                     "export", "import", "actions", "fields"};
    for (const auto& [name, value] : grant.members())
        if (std::find(known.begin(), known.end(), name) == known.end())
            refuse("A grant has no \"" + name + "\"." + known_instead(name, known));
}

ObjectRights read_acts(const Object& object, const Json& grant, const Asker& asker) {
    ObjectRights rights;
    rights.read = read_rows(object, "read", grant["read"], asker);
    rights.update = read_rows(object, "update", grant["update"], asker);
    rights.remove = read_rows(object, "delete", grant["delete"], asker);
    rights.export_out = read_rows(object, "export", grant["export"], asker);
    if (read_yes_no(object, "create", grant["create"])) rights.create = Condition::everything();
    if (read_yes_no(object, "import", grant["import"])) rights.import_in = Condition::everything();
    return rights;
}

bool grants_nothing(const ObjectRights& rights) {
    return !rights.read && !rights.create && !rights.update && !rights.remove && !rights.export_out &&
           !rights.import_in && rights.actions.empty();
}

void join(std::optional<Condition>& into, const std::optional<Condition>& more) {
    if (!more || is_everything(into)) return;
    if (!into || is_everything(more))
        into = more;
    else
        into = *into || *more;
}

void join(std::vector<FieldAccess>& into, const std::vector<FieldAccess>& more) {
    into.resize(std::min(into.size(), more.size())); // what one of the two does not limit is not limited
    for (std::size_t i = 0; i < into.size(); ++i) into[i] = std::max(into[i], more[i]);
}

void join(Rights& rights, const Object& object, const ObjectRights& more) {
    if (grants_nothing(more)) return;
    auto [place, fresh] = rights.objects.try_emplace(object.name, more);
    if (fresh) return;
    ObjectRights& into = place->second;
    join(into.read, more.read);
    join(into.create, more.create);
    join(into.update, more.update);
    join(into.remove, more.remove);
    join(into.export_out, more.export_out);
    join(into.import_in, more.import_in);
    into.actions.insert(more.actions.begin(), more.actions.end());
    join(into.fields, more.fields);
}

} // namespace

void add_grant(Rights& rights, const Json& grant, const Asker& asker) {
    check_members(grant);
    const Object& object = granted_object(asker.schema, grant);
    ObjectRights more = read_acts(object, grant, asker);
    more.actions = read_actions(object, grant["actions"]);
    more.fields = read_fields(object, grant["fields"]);
    if (is_management(object) && (more.create || more.update || more.remove || more.import_in))
        refuse("Who may write \"" + object.name +
               "\" is not granted by object. Give the role the right \"users\" in \"may\".");
    join(rights, object, more);
}

void check_grants(const Schema& schema, const Json& grants) {
    if (!grants.is_array()) refuse("Write the grants as a list, as in [{\"object\":\"party\",\"read\":true}].");
    if (grants.items().size() > 1000) refuse("A role can have at most 1000 grants. Divide it into several roles.");
    const Asker asker{schema, *Rights::system(), {}, Zone::utc(), "PL"};
    Rights scratch;
    std::set<std::string> seen;
    for (const Json& grant : grants.items()) {
        add_grant(scratch, grant, asker);
        if (!seen.insert(grant.text("object")).second)
            refuse("\"" + grant.text("object") + "\" stands twice in the grants. Put all about it into one grant.");
    }
}

void add_common_rights(Rights& rights, const Schema& schema) {
    for (const auto& object : schema.objects()) {
        if (!object->setting || !takes_grant(*object)) continue;
        ObjectRights common;
        common.read = Condition::everything();
        common.fields.assign(object->fields.size(), FieldAccess::read);
        for (std::string_view guarded : {"roles", "language", "zone", "grants", "may", "second_factor"})
            if (auto field = object->field(guarded); field && is_management(*object))
                common.fields[field->index] = FieldAccess::none;
        // A role that grants its reading may close fields of it: what a product costs us.
        if (const auto given = rights.objects.find(object->name); given != rights.objects.end() && given->second.read)
            common.fields = given->second.fields;
        join(rights, *object, common);
    }
}

void add_user_management(Rights& rights, const Schema& schema) {
    ObjectRights all;
    all.read = all.create = all.update = all.remove = all.export_out = all.import_in = Condition::everything();
    for (const auto& object : schema.objects())
        if (is_management(*object)) join(rights, *object, all);
}

} // namespace crm
