// Signing in, passwords, the first user.
#include "auth/audit.hpp"
#include "auth/auth.hpp"
#include "auth/auth_data.hpp"
#include "auth/password.hpp"
#include "auth/role.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

namespace crm {

namespace {

constexpr auto wrong_pair =
    "The login or the password is wrong. Try again, or ask your administrator for a new password.";
constexpr auto out_of_work = "This user is disabled. Ask your administrator.";

std::string credential_hash(Connection& connection, Id user_id) {
    return text_or_empty(connection.value("SELECT hash FROM credential WHERE user_id = ?", Values{user_id}));
}

Record role_named(Context& context, const std::string& name) {
    if (auto found = context.find_one(role, role.name == name)) return *found;
    std::vector<std::string> names;
    for (const Record& each : context.find(role, Condition::everything())) names.push_back(each.get(role.name));
    std::string list;
    for (const auto& each : names) (list += list.empty() ? "" : ", ") += each;
    const auto near = nearest(name, {names.begin(), names.end()});
    throw Error::at("role",
                    "There is no role \"" + name + "\"." +
                        (near.empty() ? " There is " + list + "." : " Did you mean \"" + std::string(near) + "\"?"));
}

} // namespace

Auth::Data::Account Auth::Data::account(const std::string& login) {
    Account account;
    if (login.empty()) return account;
    Request request;
    request.at = clock();
    engine.read(request, [&](Context& context) {
        account = {};
        auto found = context.find_one(user, user.login == login);
        if (!found || found->binned()) return;
        account = {found->id(), login, credential_hash(context.connection(), found->id()), found->get(user.disabled),
                   found->get(user.second_factor)};
    });
    return account;
}

Auth::Data::Account Auth::Data::account(Id user_id) {
    Account account;
    Request request;
    request.at = clock();
    engine.read(request, [&](Context& context) {
        const Record found = context.load(user, user_id);
        account = {user_id, found.get(user.login), credential_hash(context.connection(), user_id),
                   found.get(user.disabled), found.get(user.second_factor)};
    });
    return account;
}

void Auth::Data::store_password(Connection& connection, Id user_id, const std::string& hash, Moment at) {
    connection.execute("INSERT INTO credential (user_id, hash, changed_at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO "
                       "UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at",
                       Values{user_id, hash, at});
    connection.execute("DELETE FROM password_link WHERE user_id = ?", Values{user_id});
}

SignedIn Auth::Data::open(Id user_id, const std::string& login, const std::string& address, const std::string& agent) {
    const Moment at = clock();
    const Id audit_id = engine.ids().make();
    const auto opened = sessions.open(user_id, address, agent, at, [&](Connection& connection) {
        if (!login.empty()) Tries::succeeded(connection, login, address);
        append_audit(connection, {audit_id, at, "sign_in", user_id, storable(address, 60), {}});
    });
    return {{rights.of(user_id, at), opened.id, 0}, opened.secret, opened.expires_at};
}

SignedIn Auth::sign_in(const std::string& typed, const std::string& password, const std::string& address,
                       const std::string& agent, const std::string& code) {
    const std::string login = normal_login(typed);
    data_->tries.begin(login.empty() ? storable(typed, 200) : login, address, data_->clock());
    const auto account = data_->account(login);
    if (!is_password(account.hash, password)) {
        const Json facts = account.user ? Json::object({{"login", login}}) : Json::object({{"known", false}});
        data_->audit("sign_in_failed", account.user, address, facts);
        throw Error(Problem::unauthenticated, wrong_pair);
    }
    if (account.disabled) {
        data_->audit("sign_in_failed", account.user, address, Json::object({{"login", login}, {"disabled", true}}));
        throw Error(Problem::unauthenticated, out_of_work);
    }
    if (account.second_factor) data_->check_code(account, code, login, address);
    if (is_outdated(account.hash)) {
        const std::string hash = hash_password(password);
        data_->engine.database().write(
            [&](Connection& connection) { data_->store_password(connection, account.user, hash, data_->clock()); });
    }
    SignedIn signed_in = data_->open(account.user, login, address, agent);
    if (signed_in.caller.rights) return signed_in;
    data_->sessions.end(account.user, signed_in.caller.session); // disabled at this very moment
    throw Error(Problem::unauthenticated, out_of_work);
}

SignedIn Auth::sign_in_as(Id user_id, const std::string& address, const std::string& agent) {
    rights_of(user_id);
    return data_->open(user_id, {}, address, agent);
}

Id Auth::user_by_login(const std::string& login) {
    return data_->account(normal_login(login)).user;
}

Id Auth::add_user(const std::string& login, const std::string& name, const std::string& role_name,
                  const std::string& password) {
    if (!password.empty()) check_new_password("password", password, normal_login(login));
    const std::string hash = password.empty() ? std::string() : hash_password(password);
    Id made = 0;
    Request request;
    request.at = data_->clock();
    data_->engine.write(request, [&](Context& context) {
        Record record = context.make(user);
        record.set(user.login, login);
        record.set(user.name, name.empty() ? login : name);
        if (!role_name.empty()) record.set(user.roles, {role_named(context, role_name).id()});
        context.save(record);
        made = record.id();
        if (!hash.empty()) data_->store_password(context.connection(), made, hash, context.now());
    });
    return made;
}

void Auth::Data::check_password(const Account& account, const std::string& password, const std::string& address,
                                std::string_view field) {
    const std::string counted = "password of " + account.login;
    tries.begin(counted, counted, clock());
    if (!is_password(account.hash, password)) {
        audit("password_refused", account.user, address, {});
        throw Error::at(field, "This is not your password. Type the one with which you signed in.");
    }
    engine.database().write([&](Connection& connection) { Tries::succeeded(connection, counted, counted); });
}

void Auth::change_password(Id user_id, const std::string& old_password, const std::string& new_password, Id present,
                           const std::string& address) {
    const auto account = data_->account(user_id);
    check_new_password("password.new", new_password, account.login);
    data_->check_password(account, old_password, address, "password.old");
    const std::string hash = hash_password(new_password);
    data_->engine.database().write(
        [&](Connection& connection) { data_->store_password(connection, user_id, hash, data_->clock()); });
    data_->sessions.end_all(user_id, present);
    data_->tell_ended();
    data_->audit("password_changed", user_id, address, {});
}

void Auth::set_password(Id user_id, const std::string& new_password, Id by, const std::string& address) {
    const auto account = data_->account(user_id);
    check_new_password("password", new_password, account.login);
    const std::string hash = hash_password(new_password);
    data_->engine.database().write(
        [&](Connection& connection) { data_->store_password(connection, user_id, hash, data_->clock()); });
    data_->sessions.end_all(user_id);
    data_->tell_ended();
    data_->audit("password_set", by, address, Json::object({{"user", std::to_string(user_id)}}));
}

bool Auth::first_run_needed() {
    if (data_->has_users) return false;
    bool none = true;
    data_->engine.database().read(
        [&](Connection& connection) { none = is_null(connection.value("SELECT user_id FROM credential LIMIT 1")); });
    if (!none) data_->has_users = true;
    return none;
}

std::string Auth::make_first_run_token() {
    const std::string secret = make_secret(), hash = hash_of_secret(secret);
    const Moment at = data_->clock();
    data_->engine.database().write([&](Connection& connection) {
        connection.execute("INSERT INTO first_run (id, hash, made_at) VALUES (1, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                           "hash = excluded.hash, made_at = excluded.made_at",
                           Values{hash, at});
    });
    return secret;
}

bool Auth::fits_first_run_token(std::string_view token) {
    if (!first_run_needed()) return false;
    const std::string hash = hash_of_secret(token);
    bool fits = false;
    data_->engine.database().read([&](Connection& connection) {
        fits = !is_null(connection.value("SELECT id FROM first_run WHERE hash = ?", Values{hash}));
    });
    return fits;
}

bool Auth::use_first_run_token(std::string_view token) {
    if (!first_run_needed()) return false;
    const std::string hash = hash_of_secret(token);
    bool used = false;
    data_->engine.database().write([&](Connection& connection) {
        used = connection.execute("DELETE FROM first_run WHERE hash = ?", Values{hash}) == 1;
    });
    return used;
}

} // namespace crm
