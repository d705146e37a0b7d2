#include "db/sqlite_sent.hpp"

#include <iterator>
#include <utility>

namespace crm {

namespace {

constexpr std::size_t worth_handing_over = 32;
constexpr std::size_t most_queued = 4096; // the job waits from there on

} // namespace

SqliteSent::SqliteSent(std::function<void(const Statement&)> carry_out) : carry_out_one_(std::move(carry_out)) {}

SqliteSent::~SqliteSent() {
    forget();
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    given_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void SqliteSent::add(Statement statement) {
    waiting_.push_back(std::move(statement));
    if (waiting_.size() >= worth_handing_over) hand_over();
}

void SqliteSent::hand_over() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return failure_ || queue_.size() < most_queued; });
        if (failure_) std::rethrow_exception(failure_);
        std::move(waiting_.begin(), waiting_.end(), std::back_inserter(queue_));
        handed_over_ = true;
    }
    waiting_.clear();
    given_.notify_one();
}

void SqliteSent::finish() {
    if (handed_over_) {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [this] { return !busy_ && queue_.empty(); });
        handed_over_ = false;
    }
    if (!failure_ && !waiting_.empty()) {
        failure_ = carry_out(waiting_);
        waiting_.clear();
    }
    if (failure_) std::rethrow_exception(failure_);
}

void SqliteSent::forget() noexcept {
    waiting_.clear();
    if (handed_over_) {
        dropping_ = true;
        std::unique_lock lock(mutex_);
        queue_.clear();
        done_.wait(lock, [this] { return !busy_; });
        handed_over_ = dropping_ = false;
    }
    failure_ = nullptr;
}

std::exception_ptr SqliteSent::carry_out(const std::vector<Statement>& some) const {
    try {
        for (const Statement& each : some) {
            if (dropping_) break;
            carry_out_one_(each);
        }
        return nullptr;
    } catch (...) {
        return std::current_exception();
    }
}

void SqliteSent::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        given_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (queue_.empty()) return;
        const auto some = std::exchange(queue_, {});
        if (!failure_) {
            busy_ = true;
            lock.unlock();
            auto failure = carry_out(some);
            lock.lock();
            failure_ = std::move(failure);
            busy_ = false;
        }
        done_.notify_one();
    }
}

} // namespace crm
