#include "auth/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::size_t secret_octets = 20;
constexpr int steps_beside = 1; // clocks differ, and people type slowly

std::string in_address(std::string_view text) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '@';
        if (plain)
            out += static_cast<char>(c);
        else
            ((out += '%') += digits[c >> 4]) += digits[c & 15];
    }
    return out;
}

bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace

std::string make_code_secret() {
    require(sodium_init() >= 0, "libsodium starts");
    std::string secret(secret_octets, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string base32(std::string_view octets) {
    constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (unsigned char octet : octets) {
        bits = (bits << 8) | octet;
        for (held += 8; held >= 5; held -= 5) out += letters[(bits >> (held - 5)) & 31];
    }
    if (held > 0) out += letters[(bits << (5 - held)) & 31];
    return out;
}

std::int64_t code_step(Moment at) {
    return at / second / code_seconds;
}

std::string code_at(std::string_view secret, std::int64_t step, int digits) {
    unsigned char counter[8];
    for (int i = 7; i >= 0; --i, step >>= 8) counter[i] = static_cast<unsigned char>(step & 0xff);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    const bool made = HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter, sizeof counter, digest,
                           &length) != nullptr;
    require(made && length == 20, "OpenSSL makes an HMAC");
    const unsigned int at = digest[19] & 15;
    std::uint32_t number = (digest[at] & 0x7fU) << 24 | digest[at + 1] << 16 | digest[at + 2] << 8 | digest[at + 3];
    std::string code(static_cast<std::size_t>(digits), '0');
    for (auto place = code.rbegin(); place != code.rend(); ++place, number /= 10)
        *place = static_cast<char>('0' + number % 10);
    return code;
}

std::int64_t step_of_code(std::string_view secret, std::string_view typed, Moment at) {
    std::string code;
    for (char c : typed)
        if (c != ' ' && c != '-') code += c;
    std::int64_t found = 0;
    for (int beside = -steps_beside; beside <= steps_beside; ++beside) {
        const std::int64_t step = code_step(at) + beside;
        if (same(code_at(secret, step), code)) found = step;
    }
    return found;
}

std::string code_address(std::string_view issuer, std::string_view login, std::string_view secret) {
    return "otpauth://totp/" + in_address(issuer) + ":" + in_address(login) + "?secret=" + base32(secret) +
           "&issuer=" + in_address(issuer) + "&algorithm=SHA1&digits=" + std::to_string(code_digits) +
           "&period=" + std::to_string(code_seconds);
}

} // namespace crm
