// Duplicates: the search of all records of an object for pairs that are likely one (every night, and when somebody
// asks), and the look at what was written by hand since. What they find waits in the list of likely pairs.
#pragma once
#include <functional>
#include <string>

#include "record/import.hpp"
#include "record/operation.hpp"

namespace crm {

class Jobs;

// Fills the list of likely pairs anew. Where `surroundings.stopping` says so it returns with the former list as it was,
// to be run again. The operation's message says how many pairs there are.
Operation run_duplicate_search(Engine& engine, Id operation, const ImportSurroundings& surroundings);
// Both at once, for the night and for tests.
Operation find_all_duplicates(Engine& engine, const std::string& object, const std::function<bool()>& stopping);
// Looks up the parties that were made or changed since the last call.
void look_up_changed(Engine& engine);
void schedule_duplicates(Jobs& jobs, Engine& engine);

} // namespace crm
