// Sessions: who is signed in, by the secret in their cookie. Thirty days after the last request, ninety after the
// sign-in it ends. Asked on every request, so what was found is kept for a while.
#pragma once
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "record/engine.hpp"

namespace crm {

class Sessions {
public:
    explicit Sessions(Engine& engine);

    struct Session {
        Id id = 0, user = 0;
        Moment created_at = 0, seen_at = 0;
    };
    struct Opened {
        Id id = 0;
        std::string secret;
        Moment expires_at = 0;
    };
    // What must be stored with it in the same transaction is done by `more`.
    Opened open(Id user, const std::string& address, const std::string& agent, Moment at,
                const std::function<void(Connection&)>& more);
    std::optional<Session> find(std::string_view secret, const std::string& address, Moment at);
    bool end(Id user, Id session); // user 0: whosever it is; false where there is none
    void end_all(Id user, Id but = 0);
    std::set<Id> present(const std::vector<Id>& sessions, Moment at); // those that are not over
    void write(Id user, Id present, Moment at, std::string& out);
    void forget();

    static constexpr Moment day = 24 * hour;
    static constexpr Moment idle = 30 * day, longest = 90 * day;
    static constexpr Moment seen_every = minute; // at most so often is the last request noted
    static constexpr int most_of_a_user = 50;

private:
    struct Kept {
        Session session;
        Moment read_at = 0;
    };
    std::optional<Session> kept(const std::string& hash, Moment at);
    std::optional<Session> stored(const std::string& hash);
    void note_seen(const std::string& hash, Session& session, const std::string& address, Moment at);
    void keep(const std::string& hash, const Session& session, Moment at);
    void drop(Id session);

    Engine& engine_;
    Moment kept_for_;
    std::mutex mutex_;
    std::unordered_map<std::string, Kept> kept_;
    std::uint64_t ended_ = 0; // a session read before an end is not kept after it
};

} // namespace crm
