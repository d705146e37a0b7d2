// Free time: when people are busy with meetings, calls and visits, and when all of them are next free. It tells hours
// only, so that whoever plans a meeting may ask about colleagues whose appointments they may not read.
#pragma once
#include <optional>
#include <vector>

#include "record/reports.hpp"

namespace crm {

struct Span {
    Moment from, to;
    bool operator==(const Span&) const = default;
};

// What one person is busy with within `window`, in order, what touches put together. `except`: an activity that is left
// out, being the one that is moved.
std::vector<Span> busy_spans(Context& context, Id user, const Span& window, Id except = 0);

// The first span of `length` within `window` that begins at a quarter of an hour, lies within the working hours of a
// working day (Monday to Friday, 8 to 17 local time) and meets nothing of `busy`.
std::optional<Span> next_free(std::vector<Span> busy, const Span& window, Moment length, const Zone& zone);

Report free_times(); // GET /api/v1/activity/report/free_times

} // namespace crm
