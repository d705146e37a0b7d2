// Registry: all open connections, each with a deadline. One thread looks through them a few times a second and shuts
// those whose time is over; whoever reads or writes there then finds the end and cleans up.
#pragma once
#include "http/server.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <unordered_set>

namespace crm::http {

enum class Phase { idle, head, body, answering, writing, socket, closing };

std::int64_t microseconds_now(); // of the steady clock

class Lifeline {
public:
    static constexpr std::int64_t never = INT64_MAX;

    void enter(Phase phase, std::int64_t deadline) {
        deadline_.store(deadline);
        phase_.store(phase);
    }
    bool expired() const { return expired_.load(); } // by the registry

private:
    friend class Registry;
    int fd_ = -1;
    std::atomic<Phase> phase_{Phase::head};
    std::atomic<std::int64_t> deadline_{never};
    std::atomic<bool> expired_{false};
    std::weak_ptr<Socket> socket_;
};

class Registry {
public:
    void add(Lifeline& line, int fd);
    void remove(Lifeline& line); // before the descriptor is closed
    void set_socket(Lifeline& line, std::weak_ptr<Socket> socket);

    void sweep(std::int64_t now); // shuts what is over its deadline; while leaving, also what is idle
    void leave();                 // from now on idle connections are shut, WebSockets are closed with 1001
    void cut_all();
    bool leaving() const { return leaving_.load(); }
    int size() const { return size_.load(); }

private:
    std::mutex mutex_;
    std::unordered_set<Lifeline*> lines_;
    std::atomic<int> size_{0};
    std::atomic<bool> leaving_{false};
};

} // namespace crm::http
