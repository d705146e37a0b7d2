// Modules: the one list of what the business consists of, and what a new company begins with.
#pragma once
#include <vector>

#include "record/context.hpp"

namespace crm {

class Jobs;

// All objects of all modules. Users, teams and roles are auth's and stand beside these.
std::vector<const Object*> all_objects();
// What every company needs to begin: a default pipeline with its stages, named in the company's language. Does nothing
// where there is one already.
void make_default_data(Context& context);
// The daily work of the modules, and what their rules leave to be done later.
void schedule_daily_work(Jobs& jobs, Engine& engine);

} // namespace crm
