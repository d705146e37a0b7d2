// Macedonian numbers in words; ICU's rules for them are not those of the language ("еднасто", "две илјада").
#pragma once
#include <cstdint>
#include <string>

namespace crm {

enum class Gender { masculine, feminine, neuter };
std::string macedonian_number(std::uint64_t number, Gender gender);

} // namespace crm
