// utf8: reading and writing of code points one by one, for the text functions of this layer. What is not UTF-8 reads as
// U+FFFD, octet by octet, and never beyond the end.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace crm::utf8 {

// The code point at `at`, which moves behind it.
inline char32_t next(std::string_view text, std::size_t& at) {
    auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto follows = [&](std::size_t i) { return i < text.size() && (octet(i) & 0xc0) == 0x80; };
    char32_t first = octet(at++);
    if (first < 0x80) return first;
    if (first >= 0xc2 && first < 0xe0 && follows(at)) return (first & 31) << 6 | (octet(at++) & 63);
    if (first >= 0xe0 && first < 0xf0 && follows(at) && follows(at + 1)) {
        at += 2;
        return (first & 15) << 12 | (octet(at - 2) & 63u) << 6 | (octet(at - 1) & 63u);
    }
    if (first >= 0xf0 && first < 0xf5 && follows(at) && follows(at + 1) && follows(at + 2)) {
        at += 3;
        char32_t point =
            (first & 7) << 18 | (octet(at - 3) & 63u) << 12 | (octet(at - 2) & 63u) << 6 | (octet(at - 1) & 63u);
        return point <= 0x10ffff ? point : 0xfffd;
    }
    return 0xfffd;
}

inline void append(std::string& out, char32_t point) {
    auto put = [&](char32_t octet) { out.push_back(static_cast<char>(octet)); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xc0 | point >> 6);
        put(0x80 | (point & 63));
    } else if (point < 0x10000) {
        put(0xe0 | point >> 12);
        put(0x80 | (point >> 6 & 63));
        put(0x80 | (point & 63));
    } else {
        put(0xf0 | point >> 18);
        put(0x80 | (point >> 12 & 63));
        put(0x80 | (point >> 6 & 63));
        put(0x80 | (point & 63));
    }
}

// The start of the code point that ends before `end`.
inline std::size_t back(std::string_view text, std::size_t end) {
    std::size_t at = end - 1;
    while (at > 0 && end - at < 4 && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) --at;
    return at;
}

inline bool ascii(std::string_view text) {
    unsigned char all = 0;
    for (char octet : text) all |= static_cast<unsigned char>(octet);
    return all < 0x80;
}

} // namespace crm::utf8
