#include "db/postgres_pool.hpp"

namespace crm {

namespace {
constexpr std::chrono::seconds longest_wait{30};
}

PostgresPool::Lease PostgresPool::take() {
    std::unique_ptr<PostgresLink> link;
    {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, longest_wait, [this] { return lent_ < size_; }))
            throw Error(Problem::unavailable, "The database is busy. Try again in a moment.");
        ++lent_;
        if (!free_.empty()) {
            link = std::move(free_.back());
            free_.pop_back();
        }
    }
    try {
        if (!link) {
            link = std::make_unique<PostgresLink>(settings_);
            link->generation = generation_;
        }
    } catch (...) {
        give_back(nullptr);
        throw;
    }
    if (link->generation != generation_) {
        link->generation = generation_;
        link->forget_statements();
    }
    return Lease(*this, std::move(link));
}

void PostgresPool::give_back(std::unique_ptr<PostgresLink> link) {
    if (link) statements_ += link->take_statements();
    if (link && (!link->usable() || link->retired())) link.reset();
    {
        std::lock_guard lock(mutex_);
        --lent_;
        if (link) free_.push_back(std::move(link));
    }
    returned_.notify_one();
}

} // namespace crm
