// DealStages: how deals go through the stages of their pipelines: where they are, how long they stay, where they go
// from there, and how many of those that were there were won.
#pragma once
#include <map>
#include <optional>

#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

// How likely a deal in a stage is won: learnt from where deals went from each stage, followed to the end; while these
// are few, the share that the whole pipeline won counts too.
struct History {
    std::map<Id, double> chances;                        // by stage; none where its pipeline has closed nothing
    std::map<Id, std::int64_t> left_times;               // how often each stage was left: what it was learnt from
    std::optional<std::uint32_t> likely(Id stage) const; // in 10,000
};
// Of the deals of the filter in the caller's sight.
History history_of(Context& context, const Json& input);

Report stages_report();

} // namespace crm
