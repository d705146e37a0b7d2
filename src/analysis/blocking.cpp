#include "analysis/blocking.hpp"

#include <algorithm>

namespace crm {

namespace {

constexpr std::size_t beginning = 4; // letters
constexpr std::size_t longest_block = 400;
constexpr std::size_t many_records = 20'000; // so many that two beginnings are shared by chance
// Of each pass, at most so many pairs: of whole values and words, of beginnings.
constexpr std::size_t most_of_values = 4'000'000, most_of_beginnings = 1'000'000;

bool of_several_words(Meaning meaning) {
    return meaning == Meaning::name || meaning == Meaning::words;
}

bool has_blocks(Meaning meaning) {
    return meaning != Meaning::category && meaning != Meaning::kind;
}

// Of a phone number the end tells more than the beginning.
std::string_view telling_part(Meaning meaning, std::string_view text) {
    const bool from_end = meaning == Meaning::exact && text.find('@') == std::string_view::npos;
    return from_end && text.size() > beginning ? text.substr(text.size() - beginning) : text.substr(0, beginning);
}

} // namespace

Blocking::Blocking(const DuplicateTable& table) : table_(table), beginnings_(table.fields().size()) {
    const auto& fields = table.fields();
    std::vector<std::size_t> used; // fields that anything stands in
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (table.values_of(i) < 2) continue;
        used.push_back(i);
        for (std::uint32_t value = 0; value < table.values_of(i); ++value)
            beginnings_[i].push_back(value ? hash_of(telling_part(fields[i], table.text(i, value)), i) : 0);
        if (has_blocks(fields[i])) passes_.push_back({{i}, false});
        if (of_several_words(fields[i])) passes_.push_back({{i}, true});
    }
    for (std::size_t i = 0; i < used.size(); ++i)
        for (std::size_t j = i + 1; j < used.size(); ++j) {
            passes_.push_back({{used[i], used[j]}, false});
            const bool names = fields[used[i]] == Meaning::given && fields[used[j]] == Meaning::family;
            for (std::size_t third = 0; names && table.size() > many_records && third < used.size(); ++third)
                if (third != i && third != j) passes_.push_back({{used[i], used[j], used[third]}, false});
        }
}

std::size_t Blocking::most_pairs(const Pass& pass) const {
    return std::min(std::max<std::size_t>(table_.size() * 30, 20'000),
                    pass.fields.size() == 1 ? most_of_values : most_of_beginnings);
}

std::size_t Blocking::likely_pairs() const {
    std::size_t sum = 0;
    for (const Pass& pass : passes_) sum += std::min(most_pairs(pass), table_.size() * 4);
    return sum;
}

// The whole value; of a number also its halves, since one slip leaves one of them right.
void Blocking::add_values(std::size_t field, std::vector<Key>& keys) const {
    const Meaning meaning = table_.fields()[field];
    const bool halves = meaning == Meaning::code || meaning == Meaning::day;
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
        const std::uint32_t number = table_.values(i)[field];
        if (!number) continue;
        if (table_.count(field, number) > 1) keys.push_back({hash_of({}, number), i});
        const std::string_view value = halves ? table_.text(field, number) : std::string_view();
        if (value.size() < 6) continue;
        keys.push_back({hash_of(value.substr(0, value.size() / 2), 2), i});
        keys.push_back({hash_of(value.substr(value.size() / 2), 3), i});
    }
}

void Blocking::add_words(std::size_t field, std::vector<Key>& keys) const {
    for (std::uint32_t i = 0; i < table_.size(); ++i)
        for (std::string_view rest = table_.text(field, table_.values(i)[field]); !rest.empty();) {
            const auto space = std::min(rest.find(' '), rest.size());
            if (space >= 2) keys.push_back({hash_of(rest.substr(0, space), 4), i});
            rest.remove_prefix(std::min(space + 1, rest.size()));
        }
}

void Blocking::add_beginnings(const std::vector<std::size_t>& fields, std::vector<Key>& keys) const {
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
        const std::uint32_t* values = table_.values(i);
        std::uint64_t hash = 0;
        bool all = true;
        for (const std::size_t field : fields) {
            all = all && values[field];
            hash = (hash ^ beginnings_[field][values[field]]) * 0xD6E8FEB86659FD93ull;
            hash ^= hash >> 32;
        }
        if (all) keys.push_back({hash, i});
    }
}

void Blocking::run(std::vector<Key>& keys, std::size_t most, std::size_t sample,
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

void Blocking::pairs(std::size_t sample, const std::function<void(std::uint32_t, std::uint32_t)>& each,
                     const std::function<bool(double)>& go_on) const {
    std::vector<Key> keys;
    for (std::size_t i = 0; i < passes_.size(); ++i) {
        if (!go_on(static_cast<double>(i) / static_cast<double>(passes_.size()))) return;
        const Pass& pass = passes_[i];
        keys.clear();
        if (pass.fields.size() > 1)
            add_beginnings(pass.fields, keys);
        else if (pass.words)
            add_words(pass.fields.front(), keys);
        else
            add_values(pass.fields.front(), keys);
        run(keys, most_pairs(pass), sample, each);
    }
}

} // namespace crm
