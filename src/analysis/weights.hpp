// Weights: how likely each level of agreement is among pairs that are the same and among those that are not, learnt
// from the records by expectation and maximisation with the second held as it is among pairs taken by chance.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"

namespace crm {

class Weights {
public:
    Weights(const DuplicateTable& table, const Comparison& comparison);
    // `pairs`: candidates, each once; one in `sample` of all.
    void learn(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, double sample);
    // The logarithm of the odds that record `a` and the one it was compared with are the same.
    double log_odds(std::uint32_t a, const Level* found) const;

private:
    using Shares = std::vector<std::array<double, levels>>; // of each field
    void count_chance();
    void learn_from(const std::vector<std::string>& patterns, const std::vector<double>& shares, double sum);
    double chance_of_same(std::uint32_t record, std::size_t field) const;
    double agreement(std::size_t field, int level) const;
    double all_pairs() const;

    const DuplicateTable& table_;
    const Comparison& comparison_;
    Shares same_, chance_;
    double prior_ = 1e-6; // the share of all pairs that are the same
};

} // namespace crm
