#include <algorithm>
#include <unordered_map>

#include "analysis/comparison.hpp"
#include "base/company_name.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::size_t remembered = 4096; // texts of a field as they came: many are the same given name or town

// What addresses write now so, now so, in the three languages.
std::string_view usual(std::string_view word) {
    static const std::unordered_map<std::string_view, std::string_view> same = {
        {"street", "st"}, {"avenue", "ave"},  {"av", "ave"},     {"boulevard", "blvd"}, {"bulevar", "blvd"},
        {"bul", "blvd"},  {"road", "rd"},     {"drive", "dr"},   {"lane", "ln"},        {"place", "pl"},
        {"plac", "pl"},   {"square", "sq"},   {"court", "ct"},   {"highway", "hwy"},    {"north", "n"},
        {"south", "s"},   {"east", "e"},      {"west", "w"},     {"ulica", "ul"},       {"ulitsa", "ul"},
        {"aleja", "al"},  {"aleje", "al"},    {"osiedle", "os"}, {"ploshtad", "pl"},    {"naselba", "nas"},
        {"first", "1st"}, {"second", "2nd"},  {"third", "3rd"},  {"fourth", "4th"},     {"fifth", "5th"},
        {"sixth", "6th"}, {"seventh", "7th"}, {"eighth", "8th"}, {"ninth", "9th"},      {"tenth", "10th"}};
    const auto found = same.find(word);
    return found == same.end() ? word : found->second;
}

std::string joined_words(std::string_view text, bool of_place) {
    std::string joined;
    for (const std::string& word : words(fold(latin(text))))
        (joined += joined.empty() ? "" : " ") += of_place ? usual(word) : word;
    return joined;
}

std::string letters_and_digits(std::string_view text) {
    std::string kept;
    for (char c : fold(latin(text)))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
    return kept;
}

std::string comparable(Meaning meaning, std::string_view value) {
    switch (meaning) {
    case Meaning::name:
        return company_words(value);
    case Meaning::given:
    case Meaning::family:
        return joined_words(value, false);
    case Meaning::words:
        return joined_words(value, true);
    case Meaning::exact:
        return fold(trimmed(value));
    default:
        return letters_and_digits(value);
    }
}

} // namespace

bool is_shared_by_neighbours(Meaning meaning) {
    switch (meaning) {
    case Meaning::name:
    case Meaning::given:
    case Meaning::code:
    case Meaning::day:
        return false;
    default:
        return true;
    }
}

std::uint32_t DuplicateTable::values_of(std::size_t field) const {
    return static_cast<std::uint32_t>(pools_[field].ends.size());
}

std::string_view DuplicateTable::text(std::size_t field, std::uint32_t value) const {
    if (value == 0) return {};
    const Pool& pool = pools_[field];
    return std::string_view(pool.text).substr(pool.ends[value - 1], pool.ends[value] - pool.ends[value - 1]);
}

void DuplicateTable::grow(Pool& pool) {
    const std::size_t size = std::max<std::size_t>(64, pool.slots.size() * 2), mask = size - 1;
    pool.slots.assign(size, 0);
    for (std::uint32_t value = 1; value < pool.ends.size(); ++value) {
        const std::string_view text(pool.text.data() + pool.ends[value - 1], pool.ends[value] - pool.ends[value - 1]);
        std::size_t slot = hash_of(text) & mask;
        while (pool.slots[slot]) slot = (slot + 1) & mask;
        pool.slots[slot] = value;
    }
}

std::uint32_t DuplicateTable::number_of(std::size_t field, std::string_view comparable) {
    if (comparable.empty()) return 0;
    Pool& pool = pools_[field];
    if (pool.slots.size() < pool.ends.size() * 2) grow(pool);
    const std::size_t mask = pool.slots.size() - 1;
    std::size_t slot = hash_of(comparable) & mask;
    for (; pool.slots[slot]; slot = (slot + 1) & mask)
        if (text(field, pool.slots[slot]) == comparable) return pool.slots[slot];
    pool.text += comparable;
    pool.ends.push_back(static_cast<std::uint32_t>(pool.text.size()));
    pool.counts.push_back(0);
    return pool.slots[slot] = static_cast<std::uint32_t>(pool.ends.size() - 1);
}

std::uint32_t DuplicateTable::value_of(std::size_t field, std::string_view as_written) {
    if (as_written.empty()) return 0;
    auto& written = pools_[field].written;
    if (written.empty()) written.resize(remembered);
    auto& [known, value] = written[hash_of(as_written) % remembered];
    if (known != as_written) {
        value = number_of(field, comparable(fields_[field], as_written));
        known = as_written;
    }
    return value;
}

void DuplicateTable::add(const std::vector<std::string_view>& values) {
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        const std::uint32_t value = i < values.size() ? value_of(i, values[i]) : 0;
        cells_.push_back(value);
        ++pools_[i].counts[value];
    }
}

void DuplicateTable::done_adding() {
    for (Pool& pool : pools_) {
        pool.slots = {};
        pool.written = {};
    }
}

} // namespace crm
