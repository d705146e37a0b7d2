#include <atomic>
#include <latch>
#include <thread>

#include <gtest/gtest.h>

#include "db/changed_meanwhile.hpp"
#include "db/database.hpp"
#include "db/faults.hpp"
#include "db/postgres_link.hpp"
#include "testing/database.hpp"
#include "testing/postgres.hpp"

namespace crm {

namespace {

using faults::Fault;
using faults::Point;

// Only where the run is about PostgreSQL: it would start a server for nothing else.
class PostgresTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (testing::database_kind() == testing::Kind::sqlite) GTEST_SKIP() << "for the runs on PostgreSQL";
        options = testing::fresh_database_options();
        database = Database::open(options);
        const Dialect& dialect = database->dialect();
        database->change_schema(dialect.create_record_table("counter", "number BIGINT NOT NULL", TableClass::big));
        database->change_schema(dialect.create_keyed_table("done", "bucket BIGINT NOT NULL, request BIGINT NOT NULL",
                                                           "bucket, request", TableClass::big));
        database->write([](Connection& connection) {
            for (std::int64_t id = 1; id <= 4; ++id)
                connection.execute("INSERT INTO counter (id, bucket, number) VALUES (?, ?, 0)", Values{id, id});
        });
    }
    void TearDown() override { faults::install({}); }

    static void raise(Connection& connection, std::int64_t id) {
        connection.execute("UPDATE counter SET number = number + 1 WHERE id = ? AND bucket = ?", Values{id, id});
    }
    std::int64_t number(std::int64_t id) {
        Value found;
        database->read([&](Connection& connection) {
            found = connection.value("SELECT number FROM counter WHERE id = ? AND bucket = ?", Values{id, id});
        });
        return whole(found);
    }
    // The next time `point` is reached, `fault` happens; once.
    static void once(Point point, Fault fault) {
        auto armed = std::make_shared<std::atomic<bool>>(true);
        faults::install([=](Point here) { return here == point && armed->exchange(false) ? fault : Fault::none; });
    }
    DatabaseOptions options;
    std::unique_ptr<Database> database;
};

} // namespace

TEST_F(PostgresTest, counts_are_exact_however_often_serialization_fails_or_connections_are_cut) {
    constexpr int threads = 4, each = 100;
    faults::install(faults::seeded(20261121, 0.06));
    std::vector<std::thread> writers;
    std::atomic<int> effects = 0;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&, t] {
            for (std::int64_t i = 1; i <= each; ++i) {
                Values request{std::int64_t{t}, i};
                database->write(
                    [&](Connection& connection) {
                        connection.execute("INSERT INTO done (bucket, request) VALUES (?, ?)", request);
                        for (std::int64_t id : {1 + (t + i) % 4, 1 + (t + 2 * i) % 4}) raise(connection, id);
                        connection.after_commit([&] { ++effects; });
                    },
                    [&](Connection& connection) {
                        return !is_null(
                            connection.value("SELECT 1 FROM done WHERE bucket = ? AND request = ?", request));
                    });
            }
        });
    for (auto& writer : writers) writer.join();
    faults::install({});
    EXPECT_EQ(number(1) + number(2) + number(3) + number(4), 2 * threads * each);
    EXPECT_EQ(effects, threads * each);
    EXPECT_GT(database->figures().retries, 0);
}

TEST_F(PostgresTest, a_job_runs_again_after_each_failure_that_may_pass) {
    for (auto [point, fault] : {std::pair{Point::statement, Fault::serialization},
                                {Point::statement, Fault::deadlock},
                                {Point::before_commit, Fault::serialization},
                                {Point::before_commit, Fault::deadlock}}) {
        auto before = number(1);
        int runs = 0;
        once(point, fault);
        database->write([&](Connection& connection) {
            ++runs;
            raise(connection, 1);
        });
        EXPECT_EQ(runs, 2);
        EXPECT_EQ(number(1), before + 1);
    }
}

TEST_F(PostgresTest, a_failure_that_may_pass_is_retried_also_when_the_job_turns_it_into_another) {
    int runs = 0;
    once(Point::statement, Fault::serialization);
    database->write([&](Connection& connection) {
        ++runs;
        try {
            raise(connection, 1);
        } catch (const std::exception&) {
            throw Error(Problem::defect, "wrapped");
        }
    });
    EXPECT_EQ(runs, 2);
}

TEST_F(PostgresTest, what_another_changed_meanwhile_is_done_again_and_told_when_that_never_ends) {
    int runs = 0;
    database->write([&](Connection&) {
        if (++runs < 40) throw ChangedMeanwhile();
    });
    EXPECT_EQ(runs, 40);
    EXPECT_THROW(database->write([](Connection&) { throw ChangedMeanwhile(); }), ChangedMeanwhile);
}

TEST_F(PostgresTest, what_fails_every_time_is_given_up_with_a_sentence) {
    faults::install([](Point point) { return point == Point::statement ? Fault::serialization : Fault::none; });
    int runs = 0;
    try {
        database->write([&](Connection& connection) {
            ++runs;
            raise(connection, 1);
        });
        FAIL() << "it was saved";
    } catch (const Error& error) {
        EXPECT_EQ(error.problem, Problem::unavailable);
    }
    EXPECT_EQ(runs, 10);
}

TEST_F(PostgresTest, a_connection_lost_after_the_commit_leaves_one_change_where_it_is_asked_for) {
    int runs = 0, asked = 0;
    once(Point::after_commit, Fault::cut);
    database->write(
        [&](Connection& connection) {
            ++runs;
            raise(connection, 1);
        },
        [&](Connection& connection) {
            ++asked;
            return whole(connection.value("SELECT number FROM counter WHERE id = 1 AND bucket = 1")) == 1;
        });
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(asked, 1);
    EXPECT_EQ(number(1), 1);
}

TEST_F(PostgresTest, a_connection_lost_before_the_commit_runs_again_where_it_is_asked_for) {
    int runs = 0;
    once(Point::before_commit, Fault::cut);
    database->write(
        [&](Connection& connection) {
            ++runs;
            raise(connection, 1);
        },
        [&](Connection& connection) {
            return whole(connection.value("SELECT number FROM counter WHERE id = 1 AND bucket = 1")) == 1;
        });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(number(1), 1);
}

TEST_F(PostgresTest, a_connection_lost_during_the_commit_is_said_to_be_unknown_where_nobody_can_ask) {
    once(Point::after_commit, Fault::cut);
    try {
        database->write([&](Connection& connection) { raise(connection, 1); });
        FAIL() << "it claims to know";
    } catch (const Error& error) {
        EXPECT_EQ(error.problem, Problem::unavailable);
        EXPECT_NE(std::string(error.what()).find("not known"), std::string::npos);
    }
    EXPECT_EQ(number(1), 1);
}

TEST_F(PostgresTest, a_server_that_ended_all_connections_is_not_noticed) {
    EXPECT_EQ(number(1), 0);
    testing::TestPostgres::started().end_all_connections();
    EXPECT_EQ(number(1), 0);
    testing::TestPostgres::started().end_all_connections();
    database->write([&](Connection& connection) { raise(connection, 1); });
    EXPECT_EQ(number(1), 1);
}

TEST_F(PostgresTest, a_read_interrupted_after_it_began_is_not_run_twice) {
    int runs = 0;
    EXPECT_THROW(database->read([&](Connection& connection) {
        ++runs;
        connection.value("SELECT number FROM counter WHERE id = 1 AND bucket = 1");
        testing::TestPostgres::started().end_all_connections();
        connection.value("SELECT number FROM counter WHERE id = 2 AND bucket = 2");
    }),
                 Error);
    EXPECT_EQ(runs, 1);
}

TEST_F(PostgresTest, a_real_deadlock_is_resolved_by_running_again) {
    std::latch both(2);
    std::atomic<int> runs = 0;
    auto in_order = [&](std::int64_t first, std::int64_t second) {
        bool waited = false;
        database->write([&](Connection& connection) {
            ++runs;
            raise(connection, first);
            if (!std::exchange(waited, true)) both.arrive_and_wait();
            raise(connection, second);
        });
    };
    std::thread other([&] { in_order(2, 1); });
    in_order(1, 2);
    other.join();
    EXPECT_GE(runs, 3);
    EXPECT_EQ(number(1), 2);
    EXPECT_EQ(number(2), 2);
}

TEST_F(PostgresTest, a_cached_plan_of_an_older_schema_is_made_again) {
    database->change_schema(database->dialect().create_record_table("changing", "a BIGINT", TableClass::small));
    database->write([](Connection& connection) { connection.execute("INSERT INTO changing (id, a) VALUES (1, 5)"); });
    auto read = [&] {
        Value found;
        database->read([&](Connection& connection) { found = connection.value("SELECT a FROM changing"); });
        return found;
    };
    EXPECT_EQ(read(), Value(std::int64_t{5}));
    auto other = Database::open(options); // whose change this one does not hear of
    other->change_schema({"ALTER TABLE changing ALTER COLUMN a TYPE TEXT"});
    EXPECT_EQ(read(), Value("5"));
}

TEST_F(PostgresTest, an_index_left_half_built_is_built_anew) {
    if (testing::database_kind() == testing::Kind::partitioned)
        GTEST_SKIP() << "built concurrently on plain tables alone";
    database->write([](Connection& connection) { raise(connection, 1); });
    std::string build = "CREATE UNIQUE INDEX IF NOT EXISTS counter_by_number ON counter (number)";
    EXPECT_ANY_THROW(database->change_schema({build})); // three counters stand at 0
    database->write([](Connection& connection) { connection.execute("UPDATE counter SET number = id"); });
    database->change_schema({build});
    database->read([](Connection& connection) {
        EXPECT_EQ(
            connection.value("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('counter_by_number')"),
            Value(std::int64_t{1}));
    });
}

TEST_F(PostgresTest, many_servers_may_make_the_schema_at_once) {
    auto fresh = testing::fresh_database_options();
    std::vector<std::thread> servers;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 4; ++i)
        servers.emplace_back([&] {
            try {
                auto server = Database::open(fresh);
                for (const char* name : {"one", "two", "three"}) {
                    server->change_schema(server->dialect().create_record_table(name, "a BIGINT", TableClass::big));
                    server->change_schema(
                        {"ALTER TABLE " + std::string(name) + " ADD COLUMN b BIGINT",
                         "CREATE INDEX IF NOT EXISTS " + std::string(name) + "_b ON " + name + " (b)"});
                }
            } catch (const std::exception& failure) {
                ++failed;
                ADD_FAILURE() << failure.what();
            }
        });
    for (auto& server : servers) server.join();
    EXPECT_EQ(failed, 0);
}

TEST_F(PostgresTest, two_schemas_are_two_databases) {
    auto other = Database::open(testing::fresh_database_options());
    other->read([](Connection& connection) { EXPECT_TRUE(connection.columns_of("counter").empty()); });
}

TEST_F(PostgresTest, what_it_cannot_do_is_refused_with_a_sentence) {
    EXPECT_THROW(database->backup("/tmp/never.db"), Error);
    auto wrong = options;
    wrong.postgres_schema = "no; drop table";
    EXPECT_THROW(Database::open(wrong), Error);
    wrong.postgres_schema = "";
    wrong.postgres_address = "postgresql:///x?host=/nowhere";
    EXPECT_THROW(Database::open(wrong), Error);
}

TEST_F(PostgresTest, a_numeric_is_whole_where_it_is_one) {
    database->read([](Connection& connection) {
        EXPECT_EQ(connection.value("SELECT sum(n) FROM (SELECT 9000000000000000000 AS n) AS x"),
                  Value(std::int64_t{9000000000000000000}));
        EXPECT_EQ(connection.value("SELECT 12.50"), Value(12.5));
        EXPECT_EQ(connection.value("SELECT true"), Value(std::int64_t{1}));
        EXPECT_EQ(connection.value("SELECT CAST(-7 AS SMALLINT)"), Value(std::int64_t{-7}));
        EXPECT_EQ(connection.value("SELECT CAST(1.5 AS REAL)"), Value(1.5));
    });
}

} // namespace crm
