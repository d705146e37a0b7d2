#include "record/sealing.hpp"

#include <map>
#include <mutex>

#include "base/error.hpp"

namespace crm {

namespace {

std::mutex mutex;

std::map<Engine*, Sealing>& known() {
    static std::map<Engine*, Sealing> by_engine; // of a process there is one, of its tests a few
    return by_engine;
}

} // namespace

void seal_with(Engine& engine, Sealing sealing) {
    std::lock_guard lock(mutex);
    known()[&engine] = std::move(sealing);
}

Sealing sealing_of(Engine& engine) {
    std::lock_guard lock(mutex);
    const auto found = known().find(&engine);
    require(found != known().end(), "there is somebody who seals secrets");
    return found->second;
}

void seal_no_more(Engine& engine) {
    std::lock_guard lock(mutex);
    known().erase(&engine);
}

} // namespace crm
