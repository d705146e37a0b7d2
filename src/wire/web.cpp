#include "wire/web.hpp"

#include <utility>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/time.hpp"
#include "wire/line.hpp"

namespace crm::wire {

namespace {

namespace beast = boost::beast;
using Parser = beast::http::response_parser<beast::http::string_body>;

constexpr std::uint32_t largest_head = 16 * 1024;

[[noreturn]] void no_address() {
    throw Error(Problem::bad_request,
                "This is no address of the web. Please give one such as https://example.com/customers.csv.");
}

[[noreturn]] void too_much(std::size_t most) {
    throw Error(Problem::too_large, "What is there is larger than " + std::to_string(most / 1024 / 1024) +
                                        " MB. Please fetch it in parts.");
}

void put(Parser& parser, beast::flat_buffer& buffer, std::size_t most) {
    beast::error_code fault;
    while (buffer.size() > 0 && !parser.is_done()) {
        const std::size_t used = parser.put(buffer.data(), fault);
        buffer.consume(used);
        if (fault == beast::http::error::need_more) return;
        if (fault == beast::http::error::body_limit) too_much(most);
        if (fault) throw Error(Problem::unavailable, "The other server's answer cannot be understood.");
        if (used == 0) return;
    }
}

std::string head_of(const Fetching& how, const WebAddress& address,
                    const std::vector<std::pair<std::string, std::string>>& headers) {
    const bool usual = address.port == (address.secure ? "443" : "80");
    const std::string host = address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
    std::string head = how.method + (" " + address.target) + " HTTP/1.1\r\nHost: " + host +
                       (usual ? "" : ":" + address.port) +
                       "\r\nUser-Agent: relacja\r\nAccept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n";
    if (how.method != "GET") head += "Content-Length: " + std::to_string(how.content.size()) + "\r\n";
    for (const auto& [name, value] : headers) {
        if (value.find_first_of("\r\n") != std::string::npos)
            throw Error(Problem::bad_request, "What is sent to the other server holds a line break.");
        head += name + ": " + value + "\r\n";
    }
    return head + "\r\n";
}

void exchange(Parser& parser, const WebAddress& address, const std::string& message, std::size_t most,
              const Outgoing& outgoing, std::int64_t deadline) {
    Line line(outgoing.resolve(address.host, address.port), deadline);
    if (address.secure) line.secure(address.host, outgoing.authorities());
    line.write(message);
    parser.header_limit(largest_head);
    parser.body_limit(most);
    parser.eager(true);
    beast::flat_buffer buffer;
    while (!parser.is_done()) {
        const auto room = buffer.prepare(16 * 1024);
        const std::size_t count = line.read(static_cast<char*>(room.data()), room.size());
        buffer.commit(count);
        put(parser, buffer, most);
        if (parser.get().body().size() > most) too_much(most);
        if (count) continue;
        beast::error_code fault;
        parser.put_eof(fault);
        if (fault || !parser.is_done())
            throw Error(Problem::unavailable, "The other server's answer broke off. Please try again later.");
    }
}

bool redirects(unsigned status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

int seconds_in(const std::string& text) {
    const auto seconds = parse_decimal(text, 0).value_or(0);
    return static_cast<int>(std::clamp<std::int64_t>(seconds, 0, 24 * 60 * 60));
}

WebAddress next_address(const WebAddress& from, const std::string& location) {
    if (location.starts_with("//")) return read_web_address((from.secure ? "https:" : "http:") + location);
    WebAddress next =
        location.starts_with("/") ? read_web_address(from.origin() + location) : read_web_address(location);
    if (from.secure && !next.secure)
        throw Error(Problem::forbidden, "The other server leads from https to http, where anybody could read along. "
                                        "Please give the address that it leads to, if that is wanted.");
    return next;
}

} // namespace

std::string WebAddress::origin() const {
    const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return (secure ? "https://" : "http://") + name + ":" + port;
}

WebAddress read_web_address(std::string_view text) {
    WebAddress address;
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '\\') no_address();
    if (text.starts_with("https://"))
        address.secure = true;
    else if (!text.starts_with("http://"))
        no_address();
    text.remove_prefix(address.secure ? 8 : 7);
    const auto end = text.find_first_of("/?#");
    std::string_view place = text.substr(0, end);
    std::string_view target = end == std::string_view::npos ? "" : text.substr(end);
    target = target.substr(0, target.find('#'));
    address.target = (target.starts_with('/') ? "" : "/") + std::string(target);
    if (place.find('@') != std::string_view::npos)
        throw Error(Problem::bad_request,
                    "Please give the name and the password in their own fields, not inside the address.");
    auto colon = place.rfind(':');
    if (place.starts_with('[')) {
        const auto close = place.find(']');
        if (close == std::string_view::npos) no_address();
        address.host = place.substr(1, close - 1);
        colon = close + 1 < place.size() ? close + 1 : std::string_view::npos;
        if (colon != std::string_view::npos && place[colon] != ':') no_address();
    } else {
        address.host = place.substr(0, colon);
    }
    address.port =
        colon == std::string_view::npos ? (address.secure ? "443" : "80") : std::string(place.substr(colon + 1));
    const bool digits =
        !address.port.empty() && address.port.size() <= 5 &&
        std::all_of(address.port.begin(), address.port.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (address.host.empty() || !digits || std::stoi(address.port) > 65535) no_address();
    return address;
}

Fetched fetch(const std::string& address, const Fetching& how, const Outgoing& outgoing) {
    const std::int64_t deadline = steady_us() + std::int64_t{how.seconds} * 1'000'000;
    WebAddress at = read_web_address(address);
    const std::string first = at.origin();
    const std::vector<std::pair<std::string, std::string>> none;
    for (int times = 0; times <= how.redirections; ++times) {
        Parser parser;
        const auto& headers = at.origin() == first ? how.headers : none;
        exchange(parser, at, head_of(how, at, headers) + how.content, how.most, outgoing, deadline);
        auto& answer = parser.get();
        const unsigned status = answer.result_int();
        if (redirects(status) && how.method == "GET") {
            at = next_address(at, std::string(answer[beast::http::field::location]));
            continue;
        }
        if (status != 200 && status != 304 && !how.any_status)
            throw Error(Problem::unavailable,
                        "The other server answers with " + std::to_string(status) +
                            (status == 401 || status == 403 ? ". Please check the name and the secret."
                             : status == 404                ? ": there is nothing at this address."
                                                            : ". Please try again later, or ask who runs it."));
        return {static_cast<int>(status), std::move(answer.body()), std::string(answer[beast::http::field::etag]),
                seconds_in(std::string(answer[beast::http::field::retry_after]))};
    }
    throw Error(Problem::unavailable, "The other server leads from one address to the next without an end.");
}

} // namespace crm::wire
