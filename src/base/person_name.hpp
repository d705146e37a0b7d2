// PersonName: a full name taken apart: "dr Anna Maria Kowalska-Nowak", "KOWALSKI Jan", "Kowalski, Jan", "Петровска Ана"
// where the file says that families stand first.
#pragma once
#include <string>
#include <string_view>

namespace crm {

struct PersonName {
    std::string prefix, given, middle, family;
};
PersonName split_name(std::string_view full, bool family_first = false);

} // namespace crm
