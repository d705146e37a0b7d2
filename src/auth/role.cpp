#include "auth/role.hpp"

#include "auth/audit.hpp"
#include "auth/auth.hpp"
#include "auth/rights_cache.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

bool was_built_in(const Record& record) {
    return !record.is_new() && whole_or(record.before(record.object().fields[role.built_in.index]), 0) != 0;
}

void check(Context& context, Record& record) {
    if (was_built_in(record) && record.changed(role.name))
        throw Error::at("name", "The built-in roles keep their names. Make a role of your own beside it.");
    if (was_built_in(record) && record.get(role.name) == administrator &&
        (record.changed(role.grants) || record.changed(role.may)))
        throw Error(Problem::conflict,
                    "The role administrator always may do everything. Make another role for somebody who may do less.");
    if (!context.rights().everything)
        for (const auto& each : record.get(role.may))
            if (record.changed(role.may) && !context.rights().may.contains(each))
                throw Error(Problem::forbidden, "You may not give the right \"" + each +
                                                    "\", since you do not have it. Ask an administrator.");
    if (record.get(role.grants).empty()) record.set(role.grants, "[]");
    check_grants(context.schema(), Json::parse(record.get(role.grants)));
}

void tell(Context& context, Record& record) {
    rights_changed(context);
    Json facts = Json::object({{"role", std::to_string(record.id())}, {"name", record.get(role.name)}});
    if (record.changed(role.grants)) facts.set("grants", Json::parse(record.get(role.grants)));
    if (record.changed(role.may)) {
        Json may = Json::array();
        for (const auto& each : record.get(role.may)) may.push(each);
        facts.set("may", may);
    }
    if (record.changed(role.second_factor)) facts.set("second_factor", record.get(role.second_factor));
    append_audit(context, record.is_new() ? "role_made" : "role_changed", facts);
}

void before_leaving(Context& context, Record& record) {
    if (record.get(role.built_in))
        throw Error(Problem::conflict,
                    "A built-in role cannot be deleted. Take it from the users who shall not have it.");
    auto holder = context.find_one(user, Condition{Condition::Op::has, user.roles.index, -1, {record.id()}});
    if (holder)
        throw Error(Problem::conflict, holder->get(user.name) + " and perhaps others have the role " +
                                           record.get(role.name) + ". Give them another one first.");
    rights_changed(context);
    append_audit(context, "role_deleted",
                 Json::object({{"role", std::to_string(record.id())}, {"name", record.get(role.name)}}));
}

void stay_administrators(Context& context, const Record& record, const Record& successor) {
    const Id administrators = administrator_role(context);
    if (record.id() == administrators)
        throw Error(Problem::conflict, "The role administrator stays, since somebody must be able to do everything.");
    if (successor.id() == administrators && !context.rights().everything)
        throw Error(
            Problem::forbidden,
            "Only an administrator gives the role administrator. Ask one of them, or choose another successor.");
}

} // namespace

Id administrator_role(Context& context) {
    auto found = context.find_one(role, role.name == std::string(administrator));
    return found && found->get(role.built_in) ? found->id() : 0;
}

Role::Role() : Object("role", "auth", {"Role", "Rola", "Улога"}, {"Roles", "Role", "Улоги"}) {
    icon = "shield";
    holds_json(
        *this, grants,
        "[{object: text, read?: RoleRows, create?: truth, update?: RoleRows, delete?: RoleRows, export?: RoleRows, "
        "import?: truth, actions?: [text], fields?: {*: \"none\" | \"read\" | \"write\"}}]");
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "may", "built_in"};
    form_fields = {"name", "grants", "may", "second_factor"};
    default_sort = "name";
    menu = MenuPlace{"settings", 30};
    retires(retired, {.rule = stay_administrators});
    before_save(check);
    after_save(tell);
    before_delete(before_leaving);
    after_restore([](Context& context, Record&) { rights_changed(context); });
}

const Role role;

} // namespace crm
