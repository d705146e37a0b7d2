// Faults: lets a test raise what a distributed database raises on its own: serialization failures, deadlocks, and lost
// connections before and after COMMIT. Nothing is installed in the program itself; a look costs one relaxed load.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>

namespace crm::faults {

enum class Point { statement, before_commit, after_commit };
enum class Fault { none, serialization, deadlock, cut };

// Asked at every point, from any thread. Null to stop. SQLite asks at before_commit alone, where a cut makes COMMIT
// fail.
void install(std::function<Fault(Point)> chooser);

// Any fault but none with `probability` at every point, the same ones for the same seed on one thread. Serialization
// failures and deadlocks are raised before COMMIT only.
std::function<Fault(Point)> seeded(std::uint64_t seed, double probability);

extern std::atomic<bool> installed;
Fault ask(Point point);
inline Fault at(Point point) {
    return installed.load(std::memory_order_relaxed) ? ask(point) : Fault::none;
}

} // namespace crm::faults
