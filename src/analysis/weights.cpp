#include "analysis/weights.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace crm {

namespace {

constexpr int chance_pairs = 100'000;
constexpr int most_rounds = 40;

// The same numbers on every machine (splitmix64).
class Dice {
public:
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    std::uint32_t below(std::uint32_t most) { return static_cast<std::uint32_t>(next() % most); }

private:
    std::uint64_t state_ = 20250101;
};

void to_shares(std::array<double, levels>& counts, double each) {
    double sum = 0;
    for (int level = same; level < levels; ++level) sum += counts[level] += each;
    for (int level = same; level < levels; ++level) counts[level] /= sum;
}

} // namespace

Weights::Weights(const DuplicateTable& table, const Comparison& comparison)
    : table_(table), comparison_(comparison), same_(table.fields().size()), chance_(table.fields().size()) {
    count_chance();
    for (auto& shares : same_) shares = {0, 0.75, 0.12, 0.06, 0.07};
}

double Weights::all_pairs() const {
    const double size = static_cast<double>(table_.size()), second = table_.second_source();
    return second > 0 ? second * (size - second) : size * (size - 1) / 2;
}

void Weights::count_chance() {
    Dice dice;
    std::vector<Level> found(table_.fields().size());
    const auto size = static_cast<std::uint32_t>(table_.size()), second = table_.second_source();
    if (size < 2) return;
    const int rounds = static_cast<int>(std::min<double>(chance_pairs, all_pairs() * 2));
    for (int i = 0; i < rounds; ++i) {
        const std::uint32_t a = second ? dice.below(second) : dice.below(size);
        const std::uint32_t b = second ? second + dice.below(size - second) : dice.below(size);
        if (a == b) continue;
        comparison_.compare(a, b, found.data());
        for (std::size_t field = 0; field < found.size(); ++field)
            if (found[field] != missing) ++chance_[field][found[field]];
    }
    for (auto& shares : chance_) to_shares(shares, 0.5);
}

namespace {

// The candidates with what was found of each: the number of its pattern, and what the rareness of the values that they
// share says.
struct Candidates {
    std::vector<std::string> patterns;
    std::vector<std::uint32_t> pattern; // of each pair
    std::vector<float> rareness;
};

} // namespace

void Weights::learn(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, double sample) {
    const std::size_t fields = table_.fields().size();
    Candidates known;
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::string pattern(fields, 0);
    std::vector<Level> found(fields);
    for (const auto& [a, b] : pairs) {
        comparison_.compare(a, b, found.data());
        float rareness = 0;
        for (std::size_t field = 0; field < fields; ++field) {
            pattern[field] = static_cast<char>(found[field]);
            if (found[field] == same) rareness -= static_cast<float>(std::log(chance_of_same(a, field)));
        }
        const auto [place, fresh] = numbers.try_emplace(pattern, static_cast<std::uint32_t>(known.patterns.size()));
        if (fresh) known.patterns.push_back(pattern);
        known.pattern.push_back(place->second);
        known.rareness.push_back(rareness);
    }
    prior_ = std::clamp(0.05 * static_cast<double>(table_.size()) / std::max(all_pairs(), 1.0), 1e-12, 0.1);
    std::vector<float> said(known.patterns.size()), best(table_.size());
    std::vector<double> shares(known.patterns.size());
    for (int round = 0; round < most_rounds; ++round) {
        for (std::size_t i = 0; i < said.size(); ++i) {
            double sum = std::log(prior_ / (1 - prior_));
            for (std::size_t field = 0; field < fields; ++field) sum += agreement(field, known.patterns[i][field]);
            said[i] = static_cast<float>(sum);
        }
        // Only a record's best pair may be the same: those that live in one town are many, and are not.
        std::fill(best.begin(), best.end(), -1e9f);
        auto odds_of = [&](std::size_t i) { return said[known.pattern[i]] + known.rareness[i]; };
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const float odds = odds_of(i);
            best[pairs[i].first] = std::max(best[pairs[i].first], odds);
            best[pairs[i].second] = std::max(best[pairs[i].second], odds);
        }
        std::fill(shares.begin(), shares.end(), 0);
        double sum = 0;
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const float odds = odds_of(i);
            if (odds < best[pairs[i].first] || odds < best[pairs[i].second] || odds < -20) continue;
            const double share = 1 / (1 + std::exp(-static_cast<double>(odds)));
            sum += share;
            shares[known.pattern[i]] += share;
        }
        const double before = prior_;
        learn_from(known.patterns, shares, sum);
        prior_ = std::clamp((sum * sample + 0.5) / (all_pairs() + 1), 1e-12, 0.5);
        if (std::abs(prior_ - before) < before * 1e-3) break;
    }
}

void Weights::learn_from(const std::vector<std::string>& patterns, const std::vector<double>& shares, double sum) {
    for (std::size_t field = 0; field < same_.size(); ++field) {
        std::array<double, levels> counts{};
        for (std::size_t i = 0; i < patterns.size(); ++i)
            counts[static_cast<std::size_t>(patterns[i][field])] += shares[i];
        for (int level = same; level < levels; ++level) counts[level] += 0.01 * sum / levels; // rare is not impossible
        to_shares(counts, 0.1);
        same_[field] = counts;
    }
}

// Of a rare value less than of a usual one.
double Weights::chance_of_same(std::uint32_t record, std::size_t field) const {
    return std::min(comparison_.frequency(record, field), 0.5);
}

// What a level says; that the values are the same says as much more as they are rare.
double Weights::agreement(std::size_t field, int level) const {
    if (level == missing) return 0;
    return std::log(same_[field][level] / (level == same ? 1 : chance_[field][level]));
}

double Weights::log_odds(std::uint32_t a, const Level* found) const {
    double sum = std::log(prior_ / (1 - prior_));
    for (std::size_t field = 0; field < same_.size(); ++field) {
        sum += agreement(field, found[field]);
        if (found[field] == same) sum -= std::log(chance_of_same(a, field));
    }
    return sum;
}

} // namespace crm
