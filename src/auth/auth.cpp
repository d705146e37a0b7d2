#include "auth/auth.hpp"

#include "auth/audit.hpp"
#include "auth/auth_data.hpp"
#include "auth/password.hpp"
#include "auth/role.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"

namespace crm {

Auth::Auth(Engine& engine, std::string key_file) : data_(std::make_unique<Data>(engine, std::move(key_file))) {
    engine.database().change_schema(auth_tables(engine.dialect()));
}
Auth::~Auth() = default;

void Auth::set_clock(std::function<Moment()> clock) {
    data_->clock = std::move(clock);
}

// Callers.

std::optional<Caller> Auth::by_cookie(std::string_view cookie, const std::string& address) {
    const Moment at = data_->clock();
    const auto session = data_->sessions.find(cookie, address, at);
    if (!session) return std::nullopt;
    auto rights = data_->rights.of(session->user, at);
    if (!rights) return std::nullopt;
    return Caller{std::move(rights), session->id, 0};
}

std::optional<Caller> Auth::by_token(std::string_view token, const std::string& address) {
    const Moment at = data_->clock();
    const auto found = data_->tokens.find(token, address, at);
    if (!found) return std::nullopt;
    auto rights = data_->rights.of(found->user, at);
    if (!rights) return std::nullopt;
    return Caller{data_->tokens.cut(*found, rights), 0, found->id};
}

std::shared_ptr<const Rights> Auth::rights_of(Id user_id) {
    if (user_id == 0) return Rights::system();
    auto rights = data_->rights.of(user_id, data_->clock());
    if (!rights)
        throw Error(Problem::unauthenticated,
                    "This user is not there any more, or is disabled. Ask your administrator.");
    return rights;
}

void Auth::forget() {
    data_->rights.forget();
    data_->sessions.forget();
    data_->tokens.forget();
}

// Sessions and tokens.

void Auth::sign_out(Id session) {
    data_->sessions.end(0, session);
    data_->tell_ended();
}

std::vector<bool> Auth::ended(const std::vector<Caller>& callers) {
    std::vector<Id> sessions, tokens;
    for (const Caller& each : callers) {
        if (each.session) sessions.push_back(each.session);
        if (each.token) tokens.push_back(each.token);
    }
    const Moment at = data_->clock();
    const auto open = data_->sessions.present(sessions, at), valid = data_->tokens.present(tokens, at);
    std::vector<bool> over;
    for (const Caller& each : callers)
        over.push_back((each.session && !open.contains(each.session)) || (each.token && !valid.contains(each.token)));
    return over;
}

void Auth::on_ended(std::function<void()> hint) {
    data_->ended_hints.push_back(std::move(hint));
}

void Auth::write_sessions(Id user_id, Id present, std::string& out) {
    data_->sessions.write(user_id, present, data_->clock(), out);
}

bool Auth::end_session(Id user_id, Id session, const std::string& address) {
    const bool ended = data_->sessions.end(user_id, session);
    if (ended) data_->tell_ended();
    if (ended) audit("session_ended", user_id, address, Json::object({{"session", std::to_string(session)}}));
    return ended;
}

NewToken Auth::make_token(Id user_id, const std::string& name, const std::vector<Scope>& scopes, Moment expires_at,
                          const std::string& address) {
    rights_of(user_id); // somebody who may sign in
    return data_->tokens.make(user_id, name, scopes, expires_at, data_->clock(), address);
}

void Auth::write_tokens(Id user_id, std::string& out) {
    data_->tokens.write(user_id, out);
}

bool Auth::end_token(Id user_id, Id token, const std::string& address) {
    const bool ended = data_->tokens.end(user_id, token);
    if (ended) data_->tell_ended();
    if (ended) audit("token_ended", user_id, address, Json::object({{"token", std::to_string(token)}}));
    return ended;
}

// The audit.

void Auth::Data::audit(std::string_view what, Id user_id, const std::string& address, const Json& facts) {
    const AuditEntry entry{engine.ids().make(), clock(), std::string(what), user_id, storable(address, 60), facts};
    engine.database().write([&](Connection& connection) { append_audit(connection, entry); },
                            [&](Connection& connection) {
                                return !is_null(connection.value("SELECT id FROM audit WHERE id = ? AND bucket = ?",
                                                                 Values{entry.id, std::int64_t{bucket_of(entry.id)}}));
                            });
}

void Auth::audit(std::string_view what, Id user_id, const std::string& address, const Json& facts) {
    data_->audit(what, user_id, address, facts);
}

void Auth::write_audit(const AuditWanted& wanted, int limit, std::string_view cursor, std::string& out) {
    Request request;
    request.at = data_->clock();
    data_->engine.read(request, [&](Context& context) { write_audit_page(context, wanted, limit, cursor, out); });
}

} // namespace crm
