#include "record/mailing.hpp"

#include <map>
#include <mutex>

#include "base/error.hpp"

namespace crm {

namespace {

std::mutex mutex;

std::map<Engine*, Mailing>& known() {
    static std::map<Engine*, Mailing> by_engine; // of a process there is one, of its tests a few
    return by_engine;
}

} // namespace

void mail_with(Engine& engine, Mailing mailing) {
    std::lock_guard lock(mutex);
    known()[&engine] = std::move(mailing);
}

Mailing mailing_of(Engine& engine) {
    std::lock_guard lock(mutex);
    const auto found = known().find(&engine);
    if (found != known().end()) return found->second;
    return {[] { return false; },
            [](const Letter&) { throw Error(Problem::unavailable, "No mail is sent from here."); }};
}

void mail_no_more(Engine& engine) {
    std::lock_guard lock(mutex);
    known().erase(&engine);
}

} // namespace crm
