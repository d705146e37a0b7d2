// Connection: one client's connection from the first byte to the last. Requests are read on its loop's thread, answered
// on a worker, and written from there where that goes without waiting. At any moment only one thread has the
// connection: it is either being read, answered or written.
#pragma once
#include "http/listen.hpp"
#include "http/network.hpp"
#include "http/pool.hpp"
#include "http/registry.hpp"

#include <vector>

struct ssl_ctx_st;

namespace crm::http {

// What all connections of a server have in common.
struct Shared {
    Shared(Options given, Handlers answers)
        : options(std::move(given)), handlers(std::move(answers)), trusted(read_networks(options.trusted_proxies)),
          pool(options.workers) {}
    const Options options;
    const Handlers handlers;
    const std::vector<Network> trusted;
    Registry registry;
    Pool pool;
    std::atomic<std::int64_t> requests{0}, sockets{0}, refused{0}, body_bytes{0};
};

// A thread that waits for what the network brings.
class Loop {
public:
    Loop();
    ~Loop();
    void start();
    void stop();

    struct Data;
    Data& data() { return *data_; }

private:
    std::unique_ptr<Data> data_;
    std::thread thread_;
};

enum class Welcome { serve, refuse_crowded };
// `tls` null: plain.
void open_connection(Shared& shared, Loop& loop, Visitor visitor, ssl_ctx_st* tls, Welcome welcome);

} // namespace crm::http
