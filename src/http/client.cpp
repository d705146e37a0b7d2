// The small blocking client behind http::send().
#include "base/error.hpp"
#include "http/listen.hpp"
#include "http/reader.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <sys/socket.h>

namespace crm::http {

namespace {

[[noreturn]] void broken() {
    throw Error(Problem::unavailable,
                "The server's answer broke off or cannot be understood. Please try again and look "
                "into the server's log.");
}

class Exchange {
public:
    Exchange(const std::string& address, const std::function<void(std::string_view)>& piece)
        : socket_(connect_to(address)), piece_(piece) {}

    void write(std::string_view bytes);
    ClientResponse read(bool head_only);

private:
    bool fill(); // false at the end
    std::string line();
    void read_head();
    void pass(std::string_view bytes);
    void read_exactly(std::size_t length);
    void read_chunks();

    Descriptor socket_;
    const std::function<void(std::string_view)>& piece_;
    std::string buffer_;
    ClientResponse response_;
};

// A server that refuses a body half-way has answered already, so a failed write is not yet the end.
void Exchange::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

bool Exchange::fill() {
    char bytes[16 * 1024];
    ssize_t n = 0;
    do n = ::recv(socket_.get(), bytes, sizeof bytes, 0);
    while (n < 0 && errno == EINTR);
    if (n > 0) buffer_.append(bytes, static_cast<std::size_t>(n));
    return n > 0;
}

std::string Exchange::line() {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n")) == std::string::npos)
        if (!fill()) broken();
    std::string text = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    return text;
}

void Exchange::read_head() {
    response_.headers.clear();
    const std::string first = line();
    const std::size_t space = std::min(first.find(' ') + 1, first.size());
    if (!first.starts_with("HTTP/1.") ||
        std::from_chars(first.data() + space, first.data() + first.size(), response_.status).ec != std::errc())
        broken();
    for (std::string text = line(); !text.empty(); text = line()) {
        const std::size_t colon = text.find(':');
        if (colon == std::string::npos) broken();
        std::string name = text.substr(0, colon);
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
        response_.headers.emplace_back(std::move(name),
                                       without_spaces_around(std::string_view(text).substr(colon + 1)));
    }
}

void Exchange::pass(std::string_view bytes) {
    if (piece_)
        piece_(bytes);
    else
        response_.body += bytes;
}

void Exchange::read_exactly(std::size_t length) {
    while (length > 0) {
        if (buffer_.empty() && !fill()) broken();
        const std::size_t n = std::min(length, buffer_.size());
        pass(std::string_view(buffer_).substr(0, n));
        buffer_.erase(0, n);
        length -= n;
    }
}

void Exchange::read_chunks() {
    for (;;) {
        const std::string size = line();
        std::size_t length = 0;
        if (std::from_chars(size.data(), size.data() + size.size(), length, 16).ec != std::errc()) broken();
        if (length == 0) break;
        read_exactly(length);
        if (!line().empty()) broken();
    }
    while (!line().empty()) continue; // trailers
}

ClientResponse Exchange::read(bool head_only) {
    do read_head();
    while (response_.status < 200 && response_.status != 101);
    if (head_only || response_.status == 101 || response_.status == 204 || response_.status == 304) return response_;
    for (const auto& [name, value] : response_.headers) {
        if (name == "transfer-encoding") {
            read_chunks();
            return response_;
        }
        if (name == "content-length") {
            std::size_t length = 0;
            if (std::from_chars(value.data(), value.data() + value.size(), length).ec != std::errc()) broken();
            read_exactly(length);
            return response_;
        }
    }
    do {
        pass(buffer_);
        buffer_.clear();
    } while (fill());
    return response_;
}

} // namespace

ClientResponse send(const std::string& address, const std::string& method, const std::string& target,
                    const std::vector<Header>& headers, std::string_view body,
                    const std::function<void(std::string_view)>& piece) {
    std::string head = method + " " + target +
                       " HTTP/1.1\r\nHost: " + (address.starts_with("unix:") ? "localhost" : address) +
                       "\r\nConnection: close\r\n";
    for (const auto& [name, value] : headers) head += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PUT" || method == "PATCH")
        head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    Exchange exchange(address, piece);
    exchange.write(head + "\r\n");
    exchange.write(body);
    return exchange.read(method == "HEAD");
}

} // namespace crm::http
