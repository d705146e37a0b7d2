// Keys: the sort keys that lie beside texts, made anew when the company's language or ICU has changed.
#pragma once
#include <functional>

#include "record/engine.hpp"

namespace crm {

// Were the keys in the database made for another language, or by another ICU?
bool keys_are_outdated(Engine& engine);
// Makes all keys anew, in steps, while everybody works; returns early when `stopping` says so. Lists are in the old
// order until their object is done. Ends by noting what the keys were made with.
void rebuild_keys(Engine& engine, const std::function<bool()>& stopping);

} // namespace crm
