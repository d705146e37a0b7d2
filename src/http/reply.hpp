// Reply: the head of an answer as bytes. Knows no sockets.
#pragma once
#include "http/server.hpp"

namespace crm::http {

struct ReplyForm {
    bool keep_alive = true;
    bool http_1_0 = false;
};

// Writes status line and headers to `out`. The caller's headers for the connection and the length are not taken, except
// the length of a stream that says how long it will be. Line ends inside a header become spaces.
void write_head(std::string& out, const Response& response, const ReplyForm& form, std::string_view id);

bool has_body(int status);                 // by its status
bool says_close(const Response& response); // Connection: close
// The length a streamed answer announced, or −1.
std::int64_t announced_length(const Response& response);
std::string_view reason(int status);

// The request's own X-Request-Id if it is 1 to 64 of [A-Za-z0-9_-], else a new one.
std::string request_id(const Request& request);

} // namespace crm::http
