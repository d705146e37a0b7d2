// Operation: a piece of work over many records (an import, a bulk change, an undo) as people see it: its state, how far
// it is, and what became of each row. Progress is written in the transaction that does the work, so that after a kill
// it is taken up exactly where it stopped.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "record/context.hpp"

namespace crm {

enum class RowResult : char { created = 'c', updated = 'u', skipped = 's', refused = 'r' };
std::string_view name_of(RowResult result);

struct OperationCounts {
    std::int64_t created = 0, updated = 0, skipped = 0, refused = 0, left_out = 0;
    std::int64_t done() const { return created + updated + skipped + refused; }
};

struct Operation {
    Id id = 0;
    std::string kind;  // import, bulk, undo …
    std::string state; // queued, running, paused, done, stopped, failed
    std::string object;
    Json input;  // what was asked for; of an import also its columns that go nowhere ("unread") and "notes" on its file
    Id user = 0; // who asked; 0 is the built-in user `system`
    bool dry_run = false;
    std::int64_t total = 0;
    OperationCounts counts;
    std::string place;   // where the work goes on, as its kind writes it
    std::string runner;  // who is at it: a second one stops at its first step
    std::string message; // a sentence, where it failed
    Id undoes = 0, undone_by = 0;
    Moment created_at = 0, started_at = 0, finished_at = 0;

    bool over() const { return state == "done" || state == "stopped" || state == "failed"; }
    // An import, bulk change, merge, retiring or undo that is over and did something can be undone once, for thirty
    // days.
    bool undoable(Moment now) const;
};

// What was wrong with one value of a row.
struct RowProblem {
    std::string column, field, message, value;
};
// A row worth telling of: refused, or in with a value left out.
struct RowReport {
    std::int64_t row = 0;
    RowResult result = RowResult::refused;
    Id record = 0;
    std::vector<RowProblem> problems;
    std::vector<std::string> cells; // as in the file, of refused rows
};
// What became of the rows of one step: the first row's number and one letter and record for each.
struct StepReport {
    std::int64_t first_row = 0;
    std::vector<std::pair<RowResult, Id>> rows;
    std::vector<RowReport> reports;
    void clear() { rows.clear(), reports.clear(); }
};

// Thrown out of a step when somebody paused or stopped the operation, or another process has taken it over.
struct OperationHalted {
    std::string state;
};

// The tables are made when the first operation is.
std::vector<std::string> operation_tables(const Dialect& dialect);
void prepare_operation_tables(Engine& engine);

// In the caller's transaction.
void insert_operation(Context& context, const Operation& operation);
std::optional<Operation> find_operation(Connection& connection, Id id);
// Makes `runner` the one who works on it; false where it is over, paused or gone.
bool take_operation(Engine& engine, Id id, const std::string& runner, Operation& operation);
// Takes it up and does `work`, which finishes it. Halted, it is left as it was asked to be; what is wrong with it ends
// it as failed; where the database is unavailable, or a record was changed meanwhile (stale), that is thrown for
// another try. Answers with the operation as it then is.
Operation run_operation(Engine& engine, Id id, const std::function<void(Operation&)>& work);
// In the transaction of a step: what it did and where the next begins. Throws OperationHalted when the step must not
// be.
void record_step(Connection& connection, const Operation& before, const OperationCounts& counts,
                 const std::string& place, const StepReport& report);
// Keeps what became of the rows of a step.
void insert_step(Connection& connection, Id operation, const StepReport& report);
void set_total(Engine& engine, Operation& operation, std::int64_t total);
void keep_input(Engine& engine, const Operation& operation); // what was learnt of it since it was asked for
// done, stopped or failed, by its runner.
void finish_operation(Engine& engine, Operation& operation, const std::string& state, const std::string& message);
// The same whoever its runner was: after too many tries.
void give_up_operation(Engine& engine, Id id, const std::string& message);
// The newest first, of one user or (0) of all; `before`: those made before that one.
std::vector<Operation> newest_operations(Connection& connection, Id user, int limit, Id before = INT64_MAX);
// What people ask for: queued, paused, stopped. Throws Error with a sentence where its state does not allow it.
void ask_operation(Context& context, Id id, std::string_view wanted);
void mark_undone(Context& context, Id id, Id by);
// Whether it was undone, and its undo not in turn.
bool is_taken_back(Connection& connection, Id id);

// "8800 rows: 8800 created, 0 updated, 0 skipped, 0 refused, 64 values left out"
std::string summary(const Operation& operation);
// Those who asked for them, by id: what is to be said of the people.
std::map<Id, std::string> who_asked(Context& context, const std::vector<Operation>& operations);
void write_operation(Context& context, const Operation& operation, std::string& out);
void write_operation(const Operation& operation, const std::map<Id, std::string>& names, std::string_view language,
                     Moment now, std::string& out);
// Appends {"items":[{"row","result","record","problems"}],"next"}; `result` empty: all rows. Refused rows bring their
// "cells", and their page the "header" and the "mapping" with which they can be imported again.
void write_operation_rows(Connection& connection, const Operation& operation, std::string_view result, int limit,
                          std::string_view cursor, std::string& out);
// The refused rows as a file of separated values that can be corrected and imported: the columns as they were, and the
// reasons.
void write_refused(Engine& engine, const Operation& operation, const std::function<bool(std::string_view)>& write);

} // namespace crm
