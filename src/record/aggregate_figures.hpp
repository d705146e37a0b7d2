// The figures of an aggregate's groups, added exactly.
#pragma once
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "db/database.hpp"
#include "record/field.hpp"

namespace crm {

__extension__ typedef __int128 Total; // sums of many 64-bit numbers

// A column that is measured, and what of it: only that is asked of the database, so that an index can answer alone.
struct Measured {
    const Field* field;
    int column;
    bool sum = false, count = false, extremes = false;
    bool per_currency() const { return field->kind == Kind::money && column == 0; }
    bool is_base() const { return field->kind == Kind::money && column == 2; }
};

// What is known of one measured column, in one group and one currency.
struct Tally {
    Total sum = 0;
    std::int64_t values = 0; // not null
    std::optional<std::int64_t> least, most;

    // Takes its figures from the row; returns the column after them.
    int add(const Row& row, int at, const Measured& measured) {
        if (measured.sum) sum += row.whole(at++);
        if (measured.count) values += row.whole(at++);
        if (!measured.extremes) return at;
        if (!row.null(at)) widen(row.whole(at), row.whole(at + 1));
        return at + 2;
    }
    void add_one(const Row& row, int at) {
        if (row.null(at)) return;
        const std::int64_t value = row.whole(at);
        sum += value;
        ++values;
        widen(value, value);
    }
    void add(const Tally& other) {
        sum += other.sum;
        values += other.values;
        if (other.least) widen(*other.least, *other.most);
    }
    void widen(std::int64_t low, std::int64_t high) {
        least = least ? std::min(*least, low) : low;
        most = most ? std::max(*most, high) : high;
    }
};

// One group's figures: records, and tallies by measured column and currency (empty for what has none).
struct Figures {
    std::int64_t records = 0;
    std::map<std::pair<std::size_t, std::string>, Tally> tallies;
    std::map<std::size_t, std::int64_t> without_rate;
};

[[noreturn]] inline void refuse_overflow() {
    throw Error(Problem::invalid,
                "A sum of this answer is too large to be kept. Please narrow the filter or group more finely.");
}

inline std::int64_t fitting(Total total) {
    if (total > INT64_MAX || total < INT64_MIN) refuse_overflow();
    return static_cast<std::int64_t>(total);
}

// Rounded half away from zero.
inline std::int64_t divided(Total total, std::int64_t by) {
    const Total half = by / 2;
    return fitting(total >= 0 ? (total + half) / by : (total - half) / by);
}

} // namespace crm
