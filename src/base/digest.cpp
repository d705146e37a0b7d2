#include "base/digest.hpp"

#include <openssl/evp.h>

#include "base/error.hpp"

namespace crm {

std::string sha256_hex(std::string_view octets) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    require(EVP_Digest(octets.data(), octets.size(), digest, &size, EVP_sha256(), nullptr) == 1, "SHA-256 is there");
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) (text += digits[digest[i] >> 4]) += digits[digest[i] & 15];
    return text;
}

} // namespace crm
