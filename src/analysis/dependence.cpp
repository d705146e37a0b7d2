#include "analysis/dependence.hpp"

#include <algorithm>

#include "analysis/comparison.hpp"

namespace crm {

namespace {

constexpr std::size_t looked_at = 200'000; // records, about, of those that share both values
// So many pairs for each record that share a value are more than there are duplicates.
constexpr double more_than_same = 3;

double pairs_of(double count) {
    return count * (count - 1) / 2;
}

} // namespace

Dependence::Dependence(const DuplicateTable& table) : fields_(table.fields().size()), chances_(fields_ * fields_) {
    std::vector<double> sharing(fields_);
    for (std::size_t field = 0; field < fields_; ++field)
        for (std::uint32_t value = 1; value < table.values_of(field); ++value)
            sharing[field] += pairs_of(table.count(field, value));
    // As many as there are records may share all that they have because they are the same.
    const auto may_be_same = static_cast<double>(table.size());
    for (std::size_t a = 0; a < fields_; ++a)
        for (std::size_t b = a + 1; b < fields_; ++b) {
            if (std::max(sharing[a], sharing[b]) < more_than_same * may_be_same) continue;
            const double both = std::max(0.0, pairs_sharing(table, a, b) - may_be_same);
            if (sharing[a] >= more_than_same * may_be_same) chances_[b * fields_ + a] = both / sharing[a];
            if (sharing[b] >= more_than_same * may_be_same) chances_[a * fields_ + b] = both / sharing[b];
        }
}

// Counted among a part of the values when the records are many.
double Dependence::pairs_sharing(const DuplicateTable& table, std::size_t a, std::size_t b) {
    const std::uint64_t part = std::max<std::size_t>(1, table.size() / looked_at);
    both_.clear();
    for (std::size_t i = 0; i < table.size(); ++i) {
        const std::uint32_t* values = table.values(i);
        if (!values[a] || !values[b]) continue;
        const std::uint64_t hash = hash_of({}, std::uint64_t{values[a]} << 32 | values[b]);
        if (part == 1 || hash % part == 0) both_.push_back(hash);
    }
    std::sort(both_.begin(), both_.end());
    double pairs = 0;
    for (std::size_t begin = 0; begin < both_.size();) {
        std::size_t end = begin;
        while (end < both_.size() && both_[end] == both_[begin]) ++end;
        pairs += pairs_of(static_cast<double>(end - begin));
        begin = end;
    }
    return pairs * static_cast<double>(part);
}

} // namespace crm
