// The parts of Auth, for its own files.
#pragma once
#include <atomic>

#include "auth/auth.hpp"
#include "auth/rights_cache.hpp"
#include "auth/sessions.hpp"
#include "auth/tokens.hpp"
#include "auth/tries.hpp"

namespace crm {

struct Auth::Data {
    explicit Data(Engine& engine)
        : engine(engine), rights(engine), sessions(engine), tokens(engine), tries(engine.database()) {}

    // What signing in needs to know of a user.
    struct Account {
        Id user = 0;
        std::string login, hash;
        bool disabled = false;
    };
    Account account(const std::string& login);
    Account account(Id user);
    void store_password(Connection& connection, Id user, const std::string& hash, Moment at);
    // After a right password; `facts` stand in the audit.
    SignedIn open(Id user, const std::string& login, const std::string& address, const std::string& agent);
    void audit(std::string_view what, Id user, const std::string& address, const Json& facts);

    Engine& engine;
    std::function<Moment()> clock = now;
    RightsCache rights;
    Sessions sessions;
    Tokens tokens;
    Tries tries;
    std::atomic<bool> has_users = false; // never becomes false again
};

} // namespace crm
