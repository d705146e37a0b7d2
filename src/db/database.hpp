// Database: SQLite and PostgreSQL behind one small interface. The code above cannot tell which it runs on, except
// through Dialect, the only place where their languages differ.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/time.hpp"
#include "base/value.hpp"

namespace crm {

// One row while it is being read; texts live until the next row is asked for.
class Row {
public:
    virtual ~Row() = default;
    virtual int size() const = 0;
    virtual bool null(int column) const = 0;
    virtual std::int64_t whole(int column) const = 0;    // 0 where null
    virtual double number(int column) const = 0;         // 0 where null
    virtual std::string_view text(int column) const = 0; // empty where null; octets of a blob too
    virtual Value value(int column) const = 0;           // as the column is declared: whole, text, bytes, number, null
};

enum class TableClass { big, small, single }; // see docs: big is spread by bucket, small is copied everywhere

class Dialect {
public:
    virtual ~Dialect() = default;
    virtual bool postgres() const = 0;
    virtual std::string_view bigint() const = 0; // BIGINT
    virtual std::string_view text() const = 0;   // TEXT compared as bytes (COLLATE "C" on PostgreSQL)
    virtual std::string_view bytes() const = 0;  // BLOB, BYTEA
    virtual std::string_view real() const = 0;   // REAL, DOUBLE PRECISION
    // `CREATE TABLE IF NOT EXISTS name (columns, PRIMARY KEY …)` for a table of records with id BIGINT and, when big,
    // bucket BIGINT. SQLite: id INTEGER PRIMARY KEY. PostgreSQL: PRIMARY KEY (id, bucket) for big, (id) otherwise; in
    // partitioned mode PARTITION BY HASH (bucket) with four partitions for big. `columns` are the others, "name TEXT,
    // …". Several statements.
    virtual std::vector<std::string> create_record_table(std::string_view name, std::string_view columns,
                                                         TableClass) const = 0;
    // A table with a key of its own: `key` is "bucket, object, field, key"; `columns` are all, bucket included when
    // big.
    virtual std::vector<std::string> create_keyed_table(std::string_view name, std::string_view columns,
                                                        std::string_view key, TableClass) const = 0;
    // The search table of an object: (id, bucket, open, guarded) with a trigram index. FTS5 with detail=none in SQLite,
    // GIN in PostgreSQL. The id's column is search_id(). Fold the texts before they are written.
    virtual std::vector<std::string> create_search_table(std::string_view name) const = 0;
    virtual std::string_view search_id() const = 0;                      // rowid, id
    virtual std::string search_insert(std::string_view table) const = 0; // parameters: id, bucket, open, guarded
    virtual std::string search_delete(std::string_view table) const = 0; // parameters: id, bucket
    // A condition that is true where every word stands inside the search column ("open", "guarded", or "" for either),
    // by any of its patterns (three letters or longer and folded; shorter ones are found without the index). At most
    // one such condition on a table in a statement, which names the table without an alias; with no table it is about
    // the rows of a subquery, one after the other. Appends its parameters.
    virtual std::string search_condition(std::string_view table, std::string_view column,
                                         const std::vector<std::vector<std::string>>& words,
                                         Values& parameters) const = 0;
    // `column` folded for a contains or starts_with comparison with a folded text: case and diacritics of Latin
    // removed, Cyrillic lower.
    virtual std::string folded(std::string_view column) const = 0;
    // Integer division that rounds down, for periods.
    virtual std::string floor_divide(std::string_view expression, std::int64_t by) const = 0;
    // A sum that fails rather than overflows and comes back as a whole number.
    virtual std::string sum(std::string_view expression) const = 0;
};

// The words of one record in its search table.
struct SearchRow {
    std::int64_t id = 0, bucket = 0;
    std::string open, guarded; // both empty: it is not found any more
    bool is_new = false;       // the table has no row of this id yet
};

struct Question {
    std::string sql; // placeholders are ?
    Values parameters;
    std::function<bool(const Row&)> each; // row; it may return false to stop
};

// Where statements run: a snapshot for reading, a transaction for writing. Statements are prepared once and cached by
// text. A statement that fails ends its transaction, also where the job catches the exception: later statements are
// refused and nothing is saved (so on both databases). Questions are asked before, or with ON CONFLICT DO NOTHING.
class Connection {
public:
    virtual ~Connection() = default;
    virtual const Dialect& dialect() const = 0;
    // Placeholders are ?. Calls `each` for every row; it may return false to stop, and may ask further queries.
    virtual void query(std::string_view sql, std::span<const Value> parameters,
                       const std::function<bool(const Row&)>& each) = 0;
    // Questions of which none needs another's answer; they may travel together. Answered in their order.
    virtual void query_together(const std::vector<Question>& questions);
    // Rows changed.
    virtual std::int64_t execute(std::string_view sql, std::span<const Value> parameters = {}) = 0;
    // As execute, where nobody asks how many rows: it may travel with what follows, and what is wrong with it then
    // comes out there, at the latest at COMMIT. What is asked later on this connection finds it done.
    virtual void send(std::string_view sql, std::span<const Value> parameters) { execute(sql, parameters); }
    // As send, of a row that must be there: where none fits any more, another has changed it, which ends the job as
    // ChangedMeanwhile, here or where what is sent comes out.
    virtual void change(std::string_view sql, std::span<const Value> parameters);
    // A new row, sent likewise; many of one table go as one. `columns` are names with commas between them.
    virtual void insert(std::string_view table, std::string_view columns, Values row);
    virtual std::vector<std::string> columns_of(std::string_view table) = 0; // empty where there is no such table
    // Puts the row in the place of the one with its id. May be held back until something reads the table, or the
    // commit.
    virtual void write_search(const std::string& table, SearchRow row) = 0;
    // Runs after the commit of this transaction, on the thread that called write(); never after a rollback. What it
    // throws goes to the log. Refused while reading.
    virtual void after_commit(std::function<void()> effect) = 0;

    // Conveniences over query.
    Value value(std::string_view sql,
                std::span<const Value> parameters = {}); // first column of the first row, null where none
    void execute_all(const std::vector<std::string>& statements);

protected:
    void write_search_now(const std::string& table, const SearchRow& row);
    // Kept as long as the connection.
    const std::string& insert_text(std::string_view table, std::string_view columns, std::size_t values);

private:
    struct Insert {
        std::string columns, sql;
    };
    std::map<std::string, std::list<Insert>, std::less<>> inserts_; // by table
};

// A unique index refused a row.
class UniqueViolation : public std::runtime_error {
public:
    UniqueViolation(std::string table, std::string what) : std::runtime_error(what), table(std::move(table)) {}
    std::string table;
};
// The statement took longer than its limit and was stopped.
class Interrupted : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct DatabaseOptions {
    std::string sqlite_file;      // or
    std::string postgres_address; // postgresql://…
    std::string postgres_schema;  // empty: the default one
    int readers = 4;              // SQLite reading connections; PostgreSQL pool size
    bool partitioned = false;     // PostgreSQL: big tables partitioned by bucket, to prove the rules of a cluster
    Moment statement_limit = 30 * second;
};

struct DatabaseFigures {
    std::int64_t commits = 0, writes = 0, retries = 0, statements = 0;
};

class Database {
public:
    static std::unique_ptr<Database> open(const DatabaseOptions& options);
    virtual ~Database() = default;
    virtual const Dialect& dialect() const = 0;
    // One consistent snapshot. May be called from any thread; waits for a free connection. Neither read nor write may
    // be called inside another one.
    virtual void read(const std::function<void(Connection&)>& job) = 0;
    // One transaction, durable when this returns. The closure may run again (serialization failure, deadlock, lost
    // connection), so it changes nothing outside the database except through after_commit, and sets what it captures
    // anew each time. An exception rolls back and comes out here. `already_done`, where given, is asked after a
    // connection was lost during COMMIT: true means the transaction is there and must not run again. SQLite: runs on
    // the one writer thread, inside a savepoint, committed with others (group commit).
    virtual void write(const std::function<void(Connection&)>& job,
                       const std::function<bool(Connection&)>& already_done = {}) = 0;
    // DDL: alone, idempotent, one statement at a time. A column, table or index that is there already is passed over.
    // Write CREATE INDEX IF NOT EXISTS; PostgreSQL builds it concurrently where the table has rows.
    virtual void change_schema(const std::vector<std::string>& statements) = 0;
    virtual DatabaseFigures figures() const = 0;
    // SQLite: a consistent copy while running, into a new file; PostgreSQL: refused with a sentence.
    virtual void backup(const std::string& file) = 0;
};

// Sees every statement before it is prepared; used by tests to hold the rules of a distributed database. Null to stop.
void record_statements(std::function<void(std::string_view sql)> seen);

} // namespace crm
