// Pool: a fixed number of worker threads that answer requests. A worker that must wait for a slow client says so, and
// another thread takes its place meanwhile: slow readers cannot stop the answering of others.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace crm::http {

class Task {
public:
    virtual ~Task() = default;
    virtual void run() = 0; // must not throw
};

class Pool {
public:
    explicit Pool(int workers);
    ~Pool();

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
    void wake_one();
    void join_finished(std::unique_lock<std::mutex>& lock);

    const int workers_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<std::shared_ptr<Task>> queue_;
    std::list<std::thread> threads_, finished_;
    int alive_ = 0, idle_ = 0, waiting_ = 0;
    bool waking_ = false; // somebody has been woken and is not yet up
    bool stopped_ = false;
};

} // namespace crm::http
