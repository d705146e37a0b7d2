#include "record/search_samples.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "db/dialect_postgres.hpp"

namespace crm {

namespace {

constexpr std::size_t slices = 4, rows_of_slice = 500;
constexpr auto kept_for = std::chrono::minutes(10);
constexpr double rows_when_uncounted = 100'000;

bool holds(const std::string& text, const std::string& pattern) {
    return memmem(text.data(), text.size(), pattern.data(), pattern.size()) != nullptr;
}

// Ids that part the table into as many rows each, the greatest first; by time where nobody counted, though what came in
// an hour may be more than what came in the years after.
std::vector<std::int64_t> parted(Connection& connection, const std::string& table, std::int64_t first,
                                 std::int64_t last) {
    std::vector<std::int64_t> even, parts;
    connection.query(postgres_even_ids(table), {}, [&](const Row& row) {
        const std::string bounds(row.text(0));
        for (const char* at = bounds.c_str(); *at;) {
            char* end = nullptr;
            const auto id = std::strtoll(at, &end, 10);
            if (end != at) even.push_back(id);
            at = end == at ? at + 1 : end;
        }
        return false;
    });
    parts.push_back(last);
    for (std::size_t left = slices - 1; left > 0; --left)
        parts.push_back(even.size() > slices ? even[even.size() * left / slices]
                                             : first + (last - first) / static_cast<std::int64_t>(slices) *
                                                           static_cast<std::int64_t>(left));
    return parts;
}

// Rows at four places of the table, for what came together is alike.
SearchSample read_sample(Connection& connection, const std::string& table) {
    const std::string id(connection.dialect().search_id());
    SearchSample sample;
    std::int64_t first = 0, last = 0;
    connection.query("SELECT min(" + id + "), max(" + id + "), " + postgres_rows_estimate(table) + " FROM " + table, {},
                     [&](const Row& row) {
                         if (row.null(0)) return false;
                         first = row.whole(0);
                         last = row.whole(1);
                         sample.rows = std::strtod(std::string(row.text(2)).c_str(), nullptr);
                         return false;
                     });
    std::int64_t reached = last + 1; // the lowest id seen
    if (!last) return sample;
    for (const std::int64_t part : parted(connection, table, first, last)) {
        const std::int64_t from = std::min(reached - 1, part);
        connection.query("SELECT " + id + ", open, guarded FROM " + table + " WHERE " + id + " <= ? ORDER BY " + id +
                             " DESC LIMIT " + std::to_string(rows_of_slice),
                         Values{from}, [&](const Row& row) {
                             reached = row.whole(0);
                             sample.texts.push_back(std::string(row.text(1)) + "\n" + std::string(row.text(2)));
                             return true;
                         });
    }
    if (sample.rows < static_cast<double>(sample.texts.size()))
        sample.rows = sample.is_all() ? static_cast<double>(sample.texts.size()) : rows_when_uncounted;
    return sample;
}

} // namespace

bool SearchSample::is_all() const {
    return texts.size() < slices * rows_of_slice;
}

SearchSample::Seen SearchSample::count(const std::vector<std::vector<std::string>>& words) const {
    Seen seen{0, std::vector<std::size_t>(words.size())};
    for (const std::string& text : texts) {
        bool all = true;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool held = std::any_of(words[i].begin(), words[i].end(),
                                          [&](const std::string& pattern) { return holds(text, pattern); });
            if (held) ++seen.each[i];
            all = all && held;
        }
        if (all) ++seen.together;
    }
    return seen;
}

double SearchSample::share(std::size_t seen) const {
    return texts.empty() ? 0 : static_cast<double>(seen) / static_cast<double>(texts.size());
}

std::shared_ptr<const SearchSample> SearchSamples::of(Connection& connection, const std::string& table) {
    const auto now = std::chrono::steady_clock::now();
    {
        const std::lock_guard lock(mutex_);
        auto kept = kept_.find(table);
        if (kept != kept_.end()) {
            // Who finds it old reads it anew; the others take the old one meanwhile.
            if (now - kept->second.read_at < kept_for) return kept->second.sample;
            kept->second.read_at = now;
        }
    }
    auto sample = std::make_shared<const SearchSample>(read_sample(connection, table));
    const std::lock_guard lock(mutex_);
    kept_[table] = {sample, now};
    return sample;
}

} // namespace crm
