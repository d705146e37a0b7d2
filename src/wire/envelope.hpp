// Envelope: a text that only one reader opens: encrypted by AES-256-CBC under a key made for it, and that key by RSA
// (OAEP, SHA-256) under the reader's certificate.
#pragma once
#include <string>
#include <string_view>

namespace crm::wire {

struct EnvelopeKey {
    std::string key, start; // 32 and 16 octets of chance
};
EnvelopeKey new_envelope_key();
std::string encrypt(std::string_view text, const EnvelopeKey& key); // padded as PKCS#7 says
// Throws Error(unavailable) where the certificate, in DER, is none of RSA.
std::string encrypt_for(std::string_view der_certificate, std::string_view text);

} // namespace crm::wire
