// SqliteCheckpoints: brings what stands in SQLite's write-ahead log into the database's file, on a thread and a
// connection of its own. The writer goes on meanwhile; only the last few pages are left to it.
#pragma once
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "db/sqlite_connection.hpp"

namespace crm {

class SqliteCheckpoints {
public:
    SqliteCheckpoints(const std::string& file, Moment statement_limit);
    ~SqliteCheckpoints();
    void begin(); // not while one is under way
    bool under_way();
    // After each one, once: how many pages of the log stand in the file now, counted from the log's beginning. Waits
    // for one that is under way.
    std::optional<int> moved();

private:
    enum class State { none, wanted, done };
    void run();

    SqliteConnection connection_;
    std::mutex mutex_;
    std::condition_variable changed_;
    State state_ = State::none;
    int moved_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace crm
