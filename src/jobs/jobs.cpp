#include "jobs/jobs.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/memory.hpp"
#include "jobs/queue.hpp"

namespace crm {

namespace {

constexpr std::chrono::seconds long_work{5}; // may have used much memory

// A job was added, in this process; whoever waits looks again. The number tells what one has seen.
struct Bell {
    std::mutex mutex;
    std::condition_variable rung;
    std::uint64_t times = 0;
    void ring() {
        {
            std::lock_guard lock(mutex);
            ++times;
        }
        rung.notify_all();
    }
};
Bell& bell() {
    static Bell only;
    return only;
}

constexpr Moment looks_at_least_every = 30 * second; // also for what other servers add or leave
constexpr Moment renewed_every = Queue::lease / 3;

std::chrono::microseconds wait_time(Moment wait) {
    return std::chrono::microseconds(std::clamp(wait, second, looks_at_least_every));
}

// The local hour of a day, also on the days when the clocks change.
Moment at_hour(const Zone& zone, Day day, int hour_of_day) {
    const Moment as_utc = (std::int64_t{day.days} * 24 + hour_of_day) * hour;
    const Moment guess = as_utc - zone.offset_us(as_utc);
    return as_utc - zone.offset_us(guess);
}

} // namespace

struct Jobs::Data {
    explicit Data(Engine& engine) : engine(engine), queue(engine) {}

    struct Schedule {
        int hour_of_day = -1; // or
        Moment interval = 0;
        Moment next_at = 0; // as last seen in the table
        Moment next(Moment at, const Zone& zone) const;
    };
    struct Running {
        Queue::Claim claim;
        std::atomic<bool> lost = false;
    };

    std::vector<std::string> kinds(bool brief_only = false) const;
    void begin_due();
    bool run_one(bool brief_only = false);
    void work(Running& running);
    void serve(bool brief_only);
    void keep_leases();
    void start_keeper();
    void end_keeper();
    Moment until_next(bool brief_only);

    Engine& engine;
    Queue queue;
    std::function<Moment()> clock = now;
    mutable std::mutex mutex; // over what follows
    std::map<std::string, JobWork> works;
    std::set<std::string> lengthy;
    std::map<std::string, Schedule> schedules;
    std::set<Running*> running;
    Moment swept_at = 0;
    std::atomic<bool> stopping = false; // workers return soon
    std::atomic<bool> ended = false;    // nothing runs any more
    std::vector<std::thread> workers;
    std::thread keeper;
};

Moment Jobs::Data::Schedule::next(Moment at, const Zone& zone) const {
    if (interval > 0) return at + interval;
    Day day = zone.day_of(at);
    Moment next = at_hour(zone, day, hour_of_day);
    while (next <= at) next = at_hour(zone, Day{++day.days}, hour_of_day);
    return next;
}

std::vector<std::string> Jobs::Data::kinds(bool brief_only) const {
    std::lock_guard lock(mutex);
    std::vector<std::string> names;
    for (const auto& [kind, work] : works)
        if (!brief_only || !lengthy.contains(kind)) names.push_back(kind);
    return names;
}

void Jobs::Data::begin_due() {
    const Moment at = clock();
    const auto company = engine.company();
    std::map<std::string, Schedule> known;
    bool sweeps = false;
    {
        std::lock_guard lock(mutex);
        known = schedules;
        sweeps = at - swept_at >= hour;
        if (sweeps) swept_at = at;
    }
    if (sweeps) queue.sweep(at);
    for (auto& [kind, schedule] : known) {
        if (schedule.next_at > at) continue;
        Moment next = queue.scheduled_at(kind, schedule.next(at, company->zone));
        if (next <= at) {
            next = schedule.next(at, company->zone);
            queue.begin_scheduled(kind, at, next);
        }
        std::lock_guard lock(mutex);
        if (auto found = schedules.find(kind); found != schedules.end()) found->second.next_at = next;
    }
}

void Jobs::Data::work(Running& job) {
    JobWork work;
    {
        std::lock_guard lock(mutex);
        work = works.at(job.claim.job.kind);
    }
    bool told_to_stop = false;
    const auto begun = std::chrono::steady_clock::now();
    const auto asked = [&] {
        const bool stops = stopping || job.lost;
        told_to_stop = told_to_stop || stops;
        return stops;
    };
    try {
        work(job.claim.job, asked);
        if (told_to_stop)
            queue.put_back(job.claim, clock());
        else
            queue.done(job.claim, clock());
    } catch (const std::exception& fault) {
        queue.failed(job.claim, clock(), fault.what());
    }
    if (std::chrono::steady_clock::now() - begun > long_work) give_memory_back();
}

bool Jobs::Data::run_one(bool brief_only) {
    auto claim = queue.claim(kinds(brief_only), clock());
    if (!claim) return false;
    Running job{std::move(*claim)};
    {
        std::lock_guard lock(mutex);
        running.insert(&job);
    }
    struct Leave {
        Data& data;
        Running& job;
        ~Leave() {
            std::lock_guard lock(data.mutex);
            data.running.erase(&job);
        }
    } leave{*this, job};
    work(job);
    return true;
}

Moment Jobs::Data::until_next(bool brief_only) {
    const Moment at = clock(), due = queue.next_due(kinds(brief_only));
    Moment wait = due == 0 ? looks_at_least_every : due - at;
    std::lock_guard lock(mutex);
    for (const auto& [kind, schedule] : schedules) wait = std::min(wait, schedule.next_at - at);
    return wait;
}

// One worker.
void Jobs::Data::serve(bool brief_only) {
    while (!stopping) {
        std::uint64_t seen = 0;
        {
            std::lock_guard lock(bell().mutex);
            seen = bell().times;
        }
        Moment wait = 5 * second;
        try {
            begin_due();
            if (run_one(brief_only)) continue;
            wait = until_next(brief_only);
        } catch (const std::exception& fault) { // the database is away; jobs are none the worse for it
            log("error", "The job queue cannot be reached.", {{"cause", fault.what()}});
        }
        std::unique_lock lock(bell().mutex);
        bell().rung.wait_for(lock, wait_time(wait), [&] { return stopping || bell().times != seen; });
    }
}

// Tells the table that this process still works on its jobs.
void Jobs::Data::keep_leases() {
    std::unique_lock waiting(bell().mutex);
    while (!bell().rung.wait_for(waiting, std::chrono::microseconds(renewed_every), [&] { return ended.load(); })) {
        waiting.unlock();
        std::vector<std::pair<Running*, Queue::Claim>> held;
        {
            std::lock_guard lock(mutex);
            for (Running* each : running) held.emplace_back(each, each->claim);
        }
        for (auto& [job, claim] : held) {
            bool ours = true;
            try {
                ours = queue.renew(claim, clock());
            } catch (const std::exception& fault) {
                log("warning", "A job's lease could not be renewed.",
                    {{"job", std::to_string(claim.job.id)}, {"cause", fault.what()}});
            }
            std::lock_guard lock(mutex);
            if (!ours && running.contains(job)) job->lost = true;
        }
        waiting.lock();
    }
}

void Jobs::Data::start_keeper() {
    ended = false;
    keeper = std::thread([this] { keep_leases(); });
}

void Jobs::Data::end_keeper() {
    {
        std::lock_guard lock(bell().mutex);
        ended = true;
    }
    bell().rung.notify_all();
    keeper.join();
}

Jobs::Jobs(Engine& engine) : data_(std::make_unique<Data>(engine)) {
    engine.leave_work_to([](Context& context, const std::string& kind, const Json& input) {
        const Value waits = context.connection().value(
            "SELECT id FROM job WHERE state = 'queued' AND kind = ? AND input = ? AND not_before <= ? LIMIT 1",
            Values{kind, input.is_null() ? "{}" : input.dump(), context.now()});
        if (is_null(waits)) enqueue(context, kind, input); // one that waits will see what this one would
    });
}
Jobs::~Jobs() {
    stop();
}

void Jobs::set_clock(std::function<Moment()> clock) {
    data_->clock = std::move(clock);
}

void Jobs::on(const std::string& kind, JobWork work, JobLength length) {
    std::lock_guard lock(data_->mutex);
    data_->works[kind] = std::move(work);
    if (length == JobLength::lengthy) data_->lengthy.insert(kind);
}

void Jobs::every_day(const std::string& kind, int local_hour) {
    require(local_hour >= 0 && local_hour < 24, "an hour of the day is 0 to 23");
    std::lock_guard lock(data_->mutex);
    data_->schedules[kind] = {local_hour, 0, 0};
}

void Jobs::every(const std::string& kind, Moment interval) {
    require(interval >= second, "a schedule's interval is a second or more");
    std::lock_guard lock(data_->mutex);
    data_->schedules[kind] = {-1, interval, 0};
}

Id Jobs::enqueue(Context& context, const std::string& kind, const Json& input, Moment not_before) {
    const Id id = context.make_id(0); // in one bucket ids are in the order in which they were made
    context.connection().execute(
        "INSERT INTO job (id, kind, input, user_id, state, attempt, not_before, claimed_until, claimed_by, version, "
        "created_at) VALUES (?, ?, ?, ?, 'queued', 0, ?, 0, 0, 1, ?)",
        Values{id, kind, input.is_null() ? "{}" : input.dump(), context.user(), std::max(not_before, context.now()),
               context.now()});
    context.after_commit([] { bell().ring(); });
    return id;
}

void Jobs::start(int workers) {
    require(!data_->keeper.joinable(), "the workers are started once");
    data_->stopping = false;
    if (!data_->engine.dialect().postgres()) data_->queue.take_over(data_->clock());
    data_->start_keeper();
    for (int i = 0; i < workers; ++i) data_->workers.emplace_back([data = data_.get(), i] { data->serve(i > 0); });
}

void Jobs::stop() {
    {
        std::lock_guard lock(bell().mutex); // nobody goes to sleep between looking at it and waiting
        data_->stopping = true;
    }
    bell().rung.notify_all();
    for (auto& thread : data_->workers) thread.join();
    data_->workers.clear();
    if (data_->keeper.joinable()) data_->end_keeper();
}

void Jobs::run_due() {
    data_->stopping = false;
    const bool alone = !data_->keeper.joinable();
    struct Keeping {
        Data* data;
        ~Keeping() {
            if (data) data->end_keeper();
        }
    } keeping{alone ? data_.get() : nullptr};
    if (alone) data_->start_keeper();
    data_->begin_due();
    while (data_->run_one()) {
    }
}

void Jobs::wake() {
    bell().ring();
}

} // namespace crm
