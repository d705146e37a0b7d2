// Live: changes as they happen, over a WebSocket, each subscriber seeing what their rights and filters let through. One
// tail reads the event table for the whole process, from a little before where it was, so that a late commit is not
// lost.
#pragma once
#include <memory>
#include <string>

#include "auth/auth.hpp"
#include "http/server.hpp"
#include "record/engine.hpp"

namespace crm {

class App;

class Live {
public:
    explicit Live(App& app);
    ~Live();
    void start();
    void stop();
    // Prepares one socket for a caller; its messages are {"subscribe":[{"object","filter"}],"since"}.
    void open(const http::Request& request, const Caller& caller, http::SocketEvents& events);
    int subscribers() const;
    void read_tail(); // once, on this thread

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm
