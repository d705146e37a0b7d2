// json_fault: says in a sentence where a text stops being JSON that can be kept, and at which field. The parser is fast
// and does not tell; this reads the text again, only after it was refused.
#pragma once
#include <string>
#include <string_view>

namespace crm {

struct JsonFault {
    std::string sentence;
    std::string field; // "employees", "operations.0.body.name"; empty where the fault lies in none
};
JsonFault json_fault(std::string_view text);

} // namespace crm
