#include "analysis/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/given_names.hpp"
#include "analysis/similarity.hpp"

namespace crm {

namespace {

constexpr std::size_t most_words = 12;
const double telling = std::log(100.0); // the weight of a word that one record in a hundred has

struct Words {
    std::array<std::string_view, most_words> words;
    std::size_t count = 0;
};

Words split(std::string_view text) {
    Words found;
    while (!text.empty() && found.count < most_words) {
        const auto space = std::min(text.find(' '), text.size());
        if (space) found.words[found.count++] = text.substr(0, space);
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return found;
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool has_words(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::words;
}

// One word against another: a slip, or an abbreviation.
double word_alike(std::string_view a, std::string_view b) {
    if (a == b) return 1;
    if (has_digit(a) || has_digit(b)) return 0;
    const std::string_view shorter = a.size() < b.size() ? a : b, longer = a.size() < b.size() ? b : a;
    if (shorter.size() >= 1 && longer.starts_with(shorter)) return shorter.size() >= 3 ? 0.95 : 0.8;
    if (shorter.size() >= 3 && same_given_name(a, b)) return 0.9;
    const double alike = jaro_winkler(a, b);
    return alike >= 0.9 ? alike : 0;
}

// Both have numbers, and none in common: another house of the same street.
bool numbers_differ(std::string_view a, std::string_view b) {
    const Words first = split(a), second = split(b);
    bool numbers_a = false, numbers_b = false;
    for (std::size_t i = 0; i < first.count; ++i)
        for (std::size_t j = 0; j < second.count; ++j) {
            numbers_a = numbers_a || has_digit(first.words[i]);
            numbers_b = numbers_b || has_digit(second.words[j]);
            if (has_digit(first.words[i]) && first.words[i] == second.words[j]) return false;
        }
    return numbers_a && numbers_b;
}

Level of_name(std::string_view a, std::string_view b) {
    if (a == b) return same;
    const double alike = jaro_winkler(a, b);
    if (alike >= 0.92 || edits(a, b, 1) <= 1) return near_same;
    return alike >= 0.82 || (std::min(a.size(), b.size()) >= 4 && edits(a, b, 2) <= 2) ? similar : different;
}

Level of_code(std::string_view a, std::string_view b) {
    if (a == b) return same;
    const int slips = edits(a, b, 2);
    return slips <= 1 ? near_same : slips == 2 && std::min(a.size(), b.size()) >= 6 ? similar : different;
}

// Day and month exchanged, or one digit wrong, is one slip.
Level of_day(std::string_view a, std::string_view b) {
    if (a == b) return same;
    if (a.size() != 8 || b.size() != 8) return of_code(a, b);
    int wrong = 0;
    for (std::size_t i = 0; i < 8; ++i) wrong += a[i] != b[i];
    if (wrong == 1 || edits(a, b, 1) == 1) return near_same;
    if (a.substr(0, 4) == b.substr(0, 4) && a.substr(4, 2) == b.substr(6, 2) && a.substr(6, 2) == b.substr(4, 2))
        return near_same;
    return a.substr(0, 4) == b.substr(0, 4) || a.substr(4) == b.substr(4) ? similar : different;
}

Level of_number(std::string_view a, std::string_view b) {
    if (a == b) return same;
    return edits(a, b, 1) <= 1 && std::max(a.size(), b.size()) >= 2 ? near_same : different;
}

} // namespace

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
    std::uint64_t hash = 14695981039346656037ull ^ (seed * 0x9E3779B97F4A7C15ull);
    for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ull;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93ull;
    return hash ^ (hash >> 32);
}

Comparison::Comparison(const DuplicateTable& table) : table_(table) {
    for (std::size_t i = 0; i < table.fields().size(); ++i) {
        if (table.fields()[i] == Meaning::given) given_ = static_cast<int>(i);
        if (table.fields()[i] == Meaning::family) family_ = static_cast<int>(i);
    }
    count_values();
    count_words();
}

void Comparison::count_values() {
    const std::size_t fields = table_.fields().size(), size = table_.size();
    frequencies_.resize(fields * size);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> values;
    for (std::size_t field = 0; field < fields; ++field) {
        values.clear();
        for (std::uint32_t i = 0; i < size; ++i)
            if (const auto value = table_.at(i, field); !value.empty()) values.emplace_back(hash_of(value), i);
        std::sort(values.begin(), values.end());
        for (std::size_t begin = 0; begin < values.size();) {
            std::size_t end = begin;
            while (end < values.size() && values[end].first == values[begin].first) ++end;
            // How many others have it too: two that share what nobody else has share something rare.
            const double others = std::max<double>(static_cast<double>(end - begin) - 1, 1);
            const auto level = static_cast<unsigned char>(std::lround(std::log2(others) * 8));
            for (; begin < end; ++begin) frequencies_[values[begin].second * fields + field] = level;
        }
    }
}

double Comparison::frequency(std::uint32_t record, std::size_t field) const {
    return std::exp2(frequencies_[record * table_.fields().size() + field] / 8.0) / static_cast<double>(table_.size());
}

void Comparison::count_words() {
    words_.resize(table_.fields().size());
    for (std::size_t field = 0; field < words_.size(); ++field) {
        if (!has_words(table_.fields()[field])) continue;
        std::vector<std::uint64_t> hashes;
        for (std::uint32_t i = 0; i < table_.size(); ++i) {
            const Words words = split(table_.at(i, field));
            for (std::size_t w = 0; w < words.count; ++w) hashes.push_back(hash_of(words.words[w]));
        }
        std::sort(hashes.begin(), hashes.end());
        WordCounts& counts = words_[field];
        counts.records = static_cast<double>(std::max<std::size_t>(table_.size(), 1));
        for (std::size_t begin = 0; begin < hashes.size();) {
            std::size_t end = begin;
            while (end < hashes.size() && hashes[end] == hashes[begin]) ++end;
            if (end - begin > 1) counts.counts.emplace_back(hashes[begin], static_cast<std::uint32_t>(end - begin));
            begin = end;
        }
    }
}

double Comparison::weight(std::size_t field, std::string_view word) const {
    const WordCounts& counts = words_[field];
    const std::uint64_t hash = hash_of(word);
    const auto found = std::lower_bound(counts.counts.begin(), counts.counts.end(), hash,
                                        [](const auto& each, std::uint64_t wanted) { return each.first < wanted; });
    const double count = found != counts.counts.end() && found->first == hash ? found->second : 1;
    return std::log(1 + counts.records / count);
}

// Words alike, in any order, the rare ones telling more (W. Cohen, P. Ravikumar and S. Fienberg, A Comparison of String
// Distance Metrics for Name-Matching Tasks, 2003: soft TF-IDF).
double Comparison::words_alike(std::size_t field, std::string_view a, std::string_view b) const {
    const Words first = split(a), second = split(b);
    std::array<double, most_words> weights{};
    double square_a = 0, square_b = 0, together = 0;
    std::size_t found = 0;
    for (std::size_t j = 0; j < second.count; ++j)
        square_b += (weights[j] = weight(field, second.words[j])) * weights[j];
    std::array<bool, most_words> taken{};
    for (std::size_t i = 0; i < first.count; ++i) {
        const double mine = weight(field, first.words[i]);
        square_a += mine * mine;
        double best = 0;
        std::size_t place = most_words;
        for (std::size_t j = 0; j < second.count; ++j)
            if (const double alike = taken[j] ? 0 : word_alike(first.words[i], second.words[j]); alike > best)
                best = alike, place = j;
        if (place == most_words) continue;
        taken[place] = true;
        found += best >= 0.95;
        const double both = std::min(mine, weights[place]); // an abbreviation is no rarer than its word
        together += best * both * both;
    }
    if (square_a == 0 || square_b == 0) return 0;
    const double alike = together / std::sqrt(square_a * square_b);
    // The shorter text stands whole in the longer one, and that is not only usual words.
    const bool inside = found == std::min(first.count, second.count) && together > telling * telling;
    return inside ? std::max(alike, 0.8) : alike;
}

Level Comparison::compare_field(std::size_t field, std::string_view a, std::string_view b) const {
    if (a.empty() || b.empty()) return missing;
    switch (table_.fields()[field]) {
    case Meaning::given:
        if (const Level level = of_name(a, b); level == same || !same_given_name(a, b)) return level;
        return near_same;
    case Meaning::family:
        return of_name(a, b);
    case Meaning::code:
        return of_code(a, b);
    case Meaning::day:
        return of_day(a, b);
    case Meaning::number:
        return of_number(a, b);
    case Meaning::exact:
    case Meaning::category:
        return a == b ? same : different;
    case Meaning::name:
    case Meaning::words:
        break;
    }
    if (a == b) return same;
    if (numbers_differ(a, b)) return words_alike(field, a, b) >= 0.5 ? similar : different;
    const double alike =
        std::max(words_alike(field, a, b), jaro_winkler(a, b) >= 0.93 && !has_digit(a) && !has_digit(b) ? 0.9 : 0.0);
    return alike >= 0.75 ? near_same : alike >= 0.5 ? similar : different;
}

void Comparison::compare(std::uint32_t a, std::uint32_t b, Level* into) const {
    for (std::size_t field = 0; field < table_.fields().size(); ++field)
        into[field] = compare_field(field, table_.at(a, field), table_.at(b, field));
    if (given_ < 0 || family_ < 0 || (into[given_] != different && into[family_] != different)) return;
    // Given and family name exchanged.
    const Level crossed = compare_field(family_, table_.at(a, given_), table_.at(b, family_));
    const Level other = compare_field(family_, table_.at(a, family_), table_.at(b, given_));
    if ((crossed == same || crossed == near_same) && (other == same || other == near_same))
        into[given_] = into[family_] = near_same;
}

} // namespace crm
