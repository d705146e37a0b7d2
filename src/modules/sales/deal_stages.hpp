// DealStages: how deals go through the stages of their pipelines: where they are, how long they stay, where they go
// from there, and how many of those that were there were won.
#pragma once
#include <map>

#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

// Closed deals that were in a stage while they were open.
struct Learnt {
    std::int64_t won = 0, lost = 0;
};
// By stage, and by pipeline of all that were closed; of the deals of the filter in the caller's sight.
struct History {
    std::map<Id, Learnt> by_stage, by_pipeline;
    // How likely a deal in the stage is won, in 10,000: what history says, held to the pipeline's own share while the
    // stage has seen few; empty while the pipeline has closed nothing.
    std::optional<std::uint32_t> likely(Id stage, Id pipeline) const;
};
History history_of(Context& context, const Json& input);

Report stages_report();

} // namespace crm
