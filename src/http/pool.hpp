// Pool: a fixed number of worker threads that answer requests, and one more for each place where requests come from.
// Whoever has nothing to do watches such a place; what it finds there it does itself, while the next one watches. So a
// request is read and answered by one thread, and none is handed over while others sleep.
// A worker that must wait for a slow client says so, and another thread takes its place meanwhile: slow readers cannot
// stop the answering of others.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace crm::http {

class Task {
public:
    virtual ~Task() = default;
    virtual void run() = 0; // must not throw
};

// Where tasks come from.
class Source {
public:
    virtual ~Source() = default;
    virtual void watch() = 0; // waits until something has come and pushes what it asks for; must not throw
    virtual void stop() = 0;  // from any thread: ends the watching, also what begins later
};

class Pool {
public:
    explicit Pool(int workers);
    ~Pool();

    void add(Source& source); // before start(); lives until stop() has ended
    void start();
    void push(std::shared_ptr<Task> task); // dropped after stop()
    void push(std::function<void()> work);
    void stop(); // finishes what runs, drops what waits

    // Around waiting that is the client's fault.
    class Waiting {
    public:
        explicit Waiting(Pool& pool);
        ~Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;

    private:
        Pool& pool_;
    };

private:
    void work(std::list<std::thread>::iterator self);
    // With mutex_ held:
    void add_thread();
    bool needs_thread() const;
    bool is_too_many() const;
    void wake_one();
    void watch_one(std::unique_lock<std::mutex>& lock);
    void run_one(std::unique_lock<std::mutex>& lock);
    void join_finished(std::unique_lock<std::mutex>& lock);

    int workers_; // and watchers
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::shared_ptr<Task>> queue_;
    std::vector<Source*> sources_, unwatched_;
    std::list<std::thread> threads_, finished_;
    int alive_ = 0, idle_ = 0, waiting_ = 0;
    bool waking_ = false; // somebody has been woken and is not yet up
    bool stopped_ = false;
};

} // namespace crm::http
