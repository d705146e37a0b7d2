#include "analysis/word_pool.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "analysis/similarity.hpp"
#include "base/given_names.hpp"

namespace crm {

namespace {

constexpr std::size_t most_words = 12;
constexpr double least_alike = 0.9;
constexpr double most_of_both_different = 0.74; // less than nearly the same
const double telling = std::log(100.0);         // the weight of a word that one record in a hundred has

} // namespace

WordPool::WordPool(const DuplicateTable& table, std::size_t field) {
    std::unordered_map<std::string_view, std::uint32_t> numbers;
    starts_ = {0, 0};
    for (std::uint32_t value = 1; value < table.values_of(field); ++value) {
        std::string_view text = table.text(field, value);
        for (std::size_t count = 0; !text.empty() && count < most_words;) {
            const auto space = std::min(text.find(' '), text.size());
            if (space) {
                const std::string_view word = text.substr(0, space);
                const auto [place, fresh] = numbers.try_emplace(word, static_cast<std::uint32_t>(words_.size()));
                if (fresh)
                    words_.push_back({word, 0, 0, word.find_first_of("0123456789") != std::string_view::npos,
                                      word.size() >= 3 && is_given_name(word)});
                words_[place->second].records += table.count(field, value);
                list_.push_back(place->second);
                ++count;
            }
            text.remove_prefix(std::min(space + 1, text.size()));
        }
        starts_.push_back(static_cast<std::uint32_t>(list_.size()));
    }
    const auto records = static_cast<double>(std::max<std::size_t>(table.size(), 1));
    for (Word& word : words_)
        word.weight = static_cast<float>(std::log(1 + records / std::max<double>(word.records, 1)));
}

// One word against another: a slip, or an abbreviation.
double WordPool::word_alike(const Word& a, const Word& b) const {
    if (&a == &b) return 1;
    if (a.number || b.number) return 0;
    const std::string_view shorter = a.text.size() < b.text.size() ? a.text : b.text,
                           longer = a.text.size() < b.text.size() ? b.text : a.text;
    if (longer.starts_with(shorter)) return shorter.size() >= 3 ? 0.95 : 0.8;
    if (a.given && b.given && same_given_name(a.text, b.text)) return 0.9;
    if (most_jaro_winkler(a.text, b.text) < least_alike) return 0;
    const double alike = jaro_winkler(a.text, b.text);
    return alike >= least_alike ? alike : 0;
}

bool WordPool::numbers_differ(std::uint32_t a, std::uint32_t b) const {
    bool numbers_a = false, numbers_b = false;
    for (std::uint32_t j = starts_[b]; j < starts_[b + 1]; ++j) numbers_b = numbers_b || words_[list_[j]].number;
    if (!numbers_b) return false;
    for (std::uint32_t i = starts_[a]; i < starts_[a + 1]; ++i) {
        if (!words_[list_[i]].number) continue;
        numbers_a = true;
        for (std::uint32_t j = starts_[b]; j < starts_[b + 1]; ++j)
            if (list_[i] == list_[j]) return false;
    }
    return numbers_a;
}

double WordPool::alike(std::uint32_t a, std::uint32_t b) const {
    const std::size_t count_a = starts_[a + 1] - starts_[a], count_b = starts_[b + 1] - starts_[b];
    double square_a = 0, square_b = 0, together = 0;
    std::size_t found = 0, matched = 0;
    std::array<bool, most_words> taken{};
    for (std::size_t j = 0; j < count_b; ++j) {
        const double weight = words_[list_[starts_[b] + j]].weight;
        square_b += weight * weight;
    }
    for (std::size_t i = 0; i < count_a; ++i) {
        const Word& mine = words_[list_[starts_[a] + i]];
        square_a += static_cast<double>(mine.weight) * mine.weight;
        double best = 0;
        std::size_t place = most_words;
        for (std::size_t j = 0; j < count_b; ++j)
            if (const double alike = taken[j] ? 0 : word_alike(mine, words_[list_[starts_[b] + j]]); alike > best)
                best = alike, place = j;
        if (place == most_words) continue;
        taken[place] = true;
        found += best >= 0.95;
        ++matched;
        // An abbreviation is no rarer than its word.
        const double both = std::min(mine.weight, words_[list_[starts_[b] + place]].weight);
        together += best * both * both;
    }
    if (square_a == 0 || square_b == 0) return 0;
    const double alike = together / std::sqrt(square_a * square_b);
    // The shorter text stands whole in the longer one, and that is not only usual words.
    const bool inside = found == std::min(count_a, count_b) && together > telling * telling;
    if (inside) return std::max(alike, 0.8);
    // Each has a word that the other has not: Harbour Foods and Harbour Partners.
    return matched < std::min(count_a, count_b) ? std::min(alike, most_of_both_different) : alike;
}

} // namespace crm
