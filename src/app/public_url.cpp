#include "app/public_url.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

[[noreturn]] void refuse(std::string_view given, const std::string& why) {
    throw Error(Problem::bad_request, "The public address \"" + cut(given, 80) + "\" " + why +
                                          " Please write it like https://crm.example.com or http://10.0.0.5:8080.");
}

bool is_host(std::string_view host) {
    if (host.starts_with('[')) // IPv6
        return host.size() > 3 && host.ends_with(']') &&
               host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos &&
               host.find(':') != std::string_view::npos;
    if (host.empty() || host.size() > 253 || host.front() == '.' || host.find("..") != std::string_view::npos)
        return false;
    return host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string_view::npos &&
           host.front() != '-' && host.back() != '-';
}

int read_port(std::string_view given, std::string_view port) {
    int number = 0;
    const auto [end, fault] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (fault != std::errc() || end != port.data() + port.size() || number < 1 || number > 65535)
        refuse(given, "has a port that is none.");
    return number;
}

} // namespace

std::string read_public_url(std::string_view given) {
    std::string text(trimmed(given));
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    std::string_view rest = text;
    const std::string scheme = rest.starts_with("https://") ? "https://" : rest.starts_with("http://") ? "http://" : "";
    if (scheme.empty()) refuse(given, "begins with neither http:// nor https://.");
    rest.remove_prefix(scheme.size());
    const auto end = rest.find_first_of("/?#\\");
    if (end != std::string_view::npos && rest.substr(end) != "/")
        refuse(given, "has something behind the host; Relacja answers at the root of its address.");
    rest = rest.substr(0, end);
    if (rest.find('@') != std::string_view::npos) refuse(given, "has a user name in it.");
    const auto colon = rest.find(':', rest.starts_with('[') ? rest.find(']') : 0);
    const std::string_view host = rest.substr(0, colon);
    if (!is_host(host)) refuse(given, "has no host that could be called.");
    if (colon == std::string_view::npos) return scheme + std::string(host);
    const int port = read_port(given, rest.substr(colon + 1));
    const bool goes_without_saying = port == (scheme == "https://" ? 443 : 80);
    return scheme + std::string(host) + (goes_without_saying ? "" : ":" + std::to_string(port));
}

} // namespace crm
