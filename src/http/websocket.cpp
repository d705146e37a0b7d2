#include "http/pipe.hpp"

#include "base/log.hpp"
#include "http/reader.hpp"
#include "http/reply.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <utility>

namespace crm::http {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

namespace {

constexpr int closing_seconds = 5;

// One open WebSocket. Everything but send() and close() happens on the loop's thread; the events are called on workers,
// one after the other: the next message is not read before the last one has been taken.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Shared& shared, std::unique_ptr<Pipe> pipe, SocketEvents events)
        : shared_(shared), pipe_(std::move(pipe)), socket_(*pipe_), events_(std::move(events)) {
        ++shared_.sockets;
    }
    ~Session() { --shared_.sockets; }

    void start(const Request& request, const Response& answer);
    void send(std::string text);
    void close(int code, std::string_view reason);

private:
    struct Item {
        std::string text;
        int close_code = 0; // a text when 0
    };

    void opened();
    void read();
    void take_message();
    void ended();
    void queue(Item item);
    void write_next();
    template <class Call>
    bool call(const Call& event);

    Shared& shared_;
    std::unique_ptr<Pipe> pipe_;
    websocket::stream<Pipe&, false> socket_;
    SocketEvents events_;
    std::shared_ptr<Socket> handle_; // for the registry, which holds it weakly
    websocket::request_type request_;
    beast::flat_buffer incoming_;

    std::mutex mutex_;
    std::deque<Item> outgoing_; // the first is being written while writing_
    std::size_t outgoing_bytes_ = 0;
    bool writing_ = false; // a write is under way or posted: there is never a second
    bool closing_ = false;
};

// What the application holds: it does not keep the connection open.
class Handle : public Socket {
public:
    explicit Handle(std::weak_ptr<Session> session) : session_(std::move(session)) {}
    void send(std::string text) override {
        if (const auto session = session_.lock()) session->send(std::move(text));
    }
    void close(int code, std::string_view reason) override {
        if (const auto session = session_.lock()) session->close(code, reason);
    }

private:
    std::weak_ptr<Session> session_;
};

void Session::start(const Request& request, const Response& answer) {
    const Limits& limits = shared_.options.limits;
    request_.method(beast::http::verb::get);
    request_.target(request.target);
    request_.version(11);
    for (const auto& [name, value] : request.headers) request_.insert(name, value);
    socket_.read_message_max(limits.websocket_message);
    socket_.auto_fragment(false);
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = std::chrono::seconds(closing_seconds);
    timeout.idle_timeout = std::chrono::seconds(limits.websocket_idle_seconds);
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.set_option(websocket::stream_base::decorator([id = request.id, headers = answer.headers](auto& head) {
        if constexpr (!std::decay_t<decltype(head)>::is_request::value) {
            head.set(beast::http::field::server, "relacja"); // or Beast names itself and its version
            head.set("X-Request-Id", id);
            for (const auto& [name, value] : headers) head.insert(name, value);
        }
    }));
    pipe_->line.enter(Phase::socket, Lifeline::never);
    asio::post(pipe_->get_executor(), [self = shared_from_this()] {
        self->socket_.async_accept(self->request_, [self](const Failure& failure) {
            if (!failure) self->shared_.pool.push([self] { self->opened(); });
        });
    });
}

template <class Call>
bool Session::call(const Call& event) {
    try {
        event();
        return true;
    } catch (const std::exception& problem) {
        crm::log("error", "A WebSocket's message could not be taken.", {{"reason", problem.what()}});
        close(1011, "Something went wrong on the server.");
        return false;
    }
}

void Session::opened() {
    const auto handle = std::make_shared<Handle>(weak_from_this());
    handle_ = handle;
    shared_.registry.set_socket(pipe_->line, handle);
    if (events_.opened) call([&] { events_.opened(handle); });
    asio::post(pipe_->get_executor(), [self = shared_from_this()] { self->read(); });
}

void Session::read() {
    socket_.async_read(incoming_, [self = shared_from_this()](const Failure& failure, std::size_t) {
        if (failure) return self->ended();
        if (!self->socket_.got_text()) {
            self->close(1003, "Only text is understood here.");
            self->incoming_.clear();
            return self->read();
        }
        self->shared_.pool.push([self] { self->take_message(); });
    });
}

void Session::take_message() {
    const std::string_view text(static_cast<const char*>(incoming_.cdata().data()), incoming_.size());
    if (events_.message) call([&] { events_.message(text); });
    asio::post(pipe_->get_executor(), [self = shared_from_this()] {
        self->incoming_.clear();
        self->read();
    });
}

void Session::ended() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    pipe_->shut();
    shared_.pool.push([self = shared_from_this()] {
        if (self->events_.closed) self->call([&] { self->events_.closed(); });
        self->events_ = {}; // they may hold what holds us
    });
}

void Session::send(std::string text) {
    {
        const std::lock_guard lock(mutex_);
        if (closing_) return;
        if (outgoing_bytes_ + text.size() > shared_.options.limits.websocket_queue) {
            closing_ = true;
            pipe_->shut();
            return;
        }
    }
    queue({.text = std::move(text)});
}

void Session::close(int code, std::string_view reason) {
    queue({.text = std::string(reason), .close_code = code});
}

void Session::queue(Item item) {
    const std::lock_guard lock(mutex_);
    if (closing_) return;
    if (item.close_code != 0) closing_ = true;
    outgoing_bytes_ += item.text.size();
    outgoing_.push_back(std::move(item));
    if (std::exchange(writing_, true)) return;
    asio::post(pipe_->get_executor(), [self = shared_from_this()] { self->write_next(); });
}

void Session::write_next() {
    const std::lock_guard lock(mutex_);
    writing_ = !outgoing_.empty();
    if (!writing_) return;
    const Item& item = outgoing_.front();
    if (item.close_code != 0) {
        websocket::close_reason reason(static_cast<std::uint16_t>(item.close_code));
        reason.reason.assign(item.text.data(), std::min<std::size_t>(item.text.size(), 120));
        socket_.async_close(reason, [self = shared_from_this()](const Failure&) { self->pipe_->shut(); });
        return;
    }
    socket_.text(true);
    socket_.async_write(asio::buffer(item.text), [self = shared_from_this()](const Failure& failure, std::size_t) {
        if (failure) return self->pipe_->shut();
        {
            const std::lock_guard inner(self->mutex_);
            self->outgoing_bytes_ -= self->outgoing_.front().text.size();
            self->outgoing_.pop_front();
        }
        self->write_next();
    });
}

} // namespace

void serve_websocket(Shared& shared, std::unique_ptr<Pipe> pipe, const Request& request, const Response& answer,
                     SocketEvents events) {
    std::make_shared<Session>(shared, std::move(pipe), std::move(events))->start(request, answer);
}

} // namespace crm::http
