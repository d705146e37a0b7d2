#include "db/dialect.hpp"

#include <algorithm>

#include "db/dialect_postgres.hpp"
#include "db/trigrams.hpp"

namespace crm {

namespace {

class SqliteDialect : public Dialect {
public:
    bool postgres() const override { return false; }
    std::string_view bigint() const override { return "BIGINT"; }
    std::string_view text() const override { return "TEXT"; }
    std::string_view bytes() const override { return "BLOB"; }
    std::string_view real() const override { return "REAL"; }

    std::vector<std::string> create_record_table(std::string_view name, std::string_view columns,
                                                 TableClass table_class) const override {
        std::string_view bucket = table_class == TableClass::big ? ", bucket BIGINT NOT NULL" : "";
        return {joined({"CREATE TABLE IF NOT EXISTS \"", name, "\" (id INTEGER PRIMARY KEY", bucket,
                        columns.empty() ? "" : ", ", columns, ")"})};
    }

    std::vector<std::string> create_keyed_table(std::string_view name, std::string_view columns, std::string_view key,
                                                TableClass) const override {
        return {joined(
            {"CREATE TABLE IF NOT EXISTS \"", name, "\" (", columns, ", PRIMARY KEY (", key, ")) WITHOUT ROWID"})};
    }

    std::vector<std::string> create_search_table(std::string_view name) const override {
        return {joined({"CREATE VIRTUAL TABLE IF NOT EXISTS ", name,
                        " USING fts5(open, guarded, bucket UNINDEXED, "
                        "tokenize=\"trigram case_sensitive 1\", detail=none, columnsize=0)"})};
    }

    std::string_view search_id() const override { return "rowid"; }

    std::string search_insert(std::string_view table) const override {
        return joined({"INSERT INTO ", table, " (rowid, bucket, open, guarded) VALUES (?, ?, ?, ?)"});
    }

    std::string search_delete(std::string_view table) const override {
        return joined({"DELETE FROM ", table, " WHERE rowid = ? AND bucket = ?"});
    }

    // One MATCH finds the candidates by the trigrams of both columns (an index without detail knows no columns);
    // instr then looks whether the patterns are there, and in which column.
    std::string search_condition(std::string_view table, std::string_view column,
                                 const std::vector<std::vector<std::string>>& words,
                                 Values& parameters) const override {
        std::string condition;
        std::string candidates = table.empty() ? std::string() : trigram_match(words);
        if (!candidates.empty()) {
            condition = joined({table, " MATCH ?"});
            parameters.emplace_back(std::move(candidates));
        }
        for (const auto& patterns : words) {
            std::string any;
            for (std::string_view each : {"open", "guarded"}) {
                if (!column.empty() && column != each) continue;
                for (const std::string& pattern : patterns) {
                    any += joined({any.empty() ? "" : " OR ", "instr(", each, ", ?) > 0"});
                    parameters.emplace_back(pattern);
                }
            }
            require(!any.empty(), "a word of a search has a pattern and a column");
            condition += joined({condition.empty() ? "(" : " AND (", any, ")"});
        }
        return condition.empty() ? "1 = 1" : condition;
    }

    std::string folded(std::string_view column) const override { return joined({"fold(", column, ")"}); }
    std::string floor_divide(std::string_view expression, std::int64_t by) const override {
        return divide_down(expression, by);
    }
    std::string sum(std::string_view expression) const override { return joined({"sum(", expression, ")"}); }
};

} // namespace

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (auto part : parts) whole += part;
    return whole;
}

// Numbers are whole here and below; both databases cut towards zero, so the remainder is taken off first.
std::string divide_down(std::string_view expression, std::int64_t by) {
    require(by > 0, "a period has a length");
    std::string n = std::to_string(by);
    return joined({"((", expression, ") - (((", expression, ") % ", n, ") + ", n, ") % ", n, ") / ", n});
}

std::string partition_name(std::string_view table, int number) {
    return joined({table, "__p", std::to_string(number)});
}

std::string table_of_partition(std::string_view name) {
    bool partition = name.size() > 4 && name.substr(name.size() - 4, 3) == "__p" && name.back() >= '0' &&
                     name.back() < '0' + PostgresDialect::partitions;
    return std::string(partition ? name.substr(0, name.size() - 4) : name);
}

const Dialect& sqlite_dialect() {
    static const SqliteDialect dialect;
    return dialect;
}

const Dialect& postgres_dialect(bool partitioned) {
    static const PostgresDialect whole(false);
    static const PostgresDialect spread(true);
    return partitioned ? spread : whole;
}

} // namespace crm
