// PostgresPool: the connections to one PostgreSQL database, opened when first needed, lent to one job at a time.
#pragma once
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "db/postgres_link.hpp"

namespace crm {

class PostgresPool {
public:
    PostgresPool(PostgresSettings settings, int size) : settings_(std::move(settings)), size_(size) {}

    // A connection while it is lent.
    class Lease {
    public:
        Lease(PostgresPool& pool, std::unique_ptr<PostgresLink> link) : pool_(pool), link_(std::move(link)) {}
        ~Lease() { pool_.give_back(std::move(link_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        PostgresLink& operator*() const { return *link_; }
        PostgresLink* operator->() const { return link_.get(); }

    private:
        PostgresPool& pool_;
        std::unique_ptr<PostgresLink> link_;
    };

    Lease take(); // waits for a free one; throws Error where none is free for long or the server cannot be reached
    void schema_changed() { ++generation_; }                // statements are prepared anew
    std::int64_t statements() const { return statements_; } // of connections that were given back

private:
    void give_back(std::unique_ptr<PostgresLink> link);

    PostgresSettings settings_;
    int size_;
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<PostgresLink>> free_; // the last is lent first
    int lent_ = 0;
    std::atomic<std::int64_t> statements_ = 0;
    std::atomic<std::int64_t> generation_ = 0;
};

} // namespace crm
