// Pipe: the bytes of one connection, plain or TLS, TCP or unix, as an asynchronous stream for Asio and Beast.
// Included by pipe.cpp, connection.cpp and websocket.cpp only, for its headers are costly.
#pragma once
#include <utility> // before Asio 1.74, which forgets it

#include "http/connection.hpp"

#ifdef __SANITIZE_THREAD__ // which does not know fences
#define BOOST_ASIO_DISABLE_FENCED_BLOCK 1
#endif
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/role.hpp>
#include <sys/uio.h>

namespace crm::http {

namespace asio = boost::asio;
using Failure = boost::system::error_code;

struct Loop::Data {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
};

class Pipe {
public:
    using executor_type = asio::io_context::executor_type;
    using Socket = asio::basic_stream_socket<asio::generic::stream_protocol, executor_type>;
    using Tls = asio::ssl::stream<Socket&>;

    Pipe(asio::io_context& context, Registry& registry, Descriptor descriptor, ssl_ctx_st* tls);
    ~Pipe();
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    executor_type get_executor() { return socket_.get_executor(); }
    Socket& socket() { return socket_; }
    Tls* tls() { return tls_.get(); }
    Lifeline line;

    void put_back(std::string bytes) { put_back_ = std::move(bytes); } // to be read again first
    void shut(); // both ways; whoever reads or writes finds the end
    // Plain only: writes what goes without waiting. Returns how much, or -1 when the client has gone.
    std::ptrdiff_t write_now(const iovec* pieces, std::size_t count);
    bool wait_until_writable(); // plain only; false when the client has gone
    // TLS only, not on a loop's thread: waits until some of it is written. Returns how much, or -1.
    std::ptrdiff_t write_tls(std::string_view bytes);

    template <class Buffers, class Handler>
    void async_read_some(const Buffers& buffers, Handler&& handler) {
        if (!put_back_.empty()) {
            const std::size_t n = asio::buffer_copy(buffers, asio::buffer(put_back_));
            put_back_.erase(0, n);
            asio::post(get_executor(),
                       [n, handler = std::forward<Handler>(handler)]() mutable { handler(Failure(), n); });
        } else if (tls_) {
            tls_->async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            socket_.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }

    template <class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler) {
        if (tls_)
            tls_->async_write_some(buffers, std::forward<Handler>(handler));
        else
            socket_.async_write_some(buffers, std::forward<Handler>(handler));
    }

private:
    Registry& registry_;
    Socket socket_;
    std::unique_ptr<Tls> tls_;
    std::string put_back_;
};

// What Beast asks of a stream of one's own: to end it.
void beast_close_socket(Pipe& pipe);
void teardown(boost::beast::role_type role, Pipe& pipe, Failure& failure);
template <class Handler>
void async_teardown(boost::beast::role_type role, Pipe& pipe, Handler&& handler) {
    Failure failure;
    teardown(role, pipe, failure);
    asio::post(pipe.get_executor(),
               [failure, handler = std::forward<Handler>(handler)]() mutable { handler(failure); });
}

// Answers the upgrade and serves the WebSocket until its end. `answer` has the further headers of the 101.
void serve_websocket(Shared& shared, std::unique_ptr<Pipe> pipe, const Request& request, const Response& answer,
                     SocketEvents events);

} // namespace crm::http
