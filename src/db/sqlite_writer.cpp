#include "db/sqlite_writer.hpp"

#include "base/log.hpp"
#include "db/faults.hpp"

namespace crm {

namespace {

constexpr std::size_t most_jobs = 200;
constexpr std::int64_t longest_us = 5000;
constexpr int pages_when_idle = 256;              // a log longer than this is brought in while nobody waits,
constexpr int pages_when_busy = 4096;             // longer than this beside the writer,
constexpr int pages_at_once = 512;                // the last few by the writer itself;
constexpr int pages_long = 32768;                 // from this length on it takes
constexpr int pages_of_large = 4096;              // so many, for a large change never leaves few;
constexpr int pages_at_most = 65536;              // it waits at this length,
constexpr int pages_too_many = 2 * pages_at_most; // and moves all that is left before anything is written at this one
constexpr std::chrono::milliseconds idle{200};
constexpr std::chrono::milliseconds breath{5};    // between two steps of tidying up
constexpr std::int64_t long_idle_us = 10'000'000; // since the last change

} // namespace

SqliteWriter::SqliteWriter(const std::string& file, Moment statement_limit)
    : connection_(file, SqliteConnection::Use::writing, statement_limit), checkpoints_(file, statement_limit),
      thread_([this] { run(); }) {}

SqliteWriter::~SqliteWriter() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wanted_.notify_one();
    thread_.join();
    try {
        connection_.control("PRAGMA optimize");
    } catch (const std::exception& failure) {
        log("warning", "The database's statistics were not renewed.", {{"reason", failure.what()}});
    }
}

void SqliteWriter::write(const std::function<void(Connection&)>& work) {
    Job job;
    job.work = &work;
    submit(job);
    run_effects(job.effects);
}

void SqliteWriter::change_schema(const std::vector<std::string>& statements) {
    Job job;
    job.schema = &statements;
    submit(job);
}

DatabaseFigures SqliteWriter::figures() const {
    return {commits_, writes_, retries_, connection_.statements()};
}

void SqliteWriter::submit(Job& job) {
    static thread_local std::int64_t last_us = 0;
    job.usual_us = last_us;
    {
        std::lock_guard lock(mutex_);
        queue_.push_back(&job);
    }
    wanted_.notify_one();
    std::unique_lock lock(job.mutex);
    job.finished.wait(lock, [&] { return job.done; });
    last_us = job.usual_us;
    if (job.failure) std::rethrow_exception(job.failure);
}

void SqliteWriter::finish(Job& job) {
    // Told while locked: the job belongs to the waiting thread and is gone as soon as that one may go on.
    std::lock_guard lock(job.mutex);
    job.done = true;
    job.finished.notify_one();
}

void SqliteWriter::run() {
    connection_.join_what_was_left();
    while (Job* job = next()) {
        if (job->schema)
            run_schema(*job);
        else
            run_group(job);
        shorten_log();
    }
}

// The log begins anew only when all of it stands in the file. Most is moved beside the writer; what was written
// meanwhile is moved by the writer itself, which adds nothing then: where changes are small those are a few pages,
// where they are large some thousand, which is worth it once the log is long.
void SqliteWriter::shorten_log() {
    if (checkpoints_.under_way() && connection_.pages_in_log() < pages_at_most) return;
    const int before = connection_.pages_to_move();
    if (const auto moved = checkpoints_.moved()) {
        connection_.moved_by_another(*moved);
        const int left = connection_.pages_to_move();
        const int length = connection_.pages_in_log();
        const bool few = left <= (length < pages_long       ? pages_at_once
                                  : length < pages_too_many ? pages_of_large
                                                            : left);
        if (few || left >= before) // or a reader holds it back
            connection_.checkpoint();
        else
            checkpoints_.begin();
    } else if (before > pages_when_busy) {
        checkpoints_.begin();
    }
}

SqliteWriter::Job* SqliteWriter::next() {
    std::unique_lock lock(mutex_);
    auto ready = [this] { return stopping_ || !queue_.empty(); };
    auto waits = [&](std::chrono::milliseconds how_long) { return !wanted_.wait_for(lock, how_long, ready); };
    if (!last_written_us_) last_written_us_ = steady_us();
    for (auto pause = idle; waits(pause);) {
        lock.unlock();
        const bool long_idle = steady_us() - last_written_us_ > long_idle_us;
        const bool more = tidy(long_idle);
        lock.lock();
        pause = more ? breath : long_idle ? std::chrono::milliseconds(std::chrono::hours(1)) : idle;
    }
    if (queue_.empty()) return nullptr;
    Job* job = queue_.front();
    queue_.pop_front();
    return job;
}

bool SqliteWriter::tidy(bool long_idle) {
    try {
        if (connection_.pages_to_move() > pages_when_idle && !checkpoints_.under_way()) {
            checkpoints_.moved(); // of no more interest
            connection_.checkpoint();
        }
        if (connection_.join_search_pieces(false) || (long_idle && connection_.join_search_pieces(true))) return true;
        if (long_idle) connection_.release_memory();
        return false;
    } catch (const std::exception& failure) {
        log("warning", "The search index could not be tidied up.", {{"reason", failure.what()}});
        return false;
    }
}

SqliteWriter::Job* SqliteWriter::next_at_once() {
    std::lock_guard lock(mutex_);
    // Who has just done a long job does another: those who came before need not wait for that one.
    if (queue_.empty() || queue_.front()->schema || queue_.front()->usual_us > longest_us) return nullptr;
    Job* job = queue_.front();
    queue_.pop_front();
    return job;
}

void SqliteWriter::run_group(Job* first) {
    Group saved;
    Group failed;
    auto until = steady_us() + longest_us;
    for (Job* job = first; job != nullptr;) {
        if (!run_in_group(*job, saved, failed)) {
            // SQLite rolled all of it back. The others did nothing wrong: they run again, ahead of those who came
            // later.
            retries_ += static_cast<std::int64_t>(saved.size());
            std::lock_guard lock(mutex_);
            queue_.insert(queue_.begin(), saved.begin(), saved.end());
            saved.clear();
            break;
        }
        bool more = saved.size() + failed.size() < most_jobs && steady_us() < until;
        job = more ? next_at_once() : nullptr;
    }
    commit(saved);
    for (Job* job : failed) finish(*job);
}

bool SqliteWriter::run_in_group(Job& job, Group& saved, Group& failed) {
    bool alone = saved.empty(); // the first needs no savepoint: the transaction itself can be rolled back
    job.effects.clear();
    job.failure = nullptr;
    const auto begun = steady_us();
    try {
        if (!connection_.in_transaction()) connection_.control("BEGIN IMMEDIATE");
        if (!alone) connection_.control("SAVEPOINT job");
        InsideTransaction inside;
        connection_.begin_job(&job.effects);
        (*job.work)(connection_);
        connection_.end_job();
        if (!alone) connection_.control("RELEASE job");
        saved.push_back(&job);
        job.usual_us = steady_us() - begun;
        return true;
    } catch (...) {
        job.failure = std::current_exception();
        job.effects.clear();
    }
    failed.push_back(&job);
    connection_.forget_job();
    try {
        if (connection_.in_transaction()) {
            connection_.control(alone ? "ROLLBACK" : "ROLLBACK TO job");
            if (!alone) connection_.control("RELEASE job");
            return true;
        }
    } catch (const std::exception& failure) {
        log("error", "A change could not be rolled back alone.", {{"reason", failure.what()}});
        if (connection_.in_transaction()) connection_.control("ROLLBACK");
    }
    connection_.forget_transaction();
    return saved.empty();
}

void SqliteWriter::commit(Group& saved) {
    if (saved.empty()) return;
    try {
        if (faults::at(faults::Point::before_commit) == faults::Fault::cut) connection_.fail_next_commit();
        connection_.write_held_back();
        connection_.control("COMMIT");
        ++commits_;
        writes_ += static_cast<std::int64_t>(saved.size());
        last_written_us_ = steady_us();
    } catch (const std::exception& failure) {
        log("error", "A group of changes could not be saved.", {{"reason", failure.what()}});
        if (connection_.in_transaction()) connection_.control("ROLLBACK");
        auto known = dynamic_cast<const Error*>(&failure);
        auto refusal = std::make_exception_ptr(Error(
            Problem::unavailable, known ? known->what() : "The change could not be saved. Try again in a moment."));
        for (Job* job : saved) {
            job->failure = refusal;
            job->effects.clear();
        }
    }
    connection_.forget_transaction();
    for (Job* job : saved) finish(*job);
}

void SqliteWriter::run_schema(Job& job) {
    try {
        InsideTransaction inside;
        for (const std::string& statement : *job.schema) connection_.change_schema(statement);
    } catch (...) {
        job.failure = std::current_exception();
    }
    finish(job);
}

} // namespace crm
