// Visible: whether a text shows anything at all. White space, controls and the characters that only steer others
// (zero-width spaces and joiners, direction marks, fillers) show nothing. And what no text, or no name, may hold.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crm {

// All take valid UTF-8.
bool shows_something(std::string_view text);
// The first control character (U+0000 to U+001F, U+007F to U+009F) that is no tab and no line break.
std::optional<char32_t> control_in(std::string_view text);
// With a space in place of each such character, and `line_break` in place of those that other programs break lines by.
std::string without_controls(std::string_view text, char line_break);
// Does it go on in another line? The separators of lines and paragraphs count too.
bool has_line_break(std::string_view text);
// Without the marks that turn the direction of what follows (U+202A to U+202E, U+2066 to U+2069): in a name they would
// show it, or what stands beside it, in another order.
std::string without_turns(std::string_view text);

} // namespace crm
