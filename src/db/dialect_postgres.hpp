// PostgresDialect: the language of PostgreSQL. A database that spreads tables over machines speaks it too and says in
// place() how.
#pragma once
#include "db/database.hpp"

namespace crm {

// An expression: about how many rows a table has, as text in decimal or scientific form; below 0 where nobody counted
// yet.
std::string postgres_rows_estimate(std::string_view table);
// A query: ids with about as many rows between each two, as "{1,2,3}"; no row where nobody looked yet.
std::string postgres_even_ids(std::string_view table);

class PostgresDialect : public Dialect {
public:
    static constexpr int partitions = 4;

    explicit PostgresDialect(bool partitioned) : partitioned_(partitioned) {}
    bool postgres() const override { return true; }
    std::string_view bigint() const override { return "BIGINT"; }
    std::string_view text() const override { return "TEXT COLLATE \"C\""; }
    std::string_view bytes() const override { return "BYTEA"; }
    std::string_view real() const override { return "DOUBLE PRECISION"; }
    std::vector<std::string> create_record_table(std::string_view name, std::string_view columns,
                                                 TableClass table_class) const override;
    std::vector<std::string> create_keyed_table(std::string_view name, std::string_view columns, std::string_view key,
                                                TableClass table_class) const override;
    std::vector<std::string> create_search_table(std::string_view name) const override;
    std::string_view search_id() const override { return "id"; }
    std::string search_insert(std::string_view table) const override;
    std::string search_delete(std::string_view table) const override;
    std::string search_condition(std::string_view table, std::string_view column,
                                 const std::vector<std::vector<std::string>>& words, Values& parameters) const override;
    std::string folded(std::string_view column) const override;
    std::string floor_divide(std::string_view expression, std::int64_t by) const override;
    std::string sum(std::string_view expression) const override;

protected:
    // What follows the CREATE TABLE of each table, once, so that it lies where its class says: nothing on one machine.
    virtual std::vector<std::string> place(std::string_view table, TableClass table_class) const;

private:
    std::vector<std::string> create(std::string_view name, std::string_view columns, std::string_view key,
                                    TableClass table_class) const;

    bool partitioned_;
};

} // namespace crm
