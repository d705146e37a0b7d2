#include "base/digest.hpp"

#include <openssl/evp.h>

#include "base/error.hpp"

namespace crm {

std::string sha256(std::string_view octets) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    require(EVP_Digest(octets.data(), octets.size(), digest, &size, EVP_sha256(), nullptr) == 1, "SHA-256 is there");
    return {reinterpret_cast<const char*>(digest), size};
}

std::string sha256_hex(std::string_view octets) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const char octet : sha256(octets)) {
        const auto value = static_cast<unsigned char>(octet);
        (text += digits[value >> 4]) += digits[value & 15];
    }
    return text;
}

} // namespace crm
