#include "db/postgres_text.hpp"

#include <gtest/gtest.h>

#include "db/postgres_row.hpp"

namespace crm {

TEST(PostgresText, placeholders_are_numbered_outside_of_quotes_and_comments) {
    EXPECT_EQ(
        with_numbered_placeholders("SELECT ? WHERE a = ? AND b = '?''?' AND \"c?\" = ? -- ?\n AND d = ? /* ? */ OR ?"),
        "SELECT $1 WHERE a = $2 AND b = '?''?' AND \"c?\" = $3 -- ?\n AND d = $4 /* ? */ OR $5");
    EXPECT_EQ(with_numbered_placeholders("SELECT 'open"), "SELECT 'open");
}

TEST(PostgresText, an_index_statement_is_taken_apart) {
    auto index =
        index_statement("create unique index if not exists deal_by_name ON deal (bucket, name) WHERE name <> ''");
    ASSERT_TRUE(index);
    EXPECT_EQ(index->start, "CREATE UNIQUE INDEX");
    EXPECT_EQ(index->name, "deal_by_name");
    EXPECT_EQ(index->table, "deal");
    EXPECT_EQ(index->rest, "deal_by_name ON deal (bucket, name) WHERE name <> ''");
    EXPECT_FALSE(index_statement("CREATE TABLE index_of (a TEXT)"));
    EXPECT_FALSE(index_statement("CREATE"));
}

TEST(PostgresText, a_plain_name_needs_no_quotes) {
    for (const char* name : {"a", "acme_2", "_x"}) EXPECT_TRUE(plain_name(name)) << name;
    for (const char* name : {"", "2a", "A", "a-b", "a b", "a\"", "ą"}) EXPECT_FALSE(plain_name(name)) << name;
}

TEST(PostgresNumeric, is_read_from_groups_of_four_digits) {
    using namespace std::literals;
    EXPECT_EQ(decimal_of("\0\0\0\0\0\0\0\0"sv), "0");
    EXPECT_EQ(decimal_of("\0\1\0\0\0\0\0\0\0\7"sv), "7");
    EXPECT_EQ(decimal_of("\0\1\0\1\x40\0\0\0\0\1"sv), "-10000");
    EXPECT_EQ(decimal_of("\0\2\0\0\0\0\0\2\0\14\23\210"sv), "12.50");
    EXPECT_EQ(decimal_of("\0\1\xff\xff\0\0\0\4\0\5"sv), "0.0005");
    EXPECT_EQ(decimal_of("\0\0\0\0\xc0\0\0\0"sv), "NaN");
}

} // namespace crm
