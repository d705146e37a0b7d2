#include "http/reader.hpp"

#include "http/target.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace crm::http {

namespace {

constexpr std::size_t longest_chunk_line = 1024;
constexpr std::size_t most_fields = 100;
constexpr std::string_view two_ways =
    "The length of this request's body can be understood in more than one way. Please "
    "send one Content-Length or Transfer-Encoding: chunked.";

constexpr std::array<bool, 256> token_letters = [] {
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c)
        table[static_cast<std::size_t>(c)] = table[static_cast<std::size_t>(c - 32)] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_control(char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

bool sane_host(std::string_view host) {
    return std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::strchr("-._~:[]%", c) != nullptr;
    });
}

} // namespace

bool is_token(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return token_letters[static_cast<unsigned char>(c)]; });
}

std::string_view without_spaces_around(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

bool same_letters(std::string_view a, std::string_view b) {
    const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return low(x) == low(y); });
}

bool lists(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (same_letters(without_spaces_around(list.substr(0, comma)), word)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

bool Reader::refuse(int status, std::string_view sentence) {
    stage_ = Stage::refused;
    status_ = status;
    sentence_ = sentence;
    keep_alive = false;
    return false;
}

void Reader::next() {
    request = Request{};
    keep_alive = http_1_0 = expects_continue = websocket = upload = false;
    length_declared = scanned_ = line_begin_ = left_ = trailer_ = 0;
    stage_ = Stage::head;
}

std::size_t Reader::take(std::string_view bytes) {
    std::size_t taken = 0;
    if (stage_ == Stage::head) taken = take_head(bytes);
    if (stage_ == Stage::body) taken += take_body(bytes.substr(taken));
    return taken;
}

// Looks for the empty line first, so that a head is parsed once, when it is whole.
std::size_t Reader::take_head(std::string_view bytes) {
    if (bytes == "\r") return 0;
    const std::size_t begin = bytes.starts_with("\r\n") ? 2 : 0; // one empty line first is allowed (RFC 9112 §2.2)
    if (scanned_ == 0) scanned_ = line_begin_ = begin;
    for (;;) {
        const std::size_t end = bytes.find('\n', scanned_);
        if (std::min(end, bytes.size()) > limits_.head) {
            refuse(431,
                   "The head of this request is too large. Please send fewer or shorter header lines and cookies.");
            return 0;
        }
        if (end == std::string_view::npos) {
            scanned_ = bytes.size();
            if (bytes.size() > begin && !token_letters[static_cast<unsigned char>(bytes[begin])])
                refuse(400, "This is not a request in HTTP. Please check the protocol and the port.");
            return 0;
        }
        if (end == 0 || bytes[end - 1] != '\r') {
            refuse(400,
                   "The lines of a request's head end with carriage return and line feed. Please correct the client.");
            return 0;
        }
        if (end - 1 == line_begin_) { // the empty line
            std::size_t at = begin;
            bool first = true;
            while (at < line_begin_) {
                const std::size_t stop = bytes.find('\r', at);
                const std::string_view line = bytes.substr(at, stop - at);
                if (bytes[stop + 1] != '\n')
                    return refuse(400, "A header line may not contain a carriage return. Please correct the client."),
                           0;
                if (!(first ? read_request_line(line) : read_field(line))) return 0;
                first = false;
                at = stop + 2;
            }
            if (first) return refuse(400, "The request is empty. Please send a method and an address."), 0;
            if (read_framing()) stage_ = left_ > 0 || body_ != Body::sized ? Stage::body : Stage::complete;
            return end + 1;
        }
        scanned_ = line_begin_ = end + 1;
    }
}

bool Reader::read_request_line(std::string_view line) {
    const std::size_t one = line.find(' ');
    const std::size_t two = line.rfind(' ');
    if (one == std::string_view::npos || one == two || line.substr(two + 1).size() != 8)
        return refuse(400, "The first line of a request is: method, address, HTTP/1.1. Please correct the client.");
    const std::string_view method = line.substr(0, one), target = line.substr(one + 1, two - one - 1);
    const std::string_view version = line.substr(two + 1);
    if (!is_token(method) || method.size() > 32)
        return refuse(400, "The method of this request is not a word. Please use GET, POST, PATCH, PUT or DELETE.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refuse(400, "This version of HTTP is not spoken here. Please use HTTP/1.1.");
    for (const char c : target)
        if (is_control(c) || c == ' ')
            return refuse(400,
                          "The address of a request may not contain spaces or control characters. Please encode them.");
    http_1_0 = version == "HTTP/1.0";
    request.method = method;
    request.target = target;
    const std::string_view wrong = read_target(request);
    return wrong.empty() || refuse(400, wrong);
}

bool Reader::read_field(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
        return refuse(400,
                      "A header line is: name, colon, value, without a space before the colon. Please correct it.");
    const std::string_view value = without_spaces_around(line.substr(colon + 1));
    for (const char c : value)
        if (is_control(c) && c != '\t')
            return refuse(400, "A header line may not contain control characters. Please correct the client.");
    if (request.headers.size() == most_fields)
        return refuse(431, "This request has too many header lines. Please send at most a hundred.");
    auto& [name, kept] = request.headers.emplace_back(std::string(line.substr(0, colon)), std::string(value));
    for (char& c : name)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return true;
}

bool Reader::read_length(std::string_view value) {
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), left_);
    if (value.empty() || value.front() < '0' || value.front() > '9' || end != value.data() + value.size())
        return refuse(400, "Content-Length is one whole number. Please correct the client.");
    if (problem != std::errc()) return refuse(413, "This request is too large. Please send less at once.");
    length_declared = left_;
    return true;
}

bool Reader::read_framing() {
    int hosts = 0, lengths = 0, encodings = 0;
    bool close = false, keep = false, asks_upgrade = false, to_websocket = false;
    left_ = 0;
    body_ = Body::sized;
    for (const auto& [name, value] : request.headers) {
        if (name == "host") {
            if (++hosts > 1 || !sane_host(value))
                return refuse(400, "A request names one Host, as a plain name or address. Please correct the client.");
        } else if (name == "content-length") {
            if (++lengths > 1) return refuse(400, two_ways);
            if (!read_length(value)) return false;
        } else if (name == "transfer-encoding") {
            if (++encodings > 1 || http_1_0 || !same_letters(value, "chunked")) return refuse(400, two_ways);
            body_ = Body::chunk_line;
        } else if (name == "connection") {
            close = close || lists(value, "close");
            keep = keep || lists(value, "keep-alive");
            asks_upgrade = asks_upgrade || lists(value, "upgrade");
        } else if (name == "upgrade") {
            to_websocket = to_websocket || lists(value, "websocket");
        } else if (name == "expect") {
            expects_continue = !http_1_0 && same_letters(value, "100-continue");
        }
    }
    if (lengths + encodings > 1) return refuse(400, two_ways);
    if (hosts == 0 && !http_1_0) return refuse(400, "A request in HTTP/1.1 names its Host. Please correct the client.");
    keep_alive = !close && (!http_1_0 || keep);
    websocket = asks_upgrade && to_websocket && request.method == "GET" && !http_1_0 && lengths + encodings == 0;
    if (left_ > 0 || encodings > 0) {
        upload = handlers_.takes_upload && handlers_.takes_upload(request.method, request.path);
        if (left_ > body_limit()) return refuse(413, "This request is too large. Please send less at once.");
        request.body.reserve(std::min<std::size_t>(left_, 256 * 1024));
    }
    return true;
}

// One line that ends with CR LF, without them; takes nothing while the line has not come whole.
std::size_t Reader::take_line(std::string_view bytes, std::size_t longest, std::string_view& line) {
    const std::size_t end = bytes.find('\n');
    if (std::min(end, bytes.size()) > longest) {
        refuse(400, "A line between the parts of this request's body is too long. Please correct the client.");
        return 0;
    }
    if (end == std::string_view::npos) return 0;
    if (end == 0 || bytes.find('\r') != end - 1) {
        refuse(
            400,
            "The parts of a chunked body are separated by carriage return and line feed. Please correct the client.");
        return 0;
    }
    line = bytes.substr(0, end - 1);
    return end + 1;
}

void Reader::read_chunk_line(std::string_view line) {
    const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), left_, 16);
    const std::string_view rest(end, static_cast<std::size_t>(line.data() + line.size() - end));
    const bool controls = std::any_of(rest.begin(), rest.end(), [](char c) { return is_control(c) && c != '\t'; });
    if (problem == std::errc::result_out_of_range || (problem == std::errc() && left_ > body_limit())) {
        refuse(413, "This request is too large. Please send less at once.");
    } else if (problem != std::errc() || line.front() == '-' || controls ||
               (!rest.empty() && !without_spaces_around(rest).starts_with(';'))) {
        refuse(400, "The size of a chunk is a hexadecimal number. Please correct the client.");
    } else if (request.body.size() + left_ > body_limit()) {
        refuse(413, "This request is too large. Please send less at once.");
    } else {
        body_ = left_ == 0 ? Body::trailer : Body::chunk;
    }
}

std::size_t Reader::take_body(std::string_view bytes) {
    std::size_t taken = 0;
    while (stage_ == Stage::body && taken < bytes.size()) {
        const std::string_view rest = bytes.substr(taken);
        std::size_t step = 0;
        std::string_view line;
        switch (body_) {
        case Body::sized:
        case Body::chunk:
            step = std::min(rest.size(), left_);
            request.body.append(rest.data(), step);
            left_ -= step;
            if (left_ == 0 && body_ == Body::sized) stage_ = Stage::complete;
            if (left_ == 0 && body_ == Body::chunk) body_ = Body::chunk_end;
            break;
        case Body::chunk_end:
            step = take_line(rest, 1, line);
            if (step > 0) body_ = Body::chunk_line;
            break;
        case Body::chunk_line:
            step = take_line(rest, longest_chunk_line, line);
            if (step > 0) read_chunk_line(line);
            break;
        case Body::trailer: // read to its end and forgotten
            step = take_line(rest, limits_.head, line);
            trailer_ += step;
            if (trailer_ > limits_.head)
                refuse(431, "The lines after this request's body are too long. Please leave them out.");
            else if (step > 0 && line.empty())
                stage_ = Stage::complete;
            break;
        }
        if (step == 0) break;
        taken += step;
    }
    return taken;
}

} // namespace crm::http
