#include "auth/user.hpp"

#include <algorithm>

#include "auth/audit.hpp"
#include "auth/rights_cache.hpp"
#include "auth/role.hpp"
#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

bool holds(const std::vector<Id>& roles, Id wanted) {
    return wanted != 0 && std::find(roles.begin(), roles.end(), wanted) != roles.end();
}

struct Roles {
    std::vector<Id> before, now;
};
Roles roles_of(const Record& record) {
    Roles roles{{}, record.get(user.roles)};
    if (auto found = record.link_lists_before().find(user.roles.index); found != record.link_lists_before().end())
        roles.before = found->second;
    return roles;
}

bool was_disabled(const Record& record) {
    return whole_or(record.before(record.object().fields[user.disabled.index]), 0) != 0;
}

void write_login_as_kept(Record& record) {
    const std::string typed = record.get(user.login);
    if (typed.empty()) return;
    const std::string login = normal_login(typed);
    if (login.empty())
        throw Error::at("login", "\"" + typed +
                                     "\" cannot be a login. Give an e-mail address, or a name of letters, digits, "
                                     "dots, hyphens and underscores.");
    record.set(user.login, login);
}

void check_address(Record& record) {
    if (!record.has(user.email)) return;
    const auto address = read_email(record.get(user.email));
    if (!address)
        throw Error::at("email", "This is no e-mail address. Give one such as anna@example.com, or leave it empty.");
    record.set(user.email, *address);
}

// Who is imported without a login gets one of the name: anna.nowak, anna.nowak2 …
void be_called_by_name(Context& context, Record& record) {
    if (!record.is_new() || !record.history_import || record.has(user.login)) return;
    std::string base;
    for (const std::string& word : words(latin(record.get(user.name)))) (base += base.empty() ? "" : ".") += fold(word);
    if (base.empty()) return;
    std::string login = base;
    for (int number = 2; context.exists(user, user.login == login); ++number) login = base + std::to_string(number);
    record.set(user.login, login);
}

void check_zone(const Record& record) {
    const std::string zone = record.get(user.zone);
    if (!zone.empty() && !Zone::named(zone))
        throw Error::at("zone", "The time zone \"" + zone + "\" is not known. Write it like Europe/Warsaw.");
}

// Who manages users must not make themselves more than they are.
void guard_administrators(Context& context, const Record& record, const Roles& roles, Id role_id) {
    const bool before = holds(roles.before, role_id), after = holds(roles.now, role_id);
    if (context.rights().everything || (!before && !after)) return;
    if (before != after)
        throw Error(Problem::forbidden,
                    "Only an administrator gives or takes the role administrator. Ask one of them.");
    if (record.changed(user.login) || record.changed(user.email) || record.changed(user.disabled))
        throw Error(Problem::forbidden, "Only an administrator changes the login or the e-mail address of an "
                                        "administrator, or disables one. Ask one of them.");
}

// Two administrators who disable each other at the same moment meet at the role's row, so that one of them comes
// second.
void keep_one_administrator(Context& context, const Record& record, Id role_id, bool leaves, const char* field) {
    if (!leaves) return;
    context.connection().execute(R"(UPDATE "role" SET version = version WHERE id = ?)", Values{role_id});
    for (const Record& other : context.find(user, Condition{Condition::Op::has, user.roles.index, -1, {role_id}}))
        if (other.id() != record.id() && !other.get(user.disabled)) return;
    throw Error(Problem::conflict,
                record.get(user.name) + " is the last administrator. Give somebody else the role administrator first.",
                {{field, "This is the last administrator; give somebody else the role first."}});
}

void check(Context& context, Record& record) {
    be_called_by_name(context, record);
    write_login_as_kept(record);
    check_address(record);
    check_zone(record);
    const Id role_id = administrator_role(context);
    const Roles roles = roles_of(record);
    guard_administrators(context, record, roles, role_id);
    const bool was = holds(roles.before, role_id) && !was_disabled(record);
    const bool is = holds(roles.now, role_id) && !record.get(user.disabled);
    keep_one_administrator(context, record, role_id, was && !is, record.get(user.disabled) ? "disabled" : "roles");
}

Json ids_json(const std::vector<Id>& ids) {
    Json list = Json::array();
    for (Id id : ids) list.push(std::to_string(id));
    return list;
}

void tell(Context& context, Record& record) {
    rights_changed(context);
    Json facts = Json::object({{"user", std::to_string(record.id())}});
    if (record.changed(user.login)) facts.set("login", record.get(user.login));
    if (record.changed(user.email)) facts.set("email", record.get(user.email));
    if (record.changed(user.roles)) facts.set("roles", ids_json(record.get(user.roles)));
    if (record.changed(user.team)) facts.set("team", std::to_string(record.get(user.team)));
    if (record.get(user.disabled) != was_disabled(record)) facts.set("disabled", record.get(user.disabled));
    if (facts.members().size() > 1) append_audit(context, "user_changed", facts);
    if (record.changed(user.login) || record.changed(user.email)) end_password_link(context, record.id());
    if (record.changed(user.disabled) && record.get(user.disabled)) end_all_sessions(context, record.id());
}

// Links by which a user stands in other records; who made and changed them is history and not asked.
void refuse_when_in_use(Context& context, Record& record) {
    for (const auto& [object, field] : context.schema().incoming("user")) {
        if (field->system) continue;
        Condition condition{field->kind == Kind::links ? Condition::Op::has : Condition::Op::eq,
                            field->index,
                            -1,
                            {record.id()},
                            {},
                            "user"};
        if (context.exists(*object, condition))
            throw Error(Problem::conflict, record.get(user.name) + " stands in records (" + object->plural.en +
                                               "). Retire the user instead, with a successor who takes these.");
    }
    if (has_signed_in(context, record.id()))
        throw Error(Problem::conflict,
                    record.get(user.name) +
                        " has worked here, and the name stands in the history. Disable the user instead.");
}

void before_leaving(Context& context, Record& record) {
    const Id role_id = administrator_role(context);
    const bool holds_role = holds(roles_of(record).now, role_id);
    if (holds_role && !context.rights().everything)
        throw Error(Problem::forbidden, "Only an administrator deletes an administrator. Ask one of them.");
    keep_one_administrator(context, record, role_id, holds_role && !record.get(user.disabled), "roles");
    refuse_when_in_use(context, record);
    rights_changed(context);
    append_audit(context, "user_deleted",
                 Json::object({{"user", std::to_string(record.id())}, {"login", record.get(user.login)}}));
    end_all_sessions(context, record.id());
}

} // namespace

bool requires_second_factor(Context& context, Id user_id) {
    const auto found = user_id ? context.find(user, user_id) : std::nullopt;
    if (!found) return false;
    for (Id role_id : found->get(user.roles))
        if (auto each = context.find(role, role_id); each && !each->binned() && each->get(role.second_factor))
            return true;
    return false;
}

std::string normal_login(std::string_view typed) {
    if (typed.size() > 800 || !valid_utf8(typed)) return {};
    std::string login = lower(nfc(trimmed(typed)));
    if (login.empty() || letters(login) > 200) return {};
    if (login.find('@') != std::string::npos) {
        auto address = read_email(login);
        return address ? lower(*address) : std::string();
    }
    const bool one_word = std::all_of(login.begin(), login.end(), [](unsigned char c) {
        return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    });
    return one_word && words(login).size() >= 1 ? login : std::string();
}

std::string address_for_letters(const Record& record) {
    if (record.has(user.email)) return record.get(user.email);
    const std::string login = record.get(user.login);
    return login.find('@') == std::string::npos ? std::string() : login;
}

User::User() : Object("user", "auth", {"User", "Użytkownik", "Корисник"}, {"Users", "Użytkownicy", "Корисници"}) {
    icon = "user";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "login", "team", "roles", "second_factor", "disabled"};
    form_fields = {"name", "login", "email", "team", "roles", "language", "zone"};
    default_sort = "name";
    menu = MenuPlace{"settings", 10};
    retires(disabled);
    before_save(check);
    after_save(tell);
    before_delete(before_leaving);
    after_restore([](Context& context, Record&) { rights_changed(context); });
}

const User user;

} // namespace crm
