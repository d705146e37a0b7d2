// Batches: many ids asked for in a few statements, whose texts are few too, so that they stay prepared.
#pragma once
#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace crm {

// `ask` gets "?, ?, …" and as many ids; the last is repeated to fill up to a power of two.
inline void for_each_batch(const std::vector<std::int64_t>& ids,
                           const std::function<void(const std::string& marks, const Values& ids)>& ask) {
    constexpr std::size_t most = 256;
    for (std::size_t from = 0; from < ids.size(); from += most) {
        const std::size_t count = std::min(most, ids.size() - from);
        Values some(ids.begin() + static_cast<std::ptrdiff_t>(from),
                    ids.begin() + static_cast<std::ptrdiff_t>(from + count));
        while ((some.size() & (some.size() - 1)) != 0) some.push_back(some.back());
        std::string marks;
        for (std::size_t i = 0; i < some.size(); ++i) marks += i ? ", ?" : "?";
        ask(marks, some);
    }
}

} // namespace crm
