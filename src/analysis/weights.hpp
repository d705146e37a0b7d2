// Weights: how likely each level of agreement is among pairs that are the same and among those that are not. Those that
// are the same are learnt from the records by expectation and maximisation; chance is counted among pairs taken by
// chance. Two more kinds of pairs explain what is neither: neighbours (a household, colleagues: one place, one phone,
// other people) and branches (one company, other places).
#pragma once
#include <array>
#include <string>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/dependence.hpp"

namespace crm {

class Weights {
public:
    Weights(const DuplicateTable& table, const Comparison& comparison);
    // `pairs`: candidates, each once; one in `sample` of all.
    void learn(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs, double sample);
    // The logarithm of the odds that record `a` and the one it was compared with are the same; below `least` only that
    // it is below.
    double log_odds(std::uint32_t a, const Level* found, double least) const;

private:
    enum Why { being_same, neighbours, branches, whys };    // beside chance
    using Shares = std::vector<std::array<double, levels>>; // of each field
    using Said = std::array<float, whys>;                   // logarithms: how much likelier than by chance
    struct Candidates;

    void count_chance();
    void expect_relations();
    void learn_from(const std::vector<std::string>& patterns, const std::vector<double>& shares, double sum);
    void settle();
    Candidates compared(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs) const;
    Said pattern_says(const Level* found) const;
    Said rareness_says(std::uint32_t record, const Level* found) const;
    double chance_of_same(std::uint32_t record, std::size_t field, const Level* found) const;
    double rarity(double others) const;
    double odds(const Said& said) const;
    double all_pairs() const;
    double share(double others) const; // of the records, that have what so many others have

    const DuplicateTable& table_;
    const Comparison& comparison_;
    const Dependence dependence_;
    std::array<Shares, whys> shares_;
    Shares chance_;
    bool names_records_ = false;        // anything stands in a field that names one
    std::array<Shares, whys> says_;     // logarithms of a share over chance; of the same, over 1
    std::array<double, whys> priors_{}; // the share of all pairs
    std::array<double, whys> log_priors_{};
    std::vector<double> rarities_; // by how many others have the value
};

} // namespace crm
