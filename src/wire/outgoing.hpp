// Outgoing: to which addresses the program may call on somebody's behalf. Addresses of this machine and of private
// networks are refused unless allowed, so that nobody reaches through the program what they cannot reach themselves.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace crm::wire {

using Octets = std::array<std::uint8_t, 16>; // an address; IPv4 as ::ffff:a.b.c.d

struct AllowedNetwork {
    Octets base{};
    int bits = 128;
    bool contains(const Octets& address) const;
};

class Outgoing {
public:
    // `allowed`: networks such as 10.1.0.0/16 or fd00::/8, or single addresses. Throws Error where one is none.
    // `authorities`: a PEM file of certificates that are believed beside the machine's own.
    explicit Outgoing(const std::vector<std::string>& allowed = {}, std::string authorities = {});

    struct Place {
        std::vector<std::uint8_t> address; // a sockaddr with the port
        std::string text;                  // 192.0.2.1
        const sockaddr* get() const;
    };
    // Where `host` is, of what may be called. What is connected to is one of these, not the name again, which might
    // then lead elsewhere. Throws Error(unavailable) where the name is not known, Error(forbidden) where all of it is
    // refused.
    std::vector<Place> resolve(const std::string& host, const std::string& port) const;
    bool may_call(const Octets& address) const;
    const std::string& authorities() const { return authorities_; }

private:
    std::vector<AllowedNetwork> allowed_;
    std::string authorities_;
};

} // namespace crm::wire
