#include "http/registry.hpp"

#include <sys/socket.h>

namespace crm::http {

std::int64_t microseconds_now() {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void Registry::add(Lifeline& line, int fd) {
    const std::lock_guard lock(mutex_);
    line.fd_ = fd;
    lines_.insert(&line);
    size_.store(static_cast<int>(lines_.size()));
}

void Registry::remove(Lifeline& line) {
    const std::lock_guard lock(mutex_);
    lines_.erase(&line);
    size_.store(static_cast<int>(lines_.size()));
}

void Registry::set_socket(Lifeline& line, std::weak_ptr<Socket> socket) {
    std::shared_ptr<Socket> late;
    {
        const std::lock_guard lock(mutex_);
        line.socket_ = std::move(socket);
        if (leaving_.load()) late = line.socket_.lock();
    }
    if (late) late->close(1001, "The server is stopping.");
}

void Registry::sweep(std::int64_t now) {
    const std::lock_guard lock(mutex_);
    for (Lifeline* line : lines_) {
        const Phase phase = line->phase_.load();
        const bool reading = phase == Phase::idle || phase == Phase::head || phase == Phase::body;
        if (phase == Phase::idle && leaving_.load()) ::shutdown(line->fd_, SHUT_RD);
        if (now < line->deadline_.load()) continue;
        line->expired_.store(true);
        ::shutdown(line->fd_, reading ? SHUT_RD : SHUT_RDWR); // a reader is told why in an answer
    }
}

void Registry::leave() {
    std::vector<std::shared_ptr<Socket>> sockets;
    {
        const std::lock_guard lock(mutex_);
        leaving_.store(true);
        for (const Lifeline* line : lines_)
            if (auto socket = line->socket_.lock()) sockets.push_back(std::move(socket));
    }
    for (const auto& socket : sockets) socket->close(1001, "The server is stopping.");
    sweep(microseconds_now());
}

void Registry::cut_all() {
    const std::lock_guard lock(mutex_);
    for (Lifeline* line : lines_) {
        line->expired_.store(true);
        ::shutdown(line->fd_, SHUT_RDWR);
    }
}

} // namespace crm::http
