// Respond: what the way of a request is made of, for the files that stand beside it.
#pragma once
#include "api/route.hpp"

namespace crm {

std::string cookie_of(const http::Request& request, std::string_view name);
bool same_origin(const http::Request& request, const std::string& origin, const std::string& public_url);
// Empty when nobody is signed in; Error when a token is wrong.
std::optional<Caller> caller_of(App& app, const http::Request& request);
http::Response page_response(App& app, const http::Request& request);
// Runs the route; with an Idempotency-Key a POST is carried out once and answered the same for 24 hours.
http::Response once(Call& call, const RouteFunction& function);

// The caller as the page shows them.
std::string me_json(Context& context);

void register_import_jobs(App& app);  // import.cpp
void register_mail_jobs(App& app);    // mail.cpp
void register_keeping_jobs(App& app); // keeping.cpp: purge, keys, clean-up
void enqueue_rebuild_of_keys(App& app);

} // namespace crm
