// Blocking: which records are worth comparing: those that share a value, a word, half a number, or the beginnings of
// two or three values.
#pragma once
#include <functional>

#include "analysis/comparison.hpp"

namespace crm {

class Blocking {
public:
    explicit Blocking(const DuplicateTable& table);
    // Calls `each` for the pairs of every pass, the smallest blocks of a pass first, up to a number that grows with the
    // table. A pair may come in several passes. Every `sample`th block is looked at. Between passes `go_on` is asked,
    // with the share of them that is done.
    void pairs(std::size_t sample, const std::function<void(std::uint32_t, std::uint32_t)>& each,
               const std::function<bool(double)>& go_on) const;
    std::size_t likely_pairs() const; // about how many there will be

private:
    struct Key {
        std::uint64_t hash;
        std::uint32_t record;
    };
    struct Pass {
        std::vector<std::size_t> fields;
        bool words = false;
    };
    void run(std::vector<Key>& keys, std::size_t most, std::size_t sample,
             const std::function<void(std::uint32_t, std::uint32_t)>& each) const;
    void add_values(std::size_t field, std::vector<Key>& keys) const;
    void add_words(std::size_t field, std::vector<Key>& keys) const;
    void add_beginnings(const std::vector<std::size_t>& fields, std::vector<Key>& keys) const;
    std::size_t most_pairs(const Pass& pass) const;

    const DuplicateTable& table_;
    std::vector<Pass> passes_;
    std::vector<std::vector<std::uint64_t>> beginnings_; // of each field, of each value: a hash of its first letters
};

} // namespace crm
