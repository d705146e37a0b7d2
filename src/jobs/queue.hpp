// Queue: the rows of the table `job` and how they are claimed (by version, with a lease), renewed and finished; and the
// table `schedule`, by which of several servers one begins what is due.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "jobs/jobs.hpp"
#include "record/engine.hpp"

namespace crm {

class Queue {
public:
    explicit Queue(Engine& engine);

    struct Claim {
        Job job;
        std::int64_t version = 0; // of the row while it is ours
    };
    // The next due job of one of `kinds`, now ours until `at` + lease; empty where there is none.
    std::optional<Claim> claim(const std::vector<std::string>& kinds, Moment at);
    bool renew(const Claim& claim, Moment at); // false: it is no longer ours
    void done(const Claim& claim, Moment at);
    void put_back(const Claim& claim, Moment at); // unfinished, since the process ends
    void failed(const Claim& claim, Moment at,
                const std::string& message); // to be tried again after a pause, or given up
    void take_over(Moment at);               // what another process left; only where one process has the database
    Moment next_due(const std::vector<std::string>& kinds); // the moment at which a row can be claimed; 0: none waits
    void sweep(Moment at);                                  // finished rows go after a month

    // Begins `kind` where its moment has come, once among all servers, unless its last run still waits or runs.
    void begin_scheduled(const std::string& kind, Moment at, Moment next);
    Moment scheduled_at(const std::string& kind, Moment first); // `first` is recorded where nothing is

    static constexpr int most_attempts = 10;
    static constexpr Moment lease = 15 * second; // how long others wait for a process that was killed
    static Moment pause_after(int attempt);

private:
    bool take(Claim& claim, Moment at);
    Engine& engine_;
};

} // namespace crm
