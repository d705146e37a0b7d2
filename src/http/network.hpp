// Network: addresses and networks (CIDR), and who a client behind trusted proxies truly is.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm::http {

struct Request;

using Address = std::array<std::uint8_t, 16>; // IPv4 as ::ffff:a.b.c.d

// Also with a port: 192.0.2.1:80, [2001:db8::1]:80.
std::optional<Address> read_address(std::string_view text);
std::string written(const Address& address);

struct Network {
    Address base{};
    int bits = 128;
    bool contains(const Address& address) const;
};
Network read_network(const std::string& text); // 10.0.0.0/8, 2001:db8::/32, one address; throws crm::Error
std::vector<Network> read_networks(const std::vector<std::string>& texts);

// Sets address and secure from X-Forwarded-For and X-Forwarded-Proto where `request.address` is a trusted proxy:
// the right-most address of the chain that is not itself trusted.
void believe_proxies(Request& request, const std::vector<Network>& trusted);

} // namespace crm::http
