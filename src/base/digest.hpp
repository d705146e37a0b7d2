// Digest: SHA-256, by which one text is told from every other.
#pragma once
#include <string>
#include <string_view>

namespace crm {

std::string sha256(std::string_view octets);     // 32 octets
std::string sha256_hex(std::string_view octets); // 64 digits, lower case

} // namespace crm
