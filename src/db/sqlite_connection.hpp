// SqliteConnection: one connection to a SQLite file with its prepared statements, used by one thread at a time.
#pragma once
#include <list>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "db/database.hpp"
#include "db/sqlite_sent.hpp"
#include "db/statement.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace crm {

class SqliteConnection : public Connection {
public:
    // founding: without a journal, by one who has the file alone
    enum class Use { writing, reading, checkpoints, founding };
    SqliteConnection(const std::string& file, Use use, Moment statement_limit);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection&) = delete;
    SqliteConnection& operator=(const SqliteConnection&) = delete;

    const Dialect& dialect() const override;
    void query(std::string_view sql, std::span<const Value> parameters,
               const std::function<bool(const Row&)>& each) override;
    std::int64_t execute(std::string_view sql, std::span<const Value> parameters = {}) override;
    void send(std::string_view sql, std::span<const Value> parameters) override;
    void change(std::string_view sql, std::span<const Value> parameters) override;
    void insert(std::string_view table, std::string_view columns, Values row) override;
    std::vector<std::string> columns_of(std::string_view table) override;
    void write_search(const std::string& table, SearchRow row) override;
    void after_commit(std::function<void()> effect) override;

    // A job begins: its effects are gathered there, and no statement has failed yet. Null where there can be none.
    void begin_job(Effects* effects);
    // Throws where a statement of the job failed, also when the job caught the exception.
    void end_job();
    // The job's statements were rolled back, with or without the jobs before it in the same transaction.
    void forget_job();
    void forget_transaction();
    // Writes the search rows that were held back, in the order of their ids: the index then takes them as one piece,
    // while an id smaller than the one before would make it write a piece for each.
    void write_held_back();
    // A search index is written in pieces, and each question reads all of them. Joins some pieces of one written table,
    // a few milliseconds' work; false where nothing is left to join. `wholly`: until each is of one piece.
    bool join_search_pieces(bool wholly);
    void join_what_was_left(); // by a program that ended before: looks at every search table
    void release_memory();     // that holds pages nobody asks for now

    void control(std::string_view sql); // BEGIN, COMMIT, SAVEPOINT …: not recorded, not limited, not refused
    void change_schema(std::string_view sql);
    bool in_transaction() const;
    int pages_to_move() const { return pages_to_move_; } // that the last commits left in the write-ahead log
    int pages_in_log() const { return pages_in_log_; }
    // Moves them as far as readers let it, without waiting. How many of the log's pages stand in the file then.
    int checkpoint();
    void moved_by_another(int pages); // so many of the log's pages stand in the file
    void fail_next_commit() { fail_commit_ = true; }
    std::int64_t statements() const { return statements_.load(std::memory_order_relaxed); }
    sqlite3* handle() { return database_; }

private:
    struct Prepared {
        std::string sql;
        sqlite3_stmt* statement = nullptr;
        bool busy = false;
    };
    class Use_of; // a prepared statement while it runs

    void open(const std::string& file, Use use);
    sqlite3_stmt* prepare(std::string_view sql, bool keep);
    void run(std::string_view sql, std::span<const Value> parameters, const std::function<bool(const Row&)>& each);
    std::int64_t run(std::string_view sql, std::span<const Value> parameters); // rows changed
    void send(SqliteSent::Statement statement);
    void bind(sqlite3_stmt* statement, std::string_view sql, std::span<const Value> parameters);
    bool step(sqlite3_stmt* statement, std::string_view sql); // true where there is a row
    [[noreturn]] void fail(std::string_view sql);
    std::string table_of_violation(std::string_view message);
    static int over_limit(void* self);
    static int committing(void* self);
    static int committed(void* self, sqlite3*, const char*, int pages);

    sqlite3* database_ = nullptr;
    SqliteSent sent_;
    int asking_ = 0;               // questions whose rows are being read
    std::list<Prepared> prepared_; // the latest used first
    std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_text_;
    struct HeldBack {
        std::string table;
        SearchRow row;
    };
    std::vector<HeldBack> held_back_;                 // of all jobs of this transaction
    std::size_t written_ = 0;                         // of them, from the first on
    std::size_t job_held_back_ = 0, job_written_ = 0; // both when the job began
    struct Joining {
        bool parts = true;        // there may be pieces of like size to join
        bool wholly = true;       // there may be more than one piece
        bool begun = false;       // the table was told to join two already
        bool whole_begun = false; // and to become one piece
    };
    std::map<std::string, Joining> joining_; // the search tables written since they were joined
    Effects* effects_ = nullptr;
    Moment limit_;
    const bool only_reads_;
    std::int64_t deadline_ = 0; // on the steady clock; 0 for none
    std::atomic<std::int64_t> statements_ = 0;
    int pages_in_log_ = 0;
    int pages_to_move_ = 0;
    int pages_moved_ = 0; // and not overwritten yet: the log begins anew when no reader needs it
    bool failed_ = false; // a statement of this job failed
    bool fail_commit_ = false;
};

} // namespace crm
