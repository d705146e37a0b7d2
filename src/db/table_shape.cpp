#include "db/table_shape.hpp"

#include <algorithm>
#include <map>

#include "db/copied_row.hpp"
#include "db/dialect.hpp"

namespace crm {

namespace {

using Kind = TableShape::Kind;

std::string in_quotes(std::string_view name) {
    return joined({"\"", name, "\""});
}

// A search table of SQLite calls its id otherwise.
std::string column_name(const Dialect& dialect, const TableShape& table, std::string_view column) {
    return table.is_search() && column == "id" ? std::string(dialect.search_id()) : in_quotes(column);
}

std::string list_of(const Dialect& dialect, const TableShape& table, const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) (list += list.empty() ? "" : ", ") += column_name(dialect, table, name);
    return list;
}

Kind kind_of(std::string_view table, std::string_view column, std::string_view type) {
    if (type == "BIGINT" || type == "INTEGER" || type == "int8") return Kind::whole;
    if (type == "TEXT" || type == "text") return Kind::text;
    if (type == "BLOB" || type == "bytea") return Kind::bytes;
    if (type == "REAL" || type == "float8") return Kind::number;
    throw Error(Problem::unsupported, joined({"The table ", table, " has a column ", column, " of the type ", type,
                                              ", which is not Relacja's. Please move it out of this database."}));
}

struct Found {
    std::map<std::string, TableShape> tables;
    void column(std::string_view table, std::string_view name, std::string_view type) {
        TableShape& shape = tables[std::string(table)];
        shape.columns.push_back({std::string(name), kind_of(table, name, type)});
    }
    std::vector<TableShape> in_order() {
        std::vector<TableShape> all;
        for (auto& [name, shape] : tables) {
            shape.name = name;
            std::sort(shape.columns.begin(), shape.columns.end(),
                      [](const auto& a, const auto& b) { return a.name < b.name; });
            if (shape.is_search() || shape.key == std::vector<std::string>{"id", "bucket"}) shape.key = {"id"};
            all.push_back(std::move(shape));
        }
        return all;
    }
};

std::vector<TableShape> sqlite_tables(Connection& connection) {
    Found found;
    std::vector<std::pair<std::string, bool>> names; // and whether it is a search table
    connection.query("SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') "
                     "AND name NOT LIKE 'sqlite%' ORDER BY name",
                     {}, [&](const Row& row) {
                         names.emplace_back(row.text(0), row.text(1) == "virtual");
                         return true;
                     });
    for (const auto& [name, is_search] : names) {
        std::map<std::int64_t, std::string> key;
        connection.query("SELECT name, type, pk FROM pragma_table_info(?)", Values{name},
                         [&, &name = name, is_search = is_search](const Row& row) {
                             if (is_search)
                                 found.column(name, row.text(0), row.text(0) == "bucket" ? "BIGINT" : "TEXT");
                             else
                                 found.column(name, row.text(0), row.text(1));
                             if (row.whole(2) > 0) key[row.whole(2)] = row.text(0);
                             return true;
                         });
        if (is_search) found.column(name, "id", "BIGINT");
        for (auto& [place, column] : key) found.tables[name].key.push_back(column);
    }
    return found.in_order();
}

std::vector<TableShape> postgres_tables(Connection& connection) {
    Found found;
    const std::string from = " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace ";
    const std::string ours =
        " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition ";
    connection.query("SELECT c.relname, a.attname, t.typname" + from +
                         "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
                         "JOIN pg_type t ON t.oid = a.atttypid" +
                         ours,
                     {}, [&](const Row& row) {
                         found.column(row.text(0), row.text(1), row.text(2));
                         return true;
                     });
    connection.query("SELECT c.relname, a.attname" + from +
                         "JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary "
                         "JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) ON true "
                         "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum" +
                         ours + "ORDER BY c.relname, k.place",
                     {}, [&](const Row& row) {
                         found.tables[std::string(row.text(0))].key.emplace_back(row.text(1));
                         return true;
                     });
    return found.in_order();
}

std::string_view type_of(const Dialect& dialect, Kind kind) {
    switch (kind) {
    case Kind::whole:
        return dialect.bigint();
    case Kind::text:
        return dialect.text();
    case Kind::bytes:
        return dialect.bytes();
    case Kind::number:
        return dialect.real();
    }
    return {};
}

} // namespace

const TableShape::Column* TableShape::column(std::string_view column_name) const {
    auto found =
        std::find_if(columns.begin(), columns.end(), [&](const Column& each) { return each.name == column_name; });
    return found == columns.end() ? nullptr : &*found;
}

std::vector<TableShape> tables_of(Connection& connection) {
    return connection.dialect().postgres() ? postgres_tables(connection) : sqlite_tables(connection);
}

std::vector<std::string> create_bare(const Dialect& dialect, const TableShape& table) {
    std::vector<std::string> statements;
    const bool record = table.key == std::vector<std::string>{"id"}, big = table.column("bucket") != nullptr;
    std::string columns;
    for (const auto& column : table.columns) {
        if (record && (column.name == "id" || column.name == "bucket")) continue;
        columns += joined({columns.empty() ? "" : ", ", in_quotes(column.name), " ", type_of(dialect, column.kind)});
    }
    const TableClass table_class = big ? TableClass::big : TableClass::small;
    if (table.is_search())
        statements = dialect.create_search_table(table.name);
    else if (record)
        statements = dialect.create_record_table(table.name, columns, table_class);
    else
        statements = dialect.create_keyed_table(table.name, columns, list_of(dialect, table, table.key), table_class);
    std::erase_if(statements, [](const std::string& each) {
        return !each.starts_with("CREATE TABLE") && !each.starts_with("CREATE VIRTUAL TABLE");
    });
    return statements;
}

std::string column_list(const Dialect& dialect, const TableShape& table) {
    std::vector<std::string> names;
    for (const auto& column : table.columns) names.push_back(column.name);
    return list_of(dialect, table, names);
}

std::int64_t copy_out(Connection& connection, const TableShape& table,
                      const std::function<void(std::string_view lines)>& each) {
    constexpr std::int64_t rows_at_once = 2000, octets_at_once = 256 * 1024;
    const Dialect& dialect = connection.dialect();
    // Pieces of files are large, so that few of them are read at once.
    const std::int64_t limit = table.name == "file_piece" ? 4 : rows_at_once;
    const std::string key = list_of(dialect, table, table.key), table_name = in_quotes(table.name);
    const std::string start = joined({"SELECT ", column_list(dialect, table), " FROM ", table_name});
    std::string marks;
    for (std::size_t i = 0; i < table.key.size(); ++i) marks += i ? ", ?" : "?";
    const std::string after = joined({" WHERE (", key, ") > (", marks, ")"});
    const std::string order = joined({" ORDER BY ", key, " LIMIT ", std::to_string(limit)});
    std::vector<int> key_places;
    for (const std::string& name : table.key)
        key_places.push_back(static_cast<int>(table.column(name) - table.columns.data()));
    std::int64_t count = 0;
    std::string lines;
    Values last;
    for (std::int64_t found = limit; found == limit;) {
        found = 0;
        const Values from = last;
        connection.query(start + (from.empty() ? "" : after) + order, from, [&](const Row& row) {
            append_copied(lines, row, table);
            if (++found < limit) return true;
            last.clear();
            for (const int place : key_places) last.push_back(row.value(place));
            return true;
        });
        count += found;
        if (static_cast<std::int64_t>(lines.size()) < octets_at_once && found == limit) continue;
        if (!lines.empty()) each(lines);
        lines.clear();
    }
    return count;
}

} // namespace crm
