// The second factor as Auth offers it: to its owner, to an administrator, and at the sign-in.
#include "auth/audit.hpp"
#include "auth/auth.hpp"
#include "auth/auth_data.hpp"
#include "auth/totp.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"

namespace crm {

void Auth::Data::check_code(const Account& account, const std::string& code, const std::string& login,
                            const std::string& address) {
    if (code.empty()) {
        // The password was right, so asking for the code is no failure; a wrong code is, and stays counted.
        engine.database().write([&](Connection& connection) { Tries::take_back(connection, login, address); });
        throw Error(Problem::unauthenticated, "Please type the code that your authenticator app shows.",
                    {{"code", "Please type the code of your authenticator app, or a recovery code."}});
    }
    bool recovered = false;
    if (second_factor.prove(account.user, code, clock(), recovered)) {
        if (recovered) audit("recovery_code_used", account.user, address, {});
        return;
    }
    audit("sign_in_failed", account.user, address, Json::object({{"login", login}, {"code", false}}));
    constexpr auto wrong = "This code is not right, or was used already. Please wait for the next one.";
    throw Error(Problem::unauthenticated, wrong, {{"code", wrong}});
}

Auth::NewFactor Auth::begin_second_factor(Id user_id, const std::string& password, const std::string& from) {
    const auto account = data_->account(user_id);
    data_->check_password(account, password, from);
    const std::string secret = data_->second_factor.begin(user_id);
    const std::string company = data_->engine.company()->name;
    data_->audit("second_factor_begun", user_id, from, {});
    return {base32(secret), code_address(company.empty() ? "Relacja" : company, account.login, secret)};
}

std::vector<std::string> Auth::confirm_second_factor(Id user_id, const std::string& code, const std::string& from) {
    const std::string counted = "code of " + data_->account(user_id).login;
    data_->tries.begin(counted, counted, data_->clock());
    auto codes = data_->second_factor.confirm(user_id, code, data_->clock());
    data_->engine.database().write([&](Connection& connection) { Tries::succeeded(connection, counted, counted); });
    data_->audit("second_factor_on", user_id, from, {});
    forget();
    return codes;
}

std::vector<std::string> Auth::renew_recovery_codes(Id user_id, const std::string& password, const std::string& from) {
    data_->check_password(data_->account(user_id), password, from);
    auto codes = data_->second_factor.renew_recovery_codes(user_id);
    data_->audit("recovery_codes_renewed", user_id, from, {});
    return codes;
}

void Auth::end_second_factor(Id user_id, const std::string& password, const std::string& from) {
    data_->check_password(data_->account(user_id), password, from);
    bool required = false;
    Request request;
    data_->engine.read(request, [&](Context& context) { required = requires_second_factor(context, user_id); });
    if (required)
        throw Error(
            Problem::conflict,
            "Your role asks for a second factor, so it cannot be ended. To change the phone, set up a new one.");
    if (!data_->second_factor.remove(user_id, user_id, data_->clock()))
        throw Error(Problem::conflict, "You have no second factor, so there is none to end.");
    data_->audit("second_factor_off", user_id, from, {});
    forget();
}

bool Auth::reset_second_factor(Id user_id, Id by, const std::string& from) {
    if (!data_->second_factor.remove(user_id, by, data_->clock())) return false;
    data_->audit("second_factor_reset", by, from, Json::object({{"user", std::to_string(user_id)}}));
    forget();
    return true;
}

void Auth::write_second_factor(const Rights& rights, std::string& out) {
    const auto state = data_->second_factor.state(rights.user);
    bool required = false;
    Request request;
    data_->engine.read(request, [&](Context& context) { required = requires_second_factor(context, rights.user); });
    JsonWriter json(out);
    json.begin_object().member("on", state.on).key("since");
    if (state.on)
        json.string(format_moment(state.since));
    else
        json.null();
    json.member("recovery_codes", state.recovery_codes).member("required", required).end_object();
}

bool Auth::second_factor_due(Id user_id) {
    return user_id != 0 && data_->rights.second_factor_due(user_id, data_->clock());
}

} // namespace crm
