#include "base/base64.hpp"

#include <cstdint>

namespace crm {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string base64(std::string_view octets) {
    std::string out;
    out.reserve((octets.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < octets.size(); i += 3) {
        std::uint32_t three = 0;
        for (std::size_t j = 0; j < 3; ++j)
            three = three << 8 | (i + j < octets.size() ? static_cast<unsigned char>(octets[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j) out += i + j <= octets.size() ? letters[three >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && text.ends_with('=')) {
        text.remove_suffix(1);
        ++padding;
    }
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const auto place = letters.find(c);
        if (place == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(place);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 255);
    }
    if ((bits & ((1u << count) - 1)) != 0) return std::nullopt; // what is left over is nothing
    return out;
}

} // namespace crm
