// SearchSamples: what search tables hold, roughly, so that PostgreSQL can be asked in the quicker of two ways. They
// answer for an estimate only; what is found never depends on them.
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace crm {

struct SearchSample {
    double rows = 0;                // of the table, about
    std::vector<std::string> texts; // of some of them, open and guarded words; all of a small table's

    bool is_all() const;
    // The share of rows that hold every word by one of its patterns, 0 to 1.
    double share(const std::vector<std::vector<std::string>>& words, std::size_t& seen) const;
};

// One for the life of an engine; several threads may ask at once.
class SearchSamples {
public:
    // Read when first asked for, and anew after ten minutes.
    std::shared_ptr<const SearchSample> of(Connection& connection, const std::string& table);

private:
    struct Kept {
        std::shared_ptr<const SearchSample> sample;
        std::chrono::steady_clock::time_point read_at;
    };
    std::mutex mutex_;
    std::map<std::string, Kept> kept_;
};

} // namespace crm
