#include "record/tables.hpp"

#include <gtest/gtest.h>

#include <map>

#include "db/dialect.hpp"
#include "db/dialect_postgres.hpp"
#include "record/operation.hpp"

namespace crm {

namespace {

struct Depot : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Links visits{this, "visits", {"Visits", "Wizyty", "Посети"}, {.to = "depot"}};
    Depot() : Object("depot", "test", {"Depot", "Magazyn", "Склад"}, {"Depots", "Magazyny", "Складови"}) {}
};
const Depot depot;

struct Grade : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Grade() : Object("grade", "test", {"Grade", "Ocena", "Оценка"}, {"Grades", "Oceny", "Оценки"}) {
        table_class = TableClass::small;
    }
};
const Grade grade;

// As a database that spreads its tables over machines would have it.
class Cluster : public PostgresDialect {
public:
    explicit Cluster(bool partitioned) : PostgresDialect(partitioned) {}

protected:
    std::vector<std::string> place(std::string_view table, TableClass table_class) const override {
        const char* how = table_class == TableClass::big     ? "spread "
                          : table_class == TableClass::small ? "copy "
                                                             : "keep ";
        return {how + std::string(table)};
    }
};

std::vector<std::string> all_tables(const Dialect& dialect) {
    std::vector<std::string> statements;
    for (const auto& more : {engine_tables(dialect), create_object(dialect, depot), create_object(dialect, grade)})
        statements.insert(statements.end(), more.begin(), more.end());
    return statements;
}

// "CREATE TABLE IF NOT EXISTS "name" (" and so on; empty for others, and for the partitions of a table.
std::string table_made_by(const std::string& statement) {
    constexpr std::string_view start = "CREATE TABLE IF NOT EXISTS \"";
    if (!statement.starts_with(start)) return {};
    return statement.substr(start.size(), statement.find('"', start.size()) - start.size());
}

} // namespace

TEST(Tables, each_is_placed_once_by_its_class_before_anything_else_is_done_with_it) {
    for (bool partitioned : {false, true}) {
        const Cluster cluster(partitioned);
        std::map<std::string, std::string> placed;
        std::string made;
        std::size_t tables = 0;
        for (const std::string& statement : all_tables(cluster)) {
            if (const auto table = table_made_by(statement); !table.empty()) {
                EXPECT_TRUE(made.empty()) << made << " is not placed before " << table;
                made = table;
                ++tables;
            } else if (const auto space = statement.find(' '); statement[0] >= 'a' && statement[0] <= 'z') {
                EXPECT_EQ(statement.substr(space + 1), made);
                EXPECT_TRUE(placed.emplace(made, statement.substr(0, space)).second) << made << " is placed twice";
                made.clear();
            }
        }
        EXPECT_EQ(placed.size(), tables);
        for (const char* big : {"event", "timeline", "unique_key", "file_piece", "operation_step", "operation_row",
                                "depot", "search_depot", "depot_visits"})
            EXPECT_EQ(placed[big], "spread") << big;
        for (const char* small : {"shape", "company", "grade"}) EXPECT_EQ(placed[small], "copy") << small;
        for (const char* single : {"series", "server", "operation"}) EXPECT_EQ(placed[single], "keep") << single;
    }
}

TEST(Tables, sizes_are_learnt_of_what_an_import_fills_and_only_where_it_helps) {
    const Schema schema({std::make_shared<Depot>(), std::make_shared<Grade>()}, 1);
    EXPECT_EQ(learn_sizes(PostgresDialect(false), schema, depot),
              (std::vector<std::string>{"ANALYZE \"event\"", "ANALYZE \"timeline\"", "ANALYZE \"depot\"",
                                        "ANALYZE \"search_depot\"", "ANALYZE \"depot_visits\""}));
    EXPECT_TRUE(learn_sizes(sqlite_dialect(), schema, depot).empty());
}

TEST(Tables, nothing_is_placed_on_one_machine) {
    for (const std::string& statement : all_tables(PostgresDialect(false)))
        EXPECT_TRUE(statement.starts_with("CREATE ")) << statement;
}

} // namespace crm
