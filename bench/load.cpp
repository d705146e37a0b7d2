#include "load.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

int connected(int port) {
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("nobody listens on port " + std::to_string(port));
    const int yes = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return fd;
}

void send_all(int fd, const std::string& bytes) {
    for (std::size_t sent = 0; sent < bytes.size();) {
        const auto more = send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (more <= 0) throw std::runtime_error("the server closed a connection that was in use");
        sent += static_cast<std::size_t>(more);
    }
}

struct Answer {
    std::size_t head = 0, length = 0;
    int status = 0;
    bool whole(const std::string& in) const { return head && in.size() >= head + length; }
};

// Reads the head once it is there.
void read_head(const std::string& in, Answer& answer) {
    const auto end = in.find("\r\n\r\n");
    if (end == std::string::npos) return;
    answer.head = end + 4;
    answer.status = std::stoi(in.substr(9, 3));
    const auto length = in.find("Content-Length: ");
    if (length < end)
        answer.length = std::stoul(in.substr(length + 16, 20));
    else if (answer.status != 204)
        throw std::runtime_error("an answer without a length: " + in.substr(0, end));
}

bool receive(int fd, std::string& in, std::vector<char>& buffer) {
    const auto got = recv(fd, buffer.data(), buffer.size(), 0);
    if (got <= 0) return false;
    in.append(buffer.data(), static_cast<std::size_t>(got));
    return true;
}

struct Line {
    int fd = -1, kind = 0;
    double sent_at = 0;
    std::string in;
    Answer answer;
};

} // namespace

double milliseconds_now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double percentile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

std::string request(const std::string& method, const std::string& path, const std::string& token,
                    const std::string& body) {
    std::string bytes = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n";
    if (!body.empty())
        bytes += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

Outcome fire(int port, int connections, int kinds, const std::function<bool(Shot&)>& next) {
    Outcome outcome;
    outcome.ms.resize(static_cast<std::size_t>(kinds));
    std::vector<Line> lines(static_cast<std::size_t>(connections));
    std::vector<char> buffer(256 * 1024);
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    double began = 0;
    int open = 0;
    Shot shot;
    auto send_next = [&](Line& line) {
        if (!next(shot)) return false;
        line.in.clear();
        line.answer = {};
        line.kind = shot.kind;
        line.sent_at = milliseconds_now();
        if (line.kind >= 0 && began == 0) began = line.sent_at;
        send_all(line.fd, shot.bytes);
        return true;
    };
    auto close_line = [&](Line& line) {
        close(line.fd);
        line.fd = -1;
        --open;
    };
    for (Line& line : lines) line.fd = connected(port);
    for (Line& line : lines) {
        epoll_event wish{.events = EPOLLIN, .data = {.ptr = &line}};
        epoll_ctl(epoll, EPOLL_CTL_ADD, line.fd, &wish);
        ++open;
        if (!send_next(line)) close_line(line);
    }
    std::vector<epoll_event> events(lines.size());
    while (open > 0) {
        const int ready = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 60'000);
        if (ready == 0) throw std::runtime_error("no answer in a minute");
        for (int i = 0; i < ready; ++i) {
            Line& line = *static_cast<Line*>(events[static_cast<std::size_t>(i)].data.ptr);
            if (!receive(line.fd, line.in, buffer)) throw std::runtime_error("the server closed a connection in use");
            if (!line.answer.head) read_head(line.in, line.answer);
            if (!line.answer.whole(line.in)) continue;
            const double done = milliseconds_now();
            if (line.kind >= 0) {
                outcome.ms[static_cast<std::size_t>(line.kind)].push_back(done - line.sent_at);
                outcome.seconds = (done - began) / 1000;
            }
            if (line.answer.status / 100 != 2 && outcome.refused++ == 0)
                outcome.first_refusal = line.in.substr(line.answer.head, 400);
            if (!send_next(line)) close_line(line);
        }
    }
    close(epoll);
    return outcome;
}

Caller::Caller(int port) : fd_(connected(port)) {}
Caller::~Caller() {
    close(fd_);
}

int Caller::call(const std::string& bytes, std::string& body) {
    static thread_local std::vector<char> buffer(256 * 1024);
    send_all(fd_, bytes);
    in_.clear();
    Answer answer;
    while (!answer.whole(in_)) {
        if (!receive(fd_, in_, buffer)) throw std::runtime_error("the server closed the connection");
        if (!answer.head) read_head(in_, answer);
    }
    body.assign(in_, answer.head);
    return answer.status;
}

} // namespace bench
