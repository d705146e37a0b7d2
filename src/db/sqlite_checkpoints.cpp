#include "db/sqlite_checkpoints.hpp"

#include <utility>

namespace crm {

SqliteCheckpoints::SqliteCheckpoints(const std::string& file, Moment statement_limit)
    : connection_(file, SqliteConnection::Use::checkpoints, statement_limit), thread_([this] { run(); }) {}

SqliteCheckpoints::~SqliteCheckpoints() {
    {
        std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SqliteCheckpoints::begin() {
    {
        std::lock_guard lock(mutex_);
        state_ = State::wanted;
    }
    changed_.notify_all();
}

bool SqliteCheckpoints::under_way() {
    std::lock_guard lock(mutex_);
    return state_ == State::wanted;
}

std::optional<int> SqliteCheckpoints::moved() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return state_ != State::wanted; });
    if (state_ == State::none) return std::nullopt;
    state_ = State::none;
    return moved_;
}

void SqliteCheckpoints::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || state_ == State::wanted; });
        if (stopping_) return;
        lock.unlock();
        const int moved = connection_.checkpoint();
        lock.lock();
        moved_ = moved;
        state_ = State::done;
        changed_.notify_all();
    }
}

} // namespace crm
