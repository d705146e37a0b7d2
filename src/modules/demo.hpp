// Demo: a lively small company that sells coffee machines in three countries, and the same at any scale for measuring.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "record/context.hpp"

namespace crm {

// 300 parties, their relations, deals in every stage with the history of their moves, a year of activities and the
// tasks of today. The same from the same seed, but for the ids. `users` share the work; with none, nobody owns
// anything.
void make_demo(Engine& engine, const std::vector<Id>& users, std::uint64_t seed, Moment now);

// `parties` parties, a fifth as many deals, five times as many activities, in large transactions. `progress` is told
// how many parties there are.
void make_demo_at_scale(Engine& engine, const std::vector<Id>& users, std::int64_t parties,
                        const std::function<void(std::int64_t)>& progress);

} // namespace crm
