#include "base/visible.hpp"

#include <unicode/uchar.h>

#include "base/utf8.hpp"

namespace crm {

bool shows_something(std::string_view text) {
    constexpr UChar32 empty_braille = 0x2800; // a symbol to Unicode, blank to everybody else
    for (std::size_t at = 0; at < text.size();) {
        if (const auto octet = static_cast<unsigned char>(text[at]); octet < 0x80) {
            if (octet > ' ' && octet != 0x7f) return true;
            ++at;
            continue;
        }
        const auto point = static_cast<UChar32>(utf8::next(text, at));
        if (point != empty_braille && !u_isUWhiteSpace(point) && !u_iscntrl(point) &&
            !u_hasBinaryProperty(point, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            return true;
    }
    return false;
}

std::optional<char32_t> control_in(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = utf8::next(text, at);
        const bool control = point < 0x20 || (point >= 0x7f && point < 0xa0);
        if (control && point != '\t' && point != '\n' && point != '\r') return point;
    }
    return std::nullopt;
}

std::string without_controls(std::string_view text, char line_break) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = utf8::next(text, at);
        const std::string_view letter = text.substr(begin, at - begin);
        if (point == '\v' || point == '\f' || point == 0x85)
            kept += line_break;
        else if (control_in(letter))
            kept += ' ';
        else
            kept += letter;
    }
    return kept;
}

bool has_line_break(std::string_view text) {
    return text.find_first_of("\n\r") != std::string_view::npos || text.find("\u2028") != std::string_view::npos ||
           text.find("\u2029") != std::string_view::npos;
}

std::string without_turns(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = utf8::next(text, at);
        const bool turns = (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
        if (!turns) kept += text.substr(begin, at - begin);
    }
    return kept;
}

} // namespace crm
