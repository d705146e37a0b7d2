// Auth: who is calling and what they may do. Users, teams and roles are objects (user.hpp, team.hpp, role.hpp);
// sessions, tokens, failed tries and the audit are tables of its own. It hands the record engine compiled Rights.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "auth/audit.hpp"
#include "record/context.hpp"

namespace crm {

struct Caller {
    std::shared_ptr<const Rights> rights; // of a token: cut down to its scopes
    Id session = 0;                       // one of the two
    Id token = 0;
    Id seen_by = 0; // the administrator who looks with this person's rights; nothing is changed meanwhile
    Id person() const { return seen_by ? seen_by : rights->user; } // who really calls
    bool by_cookie() const { return session != 0; }
};
struct SignedIn {
    Caller caller;
    std::string cookie; // the session's secret, to be set as cookie; stored hashed only
    Moment expires_at = 0;
};
struct NewToken {
    Id id = 0;
    std::string text; // what the program sends; stored hashed only
};
struct Scope { // object "*" is every object
    std::string object;
    bool read = false, write = false;
};

class Auth {
public:
    // `key_file` holds the key to what is stored encrypted; empty: none outlives this process.
    explicit Auth(Engine& engine, std::string key_file = {});
    ~Auth();
    void set_clock(std::function<Moment()> clock); // the machine's unless given

    // Throws Error(unauthenticated) with one sentence for every wrong pair, Error(too_many) while slowed down per login
    // and address.
    // Whoever has a second factor gives its code too; without one, Error(unauthenticated) at "code".
    SignedIn sign_in(const std::string& login, const std::string& password, const std::string& address,
                     const std::string& agent, const std::string& code = {});
    SignedIn sign_in_as(Id user, const std::string& address, const std::string& agent); // after the first run
    std::optional<Caller> by_cookie(std::string_view cookie, const std::string& address);
    std::optional<Caller> by_token(std::string_view token, const std::string& address);
    void sign_out(Id session);
    // An administrator sees what somebody else sees, until told to stop or the session ends; both stand in the audit.
    // Throws Error where that is refused.
    void see_as(const Caller& caller, Id user, const std::string& address);
    void see_as_oneself(const Caller& caller, const std::string& address);
    // The caller with the rights of whom they look as; the caller as they are where they look as nobody.
    Caller as_seen(Caller caller);
    // Which of these callers' sessions and tokens are over: ended, on whichever server, or run out.
    std::vector<bool> ended(const std::vector<Caller>& callers);
    // Called when sessions or tokens have ended in this process.
    void on_ended(std::function<void()> hint);

    // Compiled from the user's roles; cached until a user, team, role, the schema or the company changes (forget()).
    // User 0: the system's. Throws Error(unauthenticated) where the user is unknown or disabled.
    std::shared_ptr<const Rights> rights_of(Id user);
    void forget();

    Id add_user(const std::string& login, const std::string& name, const std::string& role,
                const std::string& password);   // for the command line and first run
    Id user_by_login(const std::string& login); // 0 where none
    // Ends the user's other sessions; `present` stays. A wrong old password is slowed down as at sign-in.
    void change_password(Id user, const std::string& old_password, const std::string& new_password, Id present = 0,
                         const std::string& address = {});
    // Ends the user's sessions.
    void set_password(Id user, const std::string& new_password, Id by = 0, const std::string& address = {});

    // The way back in for who forgot their password. Slowed down per login and address, as sign-ins are; says nothing
    // of whether there is such a login.
    void ask_for_password_link(const std::string& login, const std::string& address);
    struct PasswordLink {
        Id user = 0;
        std::string to, name, login, language, secret; // the secret is good once and for an hour
    };
    static constexpr Moment password_link_lasts = hour;
    // Replaces an earlier one. Empty where nobody has this login, may not sign in, or has no address.
    std::optional<PasswordLink> make_password_link(const std::string& login);
    // Ends the user's sessions. Throws Error at "token" where the link is not good any more.
    void use_password_link(const std::string& secret, const std::string& new_password, const std::string& address = {});

    // The second factor of somebody who is signed in. Setting one up or ending it takes the password once more, slowed
    // down as at sign-in; open sessions stay. `from` is the caller's network address, for the audit.
    struct NewFactor {
        std::string secret, address; // base32, and otpauth://…; shown once
    };
    NewFactor begin_second_factor(Id user, const std::string& password, const std::string& from = {});
    // Recovery codes, shown once.
    std::vector<std::string> confirm_second_factor(Id user, const std::string& code, const std::string& from = {});
    std::vector<std::string> renew_recovery_codes(Id user, const std::string& password, const std::string& from = {});
    // Refused where a role requires one.
    void end_second_factor(Id user, const std::string& password, const std::string& from = {});
    // By an administrator; false where there was none.
    bool reset_second_factor(Id user, Id by, const std::string& from = {});
    void write_second_factor(const Rights& rights, std::string& out);
    // A role requires one and the user has none: until there is one, nothing else is done.
    bool second_factor_due(Id user);
    bool first_run_needed();
    std::string make_first_run_token();                // one-time; replaces an earlier one
    bool fits_first_run_token(std::string_view token); // without using it up
    bool use_first_run_token(std::string_view token);

    // Shown once; stored hashed. expires_at 0: never.
    NewToken make_token(Id user, const std::string& name, const std::vector<Scope>& scopes, Moment expires_at,
                        const std::string& address = {});
    void write_sessions(Id user, Id present, std::string& out); // {"items":[…]}
    void write_tokens(Id user, std::string& out);
    bool end_session(Id user, Id session, const std::string& address = {});
    bool end_token(Id user, Id token, const std::string& address = {});

    // Sign-ins, failures, exports, changes of rights, use of tokens. Never a secret.
    void audit(std::string_view what, Id user, const std::string& address, const Json& facts = {});
    void write_audit(const AuditWanted& wanted, int limit, std::string_view cursor, std::string& out);
    // The built-in roles, made when the company is created: administrator, manager, salesperson, service_agent,
    // marketer, call_agent, analyst, reader.
    void make_built_in_roles();

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// The tables beside the objects; Auth creates what is missing.
std::vector<std::string> auth_tables(const Dialect& dialect);

// Checks a role's grants against the schema, as api.md says; throws Error at "grants" with a sentence.
void check_grants(const Schema& schema, const Json& grants);

} // namespace crm
