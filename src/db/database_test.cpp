#include "db/database.hpp"

#include <atomic>
#include <limits>
#include <thread>

#include <gtest/gtest.h>

#include "db/statement.hpp"
#include "testing/database.hpp"

namespace crm {

namespace {

using testing::fresh_database;

constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr auto largest = std::numeric_limits<std::int64_t>::max();

// A table `thing` of records, and `key` with a key of its own.
class DatabaseTest : public ::testing::Test {
protected:
    void SetUp() override { make(*database); }
    static void make(Database& database) {
        const Dialect& dialect = database.dialect();
        auto text = std::string(dialect.text());
        database.change_schema(dialect.create_record_table("thing",
                                                           "name " + text + ", amount BIGINT, rate " +
                                                               std::string(dialect.real()) + ", data " +
                                                               std::string(dialect.bytes()),
                                                           TableClass::big));
        database.change_schema(dialect.create_keyed_table(
            "named", "bucket BIGINT NOT NULL, name " + text + " NOT NULL, id BIGINT", "bucket, name", TableClass::big));
    }
    static void insert(Connection& connection, std::int64_t id, Value name = {}, Value amount = {}, Value rate = {},
                       Value data = {}) {
        Values values{id, id % 1024, name, amount, rate, data};
        connection.execute("INSERT INTO thing (id, bucket, name, amount, rate, data) VALUES (?, ?, ?, ?, ?, ?)",
                           values);
    }
    void insert(std::int64_t id, Value name = {}) {
        database->write([&](Connection& connection) { insert(connection, id, name); });
    }
    Values row(std::int64_t id) {
        Values found;
        database->read([&](Connection& connection) {
            Values parameters{id, id % 1024};
            connection.query("SELECT name, amount, rate, data FROM thing WHERE id = ? AND bucket = ?", parameters,
                             [&](const Row& row) {
                                 for (int i = 0; i < row.size(); ++i) found.push_back(row.value(i));
                                 return true;
                             });
        });
        return found;
    }
    std::int64_t count() {
        Value found;
        database->read([&](Connection& connection) { found = connection.value("SELECT count(*) FROM thing"); });
        return whole(found);
    }
    std::unique_ptr<Database> database = fresh_database();
};

} // namespace

TEST_F(DatabaseTest, values_come_back_as_they_were_written) {
    const std::vector<Values> rows{
        {std::string("Zażółć gęślą jaźń, Ѓорѓи Ќосев 🦊"), largest, 0.1,
         Bytes{std::string("\0\1\xff\xfe", 4)}},
        {std::string(), smallest, -1e300, Bytes{}},
        {std::string("it's \"quoted\" ? $1 \\ %_"), std::int64_t{0}, 0.0, Bytes{std::string("text")}},
        {Value{}, Value{}, Value{}, Value{}},
    };
    database->write([&](Connection& connection) {
        std::int64_t id = 0;
        for (const Values& row : rows) insert(connection, ++id, row[0], row[1], row[2], row[3]);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(row(static_cast<std::int64_t>(i) + 1), rows[i]) << i;
}

TEST_F(DatabaseTest, ids_reach_to_the_ends_of_their_64_bits) {
    for (std::int64_t id : {std::int64_t{1}, largest}) insert(id);
    EXPECT_EQ(row(largest).size(), 4u);
}

TEST_F(DatabaseTest, a_row_gives_each_column_as_number_and_as_text) {
    insert(7, "12");
    database->read([&](Connection& connection) {
        connection.query("SELECT id, name, amount FROM thing", {}, [&](const Row& row) {
            EXPECT_EQ(row.whole(0), 7);
            EXPECT_EQ(row.text(0), "7");
            EXPECT_EQ(row.number(0), 7.0);
            EXPECT_EQ(row.value(0), Value(std::int64_t{7}));
            EXPECT_EQ(row.text(1), "12");
            EXPECT_EQ(row.whole(1), 12);
            EXPECT_FALSE(row.null(1));
            EXPECT_TRUE(row.null(2));
            EXPECT_EQ(row.whole(2), 0);
            EXPECT_EQ(row.text(2), "");
            return true;
        });
    });
}

TEST_F(DatabaseTest, questions_asked_together_are_answered_in_their_order) {
    for (std::int64_t id = 1; id <= 3; ++id) insert(id, "n" + std::to_string(id));
    const auto ask = [](Connection& connection, std::vector<std::string>& heard) {
        std::vector<Question> questions;
        for (const std::string_view name : {"n3", "none", "n1"})
            questions.push_back({"SELECT id FROM thing WHERE name = ?", Values{std::string(name)}, [&](const Row& row) {
                                     // Another question may be asked meanwhile.
                                     const Value all = connection.value("SELECT count(*) FROM thing");
                                     heard.push_back(std::to_string(row.whole(0)) + " of " +
                                                     std::to_string(whole(all)));
                                     return true;
                                 }});
        questions.push_back({"SELECT id FROM thing ORDER BY id", {}, [&](const Row& row) {
                                 heard.emplace_back(row.text(0));
                                 return row.whole(0) < 2; // enough
                             }});
        connection.query_together(questions);
    };
    std::vector<std::string> first, later, after_writing;
    database->read([&](Connection& connection) {
        ask(connection, first);
        ask(connection, later);
    });
    database->write([&](Connection& connection) {
        connection.send("DELETE FROM thing WHERE id = ? AND bucket = ?", Values{std::int64_t{3}, std::int64_t{3}});
        after_writing.clear();
        ask(connection, after_writing);
    });
    EXPECT_EQ(first, (std::vector<std::string>{"3 of 3", "1 of 3", "1", "2"}));
    EXPECT_EQ(later, first);
    EXPECT_EQ(after_writing, (std::vector<std::string>{"1 of 2", "1", "2"}));
}

TEST_F(DatabaseTest, one_wrong_question_among_several_fails_them_all) {
    insert(1, "a");
    const auto nothing = [](const Row&) { return true; };
    const std::vector<Question> questions{{"SELECT id FROM thing", {}, nothing},
                                          {"SELECT no_such FROM thing", {}, nothing}};
    const auto ask = [&](Connection& connection) {
        EXPECT_EQ(connection.value("SELECT name FROM thing"), Value(std::string("a")));
        connection.query_together(questions);
    };
    EXPECT_ANY_THROW(database->read(ask));
    EXPECT_ANY_THROW(database->write(ask));
    EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, a_nul_character_is_refused_with_a_sentence) {
    EXPECT_THROW(insert(1, std::string("a\0b", 3)), Error);
    EXPECT_EQ(count(), 0);
}

TEST_F(DatabaseTest, texts_are_ordered_by_their_octets) {
    database->write([&](Connection& connection) {
        std::int64_t id = 0;
        for (const char* name : {"b", "ą", "B", "a"}) insert(connection, ++id, std::string(name));
    });
    std::string order;
    database->read([&](Connection& connection) {
        connection.query("SELECT name FROM thing ORDER BY name", {}, [&](const Row& row) {
            order += row.text(0);
            return true;
        });
    });
    EXPECT_EQ(order, "Babą");
}

TEST_F(DatabaseTest, reading_stops_where_the_reader_says) {
    for (int i = 1; i <= 3; ++i) insert(i);
    int seen = 0;
    database->read([&](Connection& connection) {
        connection.query("SELECT id FROM thing ORDER BY id", {}, [&](const Row&) { return ++seen < 2; });
        EXPECT_EQ(connection.value("SELECT count(*) FROM thing"), Value(std::int64_t{3}));
    });
    EXPECT_EQ(seen, 2);
}

TEST_F(DatabaseTest, a_query_may_be_asked_again_inside_its_own_rows) {
    for (int i = 1; i <= 3; ++i) insert(i);
    int pairs = 0;
    database->read([&](Connection& connection) {
        const char* all = "SELECT id FROM thing ORDER BY id";
        connection.query(all, {}, [&](const Row&) {
            connection.query(all, {}, [&](const Row&) { return ++pairs > 0; });
            return true;
        });
    });
    EXPECT_EQ(pairs, 9);
}

TEST_F(DatabaseTest, execute_says_how_many_rows_it_changed) {
    for (int i = 1; i <= 3; ++i) insert(i);
    database->write([&](Connection& connection) {
        EXPECT_EQ(connection.execute("UPDATE thing SET amount = 5 WHERE id < 3"), 2);
        EXPECT_EQ(connection.execute("UPDATE thing SET amount = 5 WHERE id > 30"), 0);
        EXPECT_EQ(connection.execute("SELECT id FROM thing"), 0);
        EXPECT_EQ(connection.execute("DELETE FROM thing"), 3);
    });
}

TEST_F(DatabaseTest, returning_gives_rows_and_the_change_is_whole_even_when_one_is_enough) {
    for (int i = 1; i <= 3; ++i) insert(i);
    database->write([&](Connection& connection) {
        EXPECT_EQ(whole(connection.value("UPDATE thing SET amount = 9 RETURNING amount")), 9);
    });
    database->read([&](Connection& connection) {
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing WHERE amount = 9")), 3);
    });
}

TEST_F(DatabaseTest, an_exception_rolls_back_and_comes_out) {
    insert(1);
    EXPECT_THROW(database->write([&](Connection& connection) {
        insert(connection, 2);
        throw Error(Problem::conflict, "No.");
    }),
                 Error);
    EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, a_failed_statement_ends_its_transaction_even_when_the_job_goes_on) {
    insert(1);
    EXPECT_THROW(database->write([&](Connection& connection) {
        insert(connection, 2);
        EXPECT_THROW(insert(connection, 1), UniqueViolation);
        EXPECT_THROW(insert(connection, 3), std::runtime_error);
    }),
                 std::runtime_error);
    EXPECT_EQ(count(), 1);
    insert(4);
    EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseTest, a_second_row_with_a_key_is_a_violation_that_names_its_table) {
    auto table_of = [&](std::string_view sql) -> std::string {
        try {
            database->write([&](Connection& connection) {
                connection.execute(sql);
                connection.execute(sql);
            });
        } catch (const UniqueViolation& violation) {
            return violation.table;
        }
        return "no violation";
    };
    EXPECT_EQ(table_of("INSERT INTO thing (id, bucket) VALUES (1, 1)"), "thing");
    EXPECT_EQ(table_of("INSERT INTO named (bucket, name) VALUES (1, 'x')"), "named");
    database->change_schema({"CREATE UNIQUE INDEX IF NOT EXISTS thing_by_name ON thing (bucket, name)"});
    EXPECT_EQ(table_of("INSERT INTO thing (id, bucket, name) SELECT coalesce(max(id), 0) + 1, 1, 'same' FROM thing"),
              "thing");
}

TEST_F(DatabaseTest, on_conflict_is_the_same_text_in_both) {
    const char* upsert = "INSERT INTO named (bucket, name, id) VALUES (?, ?, 1) "
                         "ON CONFLICT (bucket, name) DO UPDATE SET id = named.id + 1 RETURNING id";
    Values parameters{std::int64_t{3}, std::string("invoice")};
    for (std::int64_t expected = 1; expected <= 3; ++expected)
        database->write(
            [&](Connection& connection) { EXPECT_EQ(whole(connection.value(upsert, parameters)), expected); });
}

TEST_F(DatabaseTest, a_reader_sees_one_moment_while_others_write) {
    insert(1);
    database->read([&](Connection& connection) {
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing")), 1);
        std::thread([&] { insert(2); }).join();
        EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing")), 1);
    });
    EXPECT_EQ(count(), 2);
}

TEST_F(DatabaseTest, a_reader_cannot_write) {
    EXPECT_ANY_THROW(database->read([&](Connection& connection) { insert(connection, 1); }));
    EXPECT_EQ(count(), 0);
}

TEST_F(DatabaseTest, a_transaction_inside_another_is_refused_rather_than_waiting_for_itself) {
    EXPECT_THROW(database->write([&](Connection&) { insert(1); }), Error);
    EXPECT_THROW(database->read([&](Connection&) { count(); }), Error);
    EXPECT_THROW(database->read([&](Connection&) { insert(1); }), Error);
    insert(1);
    EXPECT_EQ(count(), 1);
}

TEST_F(DatabaseTest, effects_follow_the_commit_and_only_it) {
    std::vector<std::string> seen;
    database->write([&](Connection& connection) {
        insert(connection, 1);
        connection.after_commit([&] { seen.push_back("first sees " + std::to_string(count())); });
        connection.after_commit([&] { throw std::runtime_error("an effect that fails"); });
        connection.after_commit([&] { seen.push_back("third"); });
    });
    EXPECT_ANY_THROW(database->write([&](Connection& connection) {
        connection.after_commit([&] { seen.push_back("never"); });
        insert(connection, 1);
    }));
    EXPECT_EQ(seen, (std::vector<std::string>{"first sees 1", "third"}));
}

TEST_F(DatabaseTest, parameters_that_do_not_fit_are_a_defect_not_a_guess) {
    EXPECT_ANY_THROW(database->read([&](Connection& connection) {
        connection.value("SELECT count(*) FROM thing WHERE id = ? AND bucket = ?", Values{std::int64_t{1}});
    }));
    EXPECT_EQ(count(), 0);
}

TEST_F(DatabaseTest, what_many_threads_write_is_all_there) {
    constexpr int threads = 16, each = 40;
    std::vector<std::thread> writers;
    std::atomic<int> effects = 0, refused = 0;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&, t] {
            for (int i = 1; i <= each; ++i) {
                try {
                    database->write([&](Connection& connection) {
                        insert(connection, t * 1000 + i);
                        connection.after_commit([&] { ++effects; });
                        if (i % 4 == 0) throw Error(Problem::conflict, "Not this one.");
                    });
                } catch (const Error&) {
                    ++refused;
                }
            }
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(refused, threads * each / 4);
    EXPECT_EQ(effects, threads * each * 3 / 4);
    EXPECT_EQ(count(), threads * each * 3 / 4);
    EXPECT_EQ(database->figures().writes, threads * each * 3 / 4);
}

TEST_F(DatabaseTest, counters_raised_by_many_threads_are_exact) {
    insert(1);
    constexpr int threads = 8, each = 25;
    std::vector<std::thread> writers;
    for (int t = 0; t < threads; ++t)
        writers.emplace_back([&] {
            for (int i = 0; i < each; ++i)
                database->write([&](Connection& connection) {
                    connection.execute("UPDATE thing SET amount = coalesce(amount, 0) + 1 WHERE id = 1 AND bucket = 1");
                });
        });
    for (auto& writer : writers) writer.join();
    EXPECT_EQ(row(1)[1], Value(std::int64_t{threads * each}));
}

TEST_F(DatabaseTest, schema_changes_can_be_repeated) {
    for (int i = 0; i < 2; ++i) {
        make(*database);
        database->change_schema({"ALTER TABLE thing ADD COLUMN added BIGINT NOT NULL DEFAULT 7",
                                 "CREATE INDEX IF NOT EXISTS thing_by_amount ON thing (amount, id)"});
    }
    database->read([&](Connection& connection) {
        EXPECT_EQ(connection.columns_of("thing"),
                  (std::vector<std::string>{"id", "bucket", "name", "amount", "rate", "data", "added"}));
        EXPECT_EQ(connection.columns_of("nothing"), std::vector<std::string>{});
    });
}

TEST_F(DatabaseTest, a_wrong_schema_change_says_what_is_wrong) {
    try {
        database->change_schema({"CREATE TABLE broken (id BIGINT,, name TEXT)"});
        FAIL() << "it was accepted";
    } catch (const std::runtime_error& failure) {
        EXPECT_NE(std::string(failure.what()).find("syntax error"), std::string::npos) << failure.what();
    }
}

TEST_F(DatabaseTest, statements_prepared_before_a_schema_change_still_run) {
    insert(1, "one");
    EXPECT_EQ(row(1)[0], Value("one"));
    database->change_schema({"ALTER TABLE thing ADD COLUMN later BIGINT"});
    insert(2, "two");
    EXPECT_EQ(row(2)[0], Value("two"));
    EXPECT_EQ(row(1)[0], Value("one"));
}

TEST_F(DatabaseTest, more_statements_than_are_kept_prepared_all_run) {
    for (int round = 0; round < 2; ++round)
        database->read([&](Connection& connection) {
            for (int i = 0; i < 900; ++i)
                ASSERT_EQ(whole(connection.value("SELECT count(*) + " + std::to_string(i) + " FROM thing")), i);
        });
}

TEST(DatabaseLimits, a_statement_over_its_limit_is_interrupted_and_the_connection_lives) {
    auto options = testing::fresh_database_options();
    options.statement_limit = second / 20;
    options.readers = 1;
    auto database = Database::open(options);
    const char* endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) "
                          "SELECT count(*) FROM n";
    EXPECT_THROW(database->read([&](Connection& connection) { connection.value(endless); }), Interrupted);
    EXPECT_THROW(database->write([&](Connection& connection) { connection.value(endless); }), Interrupted);
    database->read([&](Connection& connection) { EXPECT_EQ(whole(connection.value("SELECT 1")), 1); });
    database->write([&](Connection& connection) { EXPECT_EQ(whole(connection.value("SELECT 1")), 1); });
}

TEST(DatabaseOpening, without_a_name_is_refused_with_a_sentence) {
    EXPECT_THROW(Database::open({}), Error);
}

TEST(DatabaseOpening, what_was_written_is_there_when_it_is_opened_again) {
    auto options = testing::fresh_database_options();
    for (int i = 0; i < 2; ++i) {
        auto database = Database::open(options);
        database->change_schema(database->dialect().create_keyed_table("one", "name TEXT", "name", TableClass::small));
        database->write([&](Connection& connection) {
            connection.execute("INSERT INTO one (name) VALUES (?)", Values{std::to_string(i)});
        });
        database->read(
            [&](Connection& connection) { EXPECT_EQ(whole(connection.value("SELECT count(*) FROM one")), i + 1); });
    }
}

TEST(FreshDatabase, is_filled_once_and_copied_for_everybody) {
    int filled = 0;
    auto fill = [&](Database& database) {
        ++filled;
        database.change_schema(database.dialect().create_record_table("thing", "name TEXT", TableClass::small));
        database.write([](Connection& connection) { connection.execute("INSERT INTO thing (id) VALUES (1)"); });
    };
    for (int i = 0; i < 3; ++i) {
        auto database = fresh_database("things", fill);
        database->write([](Connection& connection) { connection.execute("INSERT INTO thing (id) VALUES (2)"); });
        database->read(
            [](Connection& connection) { EXPECT_EQ(whole(connection.value("SELECT count(*) FROM thing")), 2); });
    }
    EXPECT_EQ(filled, 1);
}

} // namespace crm
