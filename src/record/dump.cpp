#include "record/dump.hpp"

#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "db/copied_row.hpp"
#include "record/dump_file.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

using Kind = TableShape::Kind;

constexpr std::int64_t dump_format = 1;
constexpr std::string_view mark = "restoring"; // the fact that a company is not whole
constexpr std::string_view facts = "fact";
constexpr std::array<std::string_view, 4> kinds = {"whole", "text", "bytes", "number"};

// What belongs to a running installation and not to the company.
bool stays_behind(std::string_view table) {
    constexpr std::array<std::string_view, 4> passing = {"failed_try", "first_run", "server", "session"};
    return std::find(passing.begin(), passing.end(), table) != passing.end();
}

// What tells of this database's own tables.
bool tells_of_database(std::string_view fact) {
    return fact == "engine_tables" || fact == "object_tables" || fact == mark;
}

std::string described(const TableShape& table) {
    std::string line;
    JsonWriter json(line);
    json.begin_object().member("table", table.name).key("key").begin_array();
    for (const std::string& name : table.key) json.string(name);
    json.end_array().key("columns").begin_array();
    for (const auto& column : table.columns)
        json.begin_array().string(column.name).string(kinds[static_cast<std::size_t>(column.kind)]).end_array();
    json.end_array().end_object();
    return line + "\n";
}

[[noreturn]] void damaged() {
    throw Error(Problem::invalid, "The file is damaged. Please copy it again, or make a new dump.");
}

// Names come from a file and go into statements.
std::string plain(const Json& name) {
    const std::string text = name.is_string() ? name.as_string() : "";
    const bool good = !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!good || text.starts_with("sqlite") || text.starts_with("pg_")) damaged();
    return text;
}

TableShape read_table(const Json& line) {
    TableShape table;
    table.name = plain(line["table"]);
    if (!line["columns"].is_array() || !line["key"].is_array()) damaged();
    for (const Json& column : line["columns"].items()) {
        if (!column.is_array() || column.items().size() != 2 || !column.items()[1].is_string()) damaged();
        const auto kind = std::find(kinds.begin(), kinds.end(), column.items()[1].as_string());
        if (kind == kinds.end()) damaged();
        table.columns.push_back({plain(column.items()[0]), static_cast<Kind>(kind - kinds.begin())});
    }
    for (const Json& name : line["key"].items()) {
        table.key.push_back(plain(name));
        if (!table.column(table.key.back())) damaged();
    }
    if (table.key.empty() || stays_behind(table.name)) damaged();
    return table;
}

Json read_json(DumpReader& in) {
    const std::string line = in.line();
    try {
        return Json::parse(line);
    } catch (const Error&) {
        damaged();
    }
}

void check_header(DumpReader& in, int newest_migration) {
    const std::string first = in.line();
    Json header;
    try {
        header = Json::parse(first);
    } catch (const Error&) {
        throw_no_dump();
    }
    if (!header.is_object() || header.text("relacja") != "dump") throw_no_dump();
    if (header.number("format") > dump_format || header.number("migration") > newest_migration)
        throw Error(Problem::conflict, "This dump was written by a newer Relacja (" +
                                           header.text("migration_sentence", "its form is newer") +
                                           "). Please install the newer version, then restore it.");
}

// In the order of their keys, as every table.
std::int64_t write_facts(Connection& connection, const TableShape& table, DumpWriter& out) {
    std::int64_t count = 0;
    connection.query("SELECT \"key\", \"value\" FROM fact ORDER BY \"key\"", {}, [&](const Row& row) {
        if (tells_of_database(row.text(0))) return true;
        std::string line;
        append_copied(line, row, table);
        out.write(line);
        ++count;
        return true;
    });
    return count;
}

class Restoring {
public:
    Restoring(Founding& founding, const std::string& file, const DumpStep& step)
        : founding_(founding), in_(file), step_(step) {}

    DumpFigures run(int newest_migration) {
        check_header(in_, newest_migration);
        begin();
        try {
            while (table()) continue;
            end();
        } catch (...) {
            leave_empty();
            throw;
        }
        return figures_;
    }

private:
    void begin() {
        const auto present = founding_.tables();
        if (!present.empty()) {
            if (!was_cut_off(present))
                throw Error(Problem::conflict, "There is a company in this database already. A dump is restored into "
                                               "an empty one: please give another folder with --data, or another "
                                               "database with --database.");
            remove_all();
        }
        const std::string text(founding_.dialect().text());
        founding_.execute(founding_.dialect().create_keyed_table(facts, "\"key\" " + text + ", \"value\" " + text,
                                                                 "\"key\"", TableClass::single));
        token_ = std::to_string(now());
        founding_.write([&](Connection& connection) { remember(connection, std::string(mark), token_); });
    }

    // Also by a kill between the first table and the mark in it.
    bool was_cut_off(const std::vector<TableShape>& present) {
        if (std::none_of(present.begin(), present.end(), [](const auto& each) { return each.name == facts; }))
            return false;
        bool marked = false, empty = false;
        founding_.write([&](Connection& connection) {
            marked =
                !is_null(connection.value("SELECT \"value\" FROM fact WHERE \"key\" = ?", Values{std::string(mark)}));
            empty = is_null(connection.value("SELECT \"key\" FROM fact LIMIT 1"));
        });
        return marked || (empty && present.size() == 1);
    }

    static void remember(Connection& connection, const std::string& key, const std::string& value) {
        connection.execute("INSERT INTO fact (\"key\", \"value\") VALUES (?, ?)", Values{key, value});
    }

    // The table with the mark goes last, so that what is cut off here is known as well.
    void remove_all() {
        std::vector<std::string> statements;
        for (const TableShape& table : founding_.tables())
            if (table.name != facts) statements.push_back("DROP TABLE IF EXISTS " + quoted(table.name));
        statements.push_back("DROP TABLE IF EXISTS fact");
        founding_.execute(statements);
    }

    void leave_empty() noexcept {
        try {
            remove_all();
        } catch (const std::exception& failure) { // the mark is there still
            log("warning", "What was restored in part could not be taken away.", {{"reason", failure.what()}});
        }
    }

    // False after the last one.
    bool table() {
        const Json line = read_json(in_);
        if (line.find("rows")) {
            if (line.number("rows") != figures_.rows || !in_.at_end()) damaged();
            return false;
        }
        const TableShape table = read_table(line);
        const std::int64_t rows = table.name == facts ? keep_facts(table) : fill(table);
        ++figures_.tables;
        figures_.rows += rows;
        step_(table.name, rows);
        return true;
    }

    std::int64_t fill(const TableShape& table) {
        founding_.execute(create_bare(founding_.dialect(), table));
        try {
            return founding_.fill(table, [&] { return in_.lines(); });
        } catch (const UniqueViolation&) {
            damaged();
        }
    }

    std::int64_t keep_facts(const TableShape& table) {
        for (auto lines = in_.lines(); !lines.empty(); lines = in_.lines())
            while (!lines.empty()) {
                const auto end = lines.find('\n');
                Values row;
                read_copied(lines.substr(0, end), table, row);
                if (row.size() != 2 || table.columns[0].name != "key") damaged();
                facts_.emplace_back(text_or_empty(row[0]), text_or_empty(row[1]));
                lines.remove_prefix(end + 1);
            }
        return static_cast<std::int64_t>(facts_.size());
    }

    void end() {
        if (facts_.empty()) damaged();
        founding_.write([&](Connection& connection) {
            // Another restoring that began meanwhile has another mark.
            if (connection.execute("DELETE FROM fact WHERE \"key\" = ? AND \"value\" = ?",
                                   Values{std::string(mark), token_}) != 1)
                throw Error(Problem::conflict,
                            "Another dump is being restored into this database. Please wait until it is done.");
            for (const auto& [key, value] : facts_)
                if (!tells_of_database(key)) remember(connection, key, value);
        });
    }

    Founding& founding_;
    DumpReader in_;
    const DumpStep& step_;
    DumpFigures figures_;
    std::string token_;
    std::vector<std::pair<std::string, std::string>> facts_;
};

} // namespace

DumpFigures write_dump(Database& database, const std::string& file, const DumpStep& step) {
    DumpWriter out(file);
    DumpFigures figures;
    database.read([&](Connection& connection) {
        std::int64_t migration = 0;
        std::string sentence;
        connection.query("SELECT \"number\", \"sentence\" FROM \"migration\" ORDER BY \"number\" DESC LIMIT 1", {},
                         [&](const Row& row) {
                             migration = row.whole(0);
                             sentence = row.text(1);
                             return false;
                         });
        std::string header;
        JsonWriter(header)
            .begin_object()
            .member("relacja", "dump")
            .member("format", dump_format)
            .member("migration", migration)
            .member("migration_sentence", sentence)
            .end_object();
        out.write(header + "\n");
        for (const TableShape& table : tables_of(connection)) {
            if (stays_behind(table.name)) continue;
            out.write(described(table));
            const std::int64_t rows =
                table.name == facts ? write_facts(connection, table, out)
                                    : copy_out(connection, table, [&](std::string_view lines) { out.write(lines); });
            out.write("\\.\n");
            ++figures.tables;
            figures.rows += rows;
            step(table.name, rows);
        }
    });
    std::string last;
    JsonWriter(last).begin_object().member("tables", figures.tables).member("rows", figures.rows).end_object();
    out.write(last + "\n");
    out.finish();
    return figures;
}

DumpFigures restore_dump(Founding& founding, const std::string& file, int newest_migration, const DumpStep& step) {
    return Restoring(founding, file, step).run(newest_migration);
}

void refuse_half_restored(const std::function<std::string(const std::string& key)>& fact) {
    if (fact(std::string(mark)).empty()) return;
    throw Error(Problem::conflict, "A dump was not wholly restored into this database, so there is no company in it. "
                                   "Please run `relacja import --dump FILE` again, which begins anew.");
}

} // namespace crm
