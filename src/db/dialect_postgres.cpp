#include "db/dialect_postgres.hpp"

#include <algorithm>

#include "db/dialect.hpp"
#include "db/trigrams.hpp"

namespace crm {

std::vector<std::string> PostgresDialect::create_record_table(std::string_view name, std::string_view columns,
                                                              TableClass table_class) const {
    bool big = table_class == TableClass::big;
    return create(
        name,
        joined({"id BIGINT NOT NULL", big ? ", bucket BIGINT NOT NULL" : "", columns.empty() ? "" : ", ", columns}),
        big ? "id, bucket" : "id", table_class);
}

std::vector<std::string> PostgresDialect::create_keyed_table(std::string_view name, std::string_view columns,
                                                             std::string_view key, TableClass table_class) const {
    return create(name, columns, key, table_class);
}

std::vector<std::string> PostgresDialect::create_search_table(std::string_view name) const {
    auto statements = create(name,
                             joined({"id BIGINT NOT NULL, bucket BIGINT NOT NULL, open ", text(), " NOT NULL, guarded ",
                                     text(), " NOT NULL"}),
                             "id, bucket", TableClass::big);
    // New rows wait in a list that every search reads: a short one, or searches become slow and the planner shuns them.
    for (std::string_view column : {"open", "guarded"})
        statements.push_back(joined({"CREATE INDEX IF NOT EXISTS ", name, "_", column, " ON ", name, " USING gin (",
                                     column, " gin_trgm_ops) WITH (gin_pending_list_limit = 256)"}));
    return statements;
}

std::string PostgresDialect::search_insert(std::string_view table) const {
    return joined({"INSERT INTO ", table, " (id, bucket, open, guarded) VALUES (?, ?, ?, ?)"});
}

std::string PostgresDialect::search_delete(std::string_view table) const {
    return joined({"DELETE FROM ", table, " WHERE id = ? AND bucket = ?"});
}

namespace {

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

// What the index is asked for to find a word: its patterns without the spaces before them, whose trigrams nearly every
// row has, and without those that another one finds as well. The index knows no capitals.
std::vector<std::string> index_patterns(const std::vector<std::string>& patterns) {
    std::vector<std::string> asked;
    for (const std::string& pattern : patterns) {
        std::string bare = pattern.substr(pattern.find_first_not_of(' '));
        if (is_ascii(bare)) bare = ascii_lower(bare);
        if (trigrams(bare).empty()) bare = pattern;
        const auto finds = [](const std::string& one, const std::string& other) {
            return other.find(one) != other.npos;
        };
        if (std::any_of(asked.begin(), asked.end(), [&](const std::string& each) { return finds(each, bare); }))
            continue;
        std::erase_if(asked, [&](const std::string& each) { return finds(bare, each); });
        asked.push_back(std::move(bare));
    }
    return asked;
}

// Any of the patterns in any of the columns.
class AnyOf {
public:
    explicit AnyOf(Values& parameters) : parameters_(parameters) {}
    void is_like(std::string_view column, std::string_view like, std::string_view pattern) {
        text_ += joined({text_.empty() ? "" : " OR ", column, like});
        parameters_.emplace_back("%" + like_escaped(pattern) + "%");
    }
    // Exactly, and quicker than LIKE; no index is asked.
    void holds(std::string_view column, std::string_view pattern) {
        text_ += joined({text_.empty() ? "" : " OR ", "strpos(", column, ", ?) > 0"});
        parameters_.emplace_back(std::string(pattern));
    }
    std::string text() const {
        require(!text_.empty(), "a word of a search has a pattern and a column");
        return "(" + text_ + ")";
    }

private:
    Values& parameters_;
    std::string text_;
};

} // namespace

std::string PostgresDialect::search_condition(std::string_view table, std::string_view column,
                                              const std::vector<std::vector<std::string>>& words,
                                              Values& parameters) const {
    std::string condition;
    std::vector<std::string_view> columns{"open", "guarded"};
    if (!column.empty()) columns = {column};
    for (const auto& patterns : words) {
        if (!table.empty()) { // every column asks its index; ILIKE ignores the case of ASCII only here, and others have
                              // none
            AnyOf by_index(parameters);
            for (std::string_view each : columns)
                for (const std::string& pattern : index_patterns(patterns))
                    by_index.is_like(joined({table, ".", each}), is_ascii(pattern) ? " ILIKE ?" : " LIKE ?", pattern);
            condition += joined({condition.empty() ? "" : " AND ", by_index.text()});
        }
        AnyOf exactly(parameters);
        for (std::string_view each : columns)
            for (const std::string& pattern : patterns) exactly.holds(each, pattern);
        condition += joined({condition.empty() ? "" : " AND ", exactly.text()});
    }
    return condition.empty() ? "1 = 1" : condition;
}

std::string postgres_rows_estimate(std::string_view table) {
    return joined({"(SELECT CAST(reltuples AS TEXT) FROM pg_class WHERE oid = to_regclass('", table, "'))"});
}

std::string postgres_even_ids(std::string_view table) {
    return joined(
        {"SELECT CAST(histogram_bounds AS TEXT) FROM pg_stats WHERE schemaname = current_schema() AND tablename = '",
         table, "' AND attname = 'id' AND histogram_bounds IS NOT NULL LIMIT 1"});
}

std::string PostgresDialect::floor_divide(std::string_view expression, std::int64_t by) const {
    return divide_down(expression, by);
}
// sum(BIGINT) is NUMERIC here; the cast fails where the sum does not fit.
std::string PostgresDialect::sum(std::string_view expression) const {
    return joined({"CAST(sum(", expression, ") AS BIGINT)"});
}

std::vector<std::string> PostgresDialect::create(std::string_view name, std::string_view columns, std::string_view key,
                                                 TableClass table_class) const {
    bool spread = partitioned_ && table_class == TableClass::big;
    std::vector<std::string> statements{
        joined({"CREATE TABLE IF NOT EXISTS \"", name, "\" (", columns, ", PRIMARY KEY (", key, "))",
                spread ? " PARTITION BY HASH (bucket)" : ""})};
    for (int number = 0; spread && number < partitions; ++number)
        statements.push_back(joined({"CREATE TABLE IF NOT EXISTS ", partition_name(name, number), " PARTITION OF \"",
                                     name, "\" FOR VALUES WITH (MODULUS ", std::to_string(partitions), ", REMAINDER ",
                                     std::to_string(number), ")"}));
    for (auto& statement : place(name, table_class)) statements.push_back(std::move(statement));
    return statements;
}

std::vector<std::string> PostgresDialect::place(std::string_view, TableClass) const {
    return {};
}

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

} // namespace crm
