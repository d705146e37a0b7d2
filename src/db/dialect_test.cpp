#include "db/dialect.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "testing/database.hpp"

namespace crm {

namespace {

using Words = std::vector<std::vector<std::string>>;

class Search : public ::testing::Test {
protected:
    void SetUp() override {
        database->change_schema(database->dialect().create_search_table("search_thing"));
        database->change_schema(database->dialect().create_search_table("search_thing")); // may be repeated
    }
    void write(std::int64_t id, const std::string& open, const std::string& guarded = "") {
        database->write([&](Connection& connection) {
            Values values{id, id % 1024, open, guarded};
            connection.execute(connection.dialect().search_insert("search_thing"), values);
        });
    }
    std::vector<std::int64_t> found(const Words& words, std::string_view column = "open") {
        std::vector<std::int64_t> ids;
        database->read([&](Connection& connection) {
            Values parameters;
            auto sql = question(words, column, parameters);
            connection.query(sql, parameters, [&](const Row& row) {
                ids.push_back(row.whole(0));
                return true;
            });
        });
        return ids;
    }
    std::string question(const Words& words, std::string_view column, Values& parameters) const {
        const Dialect& dialect = database->dialect();
        std::string id(dialect.search_id());
        return "SELECT " + id + " FROM search_thing WHERE " +
               dialect.search_condition("search_thing", column, words, parameters) + " ORDER BY " + id;
    }
    std::string plan(const Words& words, std::string_view column) {
        std::string plan;
        database->read([&](Connection& connection) {
            bool postgres = connection.dialect().postgres();
            if (postgres) connection.execute("SET LOCAL enable_seqscan = off");
            Values parameters;
            auto sql = (postgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + question(words, column, parameters);
            connection.query(sql, parameters, [&](const Row& row) {
                plan += std::string(row.text(postgres ? 0 : 3)) + "\n";
                return true;
            });
        });
        return plan;
    }
    std::unique_ptr<Database> database = testing::fresh_database();
};

using Ids = std::vector<std::int64_t>;

Value computed(Database& database, const std::string& expression, const Values& parameters = {}) {
    Value found;
    database.read([&](Connection& connection) { found = connection.value("SELECT " + expression, parameters); });
    return found;
}

} // namespace

TEST_F(Search, finds_every_word_by_any_of_its_patterns) {
    write(1, "  anna  kowalska  500600700");
    write(2, "  johanna  nowak  500111222");
    write(3, "  jan  kowalski");
    EXPECT_EQ(found({{"anna"}}), (Ids{1, 2}));
    EXPECT_EQ(found({{"  anna"}}), (Ids{1}));
    EXPECT_EQ(found({{"kowalsk"}, {"anna"}}), (Ids{1}));
    EXPECT_EQ(found({{"nowak", "kowalsk"}}), (Ids{1, 2, 3}));
    EXPECT_EQ(found({{"nowak", "kowalsk"}, {"  jan", "  joh"}}), (Ids{2, 3}));
    EXPECT_EQ(found({{"600700"}}), (Ids{1}));
    EXPECT_EQ(found({{"annaa"}}), Ids{});
}

TEST_F(Search, finds_cyrillic_and_the_longest_ids) {
    constexpr std::int64_t id = std::numeric_limits<std::int64_t>::max();
    write(id, "  ѓорги  gorgi  пелистер");
    EXPECT_EQ(found({{"  ѓор", "  gor"}}), (Ids{id}));
    EXPECT_EQ(found({{"листер"}}), (Ids{id}));
    EXPECT_EQ(found({{"  листер"}}), Ids{});
}

TEST_F(Search, takes_letters_that_mean_something_to_a_database_for_themselves) {
    write(1, "  100% \"pure\" o'neil a_b c\\d");
    write(2, "  1000 pure oneil axb cxd");
    for (const char* pattern : {"100%", "\"pure\"", "o'neil", "a_b", "c\\d", " \"p", "(pu", "AND"})
        EXPECT_EQ(found({{pattern}}), std::string_view(pattern).find_first_of("(AND") == 0 ? Ids{} : Ids{1}) << pattern;
}

TEST_F(Search, trigrams_without_the_whole_pattern_are_not_enough) {
    write(1, "  abcd  bcde"); // has abc, bcd and cde
    EXPECT_EQ(found({{"abcde"}}), Ids{});
}

TEST_F(Search, looks_where_it_may) {
    write(1, "  open word", "  hidden word");
    EXPECT_EQ(found({{"hidden"}}, "open"), Ids{});
    EXPECT_EQ(found({{"hidden"}}, "guarded"), (Ids{1}));
    EXPECT_EQ(found({{"hidden"}, {"open"}}, ""), (Ids{1}));
    EXPECT_EQ(found({{"hidden"}, {"open"}}, "guarded"), Ids{});
}

TEST_F(Search, a_pattern_of_two_letters_is_found_without_the_index) {
    write(1, "  wu li");
    write(2, "  wu han");
    EXPECT_EQ(found({{"wu"}}), (Ids{1, 2}));
    EXPECT_EQ(found({{"wu", "xyz"}, {" han"}}), (Ids{2}));
    EXPECT_EQ(found({}), (Ids{1, 2}));
}

TEST_F(Search, what_is_deleted_is_found_no_more) {
    write(1, "  anna");
    write(2, "  anna");
    database->write([&](Connection& connection) {
        Values one{std::int64_t{1}, std::int64_t{1}};
        EXPECT_EQ(connection.execute(connection.dialect().search_delete("search_thing"), one), 1);
        Values wrong_bucket{std::int64_t{2}, std::int64_t{1}};
        EXPECT_EQ(connection.execute(connection.dialect().search_delete("search_thing"), wrong_bucket), 0);
    });
    EXPECT_EQ(found({{"anna"}}), (Ids{2}));
}

TEST_F(Search, asks_the_index) {
    for (int i = 1; i <= 50; ++i) write(i, "  number" + std::to_string(i), "  ангел");
    // FTS5 says M where it matches words rather than reads all.
    std::string_view sign = database->dialect().postgres() ? "Bitmap Index Scan" : ":M";
    for (std::string_view column : {"open", "guarded", ""}) {
        auto latin = plan({{"number7", "xyz"}, {"numb"}}, column);
        EXPECT_NE(latin.find(sign), std::string::npos) << latin;
        auto cyrillic = plan({{"ангел"}}, column);
        EXPECT_NE(cyrillic.find(sign), std::string::npos) << cyrillic;
    }
}

TEST(Dialect, folds_a_column_as_the_program_folds_a_text) {
    auto database = testing::fresh_database();
    for (const char* text : {"Zażółć GĘŚLĄ Jaźń", "Łódź", "Ѓорѓи ЌОСЕВ", "Đorđe Ñandú", "Straße Æsir Œuvre Þór",
                             "ﬁ ① ½ ²", "ΟΔΟΣ Ὀδυσσεύς", "İstanbul ıssız", "e\u0301a\u0328",
                             "soft\u00ADhyphen zero\u200Bwidth", "Йод Їжак Ў", "'quoted' ? 100%", "", "ŧħŋøðƒ"})
        EXPECT_EQ(computed(*database, database->dialect().folded("CAST(? AS TEXT)"), {std::string(text)}),
                  Value(fold(text)))
            << text;
    EXPECT_EQ(computed(*database, database->dialect().folded("CAST(NULL AS TEXT)")), Value{});
}

TEST(Dialect, divides_towards_the_past) {
    auto database = testing::fresh_database();
    for (auto [number, expected] : {std::pair<int, int>{0, 0}, {6, 0}, {7, 1}, {-1, -1}, {-7, -1}, {-8, -2}})
        EXPECT_EQ(computed(*database, database->dialect().floor_divide(std::to_string(number), 7)),
                  Value(std::int64_t{expected}))
            << number;
}

TEST(Dialect, a_sum_is_whole_or_refused) {
    auto database = testing::fresh_database();
    auto sum_of = [&](const std::string& numbers) {
        return computed(*database, database->dialect().sum("n") + " FROM (" + numbers + ") AS numbers");
    };
    EXPECT_EQ(sum_of("SELECT 9000000000000000000 AS n UNION ALL SELECT -1"), Value(std::int64_t{8999999999999999999}));
    EXPECT_EQ(sum_of("SELECT 1 AS n WHERE 1 = 0"), Value{});
    EXPECT_ANY_THROW(sum_of("SELECT 9223372036854775807 AS n UNION ALL SELECT 1"));
}

TEST(Dialect, a_small_table_needs_no_bucket_and_a_big_one_has_one) {
    auto database = testing::fresh_database();
    const Dialect& dialect = database->dialect();
    database->change_schema(dialect.create_record_table("stage", "name TEXT", TableClass::small));
    database->change_schema(dialect.create_record_table("deal", "", TableClass::big));
    database->read([&](Connection& connection) {
        EXPECT_EQ(connection.columns_of("stage"), (std::vector<std::string>{"id", "name"}));
        EXPECT_EQ(connection.columns_of("deal"), (std::vector<std::string>{"id", "bucket"}));
    });
}

TEST(Dialect, a_big_table_in_partitioned_mode_refuses_what_a_cluster_refuses) {
    auto database = testing::fresh_database();
    const Dialect& dialect = database->dialect();
    database->change_schema(dialect.create_record_table("deal", "number BIGINT", TableClass::big));
    auto without_bucket = [&] {
        database->change_schema({"CREATE UNIQUE INDEX IF NOT EXISTS deal_number ON deal (number)"});
    };
    if (testing::database_kind() == testing::Kind::partitioned)
        EXPECT_ANY_THROW(without_bucket());
    else
        EXPECT_NO_THROW(without_bucket());
}

TEST(PartitionNames, lead_back_to_their_table) {
    EXPECT_EQ(table_of_partition(partition_name("deal", 3)), "deal");
    EXPECT_EQ(table_of_partition("deal"), "deal");
    EXPECT_EQ(table_of_partition("deal__p7"), "deal__p7");
}

} // namespace crm
