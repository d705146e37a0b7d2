// The way back in for who forgot their password: a link that is sent to their address, good once and for an hour.
#include "auth/audit.hpp"
#include "auth/auth.hpp"
#include "auth/auth_data.hpp"
#include "auth/password.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/secret.hpp"

namespace crm {

void Auth::ask_for_password_link(const std::string& typed, const std::string& address) {
    // Under names of their own, so that asking bars nobody from signing in.
    const std::string login = normal_login(typed);
    data_->tries.begin("link of " + (login.empty() ? storable(typed, 200) : login), "link to " + address,
                       data_->clock());
}

std::optional<Auth::PasswordLink> Auth::make_password_link(const std::string& typed) {
    const auto account = data_->account(normal_login(typed));
    if (!account.user || account.disabled) return std::nullopt;
    PasswordLink link;
    Request request;
    request.at = data_->clock();
    data_->engine.read(request, [&](Context& context) {
        const Record found = context.load(user, account.user);
        link = {account.user,  address_for_letters(found), found.get(user.name),
                account.login, found.get(user.language),   make_secret()};
        if (link.language.empty()) link.language = context.company().language;
    });
    if (link.to.empty()) return std::nullopt;
    data_->engine.database().write([&](Connection& connection) {
        connection.execute(
            "INSERT INTO password_link (user_id, hash, made_at) VALUES (?, ?, ?) ON CONFLICT (user_id) DO "
            "UPDATE SET hash = excluded.hash, made_at = excluded.made_at",
            Values{account.user, hash_of_secret(link.secret), request.at});
    });
    return link;
}

void Auth::use_password_link(const std::string& secret, const std::string& new_password, const std::string& address) {
    const std::string hash = hash_of_secret(secret);
    const auto gone = [] {
        return Error::at("token", "This link was used already, or is older than an hour. Please ask for a new one.");
    };
    Id whose = 0;
    data_->engine.database().read([&](Connection& connection) {
        whose = whole_or(connection.value("SELECT user_id FROM password_link WHERE hash = ? AND made_at > ?",
                                          Values{hash, data_->clock() - password_link_lasts}),
                         0);
    });
    const auto account = whose ? data_->account(whose) : Data::Account{};
    if (!account.user || account.disabled) throw gone();
    check_new_password("password", new_password, account.login);
    const std::string password = hash_password(new_password);
    bool used = false; // of two at once, one
    data_->engine.database().write([&](Connection& connection) {
        used = connection.execute("DELETE FROM password_link WHERE user_id = ? AND hash = ?", Values{whose, hash}) == 1;
        if (used) data_->store_password(connection, whose, password, data_->clock());
    });
    if (!used) throw gone();
    data_->sessions.end_all(whose);
    data_->tell_ended();
    data_->audit("password_changed", whose, address, Json::object({{"by_link", true}}));
}

} // namespace crm
