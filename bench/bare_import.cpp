#include "bare_import.hpp"

#include <stdexcept>
#include <vector>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "load.hpp"

namespace bench {

namespace {

// The pieces of an uploaded file are not rows of an import.
constexpr const char* not_imported = "'file_piece'";

class Sqlite {
public:
    explicit Sqlite(const std::string& file) {
        if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("cannot open " + file);
    }
    ~Sqlite() { sqlite3_close_v2(database_); }
    Sqlite(const Sqlite&) = delete;
    Sqlite& operator=(const Sqlite&) = delete;

    void run(const std::string& sql) {
        char* fault = nullptr;
        if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &fault) == SQLITE_OK) return;
        throw std::runtime_error(std::string(fault ? fault : "failed") + ": " + sql);
    }
    sqlite3_stmt* prepare(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + ": " + sql);
        return statement;
    }
    std::vector<std::string> texts(const std::string& sql) {
        std::vector<std::string> found;
        sqlite3_stmt* statement = prepare(sql);
        while (sqlite3_step(statement) == SQLITE_ROW)
            if (auto text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0))) found.emplace_back(text);
        sqlite3_finalize(statement);
        return found;
    }

private:
    sqlite3* database_ = nullptr;
};

// What an ordinary table and a search table are read and written with.
struct Copied {
    std::string table, columns, marks, rest;
    std::int64_t rows = 0;
};

std::vector<Copied> tables_to_copy(Sqlite& from, std::int64_t least, std::int64_t after) {
    std::vector<Copied> found;
    const auto names = from.texts(
        "SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN (" +
        std::string(not_imported) +
        ") AND NOT EXISTS (SELECT 1 FROM sqlite_schema AS f WHERE f.sql LIKE 'CREATE VIRTUAL%' AND s.name LIKE f.name "
        "|| '_%' AND s.name IN (f.name || '_data', f.name || '_idx', f.name || '_content', f.name || '_docsize', "
        "f.name || '_config'))");
    for (const auto& name : names) {
        const bool search =
            !from.texts("SELECT 1 FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' AND name = '" + name + "'")
                 .empty();
        const bool has_id =
            search || !from.texts("SELECT 1 FROM pragma_table_info('" + name + "') WHERE name = 'id'").empty();
        if (after && !has_id) continue;
        const std::string newer = " > " + std::to_string(after);
        Copied copied{name, search ? "rowid" : "", search ? "?" : "",
                      !after   ? ""
                      : search ? " WHERE rowid" + newer
                               : " WHERE \"id\"" + newer};
        copied.rows = std::stoll(from.texts("SELECT COUNT(*) FROM \"" + name + (search ? "_content\"" : "\"") +
                                            (!after ? "" : " WHERE \"id\"" + newer))[0]);
        if (copied.rows < least) continue;
        for (const auto& column : from.texts("SELECT name FROM pragma_table_info('" + name + "')")) {
            copied.columns += (copied.columns.empty() ? "\"" : ", \"") + column + "\"";
            copied.marks += copied.marks.empty() ? "?" : ", ?";
        }
        found.push_back(std::move(copied));
    }
    return found;
}

void copy_shape(Sqlite& from, Sqlite& to, const std::vector<Copied>& tables) {
    for (const auto& copied : tables)
        for (const char* type : {"table", "index"})
            for (const auto& sql : from.texts("SELECT sql FROM sqlite_schema WHERE type = '" + std::string(type) +
                                              "' AND tbl_name = '" + copied.table + "'"))
                to.run(sql);
}

// Reads some rows into memory, then writes them, counting only the writing.
double copy_rows(Sqlite& from, Sqlite& to, const Copied& copied) {
    constexpr std::size_t at_once = 2000;
    sqlite3_stmt* read = from.prepare("SELECT " + copied.columns + " FROM \"" + copied.table + "\"" + copied.rest);
    sqlite3_stmt* write =
        to.prepare("INSERT INTO \"" + copied.table + "\" (" + copied.columns + ") VALUES (" + copied.marks + ")");
    const int columns = sqlite3_column_count(read);
    std::vector<sqlite3_value*> values;
    double counted = 0;
    auto write_values = [&] {
        const double begin = milliseconds_now();
        for (std::size_t at = 0; at < values.size(); at += static_cast<std::size_t>(columns)) {
            for (int i = 0; i < columns; ++i)
                sqlite3_bind_value(write, i + 1, values[at + static_cast<std::size_t>(i)]);
            if (sqlite3_step(write) != SQLITE_DONE)
                throw std::runtime_error("a row of " + copied.table + " cannot be written");
            sqlite3_reset(write);
        }
        counted += milliseconds_now() - begin;
        for (auto value : values) sqlite3_value_free(value);
        values.clear();
    };
    while (sqlite3_step(read) == SQLITE_ROW) {
        for (int i = 0; i < columns; ++i) values.push_back(sqlite3_value_dup(sqlite3_column_value(read, i)));
        if (values.size() >= at_once * static_cast<std::size_t>(columns)) write_values();
    }
    write_values();
    sqlite3_finalize(read);
    sqlite3_finalize(write);
    return counted;
}

void count_table(BareImport& result, const std::string& table, std::int64_t rows) {
    result.rows += rows;
    result.tables += (result.tables.empty() ? "" : ", ") + table + " " + std::to_string(rows);
}

class Postgres {
public:
    explicit Postgres(const std::string& address) : connection_(PQconnectdb(address.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_));
    }
    ~Postgres() { PQfinish(connection_); }
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;

    std::vector<std::string> texts(const std::string& sql) {
        PGresult* result = PQexec(connection_, sql.c_str());
        const auto status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
            throw std::runtime_error(PQerrorMessage(connection_) + sql);
        std::vector<std::string> found;
        for (int row = 0; row < PQntuples(result); ++row) found.emplace_back(PQgetvalue(result, row, 0));
        PQclear(result);
        return found;
    }
    // Binary rows in the pieces that the server sends.
    std::vector<std::string> copy_out(const std::string& rows) {
        PQclear(PQexec(connection_, ("COPY " + rows + " TO STDOUT (FORMAT binary)").c_str()));
        std::vector<std::string> pieces;
        char* piece = nullptr;
        for (int size; (size = PQgetCopyData(connection_, &piece, 0)) > 0; PQfreemem(piece))
            pieces.emplace_back(piece, static_cast<std::size_t>(size));
        PQclear(PQgetResult(connection_));
        return pieces;
    }
    void copy_in(const std::string& table, const std::vector<std::string>& pieces) {
        PQclear(PQexec(connection_, ("COPY \"" + table + "\" FROM STDIN (FORMAT binary)").c_str()));
        for (const auto& piece : pieces) PQputCopyData(connection_, piece.data(), static_cast<int>(piece.size()));
        PQputCopyEnd(connection_, nullptr);
        PGresult* result = PQgetResult(connection_);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection_));
        PQclear(result);
        PQclear(PQgetResult(connection_));
    }

private:
    PGconn* connection_;
};

} // namespace

BareImport bare_sqlite_import(const std::string& from_file, const std::string& to_file, std::int64_t least,
                              std::int64_t after) {
    Sqlite from(from_file), to(to_file);
    BareImport result;
    const auto tables = tables_to_copy(from, least, after);
    to.run(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY");
    if (!after) copy_shape(from, to, tables);
    to.run("BEGIN");
    double ms = 0;
    for (const auto& copied : tables) {
        ms += copy_rows(from, to, copied);
        count_table(result, copied.table, copied.rows);
    }
    const double begin = milliseconds_now();
    to.run("COMMIT");
    result.seconds = (ms + milliseconds_now() - begin) / 1000;
    return result;
}

BareImport bare_postgres_import(const std::string& from_address, const std::string& to_address, std::int64_t least,
                                std::int64_t after) {
    Postgres from(from_address), to(to_address);
    BareImport result;
    double ms = 0;
    auto timed = [&](const auto& work) {
        const double begin = milliseconds_now();
        work();
        ms += milliseconds_now() - begin;
    };
    std::vector<std::string> names =
        from.texts("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN (" +
                   std::string(not_imported) + ")");
    std::vector<std::pair<std::string, std::int64_t>> tables;
    const std::string newer = after ? " WHERE \"id\" > " + std::to_string(after) : "";
    for (const auto& name : names) {
        if (after &&
            from.texts("SELECT 1 FROM pg_attribute WHERE attname = 'id' AND attrelid = '\"" + name + "\"'::regclass")
                .empty())
            continue;
        if (const auto rows = std::stoll(from.texts("SELECT COUNT(*) FROM \"" + name + "\"" + newer)[0]); rows >= least)
            tables.emplace_back(name, rows);
    }
    if (!after)
        for (const auto& [name, rows] : tables) to.texts("TRUNCATE \"" + name + "\"");
    to.texts("BEGIN");
    for (const auto& [name, rows] : tables) {
        const auto pieces = from.copy_out(after ? "(SELECT * FROM \"" + name + "\"" + newer + ")" : "\"" + name + "\"");
        timed([&] { to.copy_in(name, pieces); });
        count_table(result, name, rows);
    }
    timed([&] { to.texts("COMMIT"); });
    result.seconds = ms / 1000;
    return result;
}

} // namespace bench
