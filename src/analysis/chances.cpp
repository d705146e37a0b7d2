#include "analysis/chances.hpp"

#include <algorithm>
#include <vector>

namespace crm {

namespace {

constexpr int usual_tries = 2'000, least_tries = 200;
constexpr std::size_t most_draws = 40'000'000; // about a tenth of a second

// SplitMix64.
struct Draws {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
};

std::int64_t added(std::int64_t sum, std::int64_t more) {
    std::int64_t result = 0;
    return __builtin_add_overflow(sum, more, &result) ? INT64_MAX : result;
}

} // namespace

Spread spread_of(std::span<const Gain> gains, std::uint64_t seed) {
    Spread spread;
    if (gains.empty()) return spread;
    spread.tries = static_cast<int>(std::clamp<std::size_t>(most_draws / gains.size(), least_tries, usual_tries));
    // A draw of 32 bits below this limit is a gain.
    std::vector<std::uint64_t> limits;
    for (const Gain& gain : gains) limits.push_back((std::uint64_t{std::min(gain.in_10000, 10'000U)} << 32) / 10'000);
    Draws draws{seed};
    std::vector<std::int64_t> sums;
    for (int i = 0; i < spread.tries; ++i) {
        std::int64_t sum = 0;
        for (std::size_t at = 0; at < gains.size(); ++at)
            if ((draws.next() >> 32) < limits[at]) sum = added(sum, gains[at].amount);
        sums.push_back(sum);
    }
    std::sort(sums.begin(), sums.end());
    const auto at = [&](std::size_t percent) { return sums[(sums.size() - 1) * percent / 100]; };
    spread.low = at(10);
    spread.middle = at(50);
    spread.high = at(90);
    return spread;
}

} // namespace crm
