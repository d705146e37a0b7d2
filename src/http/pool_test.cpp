#include "http/pool.hpp"

#include <future>
#include <gtest/gtest.h>

namespace crm::http {
namespace {

// Brings the tasks that are put in, and tells how many threads watch it.
class Basket : public Source {
public:
    explicit Basket(Pool& pool) : pool_(pool) {}

    void put(std::function<void()> task) {
        const std::lock_guard lock(mutex_);
        tasks_.push_back(std::move(task));
        changed_.notify_all();
    }
    void watch() override {
        std::unique_lock lock(mutex_);
        most_ = std::max(most_, ++watchers_);
        changed_.notify_all();
        changed_.wait(lock, [this] { return stopped_ || !tasks_.empty(); });
        --watchers_;
        if (stopped_) return;
        auto task = std::move(tasks_.front());
        tasks_.pop_front();
        lock.unlock();
        pool_.push(std::move(task));
    }
    void stop() override {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }
    void wait_until_watched() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return watchers_ == 1 && tasks_.empty(); });
    }
    int most_watchers() {
        const std::lock_guard lock(mutex_);
        return most_;
    }

private:
    Pool& pool_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
    int watchers_ = 0, most_ = 0;
    bool stopped_ = false;
};

class Gate {
public:
    void open() { opened_.set_value(); }
    void pass() const { future_.wait(); }

private:
    std::promise<void> opened_;
    std::shared_future<void> future_ = opened_.get_future().share();
};

TEST(Pool, WatchesOnWhileEveryWorkerIsBusy) {
    Pool pool(2);
    Basket basket(pool);
    pool.add(basket);
    pool.start();
    Gate gate;
    std::atomic<int> begun{0}, done{0};
    std::promise<void> all;
    for (int i = 0; i < 5; ++i)
        basket.put([&] {
            ++begun;
            gate.pass();
            if (++done == 5) all.set_value();
        });
    basket.wait_until_watched(); // all five were brought in, though two are at work and three wait
    EXPECT_LE(begun, 2);
    gate.open();
    all.get_future().wait();
    pool.stop();
    EXPECT_EQ(basket.most_watchers(), 1);
}

TEST(Pool, WhoFindsATaskDoesItWhileTheNextWatches) {
    Pool pool(3);
    Basket basket(pool);
    pool.add(basket);
    pool.start();
    std::deque<std::promise<void>> signals; // each lives until all threads have let go of it
    for (int round = 0; round < 200; ++round) {
        auto &first = signals.emplace_back(), &second = signals.emplace_back();
        basket.put([&first, &second] {
            second.get_future().wait(); // comes only if somebody else watches meanwhile
            first.set_value();
        });
        basket.put([&second] { second.set_value(); });
        first.get_future().wait();
    }
    pool.stop();
    EXPECT_EQ(basket.most_watchers(), 1);
}

TEST(Pool, ATaskFromElsewhereWakesAWorkerWhileTheSourceIsSilent) {
    Pool pool(1);
    Basket basket(pool);
    pool.add(basket);
    pool.start();
    basket.wait_until_watched();
    std::deque<std::promise<void>> signals;
    for (int i = 0; i < 100; ++i) {
        auto& done = signals.emplace_back();
        pool.push([&done] { done.set_value(); });
        done.get_future().wait();
    }
    pool.stop();
}

TEST(Pool, WhoWaitsForAClientIsReplacedAndTheSourceStaysWatched) {
    Pool pool(1);
    Basket basket(pool);
    pool.add(basket);
    pool.start();
    Gate gate;
    std::promise<void> waits, waited;
    basket.put([&] {
        const Pool::Waiting waiting(pool);
        waits.set_value();
        gate.pass();
        waited.set_value();
    });
    waits.get_future().wait();
    std::deque<std::promise<void>> signals;
    for (int i = 0; i < 50; ++i) {
        auto& done = signals.emplace_back();
        basket.put([&done] { done.set_value(); });
        done.get_future().wait();
    }
    gate.open();
    waited.get_future().wait();
    basket.wait_until_watched();
    pool.stop();
    EXPECT_EQ(basket.most_watchers(), 1);
}

} // namespace
} // namespace crm::http
