// Jobs: work that outlives a request (imports, bulk changes, roll-ups, purges), kept in the table `job`, claimed by
// version, run by a few workers of this process, retried, resumed after a kill.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

struct Job {
    Id id = 0;
    std::string kind;
    Json input;
    Id user = 0; // on whose behalf
    int attempt = 0;
};
// Returns when done; throws to be tried again later (growing pause, at most 10 times). `stopping` turns true when the
// process ends: return soon, the job is taken up again at the next start.
using JobWork = std::function<void(const Job&, const std::function<bool()>& stopping)>;

enum class JobLength { brief, lengthy };

class Jobs {
public:
    explicit Jobs(Engine& engine);
    ~Jobs();                                       // stops
    void set_clock(std::function<Moment()> clock); // the machine's unless given; before start
    // `length`: a long one leaves a worker free for the brief ones.
    void on(const std::string& kind, JobWork work, JobLength length = JobLength::brief);
    void every_day(const std::string& kind, int local_hour); // in the company's zone
    void every(const std::string& kind, Moment interval);
    // In the caller's transaction: the job exists when the transaction is committed.
    static Id enqueue(Context& context, const std::string& kind, const Json& input, Moment not_before = 0);
    // Of several workers the first takes every job, the others brief ones only.
    void start(
        int workers); // on SQLite also takes up at once what a killed process left; on PostgreSQL after its lease ends
    void stop();      // waits for what runs
    void run_due();   // everything that is due, on this thread: command line and tests
    void wake();

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// The tables of the queue; Jobs creates what is missing.
std::vector<std::string> jobs_tables(const Dialect& dialect);

} // namespace crm
