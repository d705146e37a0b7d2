// PostgresLink: one connection to PostgreSQL with its prepared statements, used by one thread at a time. A
// transaction's BEGIN travels with its first statement, and what nobody waits for with the next one or with COMMIT, so
// that they cost no journeys of their own.
#pragma once
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "db/database.hpp"
#include "db/postgres_journey.hpp"
#include "db/statement.hpp"

namespace crm {

struct PostgresSettings {
    std::string address;
    std::string schema; // empty: the default one
    const Dialect* dialect = nullptr;
    Moment statement_limit = 0; // 0: none
};

// What PostgreSQL refused, by its SQLSTATE; 08006 where the connection was lost.
class PostgresRefusal : public std::runtime_error {
public:
    PostgresRefusal(std::string state, const std::string& what) : std::runtime_error(what), state(std::move(state)) {}
    std::string state;
};
// The connection was lost during COMMIT: whether the transaction is there must be looked for.
class CommitUnknown : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

// No connection could be made; one may be made in a moment, when the server starts again.
class ServerUnreachable : public Error {
    using Error::Error;
};

// Whether the same transaction may succeed when it is run again.
bool may_run_again(std::string_view state);

class PostgresLink : public Connection {
public:
    explicit PostgresLink(const PostgresSettings& settings); // throws ServerUnreachable
    ~PostgresLink() override;
    PostgresLink(const PostgresLink&) = delete;
    PostgresLink& operator=(const PostgresLink&) = delete;

    const Dialect& dialect() const override { return *settings_.dialect; }
    void query(std::string_view sql, std::span<const Value> parameters,
               const std::function<bool(const Row&)>& each) override;
    void query_together(const std::vector<Question>& questions) override;
    std::int64_t execute(std::string_view sql, std::span<const Value> parameters = {}) override;
    void send(std::string_view sql, std::span<const Value> parameters) override;
    void change(std::string_view sql, std::span<const Value> parameters) override;
    void insert(std::string_view table, std::string_view columns, Values row) override;
    std::vector<std::string> columns_of(std::string_view table) override;
    void write_search(const std::string& table, SearchRow row) override;
    void after_commit(std::function<void()> effect) override;

    enum class Kind { reading, writing };
    void begin(Kind kind, Effects* effects); // null where there can be no effects
    void commit();                           // after reading, it does not wait for the answer
    void rollback() noexcept;
    bool usable() const; // for another transaction
    // The SQLSTATE of what failed in this transaction; empty where nothing did.
    const std::string& failure() const { return failure_; }
    bool was_overtaken() const;                  // whatever the job made of the exception
    void forget_statements() { forget_ = true; } // before the next transaction
    void retire(bool yes = true) { retired_ = yes; }
    bool retired() const { return retired_; } // it is not lent again
    // COPY … FROM STDIN with pieces of lines until an empty one; how many rows they were.
    std::int64_t copy_in(const std::string& sql, const std::function<std::string_view()>& next);
    void plain(const std::string& sql); // outside of a transaction: DDL
    int server_process() const;
    int server_version() const;
    std::string setting(const char* name) const;                             // server_encoding …
    std::int64_t take_statements() { return std::exchange(statements_, 0); } // how many it ran since it was asked

    std::int64_t generation = 0; // of the schema its statements were prepared for; kept by the pool

private:
    struct Prepared {
        std::string sql, name;
    };
    struct Insert { // the two ways of a new row
        std::string_view table;
        std::string columns, sql, copy;
    };
    struct Waiting {
        const Insert* insert; // null: any other statement
        std::string sql;
        Values parameters;
        bool must_fit = false;    // a row
        std::string search_table; // where it takes a row out of one
        const std::string& text() const { return insert ? insert->sql : sql; }
    };
    class Sending; // a journey of statements, prepared where they are not yet

    void connect();
    void try_connect(bool with_settings);
    void start_again(); // the transaction, of which nothing has reached the job yet
    void admit(std::string_view sql, std::span<const Value> parameters);
    PostgresResult run(std::string_view sql, std::span<const Value> parameters);
    PostgresResult run_once(std::string_view sql, const PostgresParameters& parameters);
    const Insert& insert_into(std::string_view table, std::string_view columns, std::size_t values);
    void wait(Waiting statement);
    void send_waiting();
    void forget_waiting() noexcept;
    void copy_many();
    void join_search_deletes();
    void copy_rows(const std::vector<const Waiting*>& rows);
    void send_begin();
    PostgresResult command(const std::string& sql);
    PostgresResult commit_journey();
    void finish_pending() noexcept;
    void finish_answers() noexcept;
    void raise(std::string_view state, std::string_view sql);
    void cut() noexcept;
    [[noreturn]] void overtaken();
    [[noreturn]] void fail(const pg_result* result, std::string_view sql, bool was_prepared);
    const std::string* prepared_name(std::string_view sql);
    void keep(std::string_view sql, std::string name);

    PostgresSettings settings_;
    pg_conn* connection_ = nullptr;
    bool settings_at_start_ = true;    // else with every transaction: a pooler in front refused them
    std::vector<std::string> opening_; // BEGIN and the like, sent with the first statement
    std::vector<Waiting> waiting_;     // sent with the next statement
    std::size_t waiting_octets_ = 0;
    std::map<std::string, std::list<Insert>, std::less<>> inserts_; // by table
    std::list<Prepared> prepared_;                                  // the latest used first
    std::unordered_map<std::string_view, std::list<Prepared>::iterator> by_text_;
    std::int64_t names_given_ = 0;
    std::vector<std::string> dropped_; // names to free on the server with the next transaction
    Effects* effects_ = nullptr;
    Kind kind_ = Kind::reading;
    bool open_ = false;    // BEGIN has reached the server
    bool pending_ = false; // the answer to the end of the last transaction was not taken in yet
    bool forget_ = false;
    bool retired_ = false;
    std::string failure_;
    std::int64_t statements_ = 0;
};

} // namespace crm
