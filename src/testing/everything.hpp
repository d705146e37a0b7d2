// Everything a company's database holds, as text, to tell whether two states of it are the same.
#pragma once
#include <set>
#include <string>

#include "record/engine.hpp"

namespace crm::testing {

enum class Rows { all, living };

// Every row of every object, without what says when and how often it was written; link tables, timelines, keys, search
// words and what was merged. Living ones only: without the bin and what stands on its records' timelines.
std::multiset<std::string> everything(Engine& engine, Rows rows = Rows::all);

} // namespace crm::testing
