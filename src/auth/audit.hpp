// Audit: who signed in, failed to, changed rights, made and used tokens, exported. Rows are only ever added. Never a
// secret.
#pragma once
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

struct AuditEntry {
    Id id = 0;
    Moment at = 0;
    std::string what; // sign_in, sign_in_failed, user_changed …
    Id user = 0;      // who did it; 0 unknown
    std::string address;
    Json facts;
};
void append_audit(Connection& connection, const AuditEntry& entry);
// In the transaction of a rule. Does nothing in a database without sign-in (one that Auth never opened).
void append_audit(Context& context, std::string_view what, const Json& facts);
void end_all_sessions(Context& context, Id user);
void end_password_link(Context& context, Id user); // one that was sent leads nowhere any more
bool has_signed_in(Context& context, Id user);

// Which entries are asked for; what is empty or 0 asks for nothing.
struct AuditWanted {
    std::string what;           // the kind
    Id user = 0;                // who did it
    Moment from = 0, until = 0; // the first moment, and the first after the last
    std::string text;           // stands in who did it, the facts or the address; case and accents do not matter
};

// Appends {"items":[{id, at, what, user:{id,title}, address, facts}],"next":…}, newest first. Where much is looked
// through for a text, a page may hold fewer than `limit` and yet not be the last.
void write_audit_page(Context& context, const AuditWanted& wanted, int limit, std::string_view cursor,
                      std::string& out);

// What a header brought, fit to be stored: UTF-8, at most `letters` long.
std::string storable(std::string_view text, std::size_t letters);

} // namespace crm
