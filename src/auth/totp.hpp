// Totp: one-time codes by time (RFC 6238 over HMAC-SHA-1, six digits, thirty seconds), as every authenticator app makes
// them, and the address by which an app learns the secret.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace crm {

constexpr int code_digits = 6;
constexpr std::int64_t code_seconds = 30;

std::string make_code_secret();              // 20 random octets
std::string base32(std::string_view octets); // RFC 4648, without padding
std::int64_t code_step(Moment at);
// The code of one step, with leading zeros; the RFC's own vectors have eight digits.
std::string code_at(std::string_view secret, std::int64_t step, int digits = code_digits);
// The step whose code this is, at most one away from now; 0 where none. Spaces in what was typed do not matter.
std::int64_t step_of_code(std::string_view secret, std::string_view typed, Moment at);
// otpauth://totp/…
std::string code_address(std::string_view issuer, std::string_view login, std::string_view secret);

} // namespace crm
