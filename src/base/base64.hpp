// Base64 (RFC 4648): octets as letters, and back.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crm {

std::string base64(std::string_view octets);
std::optional<std::string> from_base64(std::string_view text); // padded; empty where it is none

} // namespace crm
