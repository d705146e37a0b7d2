// The order in which one server made ids. Within a millisecond an id itself is ordered by its bucket first.
#pragma once
#include "base/id.hpp"

namespace crm {

// Milliseconds, then server and counter; compare these where it matters which of two came first.
inline std::int64_t creation_order(Id id) {
    return id >> 22 << 12 | (id & 4095);
}
inline Id first_id_of_millisecond(Id id) {
    return id >> 22 << 22;
}

} // namespace crm
