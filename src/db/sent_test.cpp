// What is sent without waiting for it: it is there when asked for, and whole or not at all.
#include <atomic>
#include <gtest/gtest.h>
#include <thread>

#include "db/changed_meanwhile.hpp"
#include "db/database.hpp"
#include "db/faults.hpp"
#include "testing/database.hpp"
#include "testing/postgres.hpp"

namespace crm {

namespace {

using faults::Fault;
using faults::Point;

constexpr const char* columns = "id, bucket, name, amount, rate, data";
constexpr std::int64_t few = 3, many = 5000; // many go as one, and in several pieces

class Sent : public ::testing::Test {
protected:
    void SetUp() override {
        const Dialect& dialect = database->dialect();
        for (const char* name : {"thing", "other"})
            database->change_schema(
                dialect.create_record_table(name,
                                            "name " + std::string(dialect.text()) + ", amount BIGINT, rate " +
                                                std::string(dialect.real()) + ", data " + std::string(dialect.bytes()),
                                            TableClass::big));
    }
    void TearDown() override { faults::install({}); }
    static Values row(std::int64_t id, Value name = {}, Value amount = {}, Value rate = {}, Value data = {}) {
        return {id, id % 1024, std::move(name), std::move(amount), std::move(rate), std::move(data)};
    }
    static std::int64_t count_in(Connection& connection, const std::string& table = "thing") {
        return whole(connection.value("SELECT count(*) FROM " + table));
    }
    std::int64_t count(const std::string& table = "thing") {
        std::int64_t found = 0;
        database->read([&](Connection& connection) { found = count_in(connection, table); });
        return found;
    }
    std::unique_ptr<Database> database = testing::fresh_database();
};

} // namespace

TEST_F(Sent, rows_are_found_by_what_is_asked_after_them_in_the_same_transaction) {
    for (std::int64_t rows : {few, many})
        database->write([&](Connection& connection) {
            connection.execute("DELETE FROM thing");
            for (std::int64_t id = 1; id <= rows; ++id) connection.insert("thing", columns, row(id));
            EXPECT_EQ(count_in(connection), rows);
            connection.send("DELETE FROM thing WHERE id = ? AND bucket = ?", Values{std::int64_t{1}, std::int64_t{1}});
            EXPECT_EQ(count_in(connection), rows - 1);
        });
    EXPECT_EQ(count(), many - 1);
}

TEST_F(Sent, rows_arrive_as_they_were_whether_few_or_many) {
    const std::vector<Values> samples{
        row(0, std::string("tab\tline\nreturn\rback\\slash \\N \\. \\x41"), INT64_MAX, 0.1,
            Bytes{std::string("\0\1\\\n\t\xff\xfe", 7)}),
        row(0, std::string("Zażółć gęślą jaźń, Ѓорѓи Ќосев 🦊"), INT64_MIN, -1e300, Bytes{}),
        row(0, std::string(), std::int64_t{0}, 1e-300, Bytes{std::string("\\x")}),
        row(0),
        row(0, std::string("\\N"), std::int64_t{-1}, 3.0, Bytes{std::string("\\N")}),
    };
    std::int64_t first = 1;
    for (std::int64_t rows : {few, many}) {
        database->write([&](Connection& connection) {
            for (std::int64_t i = 0; i < rows; ++i)
                for (const char* table : {"thing", "other"}) { // in turns
                    Values values = samples[static_cast<std::size_t>(i) % samples.size()];
                    values[0] = first + i;
                    values[1] = (first + i) % 1024;
                    connection.insert(table, columns, std::move(values));
                }
        });
        for (const std::string table : {"thing", "other"})
            database->read([&](Connection& connection) {
                std::int64_t at = 0;
                connection.query("SELECT name, amount, rate, data FROM " + table + " WHERE id >= ? ORDER BY id",
                                 Values{first}, [&](const Row& found) {
                                     const Values& sample = samples[static_cast<std::size_t>(at++) % samples.size()];
                                     for (int i = 0; i < 4; ++i)
                                         EXPECT_EQ(found.value(i), sample[static_cast<std::size_t>(i) + 2]);
                                     return true;
                                 });
                EXPECT_EQ(at, rows);
            });
        first += rows;
    }
}

TEST_F(Sent, what_is_sent_keeps_its_order) {
    database->write([&](Connection& connection) {
        for (std::int64_t id = 1; id <= 100; ++id) {
            connection.insert("thing", columns, row(id, std::string("first")));
            connection.send("UPDATE thing SET name = ? WHERE id = ? AND bucket = ?",
                            Values{std::string("second"), id, id % 1024});
            connection.send("DELETE FROM thing WHERE id = ? AND bucket = ? AND name = ?",
                            Values{id, id % 1024, std::string("second")});
            connection.insert("thing", columns, row(id, std::string("third")));
        }
    });
    database->read([&](Connection& connection) {
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing WHERE name = 'third'")), 100);
    });
}

TEST_F(Sent, a_row_that_is_there_already_spoils_the_whole_transaction) {
    database->write([&](Connection& connection) { connection.insert("thing", columns, row(2)); });
    for (std::int64_t rows : {few, many}) {
        EXPECT_THROW(database->write([&](Connection& connection) {
            for (std::int64_t id = 1; id <= rows; ++id) {
                connection.insert("other", columns, row(id));
                connection.insert("thing", columns, row(id));
            }
        }),
                     UniqueViolation);
        EXPECT_EQ(count(), 1);
        EXPECT_EQ(count("other"), 0);
    }
}

TEST_F(Sent, an_exception_of_the_job_leaves_nothing_of_it) {
    for (std::int64_t rows : {few, many})
        EXPECT_THROW(database->write([&](Connection& connection) {
            for (std::int64_t id = 1; id <= rows; ++id) connection.insert("thing", columns, row(id));
            throw Error(Problem::invalid, "no");
        }),
                     Error);
    EXPECT_EQ(count(), 0);
    database->write([&](Connection& connection) { connection.insert("thing", columns, row(1)); });
    EXPECT_EQ(count(), 1);
}

TEST_F(Sent, a_change_that_found_no_row_any_more_is_known_before_the_commit) {
    database->write([](Connection& connection) { connection.insert("thing", columns, row(1, {}, std::int64_t{5})); });
    int runs = 0;
    const auto job = [&](Connection& connection) {
        const std::int64_t believed = ++runs == 1 ? 4 : 5;
        connection.insert("thing", columns, row(10 + runs));
        connection.change("UPDATE thing SET name = ? WHERE id = ? AND bucket = ? AND amount = ?",
                          Values{std::string("changed"), std::int64_t{1}, std::int64_t{1}, believed});
    };
    if (testing::database_kind() == testing::Kind::sqlite) // nobody else writes
        EXPECT_THROW(database->write(job), ChangedMeanwhile);
    database->write(job);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(), 2);
    EXPECT_THROW(database->write([](Connection& connection) {
        try {
            connection.change("UPDATE thing SET name = ? WHERE id = ? AND bucket = ?",
                              Values{Value(), std::int64_t{7}, std::int64_t{7}});
            count_in(connection);
        } catch (const ChangedMeanwhile&) {
        } // the job goes on all the same
        connection.insert("thing", columns, row(8));
    }),
                 ChangedMeanwhile);
    if (testing::database_kind() == testing::Kind::sqlite) return;
    runs = 0;
    database->write([&](Connection& connection) { // what was overtaken, and not the row behind it that is there already
        const std::int64_t believed = ++runs == 1 ? 4 : 5;
        connection.change("UPDATE thing SET name = ? WHERE id = ? AND bucket = ? AND amount = ?",
                          Values{std::string("again"), std::int64_t{1}, std::int64_t{1}, believed});
        connection.insert("thing", columns, row(runs == 1 ? 1 : 20));
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count(), 3);
}

TEST_F(Sent, what_is_sent_between_the_rows_of_a_question_is_done) {
    database->write([&](Connection& connection) {
        for (std::int64_t id = 1; id <= many; ++id) connection.insert("thing", columns, row(id));
    });
    database->write([&](Connection& connection) {
        connection.query("SELECT id FROM thing ORDER BY id", {}, [&](const Row& found) {
            connection.insert("other", columns, row(found.whole(0)));
            return true;
        });
        EXPECT_EQ(count_in(connection, "other"), many);
    });
    EXPECT_EQ(count("other"), many);
}

TEST_F(Sent, what_one_job_could_not_do_stays_out_of_the_others) {
    database->write([&](Connection& connection) { connection.insert("thing", columns, row(many)); });
    std::vector<std::thread> clients;
    std::atomic<int> refused = 0;
    for (std::int64_t client = 1; client <= 4; ++client)
        clients.emplace_back([&, client] {
            for (std::int64_t round = 0; round < 5; ++round) try {
                    database->write([&](Connection& connection) {
                        const std::int64_t begin = (client * 10 + round) * many + 1;
                        for (std::int64_t i = 0; i < (round % 2 ? few : many / 5); ++i)
                            connection.insert("other", columns, row(begin + i));
                        if (client == 4) connection.insert("thing", columns, row(many)); // it is there already
                        if (client == 3) count_in(connection);
                    });
                } catch (const UniqueViolation&) {
                    ++refused;
                }
        });
    for (auto& client : clients) client.join();
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(count("other"), 3 * (3 * many / 5 + 2 * few));
}

TEST_F(Sent, words_leave_a_search_index_among_many_new_rows_and_come_back) {
    database->change_schema(database->dialect().create_search_table("search_thing"));
    const std::string id = std::string(database->dialect().search_id());
    auto words = [](std::int64_t of, std::string open) { return SearchRow{of, of % 1024, std::move(open), ""}; };
    database->write([&](Connection& connection) {
        for (std::int64_t i = 1; i <= 100; ++i) {
            SearchRow row = words(i, "first words");
            row.is_new = true;
            connection.write_search("search_thing", row);
        }
    });
    for (const bool back : {false, true})
        database->write([&](Connection& connection) {
            const std::int64_t begin = back ? 51 : 1;
            for (std::int64_t i = begin; i < begin + 50; ++i) {
                connection.insert("thing", columns, row(i));
                connection.write_search("search_thing", words(i, ""));
                if (back && i % 5 == 0) connection.write_search("search_thing", words(i, "other words"));
            }
        });
    database->read([&](Connection& connection) {
        std::vector<std::int64_t> left;
        connection.query("SELECT " + id + ", open FROM search_thing ORDER BY 1", {}, [&](const Row& found) {
            left.push_back(found.whole(0));
            EXPECT_EQ(found.text(1), "other words");
            return true;
        });
        EXPECT_EQ(left, (std::vector<std::int64_t>{55, 60, 65, 70, 75, 80, 85, 90, 95, 100}));
    });
    EXPECT_EQ(count(), 100);
}

TEST_F(Sent, a_reader_cannot_send) {
    EXPECT_ANY_THROW(database->read([&](Connection& connection) { connection.insert("thing", columns, row(1)); }));
    EXPECT_ANY_THROW(database->read([&](Connection& connection) { connection.send("DELETE FROM thing", {}); }));
    EXPECT_EQ(count(), 0);
}

TEST_F(Sent, a_nul_character_is_refused_also_among_many) {
    EXPECT_THROW(database->write([&](Connection& connection) {
        for (std::int64_t id = 1; id <= many; ++id)
            connection.insert("thing", columns, row(id, std::string(id == many ? "a\0b" : "ab", id == many ? 3 : 2)));
    }),
                 Error);
    EXPECT_EQ(count(), 0);
}

// Each row exactly once, however often connections are cut before, during and after COMMIT.
TEST_F(Sent, rows_are_there_once_however_often_connections_are_cut) {
    if (testing::database_kind() == testing::Kind::sqlite) GTEST_SKIP() << "for the runs on PostgreSQL";
    faults::install(faults::seeded(20261122, 0.03));
    constexpr std::int64_t jobs = 150;
    for (std::int64_t job = 1; job <= jobs; ++job) {
        const std::int64_t rows = job % 3 ? 2 : 20;
        database->write(
            [&](Connection& connection) {
                for (std::int64_t i = 0; i < rows; ++i) connection.insert("thing", columns, row(job * 100 + i));
            },
            [&](Connection& connection) {
                return !is_null(connection.value("SELECT 1 FROM thing WHERE id = ? AND bucket = ?",
                                                 Values{job * 100, job * 100 % 1024}));
            });
    }
    faults::install({});
    EXPECT_EQ(count(), jobs / 3 * (2 + 2 + 20));
    EXPECT_GT(database->figures().retries, 0);
}

TEST_F(Sent, a_server_that_ended_all_connections_is_not_noticed) {
    if (testing::database_kind() == testing::Kind::sqlite) GTEST_SKIP() << "for the runs on PostgreSQL";
    for (std::int64_t rows : {few, many}) {
        testing::TestPostgres::started().end_all_connections();
        database->write(
            [&](Connection& connection) {
                for (std::int64_t id = 1; id <= rows; ++id) connection.insert("thing", columns, row(rows * 10 + id));
            },
            [&](Connection& connection) {
                return !is_null(connection.value("SELECT 1 FROM thing WHERE id = ? AND bucket = ?",
                                                 Values{rows * 10 + 1, (rows * 10 + 1) % 1024}));
            });
    }
    EXPECT_EQ(count(), few + many);
}

TEST_F(Sent, the_addresss_own_options_are_kept_beside_ours) {
    if (testing::database_kind() == testing::Kind::sqlite) GTEST_SKIP() << "for the runs on PostgreSQL";
    DatabaseOptions options = testing::fresh_database_options();
    options.postgres_address += "&options=-c%20work_mem%3D7MB";
    auto own = Database::open(options);
    own->read([&](Connection& connection) {
        EXPECT_EQ(text(connection.value("SHOW work_mem")), "7MB");
        EXPECT_EQ(text(connection.value("SHOW statement_timeout")), "30s");
    });
}

} // namespace crm
