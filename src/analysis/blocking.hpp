// Blocking: which records are worth comparing: those that share a value, a word, half a number, or the beginnings of
// two values.
#pragma once
#include <functional>

#include "analysis/comparison.hpp"

namespace crm {

class Blocking {
public:
    explicit Blocking(const DuplicateTable& table) : table_(table) {}
    // Calls `each` for the pairs of every pass, the smallest blocks of a pass first, at most `most_in_pass` of them. A
    // pair may come in several passes. Every `sample`th block is looked at.
    void pairs(std::size_t most_in_pass, std::size_t sample,
               const std::function<void(std::uint32_t, std::uint32_t)>& each) const;

private:
    struct Key {
        std::uint64_t hash;
        std::uint32_t record;
    };
    void pass(std::vector<Key>& keys, std::size_t most, std::size_t sample,
              const std::function<void(std::uint32_t, std::uint32_t)>& each) const;
    void add_values(std::size_t field, std::vector<Key>& keys) const;
    void add_words(std::size_t field, std::vector<Key>& keys) const;
    void add_beginnings(std::size_t first, std::size_t second, std::vector<Key>& keys) const;

    const DuplicateTable& table_;
};

} // namespace crm
