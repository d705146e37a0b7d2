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
    struct Seen {
        std::size_t together = 0;      // texts that hold every word by one of its patterns
        std::vector<std::size_t> each; // texts that hold the word, by itself
    };
    Seen count(const std::vector<std::vector<std::string>>& words) const;
    double share(std::size_t seen) const; // 0 to 1
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
