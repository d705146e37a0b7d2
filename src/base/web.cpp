// E-mail and web addresses as people type them.
#include <algorithm>
#include <charconv>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

// No control character, no white space of any script.
bool one_piece(std::string_view text) {
    bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 127; });
    return !control && valid_utf8(text) && squeezed(text).find(' ') == std::string::npos;
}

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    return std::all_of(label.begin(), label.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '-' || beyond_ascii(c); });
}

// A host by name: labels between dots, the last not of digits alone. `labels` is how many there must be.
bool is_domain(std::string_view domain, std::size_t labels) {
    if (domain.size() > 253) return false;
    std::size_t count = 0;
    while (true) {
        auto dot = domain.find('.');
        auto label = domain.substr(0, dot);
        if (!is_label(label)) return false;
        ++count;
        if (dot == std::string_view::npos) return count >= labels && !std::all_of(label.begin(), label.end(), is_digit);
        domain.remove_prefix(dot + 1);
    }
}

bool is_ipv4(std::string_view host) {
    int parts = 0;
    for (;; ++parts) {
        auto dot = host.find('.');
        auto part = host.substr(0, dot);
        unsigned value = 256;
        auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
        if (part.empty() || part.size() > 3 || error != std::errc() || end != part.data() + part.size() || value > 255)
            return false;
        if (dot == std::string_view::npos) return parts == 3;
        host.remove_prefix(dot + 1);
    }
}

bool is_ipv6(std::string_view host) {
    if (host.size() < 4 || host.front() != '[' || host.back() != ']') return false;
    auto inner = host.substr(1, host.size() - 2);
    bool shape = std::all_of(inner.begin(), inner.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    });
    return shape && std::count(inner.begin(), inner.end(), ':') >= 2;
}

bool is_port(std::string_view port) {
    unsigned value = 0;
    auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    return error == std::errc() && end == port.data() + port.size() && value >= 1 && value <= 65535;
}

// What stands before a colon that begins an address: "https", "mailto"; empty for "example.com:8080/x" and for none.
std::string_view scheme_of(std::string_view text) {
    auto colon = text.find_first_of(":/?#");
    if (colon == std::string_view::npos || text[colon] != ':' || colon == 0 || !is_letter(text[0])) return "";
    auto scheme = text.substr(0, colon), rest = text.substr(colon + 1);
    bool port = !rest.empty() && is_port(rest.substr(0, rest.find_first_of("/?#")));
    return port ? std::string_view() : scheme;
}

// What browsers let people copy but no address may hold.
std::string escaped(std::string_view path) {
    std::string out;
    for (char c : path) {
        if (std::string_view("<>\"\\^`{|}").find(c) == std::string_view::npos) {
            out.push_back(c);
            continue;
        }
        constexpr const char* hex = "0123456789ABCDEF";
        out.append({'%', hex[c >> 4], hex[c & 15]});
    }
    return out;
}

} // namespace

std::optional<std::string> read_email(std::string_view text) {
    if (text.size() > 1000 || !valid_utf8(text)) return std::nullopt;
    const std::string kept = lower(trimmed(text));
    text = kept;
    auto at = text.rfind('@');
    if (at == std::string_view::npos || text.size() > 254 || !one_piece(text)) return std::nullopt;
    auto local = text.substr(0, at), domain = text.substr(at + 1);
    if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.') return std::nullopt;
    if (local.find("..") != std::string_view::npos || !is_domain(domain, 2)) return std::nullopt;
    bool atoms = std::all_of(local.begin(), local.end(), [](char c) {
        return is_letter(c) || is_digit(c) || beyond_ascii(c) ||
               std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
    });
    if (!atoms) return std::nullopt;
    return kept;
}

std::optional<std::string> read_url(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.size() > 2048 || !one_piece(text)) return std::nullopt;
    std::string scheme = lower(scheme_of(text));
    auto rest = text;
    if (!scheme.empty()) {
        if (scheme != "http" && scheme != "https") return std::nullopt;
        rest.remove_prefix(scheme.size() + 1);
        if (!rest.starts_with("//")) return std::nullopt;
        rest.remove_prefix(2);
    }
    auto end = std::min(rest.find_first_of("/?#"), rest.size());
    auto authority = rest.substr(0, end), path = rest.substr(end);
    auto colon = authority.rfind(':');
    auto bracket = authority.rfind(']');
    bool has_port = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    auto host = has_port ? authority.substr(0, colon) : authority;
    if (has_port && !is_port(authority.substr(colon + 1))) return std::nullopt;
    // A name and a password before the host ("bank.example@elsewhere.example") only serve to deceive; "@" is no host.
    bool known = is_domain(host, scheme.empty() ? 2 : 1) || (!scheme.empty() && (is_ipv4(host) || is_ipv6(host)));
    if (!known) return std::nullopt;
    return (scheme.empty() ? "https" : scheme) + "://" + lower(authority) + escaped(path);
}

} // namespace crm
