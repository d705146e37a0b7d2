// The parts of Auth, for its own files.
#pragma once
#include <atomic>

#include "auth/auth.hpp"
#include "auth/rights_cache.hpp"
#include "auth/second_factor.hpp"
#include "auth/sessions.hpp"
#include "auth/tokens.hpp"
#include "auth/tries.hpp"

namespace crm {

struct Auth::Data {
    Data(Engine& engine, std::string key_file)
        : engine(engine), rights(engine), sessions(engine), tokens(engine), tries(engine.database()),
          second_factor(engine, std::move(key_file)) {}

    // What signing in needs to know of a user.
    struct Account {
        Id user = 0;
        std::string login, hash;
        bool disabled = false, second_factor = false;
    };
    Account account(const std::string& login);
    Account account(Id user);
    // Counts a try under a name of its own, so that guessing at the sign-in does not bar the user from it.
    void check_password(const Account& account, const std::string& password, const std::string& address,
                        std::string_view field = "password");
    void check_code(const Account& account, const std::string& code, const std::string& login,
                    const std::string& address);
    void store_password(Connection& connection, Id user, const std::string& hash, Moment at);
    // After a right password; `facts` stand in the audit.
    SignedIn open(Id user, const std::string& login, const std::string& address, const std::string& agent);
    void tell_ended() const {
        for (const auto& hint : ended_hints) hint();
    }
    void audit(std::string_view what, Id user, const std::string& address, const Json& facts);

    Engine& engine;
    std::function<Moment()> clock = now;
    RightsCache rights;
    Sessions sessions;
    Tokens tokens;
    Tries tries;
    SecondFactor second_factor;
    std::vector<std::function<void()>> ended_hints; // made before the first request
    std::atomic<bool> has_users = false;            // never becomes false again
};

} // namespace crm
