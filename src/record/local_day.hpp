// Local days of moments inside SQL: the zone's offsets over a range, as integer arithmetic.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "db/database.hpp"

namespace crm {

// The zone's offset from `from` on, until the next entry. Covers first to last, both included.
struct ZoneOffset {
    Moment from;
    std::int64_t offset_us;
};
std::vector<ZoneOffset> offsets_between(const Zone& zone, Moment first, Moment last);

// An expression for the local day of the moments in `column`, which all lie between `first` and `last`.
std::string local_day(std::string_view column, const Zone& zone, Moment first, Moment last, const Dialect& dialect);

} // namespace crm
