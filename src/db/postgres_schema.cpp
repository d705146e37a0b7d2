#include "db/postgres_schema.hpp"

#include <thread>

#include "base/log.hpp"
#include "db/postgres_text.hpp"

namespace crm {

namespace {

constexpr int attempts = 10;
constexpr int oldest_server = 140000;

Value asked(PostgresLink& link, std::string_view sql, const std::string& parameter) {
    link.begin(PostgresLink::Kind::reading, nullptr);
    try {
        Values parameters{parameter};
        Value found = link.value(sql, parameters);
        link.commit();
        return found;
    } catch (...) {
        link.rollback();
        throw;
    }
}

bool there_already(std::string_view state) { // table, column, schema, object
    return state == "42P07" || state == "42701" || state == "42P06" || state == "42710";
}

// One statement. Two servers that start at once may both make the same thing: the second one's failure is no failure.
void run_one(PostgresLink& link, const std::string& sql) {
    for (int attempt = 1;; ++attempt) {
        try {
            return link.plain(sql);
        } catch (const PostgresRefusal& refusal) {
            if (there_already(refusal.state)) return;
            if (!may_run_again(refusal.state) || !link.usable() || attempt == attempts) throw;
        } catch (const UniqueViolation& refusal) {
            if (!refusal.table.starts_with("pg_") || attempt == attempts) throw; // of the catalogue: made just now
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20 * attempt));
    }
}

struct Found {
    bool there = false, valid = false, being_built = false; // the index
    std::string kind;                                       // of its table: p where it is partitioned
    std::int64_t rows = 0;                                  // as last estimated; -1 where never
};

Found look_at(PostgresLink& link, const IndexStatement& index) {
    Found found;
    link.begin(PostgresLink::Kind::reading, nullptr);
    try {
        Values parameters{index.name, index.table};
        link.query(
            "SELECT i.indisvalid, t.relkind, t.reltuples, p.index_relid FROM pg_class t "
            "LEFT JOIN pg_index i ON i.indexrelid = to_regclass(?) "
            "LEFT JOIN pg_stat_progress_create_index p ON p.index_relid = i.indexrelid WHERE t.oid = to_regclass(?)",
            parameters, [&](const Row& row) {
                found = {!row.null(0), row.whole(0) == 1, !row.null(3), std::string(row.text(1)), row.whole(2)};
                return false;
            });
        if (found.rows <= 0 && found.kind == "r")
            found.rows = whole_or(link.value("SELECT 1 FROM " + index.table + " LIMIT 1"), 0);
        link.commit();
        return found;
    } catch (...) {
        link.rollback();
        throw;
    }
}

void build_index(PostgresLink& link, const IndexStatement& index) {
    auto found = look_at(link, index);
    while (found.being_built) { // by another server
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        found = look_at(link, index);
    }
    if (found.valid) return;
    // What a crash left half built is of no use to anybody.
    if (found.there) run_one(link, "DROP INDEX IF EXISTS " + index.name);
    // Building concurrently cannot be done on a partitioned table, and waits for all others, for nothing on an empty
    // one.
    if (found.kind != "r" || found.rows == 0) return run_one(link, index.start + " IF NOT EXISTS " + index.rest);
    for (int attempt = 1;; ++attempt) {
        try {
            return link.plain(index.start + " CONCURRENTLY IF NOT EXISTS " + index.rest);
        } catch (const std::exception&) {
            auto failure = link.failure();
            if (there_already(failure)) return build_index(link, index); // another server was first
            if (link.usable()) run_one(link, "DROP INDEX IF EXISTS " + index.name);
            if (!may_run_again(failure) || !link.usable() || attempt == attempts) throw;
        }
    }
}

void require_extension(PostgresLink& link) {
    std::string_view there = "SELECT 1 FROM pg_extension WHERE extname = ?";
    if (!is_null(asked(link, there, "pg_trgm"))) return;
    try {
        run_one(link, "CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public");
    } catch (const std::exception& failure) {
        if (!is_null(asked(link, there, "pg_trgm"))) return;
        log("error", "The extension pg_trgm could not be made.", {{"reason", failure.what()}});
        throw Error(Problem::unavailable,
                    "The PostgreSQL extension pg_trgm is missing and this user may not add it. Let an "
                    "administrator run CREATE EXTENSION pg_trgm in this database, then start again.");
    }
}

} // namespace

void prepare_postgres(PostgresLink& link, const std::string& schema) {
    if (link.server_version() < oldest_server)
        throw Error(Problem::unavailable, "This PostgreSQL is too old. Use version 14 or later.");
    if (link.setting("server_encoding") != "UTF8")
        throw Error(Problem::unavailable,
                    "The PostgreSQL database does not store UTF-8. Make one with ENCODING 'UTF8'.");
    // Words of other alphabets are letters to the trigram index only where the database's locale knows them.
    if (text_or_empty(
            asked(link, "SELECT datctype FROM pg_database WHERE datname = current_database() AND ? = ''", "")) == "C")
        log("warning",
            "The PostgreSQL database has the locale C, in which searches beyond plain Latin letters are slow. "
            "Make the database anew with LOCALE 'C.UTF-8'.");
    if (!schema.empty() && is_null(asked(link, "SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)))
        run_one(link, "CREATE SCHEMA IF NOT EXISTS " + schema);
    require_extension(link);
}

void run_postgres_schema(PostgresLink& link, const std::string& statement) {
    run_one(link, statement);
}

void change_postgres_schema(PostgresLink& link, const std::vector<std::string>& statements) {
    link.retire();                           // if this does not come to its end, nobody gets it with these settings
    link.plain("SET statement_timeout = 0"); // an index may take its time,
    link.plain("SET lock_timeout = 5000");   // but nobody waits long behind us
    for (const std::string& statement : statements) {
        if (auto index = index_statement(statement))
            build_index(link, *index);
        else
            run_one(link, statement);
    }
    link.plain("RESET lock_timeout");
    link.plain("RESET statement_timeout");
    link.retire(false);
}

} // namespace crm
