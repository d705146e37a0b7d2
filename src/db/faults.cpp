#include "db/faults.hpp"

#include <memory>
#include <mutex>
#include <random>

namespace crm::faults {

std::atomic<bool> installed = false;

namespace {

std::mutex mutex;
std::shared_ptr<const std::function<Fault(Point)>> chosen;

struct Dice {
    std::mutex mutex;
    std::mt19937_64 random;
};

} // namespace

void install(std::function<Fault(Point)> chooser) {
    std::lock_guard lock(mutex);
    installed = static_cast<bool>(chooser);
    chosen = chooser ? std::make_shared<const std::function<Fault(Point)>>(std::move(chooser)) : nullptr;
}

Fault ask(Point point) {
    std::shared_ptr<const std::function<Fault(Point)>> chooser;
    {
        std::lock_guard lock(mutex);
        chooser = chosen;
    }
    return chooser ? (*chooser)(point) : Fault::none;
}

std::function<Fault(Point)> seeded(std::uint64_t seed, double probability) {
    auto dice = std::make_shared<Dice>();
    dice->random.seed(seed);
    return [dice, probability](Point point) {
        std::lock_guard lock(dice->mutex);
        if (std::uniform_real_distribution<double>(0, 1)(dice->random) >= probability) return Fault::none;
        if (point == Point::after_commit) return Fault::cut;
        switch (dice->random() % 3) {
        case 0:
            return Fault::serialization;
        case 1:
            return Fault::deadlock;
        default:
            return Fault::cut;
        }
    };
}

} // namespace crm::faults
