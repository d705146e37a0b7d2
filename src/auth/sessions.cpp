#include "auth/sessions.hpp"

#include <algorithm>

#include "auth/audit.hpp"
#include "auth/batches.hpp"
#include "auth/password.hpp"
#include "base/json.hpp"
#include "base/secret.hpp"

namespace crm {

namespace {

constexpr std::size_t most_kept = 20'000;
constexpr std::size_t secret_letters = 43;

bool over(const Sessions::Session& session, Moment at) {
    return at >= session.seen_at + Sessions::idle || at >= session.created_at + Sessions::longest;
}

// Makes room for one more.
void drop_oldest(Connection& connection, Id user_id) {
    std::vector<Id> too_many;
    connection.query("SELECT id FROM session WHERE user_id = ? ORDER BY seen_at DESC, id DESC LIMIT 1000 OFFSET ?",
                     Values{user_id, std::int64_t{Sessions::most_of_a_user - 1}}, [&](const Row& row) {
                         too_many.push_back(row.whole(0));
                         return true;
                     });
    for (Id id : too_many) connection.execute("DELETE FROM session WHERE id = ?", Values{id});
}

} // namespace

// On PostgreSQL another server may end a session; its word counts after two seconds.
Sessions::Sessions(Engine& engine)
    : engine_(engine), kept_for_(engine.dialect().postgres() ? 2 * second : 30 * second) {}

Sessions::Opened Sessions::open(Id user_id, const std::string& address, const std::string& agent, Moment at,
                                const std::function<void(Connection&)>& more) {
    Opened opened{engine_.ids().make(), make_secret(), at + longest};
    const std::string hash = hash_of_secret(opened.secret);
    engine_.database().write(
        [&](Connection& connection) {
            connection.execute("DELETE FROM session WHERE seen_at <= ? OR created_at <= ?",
                               Values{at - idle, at - longest});
            drop_oldest(connection, user_id);
            connection.execute("INSERT INTO session (id, user_id, hash, created_at, seen_at, address, agent) VALUES "
                               "(?, ?, ?, ?, ?, ?, ?)",
                               Values{opened.id, user_id, hash, at, at, storable(address, 60), storable(agent, 200)});
            connection.execute("UPDATE credential SET signed_in_at = ? WHERE user_id = ?", Values{at, user_id});
            more(connection);
        },
        [&](Connection& connection) {
            return !is_null(connection.value("SELECT id FROM session WHERE id = ?", Values{opened.id}));
        });
    return opened;
}

std::optional<Sessions::Session> Sessions::kept(const std::string& hash, Moment at) {
    std::lock_guard lock(mutex_);
    auto found = kept_.find(hash);
    if (found == kept_.end() || at < found->second.read_at || at - found->second.read_at >= kept_for_)
        return std::nullopt;
    return found->second.session;
}

std::optional<Sessions::Session> Sessions::stored(const std::string& hash) {
    std::optional<Session> found;
    engine_.database().read([&](Connection& connection) {
        found.reset();
        connection.query("SELECT id, user_id, created_at, seen_at FROM session WHERE hash = ?", Values{hash},
                         [&](const Row& row) {
                             found = Session{row.whole(0), row.whole(1), row.whole(2), row.whole(3)};
                             return false;
                         });
    });
    return found;
}

void Sessions::keep(const std::string& hash, const Session& session, Moment at) {
    if (kept_.size() >= most_kept) kept_.clear();
    kept_[hash] = {session, at};
}

std::optional<Sessions::Session> Sessions::find(std::string_view secret, const std::string& address, Moment at) {
    if (secret.size() != secret_letters) return std::nullopt;
    const std::string hash = hash_of_secret(secret);
    auto session = kept(hash, at);
    if (!session) {
        std::uint64_t ended_before = 0;
        {
            std::lock_guard lock(mutex_);
            ended_before = ended_;
        }
        session = stored(hash);
        if (!session) return std::nullopt;
        std::lock_guard lock(mutex_);
        if (ended_before == ended_) keep(hash, *session, at);
    }
    if (over(*session, at)) return std::nullopt; // its row goes at the next sign-in
    if (at - session->seen_at >= seen_every) note_seen(hash, *session, address, at);
    return session;
}

void Sessions::note_seen(const std::string& hash, Session& session, const std::string& address, Moment at) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("UPDATE session SET seen_at = ?, address = ? WHERE id = ? AND seen_at < ?",
                           Values{at, storable(address, 60), session.id, at});
    });
    session.seen_at = at;
    std::lock_guard lock(mutex_);
    if (auto found = kept_.find(hash); found != kept_.end()) found->second.session.seen_at = at;
}

void Sessions::drop(Id session) {
    std::lock_guard lock(mutex_);
    ++ended_;
    std::erase_if(kept_, [&](const auto& each) { return each.second.session.id == session; });
}

void Sessions::forget() {
    std::lock_guard lock(mutex_);
    ++ended_;
    kept_.clear();
}

bool Sessions::end(Id user_id, Id session) {
    bool ended = false;
    engine_.database().write([&](Connection& connection) {
        ended = user_id == 0 ? connection.execute("DELETE FROM session WHERE id = ?", Values{session}) == 1
                             : connection.execute("DELETE FROM session WHERE id = ? AND user_id = ?",
                                                  Values{session, user_id}) == 1;
    });
    drop(session);
    return ended;
}

void Sessions::end_all(Id user_id, Id but) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("DELETE FROM session WHERE user_id = ? AND id <> ?", Values{user_id, but});
    });
    forget();
}

std::set<Id> Sessions::present(const std::vector<Id>& sessions, Moment at) {
    std::set<Id> open;
    engine_.database().read([&](Connection& connection) {
        open.clear();
        for_each_batch(sessions, [&](const std::string& marks, const Values& ids) {
            connection.query("SELECT id, user_id, created_at, seen_at FROM session WHERE id IN (" + marks + ")", ids,
                             [&](const Row& row) {
                                 if (!over({row.whole(0), row.whole(1), row.whole(2), row.whole(3)}, at))
                                     open.insert(row.whole(0));
                                 return true;
                             });
        });
    });
    return open;
}

void Sessions::write(Id user_id, Id present, Moment at, std::string& out) {
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    engine_.database().read([&](Connection& connection) {
        connection.query(
            "SELECT id, user_id, created_at, seen_at, address, agent FROM session WHERE user_id = ? ORDER BY "
            "created_at DESC, id DESC LIMIT 200",
            Values{user_id}, [&](const Row& row) {
                if (over({row.whole(0), row.whole(1), row.whole(2), row.whole(3)}, at)) return true;
                json.begin_object().key("id").id(row.whole(0));
                json.member("created_at", format_moment(row.whole(2))).member("seen_at", format_moment(row.whole(3)));
                json.member("address", row.text(4))
                    .member("agent", row.text(5))
                    .member("present", row.whole(0) == present)
                    .end_object();
                return true;
            });
    });
    json.end_array().end_object();
}

} // namespace crm
