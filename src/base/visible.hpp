// Visible: whether a text shows anything at all. White space, controls and the characters that only steer others
// (zero-width spaces and joiners, direction marks, fillers) show nothing.
#pragma once
#include <string_view>

namespace crm {

bool shows_something(std::string_view text); // valid UTF-8

} // namespace crm
