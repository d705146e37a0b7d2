#include <array>
#include <charconv>
#include <cmath>

#include "base/json.hpp"

namespace crm {

namespace {

// What follows the backslash: 0 for a byte that stands as it is, 'u' for one written as \u00XX.
constexpr std::array<char, 256> make_escapes() {
    std::array<char, 256> escapes{};
    for (int i = 0; i < 32; ++i) escapes[i] = 'u';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    return escapes;
}

constexpr auto escapes = make_escapes();

void append_quoted(std::string& out, std::string_view text) {
    out.push_back('"');
    const char* clean = text.data();
    const char* end = clean + text.size();
    for (const char* at = clean; at != end; ++at) {
        char escape = escapes[static_cast<unsigned char>(*at)];
        if (!escape) continue;
        out.append(clean, at);
        out.push_back('\\');
        out.push_back(escape);
        if (escape == 'u') {
            out.append("00");
            out.push_back(*at < 16 ? '0' : '1');
            out.push_back("0123456789abcdef"[*at & 15]);
        }
        clean = at + 1;
    }
    out.append(clean, end);
    out.push_back('"');
}

} // namespace

void JsonWriter::comma() {
    if (needs_comma_) out_.push_back(',');
    needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
    comma();
    out_.push_back('{');
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    out_.push_back('}');
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    comma();
    out_.push_back('[');
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    out_.push_back(']');
    needs_comma_ = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    comma();
    append_quoted(out_, name);
    out_.push_back(':');
    needs_comma_ = false;
    return *this;
}

JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::boolean(bool value) {
    return raw(value ? "true" : "false");
}

JsonWriter& JsonWriter::number(std::int64_t value) {
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::number(double value) {
    if (!std::isfinite(value)) return null(); // JSON has no word for them
    char digits[32];
    auto last = digits + sizeof digits;
    // The shortest form may be a whole number of more than 64 bits, which readers of JSON refuse or round.
    auto end = std::abs(value) < 9e18 ? std::to_chars(digits, last, value).ptr
                                      : std::to_chars(digits, last, value, std::chars_format::scientific).ptr;
    return raw({digits, static_cast<std::size_t>(end - digits)});
}

JsonWriter& JsonWriter::string(std::string_view value) {
    comma();
    append_quoted(out_, value);
    return *this;
}

JsonWriter& JsonWriter::id(std::int64_t value) {
    if (value == 0) return null();
    comma();
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out_.push_back('"');
    out_.append(digits, end);
    out_.push_back('"');
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    comma();
    out_.append(json);
    return *this;
}

JsonWriter& JsonWriter::json(const Json& value) {
    if (value.is_null()) return null();
    if (value.is_bool()) return boolean(value.as_bool());
    if (value.is_whole()) return number(value.as_whole());
    if (value.is_number()) return number(value.as_number());
    if (value.is_string()) return string(value.as_string());
    if (value.is_array()) {
        begin_array();
        for (auto& item : value.items()) json(item);
        return end_array();
    }
    begin_object();
    for (auto& member : value.members()) key(member.first).json(member.second);
    return end_object();
}

} // namespace crm
