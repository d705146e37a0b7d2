#include "http/pool.hpp"

#include <algorithm>

namespace crm::http {

namespace {

constexpr int most_replacements = 64;

class Work : public Task {
public:
    explicit Work(std::function<void()> work) : work_(std::move(work)) {}
    void run() override { work_(); }

private:
    std::function<void()> work_;
};

} // namespace

Pool::Pool(int workers) : workers_(std::max(workers, 1)) {}

Pool::~Pool() {
    stop();
}

void Pool::start() {
    const std::lock_guard lock(mutex_);
    while (!stopped_ && alive_ < workers_) add_thread();
}

void Pool::add_thread() {
    ++alive_;
    const auto self = threads_.emplace(threads_.end());
    *self = std::thread([this, self] { work(self); });
}

// Only to replace one that waits for a client.
bool Pool::needs_thread() const {
    return !stopped_ && waiting_ > 0 && idle_ == 0 && !queue_.empty() && alive_ - waiting_ < workers_ &&
           alive_ < workers_ + most_replacements;
}

void Pool::push(std::shared_ptr<Task> task) {
    {
        const std::lock_guard lock(mutex_);
        if (stopped_) return;
        queue_.push_back(std::move(task));
        if (needs_thread()) add_thread();
        wake_one();
    }
}

// One sleeper at a time is woken, and wakes the next if there is more to do: many at once would only get in each
// other's way. Whoever is at work looks into the queue before it sleeps.
void Pool::wake_one() {
    if (idle_ == 0 || waking_ || queue_.empty()) return;
    waking_ = true;
    wake_.notify_one();
}

void Pool::push(std::function<void()> work) {
    push(std::make_shared<Work>(std::move(work)));
}

void Pool::work(std::list<std::thread>::iterator self) {
    std::unique_lock lock(mutex_);
    while (!stopped_ && alive_ - waiting_ <= workers_) {
        if (queue_.empty()) {
            ++idle_;
            wake_.wait(lock);
            --idle_;
            waking_ = false;
            continue;
        }
        auto task = std::move(queue_.front());
        queue_.pop_front();
        wake_one();
        lock.unlock();
        task->run();
        task.reset();
        lock.lock();
    }
    --alive_;
    finished_.splice(finished_.end(), threads_, self);
    if (stopped_) wake_.notify_all();
    wake_one(); // had it been woken to retire
}

void Pool::join_finished(std::unique_lock<std::mutex>& lock) {
    std::list<std::thread> gone;
    gone.swap(finished_);
    lock.unlock();
    for (auto& thread : gone) thread.join();
    lock.lock();
}

void Pool::stop() {
    std::deque<std::shared_ptr<Task>> dropped; // destroyed after the lock
    std::unique_lock lock(mutex_);
    stopped_ = true;
    dropped.swap(queue_);
    wake_.notify_all();
    wake_.wait(lock, [this] { return alive_ == 0; });
    join_finished(lock);
}

Pool::Waiting::Waiting(Pool& pool) : pool_(pool) {
    std::unique_lock lock(pool_.mutex_);
    ++pool_.waiting_;
    if (!pool_.finished_.empty()) pool_.join_finished(lock);
    if (pool_.needs_thread()) pool_.add_thread();
}

Pool::Waiting::~Waiting() {
    const std::lock_guard lock(pool_.mutex_);
    --pool_.waiting_;
}

} // namespace crm::http
