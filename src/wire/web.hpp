// Web: asks an address of HTTP or HTTPS for what is there, or sends something to it: bounded in size, time and
// redirections, only where the program may call.
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wire/outgoing.hpp"

namespace crm::wire {

struct WebAddress {
    bool secure = false;
    std::string host, port, target; // target: /path?query
    std::string origin() const;     // https://host:port
};
// Throws Error(bad_request) where it is none of http or https, or holds a name and password.
WebAddress read_web_address(std::string_view text);

struct Fetching {
    std::vector<std::pair<std::string, std::string>> headers; // those that hold secrets too: only for the first server
    std::size_t most = 100 * 1024 * 1024;                     // octets
    int seconds = 300;
    int redirections = 3;
    std::string method = "GET", content; // any other method tells the length of its content and is not led elsewhere
    bool any_status = false;             // what the other side refuses is an answer too, not an Error
};
struct Fetched {
    int status = 0; // 200, or 304 where a header asked for it
    std::string body, etag;
    int wait_s = 0; // where it says how long to wait before asking again
};
// Throws Error with a sentence where it cannot be had.
Fetched fetch(const std::string& address, const Fetching& how, const Outgoing& outgoing);

} // namespace crm::wire
