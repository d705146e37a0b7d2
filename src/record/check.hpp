// Check: is everything in the database whole and in agreement with itself? For people who want to be sure, and for
// tests after a kill.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "record/engine.hpp"

namespace crm {

// A sentence for each fault; at most a hundred. `step` hears what is being looked at.
std::vector<std::string> check_company(Engine& engine, const std::function<void(const std::string&)>& step);

} // namespace crm
