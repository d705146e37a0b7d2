// Comparison: how far two records agree in each field, as one of five levels.
#pragma once
#include <cstdint>
#include <vector>

#include "analysis/duplicates.hpp"
#include "analysis/word_pool.hpp"

namespace crm {

enum Level : unsigned char { missing, same, near_same, similar, different };
constexpr int levels = 5;

// Compares records of one table; knows how often each value and each word occurs in it. Remembers what it compared
// last, so one is for one thread.
class Comparison {
public:
    explicit Comparison(const DuplicateTable& table);
    void compare(std::uint32_t a, std::uint32_t b, Level* into) const; // a level for each field
    // How many others have this record's value, at least one: two that share what nobody else has share something rare.
    double others(std::uint32_t record, std::size_t field) const;

private:
    Level compare_values(std::size_t field, std::uint32_t a, std::uint32_t b) const;
    Level compare_texts(std::size_t field, std::uint32_t a, std::uint32_t b) const;
    Level compare_words(std::size_t field, std::uint32_t a, std::uint32_t b) const;
    void exchange_names(std::uint32_t a, std::uint32_t b, Level* into) const;

    struct Remembered {
        std::uint64_t pair = 0;
        Level level = missing;
    };
    const DuplicateTable& table_;
    std::vector<WordPool> words_;                             // of each field
    mutable std::vector<std::vector<Remembered>> remembered_; // of each field
    int name_ = -1, given_ = -1, family_ = -1;
};

std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0);

} // namespace crm
