#include "db/postgres.hpp"

#include <algorithm>
#include <random>
#include <thread>

#include "db/changed_meanwhile.hpp"
#include "db/dialect.hpp"
#include "db/postgres_pool.hpp"
#include "db/postgres_schema.hpp"
#include "db/postgres_text.hpp"

namespace crm {

namespace {

constexpr int attempts = 10;
constexpr int most_overtaken = 200; // by others who change the same record; one of them is always the first

// Grows from about 2 to 250 ms, with chance in it so that those who met do not meet again.
void pause(int attempt) {
    thread_local std::minstd_rand random(std::random_device{}());
    auto longest = std::int64_t{2000} << std::min(attempt, 7);
    std::this_thread::sleep_for(
        std::chrono::microseconds(longest / 2 + static_cast<std::int64_t>(random()) % (longest / 2)));
}

[[noreturn]] void give_up() {
    throw Error(Problem::unavailable, "The database is too busy to save the change. Try again in a moment.");
}

class PostgresDatabase : public Database {
public:
    PostgresDatabase(PostgresSettings settings, int connections)
        : settings_(std::move(settings)), pool_(settings_, connections) {
        auto link = pool_.take();
        prepare_postgres(*link, settings_.schema);
    }

    const Dialect& dialect() const override { return *settings_.dialect; }

    void read(const std::function<void(Connection&)>& job) override {
        InsideTransaction inside;
        auto link = take_patiently();
        read_on(*link, job);
    }

    void write(const std::function<void(Connection&)>& job,
               const std::function<bool(Connection&)>& already_done) override {
        Effects effects;
        {
            InsideTransaction inside;
            write_until_saved(job, already_done, effects);
        }
        ++writes_;
        run_effects(effects);
    }

    void change_schema(const std::vector<std::string>& statements) override {
        InsideTransaction inside;
        auto link = take_patiently();
        change_postgres_schema(*link, statements);
        pool_.schema_changed();
    }

    DatabaseFigures figures() const override { return {commits_, writes_, retries_, pool_.statements()}; }

    void backup(const std::string&) override {
        throw Error(Problem::unsupported, "A PostgreSQL database is backed up with its own tools. Run pg_dump.");
    }

private:
    // A server that starts again is waited for, about a second.
    PostgresPool::Lease take_patiently() {
        for (int attempt = 1;; ++attempt) {
            try {
                return pool_.take();
            } catch (const ServerUnreachable&) {
                if (attempt == attempts) throw;
            }
            pause(attempt);
        }
    }

    static void read_on(PostgresLink& link, const std::function<void(Connection&)>& job) {
        link.begin(PostgresLink::Kind::reading, nullptr);
        try {
            job(link);
            link.commit();
        } catch (...) {
            bool may_help = may_run_again(link.failure());
            link.rollback();
            // The job may have handed on what it read, so it is not run again here.
            if (may_help)
                throw Error(Problem::unavailable, "The connection to the database was interrupted. Try again.");
            throw;
        }
    }

    void write_until_saved(const std::function<void(Connection&)>& job,
                           const std::function<bool(Connection&)>& already_done, Effects& effects) {
        for (int attempt = 1, overtaken = 0;; ++attempt) {
            effects.clear();
            int process = 0; // of the server, when its connection was lost during COMMIT
            auto outcome = write_once(job, effects, process);
            if (outcome == Outcome::unknown && saved_after_all(process, already_done)) outcome = Outcome::saved;
            if (outcome == Outcome::saved) {
                ++commits_;
                return;
            }
            ++retries_;
            if (outcome == Outcome::overtaken) { // it waited for the other one already
                if (++overtaken == most_overtaken) throw ChangedMeanwhile();
                --attempt;
                continue;
            }
            if (attempt == attempts) give_up();
            pause(attempt);
        }
    }

    enum class Outcome { saved, unknown, again, overtaken };

    Outcome write_once(const std::function<void(Connection&)>& job, Effects& effects, int& process) {
        auto link = take_patiently();
        link->begin(PostgresLink::Kind::writing, &effects);
        try {
            job(*link);
            link->commit();
            return Outcome::saved;
        } catch (const CommitUnknown&) {
            process = link->server_process();
            return Outcome::unknown;
        } catch (const ChangedMeanwhile&) {
            link->rollback();
            return Outcome::overtaken;
        } catch (...) {
            const bool overtaken = link->was_overtaken(), may_help = may_run_again(link->failure());
            link->rollback();
            if (overtaken) return Outcome::overtaken;
            if (!may_help) throw;
            return Outcome::again;
        }
    }

    bool saved_after_all(int process, const std::function<bool(Connection&)>& already_done);

    PostgresSettings settings_;
    PostgresPool pool_;
    std::atomic<std::int64_t> commits_ = 0, writes_ = 0, retries_ = 0;
};

[[noreturn]] void unknown() {
    throw Error(Problem::unavailable,
                "The connection to the database was lost while the change was being saved, so it is "
                "not known whether it is there. Look before you repeat it.");
}

bool PostgresDatabase::saved_after_all(int process, const std::function<bool(Connection&)>& already_done) {
    if (!already_done) unknown();
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        try {
            auto link = take_patiently();
            bool running = false;
            bool done = false;
            read_on(*link, [&](Connection& connection) {
                // As long as the lost connection's process lives it may still be saving.
                Values parameters{std::int64_t{process}};
                running = !is_null(connection.value("SELECT 1 FROM pg_stat_activity WHERE pid = ?", parameters));
                done = !running && already_done(connection);
            });
            if (!running) return done;
        } catch (const Error& failure) {
            if (failure.problem != Problem::unavailable) throw;
        }
        pause(attempt);
    }
    unknown();
}

} // namespace

std::unique_ptr<Database> open_postgres(const DatabaseOptions& options) {
    if (!options.postgres_schema.empty() && !plain_name(options.postgres_schema))
        throw Error(Problem::bad_request,
                    "A schema's name has small letters, digits and underscores only. Name the schema otherwise.");
    PostgresSettings settings{.address = options.postgres_address,
                              .schema = options.postgres_schema,
                              .dialect = &postgres_dialect(options.partitioned),
                              .statement_limit = options.statement_limit};
    return std::make_unique<PostgresDatabase>(std::move(settings), options.readers);
}

} // namespace crm
