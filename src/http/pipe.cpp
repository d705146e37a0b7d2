#include "http/pipe.hpp"

#include "base/log.hpp"

#include <boost/asio/ssl/context.hpp>
#include <cerrno>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

namespace crm::http {

namespace {

int family_of(int fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    return ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0 ? address.ss_family : AF_INET;
}

} // namespace

Loop::Loop() : data_(std::make_unique<Data>()) {}

Loop::~Loop() {
    stop();
}

void Loop::start() {
    thread_ = std::thread([this] {
        for (;;) {
            try {
                data_->context.run();
                return;
            } catch (const std::exception& problem) { // out of memory, most likely: one client is lost
                crm::log("error", "A connection could not be read.", {{"reason", problem.what()}});
            }
        }
    });
}

void Loop::stop() {
    data_->context.stop();
    if (thread_.joinable()) thread_.join();
}

Pipe::Pipe(asio::io_context& context, Registry& registry, Descriptor descriptor, ssl_ctx_st* tls)
    : registry_(registry),
      socket_(context, asio::generic::stream_protocol(family_of(descriptor.get()), 0), descriptor.get()) {
    const int fd = descriptor.release();
    if (tls) {
        SSL_CTX_up_ref(tls);
        asio::ssl::context shared(tls); // gives its reference back; the stream keeps one of its own
        tls_ = std::make_unique<Tls>(socket_, shared);
    }
    registry_.add(line, fd);
}

Pipe::~Pipe() {
    registry_.remove(line);
}

void Pipe::shut() {
    ::shutdown(socket_.native_handle(), SHUT_RDWR);
}

std::ptrdiff_t Pipe::write_now(const iovec* pieces, std::size_t count) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces); // sendmsg does not write there
    message.msg_iovlen = count;
    for (;;) {
        const ssize_t n = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n >= 0) return n;
        if (errno == EAGAIN || errno == EWOULDBLOCK) return 0;
        if (errno != EINTR) return -1;
    }
}

bool Pipe::wait_until_writable() {
    pollfd one{socket_.native_handle(), POLLOUT, 0};
    while (::poll(&one, 1, -1) < 0)
        if (errno != EINTR) return false;
    return (one.revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

std::ptrdiff_t Pipe::write_tls(std::string_view bytes) {
    std::mutex mutex;
    std::condition_variable woken;
    std::ptrdiff_t result = 0;
    bool done = false;
    async_write_some(asio::buffer(bytes.data(), bytes.size()), [&](const Failure& failure, std::size_t n) {
        const std::lock_guard lock(mutex);
        result = failure ? -1 : static_cast<std::ptrdiff_t>(n);
        done = true;
        woken.notify_one();
    });
    std::unique_lock lock(mutex);
    woken.wait(lock, [&] { return done; });
    return result;
}

void beast_close_socket(Pipe& pipe) {
    pipe.shut();
}

void teardown(boost::beast::role_type, Pipe& pipe, Failure& failure) {
    ::shutdown(pipe.socket().native_handle(), SHUT_WR);
    failure = {};
}

} // namespace crm::http
