#include "http/network.hpp"

#include "base/error.hpp"
#include "http/reader.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace crm::http {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

bool is_mapped(const Address& address) {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), address.begin());
}

std::string_view without_port(std::string_view text) {
    if (text.starts_with('[')) return text.substr(1, text.find(']') - 1);
    const std::size_t colon = text.find(':');
    return colon == text.rfind(':') ? text.substr(0, colon) : text; // more than one: IPv6 without port
}

bool is_trusted(const Address& address, const std::vector<Network>& trusted) {
    return std::any_of(trusted.begin(), trusted.end(),
                       [&](const Network& network) { return network.contains(address); });
}

std::optional<Address> read_bare_address(const std::string& host) {
    Address address{};
    if (inet_pton(AF_INET6, host.c_str(), address.data()) == 1) return address;
    std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.begin());
    if (inet_pton(AF_INET, host.c_str(), address.data() + mapped_prefix.size()) == 1) return address;
    return std::nullopt;
}

std::string_view last_of(std::string_view list) {
    const std::size_t comma = list.rfind(',');
    return without_spaces_around(comma == std::string_view::npos ? list : list.substr(comma + 1));
}

} // namespace

std::optional<Address> read_address(std::string_view text) {
    return read_bare_address(std::string(without_port(text)));
}

std::string written(const Address& address) {
    char text[INET6_ADDRSTRLEN] = "";
    if (is_mapped(address))
        inet_ntop(AF_INET, address.data() + mapped_prefix.size(), text, sizeof text);
    else
        inet_ntop(AF_INET6, address.data(), text, sizeof text);
    return text;
}

bool Network::contains(const Address& address) const {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (std::memcmp(base.data(), address.data(), whole) != 0) return false;
    if (bits % 8 == 0) return true;
    const int mask = 0xff << (8 - bits % 8);
    return ((base[whole] ^ address[whole]) & mask) == 0;
}

Network read_network(const std::string& text) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string host = text.substr(0, slash);
    const auto base = read_bare_address(host);
    const bool v4 = host.find(':') == std::string::npos;
    Network network;
    int given = v4 ? 32 : 128;
    bool sane = base.has_value();
    if (slash < text.size()) {
        const char* end = text.data() + text.size();
        const auto [stop, problem] = std::from_chars(text.data() + slash + 1, end, given);
        sane = sane && problem == std::errc() && stop == end && given >= 0 && given <= (v4 ? 32 : 128);
    }
    if (!sane)
        throw Error(Problem::invalid, "The trusted proxy “" + text +
                                          "” is not an address or a network. Please write it as "
                                          "192.0.2.7, 10.0.0.0/8 or 2001:db8::/32.");
    network.base = *base;
    network.bits = v4 ? given + 96 : given;
    return network;
}

std::vector<Network> read_networks(const std::vector<std::string>& texts) {
    std::vector<Network> networks;
    for (const std::string& text : texts) networks.push_back(read_network(text));
    return networks;
}

void believe_proxies(Request& request, const std::vector<Network>& trusted) {
    if (trusted.empty()) return;
    const auto peer = read_address(request.address);
    if (!peer || !is_trusted(*peer, trusted)) return;
    std::vector<std::string_view> chain;
    for (const auto& [name, value] : request.headers) {
        if (name == "x-forwarded-proto") request.secure = same_letters(last_of(value), "https");
        if (name != "x-forwarded-for") continue;
        for (std::string_view rest = value; !rest.empty();) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            chain.push_back(without_spaces_around(rest.substr(0, comma)));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    for (auto entry = chain.rbegin(); entry != chain.rend(); ++entry) {
        const auto address = read_address(*entry);
        if (!address) return; // what is left of it cannot be believed either
        request.address = written(*address);
        if (!is_trusted(*address, trusted)) return;
    }
}

} // namespace crm::http
