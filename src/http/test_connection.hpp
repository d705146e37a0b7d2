// Test only: a server that runs while the test does, and a raw connection to it that sends exactly what it is told.
#pragma once
#include "http/listen.hpp"
#include "http/server.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>
#include <zlib.h>

namespace crm::http {

class RunningServer {
public:
    explicit RunningServer(Handlers handlers, Options options = {}) {
        if (options.listen == Options{}.listen) options.listen = "127.0.0.1:0";
        if (!handlers.refuse)
            handlers.refuse = [](int status, std::string_view sentence, const Request&) {
                return Response{
                    .status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(sentence)};
            };
        server_ = std::make_unique<Server>(std::move(options), std::move(handlers));
        thread_ = std::thread([this] { server_->run(); });
    }
    ~RunningServer() { finish(); }
    void finish() {
        server_->stop();
        if (thread_.joinable()) thread_.join();
    }
    Server& server() { return *server_; }
    std::string address() const { return "127.0.0.1:" + std::to_string(server_->port()); }

private:
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

// Answers with what it was asked: METHOD path|arguments|body.
inline Handlers echo() {
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        Response response;
        response.set("Content-Type", "text/plain");
        response.body = request.method + " " + request.path + "|";
        for (const auto& [name, value] : request.query) response.body += name + "=" + value + ";";
        response.body += "|" + request.body;
        return response;
    };
    return handlers;
}

inline Response text_response(std::string body) {
    return Response{.headers = {{"Content-Type", "text/plain"}}, .body = std::move(body)};
}

inline std::string unzipped(std::string_view zipped) {
    std::string out(1 << 20, '\0');
    z_stream zip{};
    inflateInit2(&zip, MAX_WBITS + 16);
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zipped.data()));
    zip.avail_in = static_cast<uInt>(zipped.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&zip, Z_FINISH), Z_STREAM_END);
    out.resize(zip.total_out);
    inflateEnd(&zip);
    return out;
}

inline std::string temporary_path(const std::string& name) {
    return (std::filesystem::temp_directory_path() / ("relacja-" + std::to_string(::getpid()) + "-" + name)).string();
}

class RawConnection {
public:
    explicit RawConnection(const std::string& address) : socket_(connect_to(address)) {
        const timeval patience{30, 0}; // a failing test must not hang
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    }
    RawConnection& send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t n = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (n <= 0) break; // the server may have closed: what it answered tells
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return *this;
    }
    void end_sending() { ::shutdown(socket_.get(), SHUT_WR); }
    void close() { socket_.reset(); }
    int fd() const { return socket_.get(); }

    bool more() {
        char bytes[65536];
        const ssize_t n = ::recv(socket_.get(), bytes, sizeof bytes, 0);
        if (n > 0) buffer_.append(bytes, static_cast<std::size_t>(n));
        timed_out_ = n < 0 && errno == EAGAIN;
        return n > 0;
    }
    std::string take(std::size_t n) {
        while (buffer_.size() < n && more()) continue;
        std::string text = buffer_.substr(0, n);
        buffer_.erase(0, n);
        return text;
    }
    std::string until(std::string_view mark) {
        std::size_t at = 0;
        while ((at = buffer_.find(mark)) == std::string::npos)
            if (!more()) return take(buffer_.size());
        return take(at + mark.size());
    }
    std::string rest() { // until the server closes
        while (more()) continue;
        EXPECT_FALSE(timed_out_) << "the server did not close";
        return take(buffer_.size());
    }
    // One answer with a Content-Length, head and body.
    std::string answer() {
        std::string head = until("\r\n\r\n");
        const std::size_t at = head.find("Content-Length: ");
        if (at == std::string::npos) return head;
        return head + take(std::stoul(head.substr(at + 16)));
    }
    int status() { // of one answer; 0 when the server closed without one
        const std::string text = answer();
        return text.size() > 12 ? std::stoi(text.substr(9, 3)) : 0;
    }

private:
    Descriptor socket_;
    std::string buffer_;
    bool timed_out_ = false;
};

// Waits for what another thread will make true; a failing test ends after half a minute.
template <class Condition>
bool eventually(const Condition& condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::yield();
    }
    return true;
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

} // namespace crm::http
