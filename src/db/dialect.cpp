#include "db/dialect.hpp"

#include <algorithm>

#include "db/trigrams.hpp"

namespace crm {

namespace {

constexpr int partitions = 4;

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
        return {
            joined({"CREATE TABLE IF NOT EXISTS \"", name, "\" (", columns, ", PRIMARY KEY (", key, ")) WITHOUT ROWID"})};
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
        std::string candidates = trigram_match(words);
        if (!candidates.empty()) {
            condition = joined({table, " MATCH ?"});
            parameters.emplace_back(std::move(candidates));
        }
        for (const auto& patterns : words) {
            std::string any;
            for (std::string_view each : {"open", "guarded"}) {
                if (!column.empty() && column != each) continue;
                for (const std::string& pattern : patterns) {
                    any += joined({any.empty() ? "" : " OR ", "instr(", table, ".", each, ", ?) > 0"});
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

class PostgresDialect : public Dialect {
public:
    explicit PostgresDialect(bool partitioned) : partitioned_(partitioned) {}

    bool postgres() const override { return true; }
    std::string_view bigint() const override { return "BIGINT"; }
    std::string_view text() const override { return "TEXT COLLATE \"C\""; }
    std::string_view bytes() const override { return "BYTEA"; }
    std::string_view real() const override { return "DOUBLE PRECISION"; }

    std::vector<std::string> create_record_table(std::string_view name, std::string_view columns,
                                                 TableClass table_class) const override {
        bool big = table_class == TableClass::big;
        return create(
            name,
            joined({"id BIGINT NOT NULL", big ? ", bucket BIGINT NOT NULL" : "", columns.empty() ? "" : ", ", columns}),
            big ? "id, bucket" : "id", table_class);
    }

    std::vector<std::string> create_keyed_table(std::string_view name, std::string_view columns, std::string_view key,
                                                TableClass table_class) const override {
        return create(name, columns, key, table_class);
    }

    std::vector<std::string> create_search_table(std::string_view name) const override {
        auto statements = create(name,
                                 joined({"id BIGINT NOT NULL, bucket BIGINT NOT NULL, open ", text(),
                                         " NOT NULL, guarded ", text(), " NOT NULL"}),
                                 "id, bucket", TableClass::big);
        for (std::string_view column : {"open", "guarded"})
            statements.push_back(joined({"CREATE INDEX IF NOT EXISTS ", name, "_", column, " ON ", name, " USING gin (",
                                         column, " gin_trgm_ops)"}));
        return statements;
    }

    std::string_view search_id() const override { return "id"; }

    std::string search_insert(std::string_view table) const override {
        return joined({"INSERT INTO ", table, " (id, bucket, open, guarded) VALUES (?, ?, ?, ?)"});
    }

    std::string search_delete(std::string_view table) const override {
        return joined({"DELETE FROM ", table, " WHERE id = ? AND bucket = ?"});
    }

    std::string search_condition(std::string_view table, std::string_view column,
                                 const std::vector<std::vector<std::string>>& words,
                                 Values& parameters) const override {
        std::string condition;
        for (const auto& patterns : words) {
            std::string any;
            for (std::string_view each : {"open", "guarded"}) {
                if (!column.empty() && column != each) continue;
                for (const std::string& pattern : patterns) {
                    any += joined({any.empty() ? "" : " OR ", table, ".", each, " LIKE ?"});
                    parameters.emplace_back("%" + like_escaped(pattern) + "%");
                }
            }
            require(!any.empty(), "a word of a search has a pattern and a column");
            condition += joined({condition.empty() ? "(" : " AND (", any, ")"});
        }
        return condition.empty() ? "1 = 1" : condition;
    }

    std::string folded(std::string_view column) const override;
    std::string floor_divide(std::string_view expression, std::int64_t by) const override {
        return divide_down(expression, by);
    }
    // sum(BIGINT) is NUMERIC here; the cast fails where the sum does not fit.
    std::string sum(std::string_view expression) const override {
        return joined({"CAST(sum(", expression, ") AS BIGINT)"});
    }

private:
    std::vector<std::string> create(std::string_view name, std::string_view columns, std::string_view key,
                                    TableClass table_class) const {
        bool spread = partitioned_ && table_class == TableClass::big;
        std::vector<std::string> statements{
            joined({"CREATE TABLE IF NOT EXISTS \"", name, "\" (", columns, ", PRIMARY KEY (", key, "))",
                    spread ? " PARTITION BY HASH (bucket)" : ""})};
        for (int number = 0; spread && number < partitions; ++number)
            statements.push_back(joined({"CREATE TABLE IF NOT EXISTS ", partition_name(name, number), " PARTITION OF \"",
                                         name, "\" FOR VALUES WITH (MODULUS ", std::to_string(partitions), ", REMAINDER ",
                                         std::to_string(number), ")"}));
        return statements;
    }

    bool partitioned_;
};

// crm::fold (base/text.hpp) as an expression: decomposed, marks and what is ignorable off, lower case by ICU, then the
// letters that have no decomposition.
std::string PostgresDialect::folded(std::string_view column) const {
    constexpr std::string_view marks = "[\\u00AD\\u0300-\\u036F\\u0483-\\u0489\\u1AB0-\\u1AFF\\u1DC0-\\u1DFF"
                                       "\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u20D0-\\u20FF"
                                       "\\uFE00-\\uFE0F\\uFE20-\\uFE2F\\uFEFF]+";
    std::string folded = joined({"lower(regexp_replace(normalize(", column, ", NFKD) COLLATE \"C\", '", marks,
                                 "', '', 'g') COLLATE \"und-x-icu\")"});
    folded = "translate(" + folded + ", 'łđðøħıŋŧĸƒɖς', 'lddohintkfdσ')";
    for (auto [letter, letters] : {std::pair{"ß", "ss"}, {"æ", "ae"}, {"œ", "oe"}, {"þ", "th"}})
        folded = joined({"replace(", folded, ", '", letter, "', '", letters, "')"});
    return joined({"(", folded, " COLLATE \"C\")"});
}

} // namespace

std::string partition_name(std::string_view table, int number) {
    return joined({table, "__p", std::to_string(number)});
}

std::string table_of_partition(std::string_view name) {
    bool partition = name.size() > 4 && name.substr(name.size() - 4, 3) == "__p" && name.back() >= '0' &&
                     name.back() < '0' + partitions;
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
