#include "db/sqlite_connection.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include <sqlite3.h>

#include "base/text.hpp"
#include "db/changed_meanwhile.hpp"
#include "db/dialect.hpp"
#include "db/sqlite_log_file.hpp"
#include "db/sqlite_row.hpp"

namespace crm {

namespace {

constexpr std::size_t statements_kept = 256;
constexpr int steps_between_looks =
    5000; // of SQLite's machine, between two looks at the clock: well under a millisecond
constexpr std::int64_t millisecond = 1000;

void configure_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);                    // its counters are a lock that all threads share
        sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, 4 * 1024 * 1024); // savepoints in memory up to here
    });
}

void fold_text(sqlite3_context* context, int, sqlite3_value** arguments) {
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL) return sqlite3_result_null(context);
    auto data = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
    auto size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    try {
        std::string folded = fold({data ? data : "", size});
        sqlite3_result_text64(context, folded.data(), folded.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } catch (const std::exception& failure) {
        sqlite3_result_error(context, failure.what(), -1);
    }
}

} // namespace

// A prepared statement while it runs. One that is asked again inside its own rows gets a second one for the time.
class SqliteConnection::Use_of {
public:
    Use_of(SqliteConnection& connection, std::string_view sql) : connection_(connection) {
        auto found = connection.by_text_.find(sql);
        if (found == connection.by_text_.end()) {
            statement = connection.prepare(sql, true);
            prepared_ = &connection.prepared_.front();
        } else if (found->second->busy) {
            statement = connection.prepare(sql, false);
            return;
        } else {
            connection.prepared_.splice(connection.prepared_.begin(), connection.prepared_, found->second);
            prepared_ = &connection.prepared_.front();
            statement = prepared_->statement;
        }
        prepared_->busy = true;
    }
    ~Use_of() {
        if (prepared_) {
            sqlite3_reset(statement);
            prepared_->busy = false;
        } else {
            sqlite3_finalize(statement);
        }
    }
    Use_of(const Use_of&) = delete;
    Use_of& operator=(const Use_of&) = delete;
    sqlite3_stmt* statement = nullptr;

private:
    SqliteConnection& connection_;
    Prepared* prepared_ = nullptr;
};

SqliteConnection::SqliteConnection(const std::string& file, Use use, Moment statement_limit)
    : sent_([this](const SqliteSent::Statement& each) {
          if (run(each.sql(), each.parameters) == 0 && each.must_fit) throw ChangedMeanwhile();
      }),
      limit_(statement_limit), only_reads_(use == Use::reading) {
    try {
        open(file, use);
    } catch (...) {
        sqlite3_close_v2(database_);
        throw;
    }
}

void SqliteConnection::open(const std::string& file, Use use) {
    configure_once();
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (use != Use::reading) flags |= SQLITE_OPEN_CREATE;
    const char* files = use == Use::writing ? sqlite_with_gathered_log() : nullptr;
    if (sqlite3_open_v2(file.c_str(), &database_, flags, files) != SQLITE_OK)
        throw Error(Problem::unavailable, "The database file " + file + " cannot be opened (" +
                                              sqlite3_errmsg(database_) +
                                              "). Check that its folder is there and may be written.");
    sqlite3_busy_timeout(database_, 5000); // other programs; our own writers wait in the queue
    sqlite3_create_function_v2(database_, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                               fold_text, nullptr, nullptr, nullptr);
    if (use == Use::writing) {
        control("PRAGMA journal_mode = WAL");
        control("PRAGMA synchronous = FULL");
        control("PRAGMA wal_autocheckpoint = 0");         // the writer does it between its groups
        control("PRAGMA journal_size_limit = 268435456"); // what is cut off must be taken from the disk anew
        control("PRAGMA cache_size = -32000");
        control("PRAGMA analysis_limit = 400");
        sqlite3_wal_hook(database_, committed, this);
        sqlite3_commit_hook(database_, committing, this);
    } else if (use == Use::founding) {
        control("PRAGMA locking_mode = EXCLUSIVE");
        control("PRAGMA journal_mode = OFF");
        control("PRAGMA synchronous = OFF");
        control("PRAGMA cache_size = -128000");
    } else {
        control("PRAGMA query_only = ON");
        control(use == Use::reading ? "PRAGMA cache_size = -12000" : "PRAGMA synchronous = FULL");
    }
    control("PRAGMA foreign_keys = OFF");
    control("PRAGMA secure_delete = FAST"); // what is deleted is overwritten where that costs no further page
    control("PRAGMA temp_store = MEMORY");
    control("PRAGMA mmap_size = 0"); // mapped pages would count once per connection as memory of the program
    sqlite3_progress_handler(database_, steps_between_looks, over_limit, this);
}

SqliteConnection::~SqliteConnection() {
    sent_.forget();
    for (Prepared& prepared : prepared_) sqlite3_finalize(prepared.statement);
    sqlite3_close_v2(database_);
}

const Dialect& SqliteConnection::dialect() const {
    return sqlite_dialect();
}

int SqliteConnection::over_limit(void* self) {
    auto connection = static_cast<SqliteConnection*>(self);
    return connection->deadline_ != 0 && steady_us() > connection->deadline_;
}

int SqliteConnection::committing(void* self) {
    auto connection = static_cast<SqliteConnection*>(self);
    return std::exchange(connection->fail_commit_, false);
}

int SqliteConnection::committed(void* self, sqlite3*, const char*, int pages) {
    auto connection = static_cast<SqliteConnection*>(self);
    connection->pages_in_log_ = pages;
    if (pages < connection->pages_moved_) connection->pages_moved_ = 0;
    connection->pages_to_move_ = pages - connection->pages_moved_;
    return SQLITE_OK;
}

sqlite3_stmt* SqliteConnection::prepare(std::string_view sql, bool keep) {
    sqlite3_stmt* statement = nullptr;
    const char* rest = nullptr;
    unsigned flags = keep ? SQLITE_PREPARE_PERSISTENT : 0;
    if (sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()), flags, &statement, &rest) != SQLITE_OK)
        fail(sql);
    require(statement != nullptr, "an empty statement");
    if (!keep) return statement;
    if (prepared_.size() >= statements_kept) {
        auto oldest = std::prev(prepared_.end());
        while (oldest != prepared_.begin() && oldest->busy) --oldest;
        if (!oldest->busy) {
            sqlite3_finalize(oldest->statement);
            by_text_.erase(oldest->sql);
            prepared_.erase(oldest);
        }
    }
    prepared_.push_front({std::string(sql), statement, false});
    by_text_.emplace(prepared_.front().sql, prepared_.begin());
    return statement;
}

void SqliteConnection::bind(sqlite3_stmt* statement, std::string_view sql, std::span<const Value> parameters) {
    if (sqlite3_bind_parameter_count(statement) != static_cast<int>(parameters.size()))
        throw std::runtime_error("the parameters do not fit the statement: " + std::string(sql));
    int place = 0;
    for (const Value& value : parameters) {
        ++place;
        if (auto number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, place, *number);
        } else if (auto real = std::get_if<double>(&value)) {
            sqlite3_bind_double(statement, place, *real);
        } else if (auto words = std::get_if<std::string>(&value)) {
            sqlite3_bind_text64(statement, place, words->data(), words->size(), SQLITE_STATIC, SQLITE_UTF8);
        } else if (auto bytes = std::get_if<Bytes>(&value)) {
            sqlite3_bind_blob64(statement, place, bytes->data.data(), bytes->data.size(), SQLITE_STATIC);
        } else {
            sqlite3_bind_null(statement, place);
        }
    }
}

bool SqliteConnection::step(sqlite3_stmt* statement, std::string_view sql) {
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail(sql);
    return false;
}

void SqliteConnection::query(std::string_view sql, std::span<const Value> parameters,
                             const std::function<bool(const Row&)>& each) {
    sent_.finish();
    if (written_ < held_back_.size() && sql.find("search_") != std::string_view::npos) write_held_back();
    check_parameters(parameters);
    ++asking_;
    try {
        run(sql, parameters, each);
    } catch (...) {
        --asking_;
        throw;
    }
    --asking_;
}

void SqliteConnection::run(std::string_view sql, std::span<const Value> parameters,
                           const std::function<bool(const Row&)>& each) {
    record_statement(sql);
    if (failed_) throw std::runtime_error("a statement of this transaction failed before: " + std::string(sql));
    statements_.fetch_add(1, std::memory_order_relaxed);
    Use_of use(*this, sql);
    bind(use.statement, sql, parameters);
    auto outer = std::exchange(deadline_, steady_us() + limit_);
    struct Restore {
        std::int64_t& deadline;
        std::int64_t outer;
        ~Restore() { deadline = outer; }
    } restore{deadline_, outer};
    SqliteRow row(use.statement);
    bool wanted = true;
    while (step(use.statement, sql)) {
        if (wanted) wanted = each(row);
        // A change with RETURNING runs to its end, whether or not its rows are wanted.
        if (!wanted && sqlite3_stmt_readonly(use.statement)) break;
    }
}

std::int64_t SqliteConnection::run(std::string_view sql, std::span<const Value> parameters) {
    const auto before = sqlite3_total_changes64(database_);
    run(sql, parameters, [](const Row&) { return true; });
    return sqlite3_total_changes64(database_) == before ? 0 : sqlite3_changes64(database_);
}

std::int64_t SqliteConnection::execute(std::string_view sql, std::span<const Value> parameters) {
    sent_.finish();
    const auto before = sqlite3_total_changes64(database_);
    query(sql, parameters, [](const Row&) { return true; });
    return sqlite3_total_changes64(database_) == before ? 0 : sqlite3_changes64(database_);
}

void SqliteConnection::send(std::string_view sql, std::span<const Value> parameters) {
    send({nullptr, std::string(sql), {parameters.begin(), parameters.end()}});
}

void SqliteConnection::change(std::string_view sql, std::span<const Value> parameters) {
    send({nullptr, std::string(sql), {parameters.begin(), parameters.end()}, true});
}

void SqliteConnection::insert(std::string_view table, std::string_view columns, Values row) {
    send({&insert_text(table, columns, row.size()), {}, std::move(row)});
}

// Where it is sent between the rows of a question, which are still being read, nobody else may have the connection.
void SqliteConnection::send(SqliteSent::Statement statement) {
    check_parameters(statement.parameters);
    const bool searches = written_ < held_back_.size() && statement.sql().find("search_") != std::string_view::npos;
    if (searches) {
        sent_.finish();
        write_held_back();
    }
    sent_.add(std::move(statement));
    if (asking_ || only_reads_) sent_.finish();
}

std::vector<std::string> SqliteConnection::columns_of(std::string_view table) {
    std::vector<std::string> names;
    Values parameters{std::string(table)};
    query("SELECT name FROM pragma_table_info(?) ORDER BY cid", parameters, [&](const Row& row) {
        names.emplace_back(row.text(0));
        return true;
    });
    return names;
}

void SqliteConnection::write_search(const std::string& table, SearchRow row) {
    check_parameters(Values{row.open, row.guarded});
    held_back_.push_back({table, std::move(row)});
}

void SqliteConnection::write_held_back() {
    const auto first = held_back_.begin() + static_cast<std::ptrdiff_t>(written_);
    std::vector<const HeldBack*> order;
    for (auto each = first; each != held_back_.end(); ++each) order.push_back(&*each);
    written_ = held_back_.size(); // before the statements, which would come here again
    std::stable_sort(order.begin(), order.end(), [](const HeldBack* a, const HeldBack* b) {
        return a->table != b->table ? a->table < b->table : a->row.id < b->row.id;
    });
    for (std::size_t i = 0; i < order.size();) {
        std::size_t last = i;
        while (last + 1 < order.size() && order[last + 1]->row.id == order[i]->row.id &&
               order[last + 1]->table == order[i]->table)
            ++last;
        SearchRow row = order[last]->row;
        row.is_new = order[i]->row.is_new;
        write_search_now(order[i]->table, row);
        joining_[order[i]->table] = {};
        i = last + 1;
    }
}

void SqliteConnection::join_what_was_left() {
    query("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'", {}, [&](const Row& row) {
        joining_.emplace(row.text(0), Joining{});
        return true;
    });
}

void SqliteConnection::release_memory() {
    sqlite3_db_release_memory(database_);
}

bool SqliteConnection::join_search_pieces(bool wholly) {
    constexpr int pages = 200; // of the index at a time
    for (auto& [table, joining] : joining_) {
        if (!(wholly ? joining.wholly : joining.parts)) continue;
        const std::string command = "INSERT INTO " + table + "(" + table + ", rank) VALUES";
        if (!std::exchange(joining.begun, true)) control(command + "('usermerge', 2)");
        // A negative number makes all pieces one level, to be joined by the steps that follow.
        const bool first = wholly && std::exchange(joining.whole_begun, true) == false;
        const auto before = sqlite3_total_changes64(database_);
        control(command + "('merge', " + std::to_string(first ? -pages : pages) + ")");
        if (sqlite3_total_changes64(database_) - before >= 2) return true;
        joining.parts = false;
        if (wholly && !first) joining.wholly = false;
        return true;
    }
    return false;
}

void SqliteConnection::after_commit(std::function<void()> effect) {
    require(effects_ != nullptr, "an effect after the commit of a transaction that only reads");
    effects_->push_back(std::move(effect));
}

void SqliteConnection::begin_job(Effects* effects) {
    sent_.forget();
    effects_ = effects;
    failed_ = false;
    job_held_back_ = held_back_.size();
    job_written_ = written_;
}

void SqliteConnection::forget_job() {
    sent_.forget();
    held_back_.resize(job_held_back_);
    written_ = std::min(written_, job_written_); // what the job made be written was rolled back with it
}

void SqliteConnection::forget_transaction() {
    held_back_.clear();
    written_ = job_held_back_ = job_written_ = 0;
}

void SqliteConnection::end_job() {
    sent_.finish();
    if (failed_) throw std::runtime_error("a statement of this transaction failed, so nothing of it is saved");
}

void SqliteConnection::control(std::string_view sql) {
    auto outer = std::exchange(deadline_, 0);
    try {
        Use_of use(*this, sql);
        while (step(use.statement, sql)) {
        }
    } catch (...) {
        deadline_ = outer;
        throw;
    }
    deadline_ = outer;
}

void SqliteConnection::change_schema(std::string_view sql) {
    record_statement(sql);
    char* message = nullptr;
    int result = sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, &message);
    std::string reason = message ? message : "";
    sqlite3_free(message);
    if (result == SQLITE_OK || reason.starts_with("duplicate column name")) return;
    fail(sql);
}

bool SqliteConnection::in_transaction() const {
    return sqlite3_get_autocommit(database_) == 0;
}

int SqliteConnection::checkpoint() {
    int pages = 0;
    int moved = 0;
    if (sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, &moved) != SQLITE_OK)
        return pages_moved_;
    pages_moved_ = moved;
    pages_to_move_ = 0; // what a reader still holds back waits for the next time
    return moved;
}

void SqliteConnection::moved_by_another(int pages) {
    if (pages > pages_in_log_) return; // the log began anew since
    pages_moved_ = pages;
    pages_to_move_ = pages_in_log_ - pages;
}

std::string SqliteConnection::table_of_violation(std::string_view message) {
    // "UNIQUE constraint failed: deal.number, deal.bucket", or "… index 'deal_by_name'" for an index of expressions.
    auto colon = message.find(": ");
    if (colon == std::string_view::npos) return {};
    auto named = message.substr(colon + 2);
    if (!named.starts_with("index '")) return std::string(named.substr(0, named.find('.')));
    named = named.substr(7, named.rfind('\'') - 7);
    std::string table;
    Use_of use(*this, "SELECT tbl_name FROM sqlite_master WHERE type = 'index' AND name = ?");
    sqlite3_bind_text(use.statement, 1, named.data(), static_cast<int>(named.size()), SQLITE_TRANSIENT);
    if (sqlite3_step(use.statement) == SQLITE_ROW) table = SqliteRow(use.statement).text(0);
    return table;
}

void SqliteConnection::fail(std::string_view sql) {
    failed_ = true;
    int code = sqlite3_extended_errcode(database_);
    std::string message = sqlite3_errmsg(database_);
    if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
        throw UniqueViolation(table_of_violation(message), message);
    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        throw Interrupted("The statement took longer than " + std::to_string(limit_ / millisecond) +
                          " ms and was stopped: " + std::string(sql));
    case SQLITE_FULL:
        throw Error(Problem::unavailable, "The disk is full. Free some space on it and try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw Error(Problem::unavailable, "The database is held by another program. Try again in a moment.");
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        throw Error(Problem::unavailable, "The database file cannot be read or written (" + message +
                                              "). Check its disk and its permissions, then try again.");
    case SQLITE_NOTADB:
        throw Error(Problem::unavailable, "The database file is not a SQLite database. Name another file.");
    case SQLITE_CORRUPT:
        throw Error(Problem::unavailable, "The database file is damaged. Restore it from the last backup.");
    case SQLITE_TOOBIG:
        throw Error(Problem::too_large, "A value is too large for the database. Make it smaller.");
    default:
        throw std::runtime_error(message + ", in: " + std::string(sql));
    }
}

} // namespace crm
