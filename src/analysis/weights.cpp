#include "analysis/weights.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace crm {

namespace {

constexpr int chance_pairs = 100'000;
constexpr int most_rounds = 40;
constexpr int known_rarities = 4096;
// Of fewer records, how many have a value does not tell how rare it is, where they are so few that all may be one.
constexpr double enough = 200, most_of_one = 4;
constexpr std::size_t enough_to_learn = 50; // records: fewer say by chance what they say, so what is usual stays
constexpr double believed = 8; // pairs: how much what is usual counts beside what is learnt
constexpr double believed_of_learnt = 0.25;
constexpr double most_different = 0.15; // of what names one
constexpr float never = -100;
constexpr double least_neighbours = 0.2, least_branches = 0.1; // for each pair that is the same

using Level_shares = std::array<double, levels>;

Level_shares usual_of_same(Meaning meaning) {
    if (meaning == Meaning::kind) return {0, 0.985, 0, 0, 0.015};
    if (meaning == Meaning::exact) return {0, 0.65, 0.05, 0.02, 0.28}; // people have several
    if (meaning == Meaning::day || meaning == Meaning::code) return {0, 0.85, 0.1, 0.02, 0.03};
    return {0, 0.75, 0.12, 0.06, 0.07};
}

// That two neighbours have the same, whatever it is: fathers and sons share given names.
double also_of_neighbours(Meaning meaning) {
    return meaning == Meaning::given ? 0.03 : 0.01;
}

// A household, colleagues: what they share they mostly share. What is all zero is as by chance.
Level_shares usual_of_neighbours(Meaning meaning) {
    switch (meaning) {
    case Meaning::family:
        return {0, 0.5, 0.05, 0.05, 0.4};
    case Meaning::exact:
        return {0, 0.3, 0.02, 0, 0.68};
    case Meaning::kind:
        return {0, 0.6, 0, 0, 0.4};
    default:
        return is_shared_by_neighbours(meaning) ? Level_shares{0, 0.9, 0.05, 0.02, 0.03} : Level_shares{};
    }
}

// One company in several places: its name, often its numbers.
Level_shares usual_of_branches(Meaning meaning) {
    switch (meaning) {
    case Meaning::name:
        return {0, 0.6, 0.25, 0.1, 0.05};
    case Meaning::exact:
    case Meaning::code:
        return {0, 0.45, 0.02, 0.02, 0.51};
    case Meaning::words:
    case Meaning::number:
        return {0, 0.06, 0.05, 0.09, 0.8};
    case Meaning::kind:
        return {0, 0.99, 0, 0, 0.01};
    default:
        return {};
    }
}

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

// What names one person or company and hardly ever differs between two records of it.
bool identifies(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::given || meaning == Meaning::family ||
           meaning == Meaning::code || meaning == Meaning::day;
}

// What may tell by itself which one is meant; of a person's name it takes both parts.
bool names_alone(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::code || meaning == Meaning::day || meaning == Meaning::exact;
}

// Where the records hold none twice, nothing keeps the learning from taking for the same what only lives alike.
void bound_difference(Level_shares& shares) {
    if (shares[different] <= most_different) return;
    for (int level = same; level < different; ++level) shares[level] *= (1 - most_different) / (1 - shares[different]);
    shares[different] = most_different;
}

} // namespace

Weights::Weights(const DuplicateTable& table, const Comparison& comparison)
    : table_(table), comparison_(comparison), dependence_(table), chance_(table.fields().size()) {
    for (auto& shares : shares_) shares.resize(table.fields().size());
    for (std::size_t field = 0; field < table.fields().size(); ++field)
        names_records_ = names_records_ || (identifies(table.fields()[field]) && table.values_of(field) > 1);
    says_ = shares_;
    for (int others = 0; others < known_rarities; ++others) rarities_.push_back(-std::log(share(std::max(others, 1))));
    count_chance();
    expect_relations();
}

double Weights::share(double others) const {
    const auto size = static_cast<double>(table_.size());
    return others / (others <= most_of_one ? std::max(size, enough) : size);
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

void Weights::expect_relations() {
    const auto& fields = table_.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        shares_[being_same][i] = usual_of_same(fields[i]);
        shares_[neighbours][i] = usual_of_neighbours(fields[i]);
        shares_[branches][i] = usual_of_branches(fields[i]);
    }
    priors_[being_same] =
        std::clamp(0.05 * static_cast<double>(table_.size()) / std::max(all_pairs(), 1.0), 1e-12, 0.1);
    priors_[neighbours] = priors_[being_same];
    priors_[branches] = priors_[being_same] / 4;
    settle();
}

// What follows from the shares and priors, as logarithms.
void Weights::settle() {
    for (std::size_t field = 0; field < chance_.size(); ++field)
        for (int why = 0; why < whys; ++why)
            for (int level = same; level < levels; ++level) {
                const double share = shares_[static_cast<std::size_t>(why)][field][level];
                const bool as_by_chance = shares_[static_cast<std::size_t>(why)][field][same] == 0;
                says_[static_cast<std::size_t>(why)][field][level] =
                    as_by_chance ? 0 : std::log(std::max(share, 1e-4) / (level == same ? 1 : chance_[field][level]));
            }
    for (std::size_t why = 0; why < whys; ++why) log_priors_[why] = std::log(priors_[why]);
}

Weights::Said Weights::pattern_says(const Level* found) const {
    Said said{};
    bool has_name = false, one_may_be_meant = !names_records_, given = false, family = false;
    for (std::size_t field = 0; field < chance_.size(); ++field) {
        if (found[field] == missing) continue;
        const Meaning meaning = table_.fields()[field];
        const bool agrees = found[field] != different;
        given = given || (agrees && meaning == Meaning::given);
        family = family || (agrees && meaning == Meaning::family);
        one_may_be_meant = one_may_be_meant || (found[field] <= near_same && names_alone(meaning));
        has_name = has_name || table_.fields()[field] == Meaning::name;
        for (std::size_t why = 0; why < whys; ++why) said[why] += static_cast<float>(says_[why][field][found[field]]);
    }
    if (!has_name) said[branches] = never;                                 // only companies have them
    if (!one_may_be_meant && !(given && family)) said[being_same] = never; // whatever else they share
    return said;
}

// Minus the logarithm of the share of records that have what `others` have.
double Weights::rarity(double others) const {
    const auto place = static_cast<std::size_t>(others);
    return place < rarities_.size() ? rarities_[place] : -std::log(share(others));
}

// How likely two others have the same value too: as often as it occurs, or as it follows from what else is the same.
double Weights::chance_of_same(std::uint32_t record, std::size_t field, const Level* found) const {
    double chance = share(comparison_.others(record, field));
    for (std::size_t before = 0; before < field; ++before)
        if (found[before] == same) chance = std::max(chance, dependence_.chance(field, before));
    return std::min(chance, 0.9);
}

// That the values are the same says as much more as they are rare.
Weights::Said Weights::rareness_says(std::uint32_t record, const Level* found) const {
    Said said{};
    for (std::size_t field = 0; field < chance_.size(); ++field) {
        if (found[field] != same) continue;
        const double chance = chance_of_same(record, field, found), rare = -std::log(chance);
        for (std::size_t why = 0; why < whys; ++why) {
            if (shares_[why][field][same] > 0)
                said[why] += rare;
            else if (why == neighbours)
                said[why] +=
                    static_cast<float>(std::log((chance + also_of_neighbours(table_.fields()[field])) / chance));
        }
    }
    return said;
}

double Weights::odds(const Said& said) const {
    const double others = std::exp(said[neighbours] + log_priors_[neighbours]) +
                          std::exp(said[branches] + log_priors_[branches]) + 1 - priors_[being_same];
    return said[being_same] + log_priors_[being_same] - std::log(others);
}

// The candidates with what was found of each: the number of its pattern, and what the rareness of the values that they
// share says.
struct Weights::Candidates {
    std::vector<std::string> patterns;
    std::vector<std::uint32_t> pattern; // of each pair
    std::vector<Said> rareness;
};

Weights::Candidates Weights::compared(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) const {
    Candidates known;
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::vector<Level> found(table_.fields().size());
    std::string pattern(found.size(), 0);
    for (const auto& [a, b] : pairs) {
        comparison_.compare(a, b, found.data());
        for (std::size_t field = 0; field < found.size(); ++field) pattern[field] = static_cast<char>(found[field]);
        const auto [place, fresh] = numbers.try_emplace(pattern, static_cast<std::uint32_t>(known.patterns.size()));
        if (fresh) known.patterns.push_back(pattern);
        known.pattern.push_back(place->second);
        known.rareness.push_back(rareness_says(a, found.data()));
    }
    return known;
}

void Weights::learn(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, double sample) {
    if (table_.size() < enough_to_learn) return;
    const Candidates known = compared(pairs);
    std::vector<Said> said(known.patterns.size());
    std::vector<float> odds_of(pairs.size()), best(table_.size());
    std::vector<double> shares(known.patterns.size());
    for (int round = 0; round < most_rounds; ++round) {
        for (std::size_t i = 0; i < said.size(); ++i) {
            std::vector<Level> found;
            for (char level : known.patterns[i]) found.push_back(static_cast<Level>(level));
            said[i] = pattern_says(found.data());
        }
        std::fill(best.begin(), best.end(), -1e9f);
        std::array<double, whys> sums{};
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            Said all = said[known.pattern[i]];
            for (std::size_t why = 0; why < whys; ++why) all[why] += known.rareness[i][why];
            odds_of[i] = static_cast<float>(odds(all));
            best[pairs[i].first] = std::max(best[pairs[i].first], odds_of[i]);
            best[pairs[i].second] = std::max(best[pairs[i].second], odds_of[i]);
            for (const Why why : {neighbours, branches}) {
                const double likely = all[why] + log_priors_[why];
                if (likely > -7) sums[why] += 1 / (1 + std::exp(-likely) + std::exp(odds_of[i]));
            }
        }
        // Only a record's best pair may be the same: those that live in one town are many, and are not.
        std::fill(shares.begin(), shares.end(), 0);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const float odds = odds_of[i];
            if (odds < best[pairs[i].first] || odds < best[pairs[i].second] || odds < -20) continue;
            const double share = 1 / (1 + std::exp(-static_cast<double>(odds)));
            sums[being_same] += share;
            shares[known.pattern[i]] += share;
        }
        const double before = priors_[being_same];
        learn_from(known.patterns, shares, sums[being_same]);
        for (std::size_t why = 0; why < whys; ++why)
            priors_[why] = std::clamp((sums[why] * sample + 0.5) / (all_pairs() + 1), 1e-12, 0.5);
        priors_[neighbours] = std::max(priors_[neighbours], priors_[being_same] * least_neighbours);
        priors_[branches] = std::max(priors_[branches], priors_[being_same] * least_branches);
        settle();
        if (std::abs(priors_[being_same] - before) < before * 1e-3) break;
    }
}

void Weights::learn_from(const std::vector<std::string>& patterns, const std::vector<double>& shares, double sum) {
    for (std::size_t field = 0; field < chance_.size(); ++field) {
        std::array<double, levels> counts{};
        for (std::size_t i = 0; i < patterns.size(); ++i)
            counts[static_cast<std::size_t>(patterns[i][field])] += shares[i];
        const Level_shares usual = usual_of_same(table_.fields()[field]);
        for (int level = same; level < levels; ++level)
            counts[level] +=
                usual[level] * (believed + believed_of_learnt * sum) + 0.01 * sum / levels; // rare is not impossible
        to_shares(counts, 0.001);
        if (identifies(table_.fields()[field])) bound_difference(counts);
        shares_[being_same][field] = counts;
    }
}

double Weights::log_odds(std::uint32_t a, const Level* found, double least) const {
    double most = log_priors_[being_same];
    for (std::size_t field = 0; field < chance_.size(); ++field) {
        if (found[field] == missing) continue;
        most += says_[being_same][field][found[field]];
        if (found[field] == same) most += rarity(comparison_.others(a, field));
    }
    if (most < least) return most; // whatever else might explain them
    Said said = pattern_says(found);
    const Said rareness = rareness_says(a, found);
    for (std::size_t why = 0; why < whys; ++why) said[why] += rareness[why];
    return odds(said);
}

} // namespace crm
