#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <latch>
#include <thread>

#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include "db/database.hpp"
#include "db/faults.hpp"
#include "testing/database.hpp"
#include "testing/folder.hpp"

namespace crm {

namespace {

namespace fs = std::filesystem;

DatabaseOptions sqlite_options() {
    static const std::string folder = testing::new_test_folder();
    static int made = 0;
    DatabaseOptions options;
    options.sqlite_file = folder + "/" + std::to_string(++made) + ".db";
    return options;
}

class SqliteTest : public ::testing::Test {
protected:
    void SetUp() override {
        database->change_schema(
            database->dialect().create_record_table("thing", "name TEXT, data BLOB", TableClass::small));
    }
    void TearDown() override { faults::install({}); }
    static void insert(Connection& connection, std::int64_t id) {
        connection.execute("INSERT INTO thing (id) VALUES (?)", Values{id});
    }
    std::int64_t count() {
        Value found;
        database->read([&](Connection& connection) { found = connection.value("SELECT count(*) FROM thing"); });
        return whole(found);
    }
    // Runs `jobs` so that they share one group: the writer is held until all of them wait in its queue.
    std::vector<std::exception_ptr> together(const std::vector<std::function<void(Connection&)>>& jobs) {
        std::latch held(1), release(1);
        std::thread holder([&] {
            try {
                database->write([&](Connection&) {
                    held.count_down();
                    release.wait();
                });
            } catch (const Error&) {
                // It shares the fate of the group.
            }
        });
        held.wait();
        std::vector<std::exception_ptr> failures(jobs.size());
        std::vector<std::thread> threads;
        std::latch started(static_cast<std::ptrdiff_t>(jobs.size()));
        for (std::size_t i = 0; i < jobs.size(); ++i)
            threads.emplace_back([&, i] {
                started.count_down();
                try {
                    database->write(jobs[i]);
                } catch (...) {
                    failures[i] = std::current_exception();
                }
            });
        started.wait();
        release.count_down();
        holder.join();
        for (auto& thread : threads) thread.join();
        return failures;
    }
    DatabaseOptions options = sqlite_options();
    std::unique_ptr<Database> database = Database::open(options);
};

template <typename Failure>
bool is(const std::exception_ptr& failure) {
    try {
        if (failure) std::rethrow_exception(failure);
    } catch (const Failure&) {
        return true;
    } catch (...) {
    }
    return false;
}

bool unavailable(const std::exception_ptr& failure) {
    try {
        if (failure) std::rethrow_exception(failure);
    } catch (const Error& error) {
        return error.problem == Problem::unavailable;
    } catch (...) {
    }
    return false;
}

} // namespace

TEST_F(SqliteTest, writers_that_wait_together_share_a_commit) {
    constexpr int threads = 32, each = 20;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                database->write([&](Connection& connection) { insert(connection, t * 1000 + i + 1); });
        });
    for (auto& writer : writers) writer.join();
    auto figures = database->figures();
    EXPECT_EQ(figures.writes, threads * each);
    EXPECT_LT(figures.commits, figures.writes);
    EXPECT_EQ(count(), threads * each);
}

TEST_F(SqliteTest, an_interrupted_change_costs_nobody_else_theirs) {
    options.statement_limit = second / 20;
    database.reset();
    database = Database::open(options);
    std::vector<std::function<void(Connection&)>> jobs;
    for (int id = 1; id <= 9; ++id)
        jobs.push_back([id](Connection& connection) {
            insert(connection, id);
            if (id == 5) // rolls the whole transaction of SQLite back, not only this job's part
                connection.execute(
                    "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
                    "INSERT INTO thing (id) SELECT i FROM n");
        });
    auto failures = together(jobs);
    for (int id = 1; id <= 9; ++id)
        EXPECT_EQ(is<Interrupted>(failures[static_cast<std::size_t>(id) - 1]), id == 5) << id;
    EXPECT_EQ(count(), 8);
}

TEST_F(SqliteTest, when_the_commit_fails_every_job_of_the_group_is_told) {
    std::vector<std::function<void(Connection&)>> jobs;
    std::atomic<int> effects = 0;
    for (int id = 1; id <= 5; ++id)
        jobs.push_back([&, id](Connection& connection) {
            faults::install([](faults::Point) { return faults::Fault::cut; });
            insert(connection, id);
            connection.after_commit([&] { ++effects; });
        });
    auto failures = together(jobs);
    EXPECT_TRUE(std::all_of(failures.begin(), failures.end(), unavailable));
    EXPECT_EQ(effects, 0);
    EXPECT_EQ(count(), 0);
    faults::install({});
    database->write([&](Connection& connection) { insert(connection, 1); });
    EXPECT_EQ(count(), 1);
}

TEST_F(SqliteTest, a_full_disk_refuses_what_does_not_fit_and_keeps_the_rest) {
    database->write([&](Connection& connection) { insert(connection, 1); });
    database->write([&](Connection& connection) {
        auto pages = whole(connection.value("PRAGMA page_count"));
        connection.value("PRAGMA max_page_count = " + std::to_string(pages + 4));
    });
    auto large = [](std::int64_t id) {
        return [id](Connection& connection) {
            connection.execute("INSERT INTO thing (id, data) VALUES (?, ?)",
                               Values{id, Bytes{std::string(1 << 20, 'x')}});
        };
    };
    auto small = [](Connection& connection) { insert(connection, 2); };
    auto failures = together({large(10), small, large(11)});
    EXPECT_TRUE(unavailable(failures[0]));
    EXPECT_FALSE(failures[1]);
    EXPECT_TRUE(unavailable(failures[2]));
    EXPECT_EQ(count(), 2);
}

TEST_F(SqliteTest, what_was_written_is_in_the_files_when_it_is_told) {
    database->write([&](Connection& connection) { insert(connection, 1); });
    database->write([&](Connection& connection) {
        connection.execute("INSERT INTO thing (id, data) VALUES (?, ?)",
                           Values{std::int64_t{2}, Bytes{std::string(3 << 20, 'x')}});
    });
    const auto copy = sqlite_options(); // as a machine that lost its power would find them
    fs::copy_file(options.sqlite_file, copy.sqlite_file);
    fs::copy_file(options.sqlite_file + "-wal", copy.sqlite_file + "-wal");
    Database::open(copy)->read([&](Connection& connection) {
        EXPECT_EQ(connection.value("PRAGMA integrity_check"), Value("ok"));
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing")), 2);
    });
}

TEST_F(SqliteTest, a_change_larger_than_the_memory_for_it_reads_what_it_wrote_and_goes_as_a_whole) {
    constexpr std::int64_t many = 60;
    const Bytes data{std::string(1'000'000, 'x')}; // nearly twice the pages that are kept
    const auto fill = [&](Connection& connection) {
        for (std::int64_t id = 1; id <= many; ++id)
            connection.execute("INSERT INTO thing (id, data) VALUES (?, ?)", Values{id, data});
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing WHERE length(data) = 1000000")), many);
        std::thread([&] { EXPECT_EQ(count(), 0); }).join(); // for others
    };
    EXPECT_THROW(database->write([&](Connection& connection) {
        fill(connection);
        throw Error(Problem::invalid, "no");
    }),
                 Error);
    EXPECT_EQ(count(), 0);
    database->write(fill);
    EXPECT_EQ(count(), many);
    database->read([&](Connection& connection) { EXPECT_EQ(connection.value("PRAGMA integrity_check"), Value("ok")); });
}

TEST_F(SqliteTest, a_log_that_cannot_grow_refuses_what_does_not_fit_and_keeps_the_rest) {
    database->write([&](Connection& connection) { insert(connection, 1); });
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_IGN);
    const rlimit little{fs::file_size(options.sqlite_file + "-wal") + 200'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    EXPECT_TRUE(unavailable(together({[](Connection& connection) {
        connection.execute("INSERT INTO thing (id, data) VALUES (?, ?)",
                           Values{std::int64_t{2}, Bytes{std::string(1 << 20, 'x')}});
    }})[0]));
    database->write([&](Connection& connection) { insert(connection, 3); });
    setrlimit(RLIMIT_FSIZE, &before);
    database->write([&](Connection& connection) { insert(connection, 4); });
    EXPECT_EQ(count(), 3);
    database->read([&](Connection& connection) { EXPECT_EQ(connection.value("PRAGMA integrity_check"), Value("ok")); });
}

TEST_F(SqliteTest, the_write_ahead_log_does_not_grow_for_ever) {
    Bytes data{std::string(100'000, 'x')};
    for (int i = 1; i <= 2000; ++i)
        database->write([&](Connection& connection) {
            connection.execute(
                "INSERT INTO thing (id, data) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data",
                Values{data});
        });
    EXPECT_LT(fs::file_size(options.sqlite_file + "-wal"), 40'000'000u); // of about 200 MB written
}

TEST_F(SqliteTest, large_changes_do_not_make_it_grow_for_ever_either) {
    for (int i = 0; i < 60; ++i)
        database->write([&](Connection& connection) {
            const Bytes data{std::string(1'000'000, static_cast<char>('a' + i % 2))};
            for (std::int64_t id = 1; id <= 25; ++id)
                connection.execute(
                    "INSERT INTO thing (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data",
                    Values{id, data});
        });
    EXPECT_LT(fs::file_size(options.sqlite_file + "-wal"), 700'000'000u); // of about 1,500 MB written
}

TEST_F(SqliteTest, a_backup_is_a_consistent_copy_made_while_others_write) {
    database->write([&](Connection& connection) { insert(connection, 1); });
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        for (std::int64_t id = 2; !stop; id += 2)
            database->write([&](Connection& connection) {
                insert(connection, id);
                insert(connection, id + 1);
            });
    });
    auto copy = sqlite_options();
    database->backup(copy.sqlite_file);
    stop = true;
    writer.join();
    auto restored = Database::open(copy);
    restored->read([&](Connection& connection) {
        EXPECT_EQ(connection.value("PRAGMA integrity_check"), Value("ok"));
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing")) % 2, 1); // one, and pairs
    });
    EXPECT_THROW(database->backup(copy.sqlite_file), Error);
    EXPECT_THROW(database->backup("/nowhere/at/all.db"), Error);
}

TEST_F(SqliteTest, a_damaged_file_is_told_and_the_program_lives) {
    database->write([&](Connection& connection) {
        for (std::int64_t id = 1; id <= 500; ++id)
            connection.execute("INSERT INTO thing (id, name) VALUES (?, ?)", Values{id, std::string(900, 'a')});
    });
    database.reset();
    std::fstream file(options.sqlite_file, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0, std::ios::end);
    const std::streamoff pages = file.tellp() / 4096;
    ASSERT_GT(pages, 6);
    for (std::streamoff page = pages / 2; page < pages / 2 + 3; ++page)
        file.seekp(page * 4096).write(std::string(4096, '\x7f').data(), 4096);
    file.close();
    database = Database::open(options);
    for (int twice = 0; twice < 2; ++twice) // the connection is as good as before
        EXPECT_THROW(database->read([&](Connection& connection) {
            connection.query("SELECT id, name FROM thing ORDER BY name", {}, [](const Row&) { return true; });
        }),
                     Error);
}

TEST_F(SqliteTest, a_lock_of_another_program_is_waited_for) {
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(options.sqlite_file.c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    std::latch about_to_write(1);
    std::thread writer([&] {
        about_to_write.count_down();
        database->write([&](Connection& connection) { insert(connection, 1); });
    });
    about_to_write.wait();
    EXPECT_EQ(count(), 0);
    ASSERT_EQ(sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(other);
    writer.join();
    EXPECT_EQ(count(), 1);
}

TEST(SqliteOpening, a_file_that_is_no_database_or_cannot_be_is_refused_with_a_sentence) {
    auto options = sqlite_options();
    std::ofstream(options.sqlite_file) << std::string(4096, 'x');
    EXPECT_THROW(Database::open(options), Error);
    options.sqlite_file = "/nowhere/at/all.db";
    EXPECT_THROW(Database::open(options), Error);
}

// A child writes and says what was acknowledged; it is killed in the middle; all that it said is there.
TEST(Durability, what_was_acknowledged_before_a_kill_is_there_after_it) {
    auto options = testing::fresh_database_options();
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        auto database = Database::open(options);
        database->change_schema(database->dialect().create_record_table("thing", "name TEXT", TableClass::small));
        std::vector<std::thread> writers;
        for (int t = 1; t <= 8; ++t)
            writers.emplace_back([&, t] {
                for (std::int64_t i = 1;; ++i) {
                    std::int64_t id = t * 1'000'000 + i;
                    database->write([&](Connection& connection) {
                        connection.execute("INSERT INTO thing (id) VALUES (?)", Values{id});
                    });
                    if (::write(ends[1], &id, sizeof id) != sizeof id) ::_exit(1);
                }
            });
        for (auto& writer : writers) writer.join();
    }
    ::close(ends[1]);
    std::vector<std::int64_t> acknowledged;
    std::int64_t id = 0;
    while (acknowledged.size() < 500 && ::read(ends[0], &id, sizeof id) == sizeof id) acknowledged.push_back(id);
    ::kill(child, SIGKILL);
    while (::read(ends[0], &id, sizeof id) == sizeof id) acknowledged.push_back(id);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ASSERT_GE(acknowledged.size(), 500u);
    auto database = Database::open(options);
    std::vector<std::int64_t> there;
    database->read([&](Connection& connection) {
        connection.query("SELECT id FROM thing ORDER BY id", {}, [&](const Row& row) {
            there.push_back(row.whole(0));
            return true;
        });
    });
    for (std::int64_t said : acknowledged) EXPECT_TRUE(std::binary_search(there.begin(), there.end(), said)) << said;
}

} // namespace crm
