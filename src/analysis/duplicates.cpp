#include "analysis/duplicates.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/blocking.hpp"
#include "analysis/weights.hpp"

namespace crm {

namespace {

constexpr std::size_t learnt_from = 2'000'000; // pairs, about
constexpr double kept_from = -3;               // log-odds below which no pair is remembered
constexpr double clear = 0.999;                // a score that needs no comparison with others

struct Scored {
    std::uint32_t a, b;
    double odds;
};

using GoOn = std::function<bool(double)>;

std::vector<std::pair<std::uint32_t, std::uint32_t>> candidates(const Blocking& blocking, std::size_t sample,
                                                                const GoOn& go_on) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
    blocking.pairs(
        sample, [&](std::uint32_t a, std::uint32_t b) { found.emplace_back(a, b); }, go_on);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

double score_of(double odds) {
    return 1 / (1 + std::exp(-odds));
}

// A pair that came in several passes once; the likeliest first.
void each_once(std::vector<Scored>& scored) {
    std::sort(scored.begin(), scored.end(),
              [](const Scored& x, const Scored& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    scored.erase(std::unique(scored.begin(), scored.end(),
                             [](const Scored& x, const Scored& y) { return x.a == y.a && x.b == y.b; }),
                 scored.end());
    std::sort(scored.begin(), scored.end(), [](const Scored& x, const Scored& y) {
        return x.odds != y.odds ? x.odds > y.odds : x.a != y.a ? x.a < y.a : x.b < y.b;
    });
}

// The best pair first; a doubtful one gives way where one of its records has a better. Of three that are alike none is
// better.
std::vector<Scored> one_to_one(std::vector<Scored> pairs, std::size_t records, bool strictly) {
    constexpr double free = -1e9, as_good = 1e-6;
    std::vector<double> best(records, free);
    std::erase_if(pairs, [&](const Scored& pair) {
        const auto may_take = [&](std::uint32_t record) {
            return best[record] == free || (!strictly && pair.odds >= best[record] - as_good);
        };
        const bool kept = (may_take(pair.a) && may_take(pair.b)) || (!strictly && score_of(pair.odds) >= clear);
        if (kept)
            for (const std::uint32_t record : {pair.a, pair.b}) best[record] = std::max(best[record], pair.odds);
        return !kept;
    });
    return pairs;
}

} // namespace

std::vector<LikelyPair> find_duplicates(const DuplicateTable& table, const DuplicateOptions& options) {
    std::vector<LikelyPair> likely;
    if (table.size() < 2) return likely;
    bool stopped = false;
    // Learning is about a third of the work.
    auto share_done = [&](double from, double part) {
        return [&options, &stopped, from, part](double done) {
            stopped = stopped || (options.stopping && options.stopping(from + part * done));
            return !stopped;
        };
    };
    const Comparison comparison(table);
    const Blocking blocking(table);
    Weights weights(table, comparison);
    const std::size_t sample = std::max<std::size_t>(1, blocking.likely_pairs() / learnt_from);
    weights.learn(candidates(blocking, sample, share_done(0, 0.3)), static_cast<double>(sample));

    std::vector<Scored> scored;
    std::vector<Level> found(table.fields().size());
    blocking.pairs(
        1,
        [&](std::uint32_t a, std::uint32_t b) {
            comparison.compare(a, b, found.data());
            const double odds = weights.log_odds(a, found.data(), kept_from);
            if (odds > kept_from) scored.push_back({a, b, odds});
        },
        share_done(0.3, 0.7));
    if (stopped) return likely;
    each_once(scored);
    if (options.prefer_one_to_one) scored = one_to_one(std::move(scored), table.size(), table.second_source() > 0);
    for (const Scored& pair : scored) {
        if (score_of(pair.odds) < options.least_score) break;
        LikelyPair one{pair.a, pair.b, static_cast<float>(score_of(pair.odds)), 0, 0, 0};
        comparison.compare(pair.a, pair.b, found.data());
        for (std::size_t field = 0; field < found.size() && field < 32; ++field) {
            if (found[field] == same) one.agree |= 1u << field;
            if (found[field] == near_same) one.alike |= 1u << field;
            if (found[field] == different) one.differ |= 1u << field;
        }
        likely.push_back(one);
    }
    return likely;
}

} // namespace crm
