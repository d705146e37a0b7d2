// json_fault: says in a sentence where a text stops being JSON. The parser is fast and does not tell; this reads the
// text again, only after the parser has refused it.
#pragma once
#include <string>
#include <string_view>

namespace crm {

std::string json_fault(std::string_view text);

} // namespace crm
