#include "record/local_day.hpp"

#include <algorithm>

namespace crm {

std::vector<ZoneOffset> offsets_between(const Zone& zone, Moment first, Moment last) {
    constexpr Moment step = 7 * 24 * hour; // no zone changes its offset twice in a week
    std::vector<ZoneOffset> offsets{{first, zone.offset_us(first)}};
    for (Moment at = first; at < last;) {
        const Moment next = std::min(at + step, last);
        if (zone.offset_us(next) != offsets.back().offset_us) {
            Moment before = at, after = next; // the change lies in (before, after]
            while (after - before > 1) {
                const Moment middle = before + (after - before) / 2;
                (zone.offset_us(middle) == offsets.back().offset_us ? before : after) = middle;
            }
            offsets.push_back({after, zone.offset_us(after)});
        }
        at = next;
    }
    return offsets;
}

std::string local_day(std::string_view column, const Zone& zone, Moment first, Moment last, const Dialect& dialect) {
    const auto offsets = offsets_between(zone, first, last);
    auto day = [&](const ZoneOffset& offset) {
        return dialect.floor_divide(std::string(column) + " + " + std::to_string(offset.offset_us), 24 * hour);
    };
    if (offsets.size() == 1) return day(offsets[0]);
    std::string expression = "CASE";
    for (std::size_t i = 0; i + 1 < offsets.size(); ++i)
        expression +=
            " WHEN " + std::string(column) + " < " + std::to_string(offsets[i + 1].from) + " THEN " + day(offsets[i]);
    return expression + " ELSE " + day(offsets.back()) + " END";
}

} // namespace crm
