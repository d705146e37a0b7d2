#include "http/target.hpp"

#include "base/text.hpp"
#include "http/server.hpp"

#include <algorithm>
#include <cctype>

namespace crm::http {

namespace {

int hex_digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

bool plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x1f && c < 0x7f && c != '%' && c != '+'; });
}

enum class Part { path, argument };

// Undoes percent encoding. In a path %2F stays, for it is no separator; in an argument + is a space.
bool decode(std::string_view text, Part part, std::string& out) {
    if (plain(text)) {
        out.assign(text);
        return true;
    }
    out.clear();
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && part == Part::argument) {
            out += ' ';
        } else if (text[at] != '%') {
            out += text[at];
        } else {
            if (at + 2 >= text.size()) return false;
            const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
            if (high < 0 || low < 0) return false;
            const char letter = static_cast<char>(high * 16 + low);
            if (letter == '/' && part == Part::path)
                out += "%2F";
            else
                out += letter;
            at += 2;
        }
    }
    return valid_utf8(out);
}

bool has_dot_segment(std::string_view path) {
    for (std::size_t at = path.find("/."); at != std::string_view::npos; at = path.find("/.", at + 1)) {
        const std::string_view segment = path.substr(at + 1, path.find('/', at + 1) - at - 1);
        if (segment == "." || segment == "..") return true;
    }
    return false;
}

bool read_query(std::string_view text, std::vector<Header>& query) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('&'), text.size());
        const std::string_view pair = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        auto& [name, value] = query.emplace_back();
        if (!decode(pair.substr(0, equals), Part::argument, name)) return false;
        if (equals < pair.size() && !decode(pair.substr(equals + 1), Part::argument, value)) return false;
    }
    return true;
}

} // namespace

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool may_encode = text[at] == '%' && at + 2 < text.size();
        const int high = may_encode ? hex_digit(text[at + 1]) : -1, low = may_encode ? hex_digit(text[at + 2]) : -1;
        if (high < 0 || low < 0) {
            out += text[at];
        } else {
            out += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    return out;
}

std::string_view read_target(Request& request) {
    std::string_view target = request.target;
    if (target == "*" && request.method == "OPTIONS") {
        request.path = "*";
        return {};
    }
    for (const std::string_view scheme : {"http://", "https://"})
        if (target.starts_with(scheme)) {
            const std::size_t slash = target.find_first_of("/?", scheme.size());
            target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
            break;
        }
    if (!target.starts_with('/')) return "The address of a request begins with a slash. Please correct it.";
    if (target.find('#') != std::string_view::npos)
        return "The address of a request has no # part. Please leave it out or write it as %23.";
    const std::size_t mark = std::min(target.find('?'), target.size());
    if (!decode(target.substr(0, mark), Part::path, request.path))
        return "The path cannot be read: please write it in UTF-8, percent-encoded where needed, without NUL.";
    if (has_dot_segment(request.path)) return "The path may not contain the parts . or .., please write it in full.";
    if (mark < target.size() && !read_query(target.substr(mark + 1), request.query))
        return "The arguments after the question mark cannot be read: please write them in UTF-8, percent-encoded "
               "where "
               "needed, without NUL.";
    return {};
}

std::string percent_encoded(std::string_view text) {
    static const char* digits = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : text) {
        if (std::isalnum(c) || c == '.' || c == '-' || c == '_')
            out += static_cast<char>(c);
        else
            ((out += '%') += digits[c >> 4]) += digits[c & 15];
    }
    return out;
}

} // namespace crm::http
