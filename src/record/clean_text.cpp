#include "record/clean_text.hpp"

#include <algorithm>
#include <cstdio>

#include "base/text.hpp"
#include "base/visible.hpp"

namespace crm {

namespace {

std::string holds_control(char32_t point) {
    char code[16];
    std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(point));
    return "This text holds the control character " + std::string(code) + ", which nobody sees. Please leave it out.";
}

} // namespace

std::optional<std::string> clean_text(const Field& field, std::string_view given, std::string& out) {
    if (!valid_utf8(given))
        return "This text is not valid UTF-8. Please send it encoded as UTF-8, without NUL characters.";
    out = nfc(given);
    if (const auto control = control_in(out)) return holds_control(*control);
    if (!shows_something(out)) out.clear();
    if (field.kind != Kind::long_text && field.kind != Kind::json) {
        if (has_line_break(out)) return "This is one line of text; please leave out the line breaks.";
        std::replace(out.begin(), out.end(), '\t', ' ');
        out = std::string(trimmed(without_turns(out)));
    }
    if (std::size_t length = letters(out); length > field.length_limit())
        return "This text has " + std::to_string(length) + " letters; please shorten it to " +
               std::to_string(field.length_limit()) + ".";
    return {};
}

} // namespace crm
