#include "analysis/blocking.hpp"

#include <algorithm>

namespace crm {

namespace {

constexpr std::size_t beginning = 4; // letters
constexpr std::size_t longest_block = 400;

bool of_several_words(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::words;
}

} // namespace

// The whole value; of a number also its halves, since one slip leaves one of them right.
void Blocking::add_values(std::size_t field, std::vector<Key>& keys) const {
    const Meaning meaning = table_.fields()[field];
    if (meaning == Meaning::category) return;
    const bool halves = meaning == Meaning::code || meaning == Meaning::day;
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
        const std::string_view value = table_.at(i, field);
        if (value.empty()) continue;
        keys.push_back({hash_of(value, 1), i});
        if (!halves || value.size() < 6) continue;
        keys.push_back({hash_of(value.substr(0, value.size() / 2), 2), i});
        keys.push_back({hash_of(value.substr(value.size() / 2), 3), i});
    }
}

void Blocking::add_words(std::size_t field, std::vector<Key>& keys) const {
    for (std::uint32_t i = 0; i < table_.size(); ++i)
        for (std::string_view rest = table_.at(i, field); !rest.empty();) {
            const auto space = std::min(rest.find(' '), rest.size());
            if (space >= 2) keys.push_back({hash_of(rest.substr(0, space), 4), i});
            rest.remove_prefix(std::min(space + 1, rest.size()));
        }
}

void Blocking::add_beginnings(std::size_t first, std::size_t second, std::vector<Key>& keys) const {
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
        const std::string_view a = table_.at(i, first), b = table_.at(i, second);
        if (a.empty() || b.empty()) continue;
        keys.push_back({hash_of(a.substr(0, beginning), hash_of(b.substr(0, beginning), 5)), i});
    }
}

void Blocking::pass(std::vector<Key>& keys, std::size_t most, std::size_t sample,
                    const std::function<void(std::uint32_t, std::uint32_t)>& each) const {
    std::sort(keys.begin(), keys.end(),
              [](const Key& a, const Key& b) { return a.hash != b.hash ? a.hash < b.hash : a.record < b.record; });
    keys.erase(std::unique(keys.begin(), keys.end(),
                           [](const Key& a, const Key& b) { return a.hash == b.hash && a.record == b.record; }),
               keys.end());
    std::vector<std::pair<std::uint32_t, std::uint32_t>> blocks; // size, begin
    for (std::size_t begin = 0; begin < keys.size();) {
        std::size_t end = begin;
        while (end < keys.size() && keys[end].hash == keys[begin].hash) ++end;
        if (end - begin > 1 && end - begin <= longest_block && keys[begin].hash % sample == 0)
            blocks.emplace_back(static_cast<std::uint32_t>(end - begin), static_cast<std::uint32_t>(begin));
        begin = end;
    }
    std::sort(blocks.begin(), blocks.end());
    std::size_t count = 0;
    const std::uint32_t second = table_.second_source();
    for (const auto& [size, begin] : blocks) {
        count += static_cast<std::size_t>(size) * (size - 1) / 2;
        if (count > most) break;
        for (std::uint32_t i = begin; i < begin + size; ++i)
            for (std::uint32_t j = i + 1; j < begin + size; ++j)
                if (!second || (keys[i].record < second && keys[j].record >= second))
                    each(keys[i].record, keys[j].record);
    }
}

void Blocking::pairs(std::size_t most_in_pass, std::size_t sample,
                     const std::function<void(std::uint32_t, std::uint32_t)>& each) const {
    std::vector<Key> keys;
    const auto& fields = table_.fields();
    auto run = [&] {
        pass(keys, most_in_pass, sample, each);
        keys.clear();
    };
    for (std::size_t field = 0; field < fields.size(); ++field) {
        add_values(field, keys);
        run();
        if (!of_several_words(fields[field])) continue;
        add_words(field, keys);
        run();
    }
    for (std::size_t first = 0; first < fields.size(); ++first)
        for (std::size_t second = first + 1; second < fields.size(); ++second) {
            add_beginnings(first, second, keys);
            run();
        }
}

} // namespace crm
