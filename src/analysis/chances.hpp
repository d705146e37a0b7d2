// Chances: what may come of many uncertain gains together, by trying it out many times. The draws follow a fixed seed,
// so that the same gains give the same answer on every machine. Whole numbers throughout.
#pragma once
#include <cstdint>
#include <span>

namespace crm {

struct Gain {
    std::int64_t amount;    // not below zero
    std::uint32_t in_10000; // how likely it is
};
// What the sum exceeds in nine tries of ten, in half of them, in one of ten.
struct Spread {
    std::int64_t low = 0, middle = 0, high = 0;
    int tries = 0;
};
Spread spread_of(std::span<const Gain> gains, std::uint64_t seed = 1);

} // namespace crm
