#include "jobs/jobs.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "jobs/queue.hpp"
#include "testing/database.hpp"
#include "testing/statement_rules.hpp"

using namespace crm;

namespace {

struct JobsTest : ::testing::Test {
    Engine engine{crm::testing::fresh_database(), {}};
    Moment time = parse_moment("2026-03-02T09:00:00Z").value();
    Jobs jobs{engine};

    JobsTest() { use_clock(jobs); }
    void use_clock(Jobs& which) {
        which.set_clock([this] { return time; });
    }
    Id enqueue(const std::string& kind, const Json& input = {}, Moment not_before = 0) {
        Id id = 0;
        Request request;
        request.at = time;
        engine.write(request, [&](Context& context) { id = Jobs::enqueue(context, kind, input, not_before); });
        return id;
    }
    Value of(Id id, const std::string& column) {
        Value value;
        engine.database().read([&](Connection& connection) {
            value = connection.value("SELECT " + column + " FROM job WHERE id = ?", Values{id});
        });
        return value;
    }
    std::string state(Id id) { return text(of(id, "state")); }
    void set(Id id, const std::string& assignments) {
        engine.database().write([&](Connection& connection) {
            connection.execute("UPDATE job SET " + assignments + " WHERE id = ?", Values{id});
        });
    }
    // As a process leaves it that is killed while the job runs.
    void leave_running(Id id, int attempt) {
        set(id, "state = 'running', attempt = " + std::to_string(attempt) +
                    ", claimed_by = 1, version = version + 1, claimed_until = " + std::to_string(time + Queue::lease));
    }
};

} // namespace

TEST_F(JobsTest, a_job_gets_its_input_and_is_done) {
    Json seen;
    jobs.on("greet", [&](const Job& job, const auto&) { seen = job.input; });
    const Id id = enqueue("greet", Json::object({{"name", "Ѓорѓи"}}));
    EXPECT_EQ(state(id), "queued");
    jobs.run_due();
    EXPECT_EQ(seen.text("name"), "Ѓорѓи");
    EXPECT_EQ(state(id), "done");
    EXPECT_EQ(whole(of(id, "finished_at")), time);
}

TEST_F(JobsTest, a_job_of_a_transaction_that_fails_does_not_exist) {
    int runs = 0;
    jobs.on("greet", [&](const Job&, const auto&) { ++runs; });
    Request request;
    EXPECT_THROW(engine.write(request,
                              [&](Context& context) {
                                  Jobs::enqueue(context, "greet", {});
                                  throw Error(Problem::conflict, "No.");
                              }),
                 Error);
    jobs.run_due();
    EXPECT_EQ(runs, 0);
}

TEST_F(JobsTest, a_job_waits_for_its_moment) {
    int runs = 0;
    jobs.on("later", [&](const Job&, const auto&) { ++runs; });
    enqueue("later", {}, time + hour);
    jobs.run_due();
    EXPECT_EQ(runs, 0);
    time += hour;
    jobs.run_due();
    EXPECT_EQ(runs, 1);
}

TEST_F(JobsTest, jobs_of_unknown_kinds_are_left_to_programs_that_know_them) {
    const Id id = enqueue("of a newer program");
    jobs.on("known", [](const Job&, const auto&) {});
    jobs.run_due();
    EXPECT_EQ(state(id), "queued");
}

TEST_F(JobsTest, a_failed_job_is_tried_again_after_growing_pauses_and_given_up_after_ten_times) {
    int runs = 0;
    jobs.on("shaky", [&](const Job& job, const auto&) {
        EXPECT_EQ(job.attempt, ++runs);
        throw Error(Problem::unavailable, "The mail server does not answer.");
    });
    const Id id = enqueue("shaky");
    Moment pause_before = 0;
    for (int attempt = 1; attempt < Queue::most_attempts; ++attempt) {
        jobs.run_due();
        ASSERT_EQ(runs, attempt);
        const Moment pause = whole(of(id, "not_before")) - time;
        EXPECT_GE(pause, pause_before);
        pause_before = pause;
        time += pause - second;
        jobs.run_due();
        ASSERT_EQ(runs, attempt) << "not before its pause is over";
        time += second;
    }
    jobs.run_due();
    EXPECT_EQ(state(id), "failed");
    EXPECT_EQ(text(of(id, "message")), "The mail server does not answer.");
    time += 24 * hour;
    jobs.run_due();
    EXPECT_EQ(runs, 10);
}

TEST_F(JobsTest, a_job_that_fails_once_succeeds_at_the_next_try) {
    int runs = 0;
    jobs.on("shaky", [&](const Job&, const auto&) {
        if (++runs == 1) throw std::runtime_error("once");
    });
    const Id id = enqueue("shaky");
    jobs.run_due();
    time += Queue::pause_after(1);
    jobs.run_due();
    EXPECT_EQ(state(id), "done");
    EXPECT_TRUE(is_null(of(id, "message")));
}

TEST_F(JobsTest, a_job_of_a_killed_process_is_taken_up_when_its_lease_has_ended) {
    int attempt = 0;
    jobs.on("long", [&](const Job& job, const auto&) { attempt = job.attempt; });
    const Id id = enqueue("long");
    leave_running(id, 1);
    jobs.run_due();
    EXPECT_EQ(attempt, 0) << "it may still be running there";
    time += Queue::lease + second;
    jobs.run_due();
    EXPECT_EQ(attempt, 2);
    EXPECT_EQ(state(id), "done");
}

TEST_F(JobsTest, a_job_that_kills_its_process_again_and_again_is_given_up) {
    int runs = 0;
    jobs.on("deadly", [&](const Job&, const auto&) { ++runs; });
    const Id id = enqueue("deadly");
    leave_running(id, Queue::most_attempts);
    time += 2 * Queue::lease;
    jobs.run_due();
    EXPECT_EQ(runs, 0);
    EXPECT_EQ(state(id), "failed");
}

TEST_F(JobsTest, on_one_machine_a_killed_process_s_jobs_are_taken_up_at_the_start) {
    std::promise<int> ran;
    jobs.on("long", [&](const Job& job, const auto&) { ran.set_value(job.attempt); });
    leave_running(enqueue("long"), 1);
    if (engine.dialect().postgres()) time += Queue::lease + second;
    jobs.start(1);
    EXPECT_EQ(ran.get_future().get(), 2);
    jobs.stop();
}

TEST_F(JobsTest, two_instances_run_every_job_once) {
    std::mutex mutex;
    std::multiset<Id> ran;
    Jobs other(engine);
    use_clock(other);
    for (Jobs* each : {&jobs, &other})
        each->on("count", [&](const Job& job, const auto&) {
            std::lock_guard lock(mutex);
            ran.insert(job.id);
        });
    std::set<Id> expected;
    for (int i = 0; i < 40; ++i) expected.insert(enqueue("count"));
    std::thread beside([&] { other.run_due(); });
    jobs.run_due();
    beside.join();
    EXPECT_EQ(ran.size(), 40u);
    EXPECT_EQ(std::set<Id>(ran.begin(), ran.end()), expected);
}

TEST_F(JobsTest, workers_of_two_instances_are_woken_by_a_new_job_and_run_it_once) {
    std::atomic<int> runs = 0;
    std::promise<void> all;
    Jobs other(engine);
    use_clock(other);
    for (Jobs* each : {&jobs, &other})
        each->on("count", [&](const Job&, const auto&) {
            if (++runs == 20) all.set_value();
        });
    jobs.start(2);
    other.start(2);
    std::vector<Id> ids;
    for (int i = 0; i < 20; ++i) ids.push_back(enqueue("count"));
    all.get_future().wait();
    jobs.stop();
    other.stop();
    EXPECT_EQ(runs, 20);
    for (Id id : ids) EXPECT_EQ(state(id), "done");
}

TEST_F(JobsTest, a_brief_job_does_not_wait_for_a_lengthy_one) {
    std::promise<void> begun, briefly;
    std::atomic<bool> may_end = false;
    jobs.on(
        "import",
        [&](const Job&, const std::function<bool()>& stopping) {
            begun.set_value();
            while (!may_end && !stopping()) std::this_thread::yield();
        },
        JobLength::lengthy);
    jobs.on("greet", [&](const Job&, const auto&) { briefly.set_value(); });
    jobs.start(2);
    const Id long_one = enqueue("import");
    begun.get_future().wait();
    const Id brief = enqueue("greet");
    briefly.get_future().wait(); // for ever, were there no worker for it
    EXPECT_EQ(state(long_one), "running");
    may_end = true;
    jobs.stop();
    EXPECT_NE(state(brief), "queued");
}

TEST_F(JobsTest, a_second_lengthy_job_leaves_the_worker_of_brief_ones_alone) {
    std::promise<void> begun, briefly;
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    jobs.on(
        "import",
        [&](const Job&, const std::function<bool()>& stopping) {
            if (++running > most) most = running.load();
            if (running == 1) begun.set_value();
            while (!stopping()) std::this_thread::yield();
            --running;
        },
        JobLength::lengthy);
    jobs.on("greet", [&](const Job&, const auto&) { briefly.set_value(); });
    enqueue("import");
    enqueue("import");
    jobs.start(2);
    begun.get_future().wait();
    enqueue("greet");
    briefly.get_future().wait();
    EXPECT_EQ(most, 1);
    jobs.stop();
}

TEST_F(JobsTest, work_that_a_rule_leaves_waits_only_once) {
    int runs = 0;
    jobs.on("count", [&](const Job&, const auto&) { ++runs; });
    auto leave = [&] {
        Request request;
        request.at = time;
        engine.write(request, [](Context& context) {
            context.enqueue("count", Json::object({{"of", "deals"}}));
            context.enqueue("count", Json::object({{"of", "deals"}}));
            context.enqueue("count", Json::object({{"of", "parties"}}));
        });
    };
    leave();
    leave();
    jobs.run_due();
    EXPECT_EQ(runs, 2);
    leave();
    jobs.run_due();
    EXPECT_EQ(runs, 4);
}

TEST_F(JobsTest, jobs_of_one_moment_run_in_the_order_in_which_they_were_left) {
    std::vector<std::int64_t> ran;
    jobs.on("count", [&](const Job& job, const auto&) { ran.push_back(job.input.number("n")); });
    Request request;
    request.at = time;
    engine.write(request, [](Context& context) {
        for (int i = 0; i < 20; ++i) Jobs::enqueue(context, "count", Json::object({{"n", i}}));
    });
    jobs.run_due();
    std::vector<std::int64_t> expected;
    for (int i = 0; i < 20; ++i) expected.push_back(i);
    EXPECT_EQ(ran, expected);
}

TEST_F(JobsTest, stopping_tells_the_work_and_leaves_the_job_for_the_next_start) {
    std::promise<void> begun;
    std::atomic<bool> asks_until_told = true;
    int attempt = 0;
    jobs.on("long", [&](const Job& job, const std::function<bool()>& stopping) {
        attempt = job.attempt;
        if (!asks_until_told) return;
        begun.set_value();
        while (!stopping()) std::this_thread::yield();
    });
    const Id id = enqueue("long");
    jobs.start(1);
    begun.get_future().wait();
    jobs.stop();
    EXPECT_EQ(state(id), "queued");
    asks_until_told = false;
    jobs.run_due();
    EXPECT_EQ(state(id), "done");
    EXPECT_EQ(attempt, 1) << "being stopped is no failure";
}

TEST_F(JobsTest, what_another_server_took_over_is_not_finished_here) {
    const Id id = enqueue("long");
    jobs.on("long", [&](const Job& job, const auto&) { set(job.id, "version = version + 1, claimed_by = 2"); });
    jobs.run_due();
    EXPECT_EQ(state(id), "running");
}

TEST_F(JobsTest, an_interval_begins_once_for_two_instances) {
    std::atomic<int> runs = 0;
    Jobs other(engine);
    use_clock(other);
    for (Jobs* each : {&jobs, &other}) {
        each->on("tidy", [&](const Job&, const auto&) { ++runs; });
        each->every("tidy", hour);
        each->run_due();
    }
    EXPECT_EQ(runs, 0) << "the first run is an interval away";
    time += hour;
    std::thread beside([&] { other.run_due(); });
    jobs.run_due();
    beside.join();
    jobs.run_due();
    EXPECT_EQ(runs, 1);
    time += 5 * hour;
    other.run_due();
    jobs.run_due();
    EXPECT_EQ(runs, 2) << "what was missed is not made up for";
}

TEST_F(JobsTest, a_run_that_still_waits_is_not_begun_a_second_time) {
    int runs = 0;
    jobs.on("tidy", [&](const Job&, const auto&) {
        ++runs;
        throw std::runtime_error("not now");
    });
    jobs.every("tidy", second);
    jobs.run_due();
    time += second;
    jobs.run_due();
    time += second;
    jobs.run_due();
    EXPECT_EQ(runs, 1);
}

TEST_F(JobsTest, a_daily_job_keeps_its_local_hour_when_the_clocks_change) {
    std::vector<std::string> runs;
    jobs.on("nightly", [&](const Job&, const auto&) { runs.push_back(format_moment(time)); });
    jobs.every_day("nightly", 3); // Europe/Warsaw: summer time begins on 29 March 2026
    time = parse_moment("2026-03-27T12:00:00Z").value();
    jobs.run_due();
    for (; time < parse_moment("2026-03-31T00:00:00Z").value(); time += 30 * minute) jobs.run_due();
    EXPECT_EQ(runs, (std::vector<std::string>{"2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z"}));
}

TEST_F(JobsTest, finished_jobs_go_after_a_month) {
    jobs.on("greet", [](const Job&, const auto&) {});
    const Id id = enqueue("greet");
    jobs.run_due();
    time += 31 * 24 * hour;
    jobs.run_due();
    EXPECT_TRUE(is_null(of(id, "id")));
}

TEST_F(JobsTest, its_statements_suit_a_distributed_database) {
    crm::testing::StatementRules rules({"event"});
    jobs.on("greet", [](const Job& job, const auto&) {
        if (job.attempt == 1) throw std::runtime_error("once");
    });
    jobs.every("greet", second);
    enqueue("greet");
    jobs.run_due();
    time += hour;
    jobs.run_due();
    EXPECT_GT(rules.seen(), 3u);
    EXPECT_EQ(rules.broken(), std::vector<std::string>{});
}
