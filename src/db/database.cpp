#include "db/database.hpp"

#include <mutex>

#include "base/log.hpp"
#include "db/changed_meanwhile.hpp"
#include "db/postgres.hpp"
#include "db/sqlite.hpp"
#include "db/statement.hpp"

namespace crm {

std::atomic<bool> statements_recorded = false;

namespace {

using Recorder = std::function<void(std::string_view)>;
std::mutex recorder_mutex;
std::shared_ptr<const Recorder> recorder;

thread_local bool inside_transaction = false;

} // namespace

void record_statements(std::function<void(std::string_view sql)> seen) {
    std::lock_guard lock(recorder_mutex);
    statements_recorded = static_cast<bool>(seen);
    recorder = seen ? std::make_shared<const Recorder>(std::move(seen)) : nullptr;
}

void show_to_recorder(std::string_view sql) {
    std::shared_ptr<const Recorder> seen;
    {
        std::lock_guard lock(recorder_mutex);
        seen = recorder;
    }
    if (seen) (*seen)(sql);
}

void check_parameters(std::span<const Value> parameters) {
    for (const Value& value : parameters) {
        auto found = std::get_if<std::string>(&value);
        if (found && found->find('\0') != std::string::npos)
            throw Error(Problem::invalid, "A text contains a NUL character. Remove it and try again.");
    }
}

void InsideTransaction::refuse() {
    require(!inside_transaction, "a transaction inside a transaction");
}

InsideTransaction::InsideTransaction() {
    refuse();
    inside_transaction = true;
}

InsideTransaction::~InsideTransaction() {
    inside_transaction = false;
}

void run_effects(Effects& effects) {
    for (auto& effect : effects) {
        try {
            effect();
        } catch (const std::exception& failure) {
            log("error", "What was to follow a saved change failed.", {{"reason", failure.what()}});
        } catch (...) {
            log("error", "What was to follow a saved change failed.");
        }
    }
}

void Connection::query_together(const std::vector<Question>& questions) {
    for (const Question& each : questions) query(each.sql, each.parameters, each.each);
}

Value Connection::value(std::string_view sql, std::span<const Value> parameters) {
    Value found;
    query(sql, parameters, [&](const Row& row) {
        found = row.value(0);
        return false;
    });
    return found;
}

std::string insert_statement(std::string_view table, std::string_view columns, std::size_t values) {
    std::string sql = "INSERT INTO ";
    (((sql += table) += " (") += columns) += ") VALUES (";
    for (std::size_t i = 0; i < values; ++i) sql += i ? ", ?" : "?";
    return sql += ')';
}

void Connection::insert(std::string_view table, std::string_view columns, Values row) {
    execute(insert_text(table, columns, row.size()), row);
}

const std::string& Connection::insert_text(std::string_view table, std::string_view columns, std::size_t values) {
    auto of_table = inserts_.find(table);
    if (of_table == inserts_.end()) of_table = inserts_.try_emplace(std::string(table)).first;
    for (const Insert& known : of_table->second)
        if (known.columns == columns) return known.sql;
    return of_table->second.emplace_back(Insert{std::string(columns), insert_statement(table, columns, values)}).sql;
}

void Connection::change(std::string_view sql, std::span<const Value> parameters) {
    if (execute(sql, parameters) == 0) throw ChangedMeanwhile();
}

void Connection::execute_all(const std::vector<std::string>& statements) {
    for (const std::string& statement : statements) execute(statement);
}

void Connection::write_search_now(const std::string& table, const SearchRow& row) {
    if (!row.is_new) execute(dialect().search_delete(table), Values{row.id, row.bucket});
    if (row.open.empty() && row.guarded.empty()) return;
    execute(dialect().search_insert(table), Values{row.id, row.bucket, row.open, row.guarded});
}

std::unique_ptr<Database> Database::open(const DatabaseOptions& options) {
    require(options.readers > 0, "a database needs a connection to read with");
    if (!options.postgres_address.empty()) return open_postgres(options);
    if (!options.sqlite_file.empty()) return open_sqlite(options);
    throw Error(Problem::bad_request,
                "No database is named. Give the file of a SQLite database or the address of a PostgreSQL one.");
}

} // namespace crm
