// Duplicates: the nightly search of all records of an object for pairs that are likely one, and the look at what was
// written by hand since. What they find waits in the list of likely pairs.
#pragma once
#include <functional>
#include <string>

#include "record/engine.hpp"

namespace crm {

class Jobs;

// Fills the list of likely pairs of `object` anew. Returns early, with the former list, when `stopping` says so.
void find_all_duplicates(Engine& engine, const std::string& object, const std::function<bool()>& stopping);
// Looks up the parties that were made or changed since the last call.
void look_up_changed(Engine& engine);
void schedule_duplicates(Jobs& jobs, Engine& engine);

} // namespace crm
