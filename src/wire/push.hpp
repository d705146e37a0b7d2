// Push: messages to browsers that are not open, through the services of their makers (RFC 8030). The service learns
// when something is said to which device, not what: the message is encrypted for the device (RFC 8291), and signed so
// that the service takes it from this program alone (RFC 8292).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/outgoing.hpp"

namespace crm::wire {

// A pair on the curve P-256, as octets.
struct PushKeys {
    std::string secret; // 32
    std::string open;   // 65, the point uncompressed
};
PushKeys make_push_keys();

// Where a browser hears, as it says so itself.
struct PushDevice {
    std::string address; // https://…, at the service of its maker
    std::string key;     // 65 octets, its public key
    std::string shared;  // 16 octets
};
// Whether the key is a point of the curve and the rest as long as it must be.
bool is_push_device(const PushDevice& device);

constexpr std::size_t longest_push = 3000; // octets of a message; services take 4096 of what becomes of it

// The body that the service passes on. `own` and `salt` (16 octets) are random unless given: only tests give them.
std::string encrypt_push(std::string_view message, const PushDevice& device, const std::optional<PushKeys>& own = {},
                         std::string_view salt = {});
// What the device reads in it; empty where it was not meant for these keys.
std::optional<std::string> decrypt_push(std::string_view body, const PushKeys& device, std::string_view shared);
// The header Authorization for a service at `address`. `contact`: mailto:… or https://…, whom its owner may ask.
std::string push_authorization(const PushKeys& keys, const std::string& address, const std::string& contact,
                               std::int64_t now_s);

enum class PushFate {
    taken,
    gone,    // the device hears no more: it is to be forgotten
    refused, // for good
    later
};
PushFate send_push(std::string_view message, const PushDevice& device, const PushKeys& keys, const std::string& contact,
                   const Outgoing& outgoing);

} // namespace crm::wire
