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

} // namespace crm
