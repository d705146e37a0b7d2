#include "db/sqlite_connection.hpp"

#include <gtest/gtest.h>

#include "db/dialect.hpp"
#include "testing/folder.hpp"

namespace crm {

namespace {

class SearchRows : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto& statement : sqlite_dialect().create_search_table("search_thing"))
            connection.change_schema(statement);
    }
    void write(const std::vector<SearchRow>& rows) {
        connection.control("BEGIN IMMEDIATE");
        connection.begin_job(nullptr);
        for (const SearchRow& row : rows) connection.write_search("search_thing", row);
        connection.write_held_back();
        connection.control("COMMIT");
        connection.forget_transaction();
    }
    std::vector<std::int64_t> found(const std::string& word) {
        std::vector<std::int64_t> ids;
        Values parameters;
        const std::string condition = sqlite_dialect().search_condition("search_thing", "", {{word}}, parameters);
        connection.query("SELECT rowid FROM search_thing WHERE " + condition + " ORDER BY rowid", parameters,
                         [&](const Row& row) {
                             ids.push_back(row.whole(0));
                             return true;
                         });
        return ids;
    }
    std::int64_t pieces() {
        return std::get<std::int64_t>(connection.value("SELECT COUNT(DISTINCT segid) FROM search_thing_idx"));
    }

    SqliteConnection connection{testing::new_test_folder() + "/words.db", SqliteConnection::Use::writing, 30 * second};
};

using Ids = std::vector<std::int64_t>;

TEST_F(SearchRows, of_a_transaction_are_one_piece_whatever_the_order_of_their_ids) {
    write({{9, 1, "  kowalski", "", true}, {3, 1, "  nowak", "", true}, {5, 1, "  kowalska", "", true}});
    EXPECT_EQ(found("  kowalsk"), (Ids{5, 9}));
    EXPECT_EQ(pieces(), 1);
}

TEST_F(SearchRows, the_last_words_of_a_record_count) {
    write(
        {{1, 1, "  anna", "", true}, {1, 1, "  maria", "", false}, {2, 1, "  anna", "", true}, {2, 1, "", "", false}});
    EXPECT_EQ(found("  anna"), Ids{});
    EXPECT_EQ(found("  maria"), Ids{1});
    write({{1, 1, "  ewa", "", false}});
    EXPECT_EQ(found("  maria"), Ids{});
    EXPECT_EQ(found("  ewa"), Ids{1});
}

TEST_F(SearchRows, are_seen_by_the_transaction_that_wrote_them_and_go_with_the_job_alone) {
    connection.control("BEGIN IMMEDIATE");
    connection.begin_job(nullptr);
    connection.write_search("search_thing", {1, 1, "  first", "", true});
    connection.control("SAVEPOINT job");
    connection.begin_job(nullptr);
    connection.write_search("search_thing", {2, 1, "  second", "", true});
    EXPECT_EQ(found("  first"), Ids{1}); // which writes both
    EXPECT_EQ(found("  second"), Ids{2});
    connection.forget_job();
    connection.control("ROLLBACK TO job");
    connection.control("RELEASE job");
    connection.write_held_back();
    connection.control("COMMIT");
    connection.forget_transaction();
    EXPECT_EQ(found("  first"), Ids{1});
    EXPECT_EQ(found("  second"), Ids{});
}

TEST_F(SearchRows, lie_in_one_piece_after_all_is_joined) {
    for (std::int64_t id = 1; id <= 40; ++id) write({{id, 1, "  word" + std::to_string(id), "", true}});
    write({{7, 1, "  other", "", false}});
    EXPECT_GT(pieces(), 1);
    while (connection.join_search_pieces(false)) {
    }
    EXPECT_EQ(found("  word").size(), 39u);
    while (connection.join_search_pieces(true)) {
    }
    EXPECT_EQ(pieces(), 1);
    EXPECT_EQ(found("  word").size(), 39u);
    EXPECT_EQ(found("  other"), Ids{7});
    EXPECT_FALSE(connection.join_search_pieces(true));
}

} // namespace

} // namespace crm
