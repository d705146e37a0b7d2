// Routes of duplicates: who is this, which pairs are likely one, and merging them.
#pragma once
#include "api/route.hpp"

namespace crm {

void add_merge_routes(Router& router);

} // namespace crm
