#include "base/base64url.hpp"

#include <cstdint>

namespace crm {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

} // namespace

std::string base64url(std::string_view octets) {
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char each : octets) {
        held = (held << 8) | static_cast<unsigned char>(each);
        for (bits += 8; bits >= 6; bits -= 6) text += alphabet[(held >> (bits - 6)) & 63];
    }
    if (bits) text += alphabet[(held << (6 - bits)) & 63];
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    while (text.ends_with('=')) text.remove_suffix(1);
    if (text.size() % 4 == 1) return std::nullopt;
    std::string octets;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char each : text) {
        const auto value = alphabet.find(each);
        if (value == std::string_view::npos) return std::nullopt;
        held = (held << 6) | static_cast<std::uint32_t>(value);
        if ((bits += 6) < 8) continue;
        bits -= 8;
        octets += static_cast<char>((held >> bits) & 0xff);
    }
    if (held & ((1u << bits) - 1)) return std::nullopt; // two texts for the same octets
    return octets;
}

} // namespace crm
