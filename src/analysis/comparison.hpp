// Comparison: how far two records agree in each field, as one of five levels.
#pragma once
#include <cstdint>
#include <vector>

#include "analysis/duplicates.hpp"

namespace crm {

enum Level : unsigned char { missing, same, near_same, similar, different };
constexpr int levels = 5;

// Compares records of one table; knows how often each value and each word occurs in it.
class Comparison {
public:
    explicit Comparison(const DuplicateTable& table);
    void compare(std::uint32_t a, std::uint32_t b, Level* into) const; // a level for each field
    // The share of records that have this record's value.
    double frequency(std::uint32_t record, std::size_t field) const;

private:
    Level compare_field(std::size_t field, std::string_view a, std::string_view b) const;
    double words_alike(std::size_t field, std::string_view a, std::string_view b) const;
    double weight(std::size_t field, std::string_view word) const;
    void count_values();
    void count_words();

    const DuplicateTable& table_;
    std::vector<unsigned char> frequencies_; // log2 of the count, in quarters
    struct WordCounts {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> counts; // by hash; those that occur more than once
        double records = 1;
    };
    std::vector<WordCounts> words_; // of each field
    int given_ = -1, family_ = -1;
};

std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0);

} // namespace crm
