// Grants: a role's JSON turned into rights over the objects of a schema, and rights cut down to a token's scopes.
#pragma once
#include <vector>

#include "auth/auth.hpp"
#include "record/rights.hpp"

namespace crm {

// Reads one grant and joins it to `rights`: rows are OR-ed, of fields the wider access stays. Throws Error at "grants".
void add_grant(Rights& rights, const Json& grant, const Asker& asker);
// What everybody who signs in has: settings may be read.
void add_common_rights(Rights& rights, const Schema& schema);
// What the right `users` adds: users, teams and roles may be written.
void add_user_management(Rights& rights, const Schema& schema);
// Leaves what the scopes name. Settings stay readable, since records show their names. No scopes: all stays.
Rights cut_to(const Rights& rights, const Schema& schema, const std::vector<Scope>& scopes);
// Throws Error at "scopes" where an object is unknown or follows another one's rights.
void check_scopes(const Schema& schema, const std::vector<Scope>& scopes);

} // namespace crm
