// Seeing as somebody else: an administrator's session carries the rights of another user for a while.
#include "auth/auth.hpp"
#include "auth/auth_data.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

std::string name_of_user(Engine& engine, Id id) {
    std::string name;
    Request request;
    engine.read(request, [&](Context& context) { name = context.title("user", id); });
    return name;
}

Json whom(Engine& engine, Id id) {
    return Json::object({{"user", std::to_string(id)}, {"name", name_of_user(engine, id)}});
}

Id seen_as(Database& database, Id session) {
    Id found = 0;
    database.read([&](Connection& connection) {
        connection.query("SELECT user_id FROM seen_as WHERE session_id = ?", Values{session}, [&](const Row& row) {
            found = row.whole(0);
            return false;
        });
    });
    return found;
}

} // namespace

void Auth::see_as(const Caller& caller, Id user_id, const std::string& address) {
    const Id person = caller.person();
    if (!caller.session || !rights_of(person)->everything)
        throw Error(Problem::forbidden,
                    "Only an administrator who is signed in sees as somebody else. Ask one of them.");
    if (user_id == person) throw Error::at("user", "You see as yourself already. Choose somebody else.");
    if (!user_id || !data_->rights.of(user_id, data_->clock()))
        throw Error::at("user", "There is no such user, or they may not sign in. Choose somebody who works here.");
    const Moment at = data_->clock();
    data_->engine.database().write(
        [&](Connection& connection) {
            // What sessions that are over left behind goes with it.
            connection.execute("DELETE FROM seen_as WHERE session_id = ? OR at <= ?",
                               Values{caller.session, at - Sessions::longest});
            connection.execute("INSERT INTO seen_as (session_id, user_id, at) VALUES (?, ?, ?)",
                               Values{caller.session, user_id, at});
        },
        [&](Connection& connection) {
            return !is_null(connection.value("SELECT user_id FROM seen_as WHERE session_id = ? AND at = ?",
                                             Values{caller.session, at}));
        });
    audit("seen_as", person, address, whom(data_->engine, user_id));
}

void Auth::see_as_oneself(const Caller& caller, const std::string& address) {
    const Id as = caller.session ? seen_as(data_->engine.database(), caller.session) : 0;
    if (!as) return;
    data_->engine.database().write(
        [&](Connection& connection) {
            connection.execute("DELETE FROM seen_as WHERE session_id = ?", Values{caller.session});
        },
        [&](Connection& connection) {
            return is_null(
                connection.value("SELECT user_id FROM seen_as WHERE session_id = ?", Values{caller.session}));
        });
    audit("seen_as_ended", caller.person(), address, whom(data_->engine, as));
}

Caller Auth::as_seen(Caller caller) {
    if (!caller.session || !caller.rights->everything) return caller;
    const Id as = seen_as(data_->engine.database(), caller.session);
    auto rights = as ? data_->rights.of(as, data_->clock()) : nullptr;
    if (!rights) return caller;
    caller.seen_by = caller.rights->user;
    caller.rights = std::move(rights);
    return caller;
}

} // namespace crm
