#include "http/reply.hpp"

#include "http/reader.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <random>

namespace crm::http {

namespace {

// "Sun, 06 Nov 1994 08:49:37 GMT", made once a second in each thread.
std::string_view date_now() {
    thread_local std::time_t made_at = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now == made_at) return text;
    static constexpr std::string_view days = "SunMonTueWedThuFriSat", months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::tm parts{};
    gmtime_r(&now, &parts);
    char rest[32];
    const std::size_t length = std::strftime(rest, sizeof rest, " %Y %H:%M:%S GMT", &parts);
    text = days.substr(static_cast<std::size_t>(parts.tm_wday) * 3, 3);
    text += ", ";
    text += static_cast<char>('0' + parts.tm_mday / 10);
    text += static_cast<char>('0' + parts.tm_mday % 10);
    text += ' ';
    text += months.substr(static_cast<std::size_t>(parts.tm_mon) * 3, 3);
    text.append(rest, length);
    made_at = now;
    return text;
}

void add_number(std::string& out, std::uint64_t number) {
    char digits[20];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void add_safely(std::string& out, std::string_view text) {
    const std::size_t begin = out.size();
    out += text;
    for (std::size_t at = begin; at < out.size(); ++at)
        if ((static_cast<unsigned char>(out[at]) < 0x20 && out[at] != '\t') || out[at] == 0x7f) out[at] = ' ';
}

bool ours(std::string_view name) {
    return same_letters(name, "connection") || same_letters(name, "content-length") ||
           same_letters(name, "transfer-encoding") || same_letters(name, "date") ||
           same_letters(name, "x-request-id") || same_letters(name, "keep-alive") || same_letters(name, "server");
}

} // namespace

bool has_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

bool says_close(const Response& response) {
    return std::any_of(response.headers.begin(), response.headers.end(), [](const Header& header) {
        return same_letters(header.first, "connection") && lists(header.second, "close");
    });
}

std::int64_t announced_length(const Response& response) {
    for (const auto& [name, value] : response.headers) {
        std::int64_t length = 0;
        if (same_letters(name, "content-length") &&
            std::from_chars(value.data(), value.data() + value.size(), length).ec == std::errc())
            return std::max<std::int64_t>(length, 0);
    }
    return -1;
}

void write_head(std::string& out, const Response& response, const ReplyForm& form, std::string_view id) {
    out.clear();
    out += "HTTP/1.1 ";
    add_number(out, static_cast<std::uint64_t>(response.status));
    out += ' ';
    out += reason(response.status);
    out += "\r\nServer: relacja\r\nDate: ";
    out += date_now();
    if (!id.empty()) {
        out += "\r\nX-Request-Id: ";
        out += id;
    }
    for (const auto& [name, value] : response.headers) {
        if (ours(name) || !is_token(name)) continue;
        out += "\r\n";
        out += name;
        out += ": ";
        add_safely(out, value);
    }
    const std::int64_t announced = response.stream ? announced_length(response) : -1;
    if (!has_body(response.status)) {
    } else if (!response.stream || announced >= 0) {
        out += "\r\nContent-Length: ";
        add_number(out, announced >= 0 ? static_cast<std::uint64_t>(announced) : response.body.size());
    } else if (!form.http_1_0) {
        out += "\r\nTransfer-Encoding: chunked";
    }
    if (!form.keep_alive)
        out += "\r\nConnection: close";
    else if (form.http_1_0)
        out += "\r\nConnection: keep-alive";
    out += "\r\n\r\n";
}

std::string_view reason(int status) {
    switch (status) {
    case 101:
        return "Switching Protocols";
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 206:
        return "Partial Content";
    case 207:
        return "Multi-Status";
    case 301:
        return "Moved Permanently";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 304:
        return "Not Modified";
    case 307:
        return "Temporary Redirect";
    case 308:
        return "Permanent Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 416:
        return "Range Not Satisfiable";
    case 422:
        return "Unprocessable Content";
    case 426:
        return "Upgrade Required";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Unknown";
    }
}

std::string request_id(const Request& request) {
    if (const std::string* given = request.header("x-request-id"))
        if (!given->empty() && given->size() <= 64 && std::all_of(given->begin(), given->end(), [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                       c == '-';
            }))
            return *given;
    thread_local std::mt19937_64 random{(std::uint64_t{std::random_device{}()} << 32) | std::random_device{}()};
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string made(16, '0');
    std::uint64_t number = random();
    for (char& letter : made) {
        letter = digits[number & 15];
        number >>= 4;
    }
    return made;
}

} // namespace crm::http
