// Server: HTTP/1.1 and WebSocket over TCP, TLS or a unix socket (Asio and Beast). Knows nothing of records.
// Requests are read by one or two I/O threads and answered on a fixed pool of worker threads.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crm::http {

using Header = std::pair<std::string, std::string>;

struct Request {
    std::string method;          // GET, POST …
    std::string target;          // as sent: /api/v1/deal?limit=50
    std::string path;            // decoded: /api/v1/deal; %2F stays encoded
    std::vector<Header> query;   // decoded name and value, in order
    std::vector<Header> headers; // names in lower case
    std::string body;
    std::string address; // the client's, behind a trusted proxy the true one; "unix" on the unix socket
    bool secure = false; // TLS, or said so by a trusted proxy
    bool local = false;  // came over the unix socket
    std::string id;      // request id: X-Request-Id if sane, else made; goes into log and answer
    const std::string* header(std::string_view name) const; // lower-case name
    const std::string* argument(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::vector<Header> headers;
    std::string body;
    // Where set, the body is streamed in pieces (chunked): called on the worker thread, it calls `write` with each
    // piece; write returns false when the client has gone, and waits while the client is slow.
    std::function<void(const std::function<bool(std::string_view)>& write)> stream;
    void set(std::string_view name, std::string value); // replaces
};

// One open WebSocket. send() may be called from any thread; a client that does not read 1 MB is cut.
class Socket {
public:
    virtual ~Socket() = default;
    virtual void send(std::string text) = 0;
    virtual void close(int code, std::string_view reason) = 0;
};
struct SocketEvents {
    std::function<void(std::shared_ptr<Socket>)> opened;
    std::function<void(std::string_view text)> message; // on a worker thread, one at a time for each socket
    std::function<void()> closed;
};

struct Limits {
    std::size_t head = 16 * 1024;
    std::size_t body = 4 * 1024 * 1024;
    std::size_t upload_body = 100 * 1024 * 1024 + 64 * 1024; // where `takes_upload` says so
    int connections = 2000;
    int head_seconds = 10;  // until the head has come
    int body_seconds = 120; // until the body has come; an upload gets a minute more for each 10 MB
    int idle_seconds = 75;  // between requests
    int write_seconds = 60; // without any progress
    std::size_t websocket_message = 64 * 1024;
    std::size_t websocket_queue = 1024 * 1024;          // sent but not yet read by the client
    int websocket_idle_seconds = 60;                    // without a frame or an answer to a ping
    std::size_t bodies_together = std::size_t{1} << 30; // memory for the bodies of all requests under way
};

struct Options {
    std::string listen = "127.0.0.1:8080"; // host:port, [::1]:port; port 0 takes a free one; empty: no TCP
    std::string unix_socket;               // path, made with mode 0600; empty: none
    std::string tls_cert, tls_key;         // PEM files
    // CIDR; X-Forwarded-For and X-Forwarded-Proto are believed from these only.
    std::vector<std::string> trusted_proxies;
    int workers = 8;
    Limits limits;
};

struct Handlers {
    std::function<Response(const Request&)> answer; // must not throw
    // Called for a GET with Upgrade: websocket. A response with status other than 101 refuses.
    std::function<Response(const Request&, SocketEvents& events)> upgrade;
    std::function<bool(std::string_view method, std::string_view path)> takes_upload;
    // An answer to what never became a request: 400, 408, 413, 431, 503 with a sentence (500 where `answer` threw).
    // `request` is what had been read of it. Called on any thread; must not block.
    std::function<Response(int status, std::string_view sentence, const Request& request)> refuse;
    // For the access log, on any thread; not called for what was refused before it became a request.
    std::function<void(const Request&, int status, std::size_t bytes, std::int64_t microseconds)> answered;
};

struct Figures {
    std::int64_t connections = 0, requests = 0, sockets = 0, refused = 0;
};

class Server {
public:
    Server(Options options, Handlers handlers); // binds; throws crm::Error with a sentence when it cannot
    ~Server();
    int port() const; // the port in use
    void run();       // until stop(); finishes requests under way, at most 10 seconds
    void stop();      // from any thread or a signal handler's thread
    Figures figures() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

// A small blocking client for our own command line (over the unix socket) and for tests.
struct ClientResponse {
    int status = 0;
    std::vector<Header> headers;
    std::string body;
};
// address: "127.0.0.1:8080" or "unix:/path". `piece`, where given, gets the body as it comes. Throws crm::Error when
// nobody answers.
ClientResponse send(const std::string& address, const std::string& method, const std::string& target,
                    const std::vector<Header>& headers, std::string_view body,
                    const std::function<void(std::string_view)>& piece = {});

} // namespace crm::http
