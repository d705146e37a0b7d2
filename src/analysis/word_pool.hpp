// Word pool: the words of all values of a field, each kept once, with how much it tells; says how alike two values are
// by their words.
#pragma once
#include <cstdint>
#include <vector>

#include "analysis/duplicates.hpp"

namespace crm {

class WordPool {
public:
    WordPool() = default;
    WordPool(const DuplicateTable& table, std::size_t field);

    // Words alike, in any order, the rare ones telling more (W. Cohen, P. Ravikumar and S. Fienberg, A Comparison of
    // String Distance Metrics for Name-Matching Tasks, 2003: soft TF-IDF). From 0 to 1.
    double alike(std::uint32_t a, std::uint32_t b) const;
    // Both values have numbers, and none in common: another house of the same street.
    bool numbers_differ(std::uint32_t a, std::uint32_t b) const;

private:
    struct Word {
        std::string_view text;
        std::uint32_t records = 0; // that have it
        float weight = 0;
        bool number = false, given = false;
    };
    double word_alike(const Word& a, const Word& b) const;

    std::vector<Word> words_;
    std::vector<std::uint32_t> starts_, list_; // of each value, its words
};

} // namespace crm
