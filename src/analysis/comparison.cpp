#include "analysis/comparison.hpp"

#include <algorithm>

#include "analysis/similarity.hpp"
#include "base/given_names.hpp"

namespace crm {

namespace {

constexpr std::size_t most_remembered = 1 << 14; // comparisons of a field

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool has_words(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::words;
}

Level of_name(std::string_view a, std::string_view b) {
    if (a == b) return same;
    const double alike = most_jaro_winkler(a, b) < 0.82 ? 0 : jaro_winkler(a, b);
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

// One letter of an address is wrong. Another number is another address.
Level of_exact(std::string_view a, std::string_view b) {
    const auto at = a.find('@');
    if (at == std::string_view::npos || at < 6 || has_digit(a.substr(0, at))) return different;
    if (a.size() > b.size() + 1 || b.size() > a.size() + 1 || has_digit(b.substr(0, b.find('@')))) return different;
    return edits(a, b, 1) <= 1 ? near_same : different;
}

} // namespace

std::uint64_t hash_of(std::string_view text, std::uint64_t seed) {
    std::uint64_t hash = 14695981039346656037ull ^ (seed * 0x9E3779B97F4A7C15ull);
    for (unsigned char c : text) hash = (hash ^ c) * 1099511628211ull;
    hash ^= hash >> 32;
    hash *= 0xD6E8FEB86659FD93ull;
    return hash ^ (hash >> 32);
}

Comparison::Comparison(const DuplicateTable& table)
    : table_(table), words_(table.fields().size()), remembered_(table.fields().size()) {
    for (std::size_t i = 0; i < table.fields().size(); ++i) {
        const Meaning meaning = table.fields()[i];
        if (meaning == Meaning::name) name_ = static_cast<int>(i);
        if (meaning == Meaning::given) given_ = static_cast<int>(i);
        if (meaning == Meaning::family) family_ = static_cast<int>(i);
        if (has_words(meaning)) words_[i] = WordPool(table, i);
        if (meaning != Meaning::category && meaning != Meaning::kind) remembered_[i].resize(most_remembered);
    }
}

double Comparison::others(std::uint32_t record, std::size_t field) const {
    return std::max(static_cast<double>(table_.count(field, table_.values(record)[field])) - 1, 1.0);
}

Level Comparison::compare_words(std::size_t field, std::uint32_t a, std::uint32_t b) const {
    const WordPool& words = words_[field];
    if (words.numbers_differ(a, b)) return words.alike(a, b) >= 0.5 ? similar : different;
    double alike = words.alike(a, b);
    const std::string_view text_a = table_.text(field, a), text_b = table_.text(field, b);
    if (alike < 0.75 && most_jaro_winkler(text_a, text_b) >= 0.93 && !has_digit(text_a) && !has_digit(text_b) &&
        jaro_winkler(text_a, text_b) >= 0.93)
        alike = 0.9;
    return alike >= 0.75 ? near_same : alike >= 0.5 ? similar : different;
}

Level Comparison::compare_texts(std::size_t field, std::uint32_t a, std::uint32_t b) const {
    const Meaning meaning = table_.fields()[field];
    if (has_words(meaning)) return compare_words(field, a, b);
    const std::string_view text_a = table_.text(field, a), text_b = table_.text(field, b);
    switch (meaning) {
    case Meaning::given:
        return same_given_name(text_a, text_b) ? near_same : of_name(text_a, text_b);
    case Meaning::family:
        return of_name(text_a, text_b);
    case Meaning::code:
        return of_code(text_a, text_b);
    case Meaning::day:
        return of_day(text_a, text_b);
    case Meaning::number:
        return of_number(text_a, text_b);
    default:
        return of_exact(text_a, text_b);
    }
}

Level Comparison::compare_values(std::size_t field, std::uint32_t a, std::uint32_t b) const {
    if (a == 0 || b == 0) return missing;
    if (a == b) return same;
    auto& all = remembered_[field];
    if (all.empty()) return different;
    const std::uint64_t pair = a < b ? std::uint64_t{a} << 32 | b : std::uint64_t{b} << 32 | a;
    Remembered& one = all[(pair * 0x9E3779B97F4A7C15ull) >> 50];
    if (one.pair != pair) one = {pair, compare_texts(field, a, b)};
    return one.level;
}

void Comparison::compare(std::uint32_t a, std::uint32_t b, Level* into) const {
    const std::uint32_t *values_a = table_.values(a), *values_b = table_.values(b);
    const std::size_t fields = table_.fields().size();
    for (std::size_t field = 0; field < fields; ++field)
        into[field] = compare_values(field, values_a[field], values_b[field]);
    if (given_ < 0 || family_ < 0) return;
    if (into[given_] == different || into[family_] == different) exchange_names(a, b, into);
    // The parts of a name say more than the whole, and the whole says nothing more.
    if (name_ >= 0 && into[given_] != missing && into[family_] != missing) into[name_] = missing;
}

// Given and family name exchanged.
void Comparison::exchange_names(std::uint32_t a, std::uint32_t b, Level* into) const {
    auto crossed = [&](std::uint32_t given, std::uint32_t family) {
        const auto of_given = static_cast<std::size_t>(given_), of_family = static_cast<std::size_t>(family_);
        const std::string_view first = table_.text(of_given, table_.values(given)[of_given]),
                               second = table_.text(of_family, table_.values(family)[of_family]);
        if (first.empty() || second.empty()) return false;
        const Level level = of_name(first, second);
        return level == same || level == near_same;
    };
    if (crossed(a, b) && crossed(b, a)) into[given_] = into[family_] = near_same;
}

} // namespace crm
