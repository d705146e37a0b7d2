#include "base/text.hpp"

#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <cstring>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace crm {

namespace {

bool white(char32_t point) {
    if (point < 0x80) return point == ' ' || (point >= 9 && point <= 13);
    return u_isUWhiteSpace(static_cast<UChar32>(point));
}

// Whether every letter is one that neither changes under NFC nor joins with what follows: ASCII, U+0080 to U+02FF and
// Cyrillic but for its combining marks. Nearly all text of our languages is.
bool surely_nfc(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto octet = static_cast<unsigned char>(text[at]);
        if (octet < 0x80) continue;
        bool fine = (octet >= 0xc2 && octet <= 0xcb) || octet == 0xd0 || octet == 0xd1;
        if (!fine || ++at == text.size() || (text[at] & 0xc0) != 0x80) return false;
    }
    return true;
}

} // namespace

bool valid_utf8(std::string_view text) {
    if (text.empty()) return true;
    return simdjson::validate_utf8(text.data(), text.size()) && !std::memchr(text.data(), 0, text.size());
}

std::string nfc(std::string_view text) {
    if (surely_nfc(text)) return std::string(text);
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
    require(normalizer != nullptr, "ICU has NFC");
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(text.size()));
    normalizer->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
    require(U_SUCCESS(status), "ICU normalises any text");
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        std::size_t at = 0;
        if (!white(utf8::next(text, at))) break;
        text.remove_prefix(at);
    }
    while (!text.empty()) {
        auto start = utf8::back(text, text.size()), at = start;
        if (!white(utf8::next(text, at))) break;
        text = text.substr(0, start);
    }
    return text;
}

std::string squeezed(std::string_view text) {
    text = trimmed(text);
    std::string out;
    out.reserve(text.size());
    bool gap = false;
    for (std::size_t at = 0; at < text.size();) {
        auto start = at;
        if (white(utf8::next(text, at))) {
            gap = true;
            continue;
        }
        if (gap) out.push_back(' ');
        gap = false;
        out.append(text.substr(start, at - start));
    }
    return out;
}

std::size_t letters(std::string_view text) {
    std::size_t count = 0;
    for (char octet : text) count += (octet & 0xc0) != 0x80;
    return count;
}

std::string lower(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        auto octet = static_cast<unsigned char>(text[at]);
        if (octet < 0x80) {
            out.push_back(static_cast<char>(octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
            ++at;
        } else {
            utf8::append(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(utf8::next(text, at)))));
        }
    }
    return out;
}

std::string cut(std::string_view text, std::size_t code_points) {
    if (text.size() <= code_points) return std::string(text);
    std::size_t at = 0;
    for (; at < text.size(); ++at)
        if ((text[at] & 0xc0) != 0x80 && code_points-- == 0) break;
    return std::string(text.substr(0, at));
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    std::size_t begin = 0;
    auto end_word = [&](std::size_t end) {
        if (end > begin) found.emplace_back(text.substr(begin, end - begin));
    };
    for (std::size_t at = 0; at < text.size();) {
        auto start = at;
        auto point = utf8::next(text, at);
        bool inside =
            point < 0x80
                ? (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') || (point >= '0' && point <= '9')
                : (U_GET_GC_MASK(static_cast<UChar32>(point)) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)) != 0;
        if (inside) continue;
        end_word(start);
        begin = at;
    }
    end_word(text.size());
    return found;
}

std::string digits_of(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto point = utf8::next(text, at);
        auto value = point < 0x80 ? (point >= '0' && point <= '9' ? static_cast<int>(point - '0') : -1)
                                  : u_charDigitValue(static_cast<UChar32>(point));
        if (value >= 0) out.push_back(static_cast<char>('0' + value));
    }
    return out;
}

std::string as_name(std::string_view text, std::size_t length) {
    std::string out;
    for (char octet : fold(latin(text))) {
        bool keep = (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9');
        if (keep)
            out.push_back(octet);
        else if (!out.empty() && out.back() != '_')
            out.push_back('_');
    }
    if (out.size() > length) out.resize(length);
    while (!out.empty() && out.back() == '_') out.pop_back();
    return out;
}

} // namespace crm
