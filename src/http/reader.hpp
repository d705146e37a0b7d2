// Reader: bytes → Request, HTTP/1.1 and 1.0 (RFC 9112). It is strict on purpose: whatever a proxy before us could read
// otherwise (two lengths, a bare line feed, a folded line, an unknown transfer encoding) is refused, so that no
// request can be smuggled inside another. Knows no sockets.
#pragma once
#include "http/server.hpp"

namespace crm::http {

class Reader {
public:
    enum class Stage { head, body, complete, refused };

    Reader(const Limits& limits, const Handlers& handlers) : limits_(limits), handlers_(handlers) {}

    // Takes what it can from the front of `bytes` and returns how much that was. The rest must come again, with more
    // behind it. Nothing is taken beyond the end of a request.
    std::size_t take(std::string_view bytes);
    void next(); // forgets the request and waits for another

    Stage stage() const { return stage_; }
    int status() const { return status_; } // when refused
    std::string_view sentence() const { return sentence_; }

    Request request;
    // Known once the head has come:
    bool keep_alive = false;
    bool http_1_0 = false;
    bool expects_continue = false;
    bool websocket = false;          // asks to become a WebSocket
    bool upload = false;             // may be as large as an upload
    std::size_t length_declared = 0; // by Content-Length

private:
    enum class Body { sized, chunk_line, chunk, chunk_end, trailer };

    std::size_t take_head(std::string_view bytes);
    std::size_t take_body(std::string_view bytes);
    std::size_t take_line(std::string_view bytes, std::size_t longest, std::string_view& line);
    void read_chunk_line(std::string_view line);
    bool read_request_line(std::string_view line);
    bool read_field(std::string_view line);
    bool read_framing(); // what the head says of connection and body
    bool read_length(std::string_view value);
    bool refuse(int status, std::string_view sentence);
    std::size_t body_limit() const { return upload ? limits_.upload_body : limits_.body; }

    const Limits& limits_;
    const Handlers& handlers_;
    Stage stage_ = Stage::head;
    Body body_ = Body::sized;
    std::size_t scanned_ = 0;    // of a head that has not come whole
    std::size_t line_begin_ = 0; // of the line that the scan is in
    std::size_t left_ = 0;       // of the body or the chunk
    std::size_t trailer_ = 0;    // bytes of trailers so far
    int status_ = 0;
    std::string_view sentence_;
};

bool is_token(std::string_view text);
std::string_view without_spaces_around(std::string_view text);
bool same_letters(std::string_view a, std::string_view b); // ASCII, either case
// Whether the comma-separated list holds the word, in either case.
bool lists(std::string_view list, std::string_view word);

} // namespace crm::http
