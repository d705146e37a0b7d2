// Statement: what both databases do with a statement before it is prepared: show it to the recorder, refuse parameters
// that do not fit, and keep transactions from being opened inside one another.
#pragma once
#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.hpp"

namespace crm {

extern std::atomic<bool> statements_recorded;
void show_to_recorder(std::string_view sql);
inline void record_statement(std::string_view sql) {
    if (statements_recorded.load(std::memory_order_relaxed)) show_to_recorder(sql);
}

// INSERT INTO table (columns) VALUES (?, …)
std::string insert_statement(std::string_view table, std::string_view columns, std::size_t values);

// Refuses a text with a NUL character, which PostgreSQL cannot store.
void check_parameters(std::span<const Value> parameters);

// While one lives, this thread is inside a transaction; a second one is a defect, for it could wait for itself for
// ever.
class InsideTransaction {
public:
    InsideTransaction();
    ~InsideTransaction();
    InsideTransaction(const InsideTransaction&) = delete;
    InsideTransaction& operator=(const InsideTransaction&) = delete;
    static void refuse();
};

// Runs what was asked for after a commit. An exception goes to the log: the change is saved.
using Effects = std::vector<std::function<void()>>;
void run_effects(Effects& effects);

} // namespace crm
