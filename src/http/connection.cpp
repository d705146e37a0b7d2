#include "http/pipe.hpp"

#include "base/log.hpp"
#include "http/compress.hpp"
#include "http/reader.hpp"
#include "http/reply.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <sys/socket.h>

namespace crm::http {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::size_t small_buffer = 4 * 1024, large_buffer = 64 * 1024;
constexpr std::size_t slowest_reader = 4 * 1024; // bytes a second, after write_seconds
constexpr int closing_seconds = 5;
constexpr std::string_view failed = "Something went wrong on the server. Please try again.";

void add_chunk_size(std::string& out, std::size_t size) {
    char digits[16];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, size, 16).ptr);
    out += "\r\n";
}

void add_vary(Response& response) {
    std::string vary = "Accept-Encoding";
    for (const auto& [name, value] : response.headers)
        if (same_letters(name, "vary")) vary = lists(value, vary) ? value : value + ", " + vary;
    response.set("Vary", std::move(vary));
}

} // namespace

class Connection : public std::enable_shared_from_this<Connection>, public Task {
public:
    Connection(Shared& shared, std::unique_ptr<Pipe> pipe, std::string address, bool secure)
        : shared_(shared), pipe_(std::move(pipe)), peer_(std::move(address)), secure_(secure),
          reader_(shared.options.limits, shared.handlers) {}
    ~Connection() override { count_body(0); }

    void start();
    void start_crowded();
    void run() override; // on a worker

private:
    const Limits& limits() const { return shared_.options.limits; }
    void read_more();
    void make_room();
    void advance();
    void update_deadline();
    void count_body(std::size_t bytes);
    void send_continue();
    void ended(); // the client has closed, or its time is over

    void refuse(int status, std::string_view sentence);
    Response refusal(int status, std::string_view sentence) const;
    Response ask(Request& request);
    void respond();
    void upgrade(Request& request);
    void reply(Response response);
    void write_small();
    void write_rest();
    void begin_writing();
    void replied();
    void next_request();
    void log_answer();

    void stream();
    bool write_waiting(std::string_view one, std::string_view two, std::string_view three);
    bool write_waiting_plain(std::array<std::string_view, 3> pieces);
    bool write_waiting_tls(const std::array<std::string_view, 3>& pieces);
    std::int64_t expect_progress(); // sets the deadline; returns the present time

    void close_slowly();
    void drain();

    Shared& shared_;
    std::unique_ptr<Pipe> pipe_;
    const std::string peer_;
    const bool secure_;

    std::unique_ptr<char[]> buffer_;
    std::size_t capacity_ = 0, begin_ = 0, end_ = 0; // of what has been read and not yet taken
    Reader reader_;
    std::int64_t reading_since_ = 0; // the head, then the body
    bool got_head_ = false;
    std::size_t counted_body_ = 0;

    std::string head_;
    Response response_;
    bool keep_ = true, head_only_ = false, is_request_ = false, compress_ = false;
    std::int64_t began_ = 0;
    std::size_t body_sent_ = 0; // for the log
    std::size_t written_ = 0;   // of this answer
    std::int64_t waited_ = 0;   // for the client to take it
};

// --- reading -----------------------------------------------------------------------------------------------------

void Connection::start() {
    reading_since_ = microseconds_now();
    pipe_->line.enter(Phase::idle, reading_since_ + limits().head_seconds * second);
    if (!pipe_->tls()) return read_more();
    pipe_->tls()->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](const Failure& failure) {
        if (!failure) self->read_more();
    });
}

void Connection::start_crowded() {
    if (pipe_->tls()) return;
    refuse(503, "Too many connections are open at the moment. Please try again in a minute.");
}

void Connection::make_room() {
    if (begin_ == end_) begin_ = end_ = 0;
    const std::size_t wanted = got_head_ ? large_buffer : small_buffer;
    if (end_ < capacity_ && capacity_ >= wanted) return;
    std::size_t capacity = std::max(capacity_, wanted);
    if (begin_ == 0 && end_ == capacity) capacity *= 2; // the reader refuses what is too long
    if (capacity == capacity_) {
        std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    } else {
        std::unique_ptr<char[]> larger(new char[capacity]);
        if (end_ > begin_) std::memcpy(larger.get(), buffer_.get() + begin_, end_ - begin_);
        buffer_ = std::move(larger);
        capacity_ = capacity;
    }
    end_ -= begin_;
    begin_ = 0;
}

void Connection::read_more() {
    make_room();
    pipe_->async_read_some(asio::buffer(buffer_.get() + end_, capacity_ - end_),
                           [self = shared_from_this()](const Failure& failure, std::size_t n) {
                               if (failure) return self->ended();
                               self->end_ += n;
                               self->advance();
                           });
}

void Connection::ended() {
    const bool nothing_came = !got_head_ && begin_ == end_;
    if (!pipe_->line.expired() || nothing_came) return; // the last owner lets go: closed
    refuse(408, got_head_ ? "The body of this request came too slowly. Please send it again over a better connection."
                          : "The head of this request came too slowly. Please send it again.");
}

void Connection::advance() {
    begin_ += reader_.take({buffer_.get() + begin_, end_ - begin_});
    const Reader::Stage stage = reader_.stage();
    if (stage == Reader::Stage::refused) return refuse(reader_.status(), reader_.sentence());
    count_body(reader_.request.body.size());
    if (counted_body_ > 0 && shared_.body_bytes.load() > static_cast<std::int64_t>(limits().bodies_together))
        return refuse(503, "Too much is being sent to the server at the moment. Please try again in a minute.");
    if (stage == Reader::Stage::complete) {
        pipe_->line.enter(Phase::answering, Lifeline::never);
        return shared_.pool.push(shared_from_this());
    }
    const bool head_came = !got_head_ && stage == Reader::Stage::body;
    if (head_came) got_head_ = true;
    if (head_came || reading_since_ == 0) reading_since_ = microseconds_now();
    update_deadline();
    if (head_came && reader_.expects_continue && begin_ == end_) return send_continue();
    read_more();
}

void Connection::update_deadline() {
    if (!got_head_) return pipe_->line.enter(Phase::head, reading_since_ + limits().head_seconds * second);
    std::int64_t allowed = limits().body_seconds * second;
    if (reader_.upload) {
        const std::size_t size = std::max(reader_.length_declared, reader_.request.body.size());
        allowed += 60 * second * static_cast<std::int64_t>(size / (10 * 1024 * 1024));
    }
    pipe_->line.enter(Phase::body, reading_since_ + allowed);
}

void Connection::count_body(std::size_t bytes) {
    if (bytes == counted_body_) return;
    shared_.body_bytes += static_cast<std::int64_t>(bytes) - static_cast<std::int64_t>(counted_body_);
    counted_body_ = bytes;
}

void Connection::send_continue() {
    static constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
    pipe_->async_write_some(asio::buffer(text.data(), text.size()),
                            [self = shared_from_this()](const Failure& failure, std::size_t n) {
                                if (!failure && n == text.size()) self->read_more();
                            });
}

// --- answering ---------------------------------------------------------------------------------------------------

void Connection::refuse(int status, std::string_view sentence) {
    ++shared_.refused;
    is_request_ = false;
    keep_ = head_only_ = false;
    response_ = refusal(status, sentence);
    write_head(head_, response_, {.keep_alive = false}, {});
    begin_writing();
    write_small();
}

Response Connection::refusal(int status, std::string_view sentence) const {
    Response response;
    if (shared_.handlers.refuse) response = shared_.handlers.refuse(status, sentence, reader_.request);
    response.status = status;
    response.stream = nullptr;
    return response;
}

Response Connection::ask(Request& request) {
    try {
        return shared_.handlers.answer(request);
    } catch (const std::exception& problem) {
        crm::log("error", "A request could not be answered.", {{"request", request.id}, {"reason", problem.what()}});
    }
    keep_ = false;
    return refusal(500, failed);
}

void Connection::run() {
    try {
        respond();
    } catch (const std::exception& problem) { // out of memory, most likely: this client is lost, the server is not
        crm::log("error", "An answer could not be sent.", {{"reason", problem.what()}});
        if (pipe_) pipe_->shut();
    }
}

void Connection::respond() {
    began_ = microseconds_now();
    ++shared_.requests;
    Request& request = reader_.request;
    request.address = peer_;
    request.secure = secure_;
    request.local = peer_ == "unix";
    request.id = request_id(request);
    believe_proxies(request, shared_.trusted);
    is_request_ = true;
    keep_ = reader_.keep_alive;
    head_only_ = request.method == "HEAD";
    if (head_only_) request.method = "GET"; // answered alike, sent without the body
    if (reader_.websocket && shared_.handlers.upgrade) return upgrade(request);
    reply(ask(request));
}

void Connection::upgrade(Request& request) {
    const std::string* version = request.header("sec-websocket-version");
    const std::string* key = request.header("sec-websocket-key");
    Response response;
    SocketEvents events;
    if (!version || *version != "13" || !key || key->size() != 24) {
        response =
            refusal(400, "A WebSocket is opened with version 13 and a key of 24 letters. Please correct the client.");
        response.set("Sec-WebSocket-Version", "13");
    } else {
        try {
            response = shared_.handlers.upgrade(request, events);
        } catch (const std::exception& problem) {
            crm::log("error", "A WebSocket could not be opened.",
                     {{"request", request.id}, {"reason", problem.what()}});
            response = refusal(500, failed);
        }
    }
    if (response.status != 101) {
        keep_ = false; // what follows may be frames, not requests
        return reply(std::move(response));
    }
    response_ = std::move(response);
    log_answer();
    pipe_->put_back({buffer_.get() + begin_, end_ - begin_});
    serve_websocket(shared_, std::move(pipe_), request, response_, std::move(events));
}

void Connection::reply(Response response) {
    response_ = std::move(response);
    if (response_.status < 200 || response_.status > 999) response_.status = 500;
    keep_ = keep_ && !shared_.registry.leaving() && !says_close(response_);
    if (!has_body(response_.status)) {
        response_.body.clear();
        response_.stream = nullptr;
    }
    const std::int64_t announced = response_.stream ? announced_length(response_) : -1;
    compress_ = false;
    if (compressible(response_)) {
        add_vary(response_);
        compress_ = announced < 0 && takes_gzip(reader_.request);
    }
    if (compress_) {
        response_.set("Content-Encoding", "gzip");
        if (!response_.stream) response_.body = gzipped(response_.body);
    }
    if (response_.stream && reader_.http_1_0 && announced < 0) keep_ = false; // its end is the connection's
    write_head(head_, response_, {.keep_alive = keep_, .http_1_0 = reader_.http_1_0}, reader_.request.id);
    begin_writing();
    if (response_.stream && !head_only_) return stream();
    if (head_only_) {
        response_.body.clear();
        response_.stream = nullptr;
    }
    body_sent_ = response_.body.size();
    write_small();
}

void Connection::log_answer() {
    if (!is_request_ || !shared_.handlers.answered) return;
    if (head_only_) reader_.request.method = "HEAD";
    shared_.handlers.answered(reader_.request, response_.status, body_sent_, microseconds_now() - began_);
}

// --- writing -----------------------------------------------------------------------------------------------------

void Connection::begin_writing() {
    written_ = body_sent_ = 0;
    waited_ = 0;
}

// Any progress earns more time, but not without end: on average `slowest_reader` is asked.
std::int64_t Connection::expect_progress() {
    const std::int64_t now = microseconds_now(), allowed = limits().write_seconds * second;
    const std::int64_t earned = static_cast<std::int64_t>(written_ / slowest_reader) * second;
    pipe_->line.enter(Phase::writing, now + std::min(allowed, allowed + earned - waited_));
    return now;
}

// Head and body at one stroke where the network takes them; the rest when it has room.
void Connection::write_small() {
    if (pipe_->tls()) {
        if (response_.body.size() <= large_buffer) {
            head_ += response_.body; // one record
            response_.body.clear();
        }
        return write_rest();
    }
    const std::array<iovec, 2> pieces{iovec{head_.data(), head_.size()},
                                      iovec{response_.body.data(), response_.body.size()}};
    const std::ptrdiff_t n = pipe_->write_now(pieces.data(), response_.body.empty() ? 1 : 2);
    if (n < 0) {
        keep_ = false;
        log_answer();
        return; // gone
    }
    written_ = static_cast<std::size_t>(n);
    if (written_ == head_.size() + response_.body.size()) return replied();
    write_rest();
}

void Connection::write_rest() {
    const std::size_t in_head = std::min(written_, head_.size());
    const std::size_t in_body = written_ - in_head;
    if (in_head == head_.size() && in_body == response_.body.size()) return replied();
    const std::int64_t since = expect_progress();
    const std::array<asio::const_buffer, 2> pieces{
        asio::buffer(head_.data() + in_head, head_.size() - in_head),
        asio::buffer(response_.body.data() + in_body, response_.body.size() - in_body)};
    pipe_->async_write_some(pieces, [self = shared_from_this(), since](const Failure& failure, std::size_t n) {
        if (failure) return self->log_answer();
        self->waited_ += microseconds_now() - since;
        self->written_ += n;
        self->write_rest();
    });
}

void Connection::replied() {
    log_answer();
    if (keep_)
        next_request();
    else
        close_slowly();
}

void Connection::next_request() {
    reader_.next();
    response_ = Response{};
    count_body(0);
    got_head_ = false;
    reading_since_ = 0;
    if (capacity_ > small_buffer && begin_ == end_) {
        buffer_.reset();
        capacity_ = begin_ = end_ = 0;
    }
    pipe_->line.enter(Phase::idle, microseconds_now() + limits().idle_seconds * second);
    if (begin_ < end_) return advance();
    if (!shared_.registry.leaving()) read_more();
}

// --- streaming, on the worker --------------------------------------------------------------------------------------

void Connection::stream() {
    const std::int64_t announced = announced_length(response_);
    const bool chunked = announced < 0 && !reader_.http_1_0;
    std::unique_ptr<GzipStream> zip = compress_ ? std::make_unique<GzipStream>() : nullptr;
    bool alive = true, sound = true;
    std::string frame;
    const auto send = [&](std::string_view piece) {
        if (piece.empty() || !alive) return alive;
        body_sent_ += piece.size();
        if (announced >= 0 && body_sent_ > static_cast<std::size_t>(announced)) return alive = false;
        frame = std::exchange(head_, {}); // goes with the first piece
        if (chunked) add_chunk_size(frame, piece.size());
        return alive = write_waiting(frame, piece, chunked ? "\r\n" : "");
    };
    try {
        response_.stream([&](std::string_view piece) { return zip ? send(zip->add(piece)) && alive : send(piece); });
        if (zip && alive) send(zip->finish());
    } catch (const std::exception& problem) {
        crm::log("error", "The streaming of an answer failed.",
                 {{"request", reader_.request.id}, {"reason", problem.what()}});
        sound = false;
    }
    if (!sound && !head_.empty()) return refuse(500, failed);
    sound = sound && (announced < 0 || body_sent_ == static_cast<std::size_t>(announced));
    if (alive && sound) alive = write_waiting(std::exchange(head_, {}), chunked ? "0\r\n\r\n" : "", "");
    if (alive && sound) return replied();
    log_answer();
    pipe_->shut(); // so that nobody takes the part for the whole
}

bool Connection::write_waiting(std::string_view one, std::string_view two, std::string_view three) {
    const bool whole = pipe_->tls() ? write_waiting_tls({one, two, three}) : write_waiting_plain({one, two, three});
    pipe_->line.enter(Phase::answering, Lifeline::never);
    return whole;
}

bool Connection::write_waiting_plain(std::array<std::string_view, 3> pieces) {
    for (std::size_t at = 0;;) {
        std::array<iovec, 3> left{};
        for (std::size_t i = at; i < pieces.size(); ++i)
            left[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
        std::ptrdiff_t n = pipe_->write_now(left.data() + at, left.size() - at);
        if (n < 0) return false;
        written_ += static_cast<std::size_t>(n);
        for (; at < pieces.size() && static_cast<std::size_t>(n) >= pieces[at].size(); ++at)
            n -= static_cast<std::ptrdiff_t>(pieces[at].size());
        if (at == pieces.size()) return true;
        pieces[at].remove_prefix(static_cast<std::size_t>(n));
        const Pool::Waiting waiting(shared_.pool);
        const std::int64_t since = expect_progress();
        if (!pipe_->wait_until_writable()) return false;
        waited_ += microseconds_now() - since;
    }
}

bool Connection::write_waiting_tls(const std::array<std::string_view, 3>& pieces) {
    std::string whole;
    for (const std::string_view piece : pieces) whole += piece;
    for (std::string_view left = whole; !left.empty();) {
        const Pool::Waiting waiting(shared_.pool);
        const std::int64_t since = expect_progress();
        const std::ptrdiff_t n = pipe_->write_tls(left);
        if (n < 0) return false;
        waited_ += microseconds_now() - since;
        written_ += static_cast<std::size_t>(n);
        left.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

// --- ending --------------------------------------------------------------------------------------------------------

// A socket closed with bytes unread resets the connection, and the client may lose the answer. So: say that nothing
// more comes, and read on until the client closes, for a short time.
void Connection::close_slowly() {
    const int patience = shared_.registry.leaving() ? 1 : closing_seconds;
    pipe_->line.enter(Phase::closing, microseconds_now() + patience * second);
    if (!pipe_->tls()) return drain();
    pipe_->tls()->async_shutdown([self = shared_from_this()](const Failure&) { self->drain(); });
}

void Connection::drain() {
    begin_ = end_ = 0;
    make_room();
    ::shutdown(pipe_->socket().native_handle(), SHUT_WR);
    pipe_->socket().async_read_some(asio::buffer(buffer_.get(), capacity_),
                                    [self = shared_from_this()](const Failure& failure, std::size_t) {
                                        if (!failure) self->drain();
                                    });
}

// --- the door ------------------------------------------------------------------------------------------------------

void open_connection(Shared& shared, Loop& loop, Visitor visitor, ssl_ctx_st* tls, Welcome welcome) {
    auto pipe = std::make_unique<Pipe>(loop.data().context, shared.registry, std::move(visitor.socket), tls);
    const auto connection =
        std::make_shared<Connection>(shared, std::move(pipe), std::move(visitor.address), tls != nullptr);
    if (welcome == Welcome::serve)
        connection->start();
    else
        connection->start_crowded();
}

} // namespace crm::http
