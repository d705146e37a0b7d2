#include "http/server.hpp"

#include "base/log.hpp"
#include "http/connection.hpp"
#include "http/tls.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace crm::http {

namespace {

constexpr int sweep_milliseconds = 100;
constexpr std::int64_t stop_microseconds = 10'000'000;
constexpr std::int64_t refresh_microseconds = 1'000'000;
constexpr int beyond_the_limit = 100; // so many more are told that there are too many; the rest is just closed

} // namespace

struct Server::Data {
    Data(Options options, Handlers handlers) : shared(std::move(options), std::move(handlers)) {}

    void open();
    void raise_file_limit() const;
    void welcome(const Descriptor& listening, ssl_ctx_st* tls);
    void wait(int milliseconds);
    void serve();
    void finish();
    void remove_unix_file() const;

    Shared shared;
    std::vector<std::unique_ptr<Loop>> loops;
    Descriptor tcp, local, wake;
    std::unique_ptr<Certificate> certificate; // none: plain
    int port = 0;
    std::size_t turn = 0; // whose loop gets the next connection
    struct stat unix_file {};
    bool exhausted = false;
    std::atomic<bool> stopping{false};
};

void Server::Data::open() {
    const Options& options = shared.options;
    if (!options.tls_cert.empty()) certificate = std::make_unique<Certificate>(options.tls_cert, options.tls_key);
    raise_file_limit();
    wake = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!options.listen.empty()) {
        tcp = listen_tcp(options.listen);
        port = port_of(tcp);
    }
    if (!options.unix_socket.empty()) {
        local = listen_unix(options.unix_socket);
        ::lstat(options.unix_socket.c_str(), &unix_file);
    }
    const std::size_t count = std::thread::hardware_concurrency() >= 4 ? 2 : 1;
    while (loops.size() < count) loops.push_back(std::make_unique<Loop>());
}

// Every connection is an open file, and the usual limit of 1024 is less than we promise.
void Server::Data::raise_file_limit() const {
    rlimit files{};
    const auto needed = static_cast<rlim_t>(shared.options.limits.connections + 500);
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= needed) return;
    files.rlim_cur = std::min(needed, files.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &files);
}

void Server::Data::welcome(const Descriptor& listening, ssl_ctx_st* tls) {
    for (;;) {
        Visitor visitor = accept_from(listening, exhausted);
        if (exhausted) crm::log("warning", "No more connections can be taken: the limit of open files may be too low.");
        if (visitor.socket.get() < 0) return;
        const int open = shared.registry.size(), limit = shared.options.limits.connections;
        if (open >= limit + beyond_the_limit) {
            ++shared.refused;
            continue;
        }
        Loop& loop = *loops[turn++ % loops.size()];
        open_connection(shared, loop, std::move(visitor), tls,
                        open < limit || &listening == &local ? Welcome::serve : Welcome::refuse_crowded);
    }
}

void Server::Data::wait(int milliseconds) {
    std::array<pollfd, 3> watched{pollfd{wake.get(), POLLIN, 0}, pollfd{exhausted ? -1 : tcp.get(), POLLIN, 0},
                                  pollfd{exhausted ? -1 : local.get(), POLLIN, 0}};
    exhausted = false;
    if (::poll(watched.data(), watched.size(), milliseconds) <= 0) return;
    if (watched[1].revents != 0) welcome(tcp, certificate ? certificate->context().get() : nullptr);
    if (watched[2].revents != 0) welcome(local, nullptr);
}

void Server::Data::serve() {
    std::int64_t swept_at = 0, refreshed_at = 0;
    while (!stopping.load()) {
        wait(sweep_milliseconds);
        const std::int64_t now = microseconds_now();
        if (now - swept_at < sweep_milliseconds * 1000) continue;
        swept_at = now;
        shared.registry.sweep(now);
        if (!certificate || now - refreshed_at < refresh_microseconds) continue;
        refreshed_at = now;
        certificate->refresh();
    }
}

// Nobody new comes in; what is under way is finished; after ten seconds it is cut.
void Server::Data::finish() {
    remove_unix_file();
    tcp.reset();
    local.reset();
    const std::int64_t until = microseconds_now() + stop_microseconds;
    shared.registry.leave();
    while (shared.registry.size() > 0) {
        ::poll(nullptr, 0, sweep_milliseconds / 10);
        if (microseconds_now() < until)
            shared.registry.sweep(microseconds_now());
        else
            shared.registry.cut_all();
    }
    shared.pool.stop();
    for (const auto& loop : loops) loop->stop();
}

void Server::Data::remove_unix_file() const {
    const std::string& path = shared.options.unix_socket;
    struct stat now {};
    if (!path.empty() && ::lstat(path.c_str(), &now) == 0 && now.st_ino == unix_file.st_ino &&
        now.st_dev == unix_file.st_dev)
        ::unlink(path.c_str());
}

Server::Server(Options options, Handlers handlers)
    : data_(std::make_unique<Data>(std::move(options), std::move(handlers))) {
    data_->open();
}

Server::~Server() {
    data_->shared.pool.stop();
    for (const auto& loop : data_->loops) loop->stop();
    if (data_->local.get() >= 0) data_->remove_unix_file();
}

int Server::port() const {
    return data_->port;
}

void Server::run() {
    data_->shared.pool.start();
    for (const auto& loop : data_->loops) loop->start();
    data_->serve();
    data_->finish();
}

void Server::stop() {
    data_->stopping.store(true);
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(data_->wake.get(), &one, sizeof one);
}

Figures Server::figures() const {
    const Shared& shared = data_->shared;
    return {.connections = shared.registry.size(),
            .requests = shared.requests.load(),
            .sockets = shared.sockets.load(),
            .refused = shared.refused.load()};
}

} // namespace crm::http
