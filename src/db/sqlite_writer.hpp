// SqliteWriter: the one thread that changes a SQLite database. Jobs wait in a queue; it takes as many as a few
// milliseconds allow into one transaction, each in a savepoint, and commits them together.
#pragma once
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "db/sqlite_checkpoints.hpp"

namespace crm {

class SqliteWriter {
public:
    SqliteWriter(const std::string& file, Moment statement_limit);
    ~SqliteWriter();

    // Waits until the job is durable, or throws what stopped it.
    void write(const std::function<void(Connection&)>& work);
    void change_schema(const std::vector<std::string>& statements);
    DatabaseFigures figures() const;

private:
    struct Job {
        const std::function<void(Connection&)>* work = nullptr;
        const std::vector<std::string>* schema = nullptr;
        Effects effects;
        std::exception_ptr failure;
        bool done = false;
        std::int64_t usual_us = 0; // what the last job of its thread took
        std::mutex mutex;
        std::condition_variable finished;
    };
    using Group = std::vector<Job*>;

    void submit(Job& job);
    void run();
    Job* next();               // waits, and tidies up meanwhile; null when it is time to stop
    bool tidy(bool long_idle); // a step of it; true where another is to follow
    Job* next_at_once();       // null where none waits that fits into the group
    void run_group(Job* first);
    bool run_in_group(Job& job, Group& saved, Group& failed); // false where the whole transaction is gone
    void commit(Group& saved);
    void shorten_log(); // between two groups, where it has grown long
    void run_schema(Job& job);
    static void finish(Job& job);

    SqliteConnection connection_;
    SqliteCheckpoints checkpoints_;
    std::mutex mutex_;
    std::condition_variable wanted_;
    std::deque<Job*> queue_;
    bool stopping_ = false;
    std::int64_t last_written_us_ = 0;
    std::atomic<std::int64_t> commits_ = 0, writes_ = 0, retries_ = 0;
    std::thread thread_;
};

} // namespace crm
