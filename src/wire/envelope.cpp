#include "wire/envelope.hpp"

#include <memory>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/error.hpp"

namespace crm::wire {

namespace {

std::string chance(int size) {
    std::string octets(static_cast<std::size_t>(size), '\0');
    require(RAND_bytes(reinterpret_cast<unsigned char*>(octets.data()), size) == 1, "there is chance");
    return octets;
}

const unsigned char* octets_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

EnvelopeKey new_envelope_key() {
    return {chance(32), chance(16)};
}

std::string encrypt(std::string_view text, const EnvelopeKey& key) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> cipher(EVP_CIPHER_CTX_new(),
                                                                                 EVP_CIPHER_CTX_free);
    std::string out(text.size() + 16, '\0');
    auto* into = reinterpret_cast<unsigned char*>(out.data());
    int first = 0, last = 0;
    const bool good =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_cbc(), nullptr, octets_of(key.key), octets_of(key.start)) == 1 &&
        EVP_EncryptUpdate(cipher.get(), into, &first, octets_of(text), static_cast<int>(text.size())) == 1 &&
        EVP_EncryptFinal_ex(cipher.get(), into + first, &last) == 1;
    require(good, "AES-256-CBC is there");
    out.resize(static_cast<std::size_t>(first + last));
    return out;
}

std::string encrypt_for(std::string_view der_certificate, std::string_view text) {
    const unsigned char* at = octets_of(der_certificate);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(
        d2i_X509(nullptr, &at, static_cast<long>(der_certificate.size())), X509_free);
    EVP_PKEY* key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
    const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> work(
        key ? EVP_PKEY_CTX_new(key, nullptr) : nullptr, EVP_PKEY_CTX_free);
    std::size_t size = 0;
    const bool ready = work && EVP_PKEY_encrypt_init(work.get()) == 1 &&
                       EVP_PKEY_CTX_set_rsa_padding(work.get(), RSA_PKCS1_OAEP_PADDING) == 1 &&
                       EVP_PKEY_CTX_set_rsa_oaep_md(work.get(), EVP_sha256()) == 1 &&
                       EVP_PKEY_CTX_set_rsa_mgf1_md(work.get(), EVP_sha256()) == 1 &&
                       EVP_PKEY_encrypt(work.get(), nullptr, &size, octets_of(text), text.size()) == 1;
    std::string out(size, '\0');
    if (!ready || EVP_PKEY_encrypt(work.get(), reinterpret_cast<unsigned char*>(out.data()), &size, octets_of(text),
                                   text.size()) != 1)
        throw Error(Problem::unavailable, "The other server's certificate cannot be used. Please try again later.");
    out.resize(size);
    return out;
}

} // namespace crm::wire
