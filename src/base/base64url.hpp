// Base64url (RFC 4648 section 5) without padding: octets as letters that stand in addresses and headers.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crm {

std::string base64url(std::string_view octets);
// Empty where it is none; padding at the end is allowed.
std::optional<std::string> from_base64url(std::string_view text);

} // namespace crm
