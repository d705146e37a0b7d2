#include "wire/outgoing.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

#include "base/error.hpp"

namespace crm::wire {

namespace {

constexpr int v4_bits = 96; // before an IPv4 address

Octets from_v4(const void* four) {
    Octets octets{};
    octets[10] = octets[11] = 0xff;
    std::memcpy(octets.data() + 12, four, 4);
    return octets;
}

std::optional<AllowedNetwork> network_named(const std::string& text) {
    const auto slash = text.find('/');
    const std::string address = text.substr(0, slash);
    AllowedNetwork network;
    in_addr four{};
    in6_addr six{};
    const bool is_four = ::inet_pton(AF_INET, address.c_str(), &four) == 1;
    if (is_four)
        network.base = from_v4(&four);
    else if (::inet_pton(AF_INET6, address.c_str(), &six) == 1)
        std::memcpy(network.base.data(), &six, 16);
    else
        return std::nullopt;
    if (slash == std::string::npos) return network;
    const char *begin = text.data() + slash + 1, *end = text.data() + text.size();
    int bits = -1;
    const auto read = std::from_chars(begin, end, bits);
    if (read.ec != std::errc() || read.ptr != end || bits < 0 || bits > (is_four ? 32 : 128)) return std::nullopt;
    network.bits = is_four ? bits + v4_bits : bits;
    return network;
}

// What is not the open internet (RFC 6890 and its registries), and forms that hide an IPv4 address in another one.
const std::vector<AllowedNetwork>& closed_networks() {
    static const std::vector<AllowedNetwork> closed = [] {
        std::vector<AllowedNetwork> all;
        for (const char* text :
             {"0.0.0.0/8",      "10.0.0.0/8",   "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16", "172.16.0.0/12",
              "192.0.0.0/24",   "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",  "198.51.100.0/24",
              "203.0.113.0/24", "224.0.0.0/4",  "240.0.0.0/4",    "::/96",          "64:ff9b::/96",   "64:ff9b:1::/48",
              "100::/64",       "2001::/23",    "2001:db8::/32",  "2002::/16",      "fc00::/7",       "fe80::/10",
              "fec0::/10",      "ff00::/8"})
            all.push_back(*network_named(text));
        return all;
    }();
    return closed;
}

Octets octets_of(const sockaddr* address) {
    Octets octets{};
    if (address->sa_family == AF_INET) return from_v4(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
    std::memcpy(octets.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, 16);
    return octets;
}

} // namespace

bool AllowedNetwork::contains(const Octets& address) const {
    for (int bit = 0; bit < bits; bit += 8) {
        const int rest = std::min(8, bits - bit);
        const auto mask = static_cast<std::uint8_t>(0xff << (8 - rest));
        const auto at = static_cast<std::size_t>(bit / 8);
        if ((address[at] & mask) != (base[at] & mask)) return false;
    }
    return true;
}

Outgoing::Outgoing(const std::vector<std::string>& allowed, std::string authorities)
    : authorities_(std::move(authorities)) {
    for (const std::string& text : allowed) {
        const auto network = network_named(text);
        if (!network)
            throw Error(Problem::bad_request,
                        "\"" + text +
                            "\" is no network that may be called. Please write it as 10.1.0.0/16 or fd00::/8.");
        allowed_.push_back(*network);
    }
}

const sockaddr* Outgoing::Place::get() const {
    return reinterpret_cast<const sockaddr*>(address.data());
}

bool Outgoing::may_call(const Octets& address) const {
    auto holds = [&](const AllowedNetwork& network) { return network.contains(address); };
    return std::any_of(allowed_.begin(), allowed_.end(), holds) ||
           std::none_of(closed_networks().begin(), closed_networks().end(), holds);
}

std::vector<Outgoing::Place> Outgoing::resolve(const std::string& host, const std::string& port) const {
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* first = nullptr;
    const int fault = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &first);
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> found(first, [](addrinfo* each) {
        if (each) ::freeaddrinfo(each);
    });
    if (fault != 0)
        throw Error(Problem::unavailable,
                    "The name " + host + " leads nowhere (" + ::gai_strerror(fault) + "). Please check the address.");
    std::vector<Place> places;
    for (const addrinfo* each = found.get(); each; each = each->ai_next) {
        if (each->ai_family != AF_INET && each->ai_family != AF_INET6) continue;
        if (!may_call(octets_of(each->ai_addr))) continue;
        Place place;
        const auto* octets = reinterpret_cast<const std::uint8_t*>(each->ai_addr);
        place.address.assign(octets, octets + each->ai_addrlen);
        char text[NI_MAXHOST] = {};
        ::getnameinfo(each->ai_addr, each->ai_addrlen, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
        place.text = text;
        places.push_back(std::move(place));
    }
    if (places.empty())
        throw Error(Problem::forbidden, "The address " + host +
                                            " is of this machine or of a private network, which may not be called. The "
                                            "administrator of the server can allow it with --outgoing-allow.");
    return places;
}

} // namespace crm::wire
