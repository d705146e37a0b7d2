#include "testing/statement_rules.hpp"

#include <gtest/gtest.h>

#include "testing/database.hpp"

namespace crm::testing {

namespace {

using Sentences = std::vector<std::string>;

const TableNames big{"deal", "party", "unique_key", "search_deal"};

Sentences broken(std::string_view sql) {
    return broken_rules(sql, big);
}

} // namespace

TEST(StatementRules, a_page_of_one_big_table_joined_to_a_small_one_keeps_them) {
    EXPECT_EQ(
        broken("SELECT d.id, d.title, s.title FROM deal d JOIN stage s ON s.id = d.stage "
               "WHERE d.owner = ? AND (d.created_at, d.id) < (?, ?) ORDER BY d.created_at DESC, d.id DESC LIMIT 50"),
        Sentences{});
    EXPECT_EQ(broken("SELECT id, title FROM party WHERE bucket IN (?, ?) AND id IN (?, ?)"), Sentences{});
    EXPECT_EQ(
        broken("SELECT title FROM deal WHERE id = ? AND bucket = ? AND party IN (SELECT id FROM party WHERE city = ?)"),
        Sentences{});
    EXPECT_EQ(broken("SELECT count(*), sum(amount * 2) FROM deal WHERE note = 'for update of *'"), Sentences{});
    EXPECT_EQ(broken("SELECT id FROM stage WHERE id = ?"), Sentences{});
}

TEST(StatementRules, two_big_tables_in_one_from_are_seen) {
    Sentences two{"two big tables stand in one FROM"};
    EXPECT_EQ(broken("SELECT d.title, p.title FROM deal d LEFT JOIN party p ON p.id = d.party WHERE d.owner = ?"), two);
    EXPECT_EQ(broken("SELECT d.title FROM deal AS d, party AS p WHERE d.owner = ?"), two);
    EXPECT_EQ(broken("SELECT a.title FROM deal a JOIN deal b ON a.number = b.number"), two);
    EXPECT_EQ(broken("UPDATE deal SET title = p.title FROM party p WHERE deal.number = 1"), two);
    EXPECT_EQ(broken("SELECT x FROM stage WHERE y IN (SELECT d.y FROM deal d JOIN party p ON p.a = d.a)"), two);
}

TEST(StatementRules, a_big_table_filled_from_another_and_unions_are_not_one_from) {
    EXPECT_EQ(broken("INSERT INTO deal (id, bucket) SELECT id, bucket FROM party WHERE city = ?"), Sentences{});
    EXPECT_EQ(broken("SELECT id FROM deal WHERE a = ? UNION ALL SELECT id FROM party WHERE a = ?"), Sentences{});
}

TEST(StatementRules, exists_between_big_tables_is_seen) {
    EXPECT_EQ(broken("SELECT title FROM party WHERE EXISTS (SELECT 1 FROM deal WHERE deal.party = party.id)"),
              Sentences{"a big table is asked in EXISTS inside another one's question"});
    EXPECT_EQ(broken("SELECT title FROM stage WHERE EXISTS (SELECT 1 FROM deal WHERE deal.stage = stage.id)"),
              Sentences{});
}

TEST(StatementRules, an_id_without_its_bucket_is_seen) {
    Sentences alone{"an id is asked without its bucket"};
    EXPECT_EQ(broken("SELECT title FROM deal WHERE id = ?"), alone);
    EXPECT_EQ(broken("UPDATE deal SET title = ? WHERE id = ? AND version = ? RETURNING version"), alone);
    EXPECT_EQ(broken("DELETE FROM deal WHERE id IN (?, ?)"), alone);
    EXPECT_EQ(broken("SELECT d.title FROM deal d JOIN stage s ON s.id = d.stage WHERE d.id = ? AND s.bucket = 1"),
              alone);
    EXPECT_EQ(broken("SELECT d.title FROM deal d JOIN stage s ON s.id = d.stage WHERE s.id = ?"), Sentences{});
    EXPECT_EQ(broken("DELETE FROM search_deal WHERE rowid = ?"), alone);
    EXPECT_EQ(broken("DELETE FROM search_deal WHERE rowid = ? AND bucket = ?"), Sentences{});
}

TEST(StatementRules, a_conflict_without_the_bucket_is_seen) {
    Sentences alone{"ON CONFLICT does not name the bucket"};
    EXPECT_EQ(broken("INSERT INTO unique_key (bucket, key) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"), alone);
    EXPECT_EQ(broken("INSERT INTO unique_key (bucket, key) VALUES (?, ?) ON CONFLICT DO NOTHING"), alone);
    EXPECT_EQ(
        broken("INSERT INTO unique_key (bucket, key) VALUES (?, ?) ON CONFLICT (bucket, key) DO UPDATE SET id = 1"),
        Sentences{});
    EXPECT_EQ(
        broken("INSERT INTO series (name, next) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET next = series.next + 1 "
               "RETURNING next"),
        Sentences{});
}

TEST(StatementRules, stars_locks_triggers_and_advisory_locks_are_seen) {
    EXPECT_EQ(broken("SELECT * FROM stage"), Sentences{"* stands for columns"});
    EXPECT_EQ(broken("SELECT s.* FROM stage s"), Sentences{"* stands for columns"});
    EXPECT_EQ(broken("INSERT INTO stage (id) VALUES (1) RETURNING *"), Sentences{"* stands for columns"});
    EXPECT_EQ(broken("SELECT id FROM stage FOR UPDATE"), Sentences{"rows are locked with FOR UPDATE"});
    EXPECT_EQ(broken("CREATE TRIGGER t AFTER INSERT ON deal BEGIN SELECT 1; END"), Sentences{"a TRIGGER is created"});
    EXPECT_EQ(broken("SELECT pg_advisory_lock(1)"), Sentences{"an advisory lock is taken"});
    EXPECT_EQ(broken("SELECT id FROM stage WHERE id = ANY(?)"), Sentences{"= ANY is used"});
}

TEST(StatementRules, the_recorder_shows_every_statement_before_it_runs) {
    auto database = fresh_database();
    StatementRules rules({"thing"});
    database->change_schema(database->dialect().create_record_table("thing", "name TEXT", TableClass::big));
    auto after_schema = rules.seen();
    EXPECT_GE(after_schema, 1u);
    for (int i = 0; i < 2; ++i)
        database->read([&](Connection& connection) { connection.value("SELECT name FROM thing WHERE id = 1"); });
    EXPECT_EQ(rules.seen(), after_schema + 1);
    EXPECT_EQ(rules.broken(), Sentences{"an id is asked without its bucket: SELECT name FROM thing WHERE id = 1"});
}

} // namespace crm::testing
