#include "http/tls.hpp"

#include "base/error.hpp"
#include "base/log.hpp"

#include <algorithm>
#include <cstring>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string_view>
#include <sys/stat.h>

namespace crm::http {

namespace {

// Clients that offer protocols are given http/1.1, whatever else they offer.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* offered, unsigned size,
                    void*) {
    static const unsigned char spoken[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    const int result =
        SSL_select_next_proto(const_cast<unsigned char**>(out), length, spoken, sizeof spoken, offered, size);
    return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

[[noreturn]] void fail(const std::string& what) {
    char text[256] = "no reason given";
    if (const unsigned long code = ERR_peek_last_error()) ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    throw Error(Problem::invalid, what + " (" + text + ")");
}

TlsContext load(const std::string& certificate, const std::string& key) {
    const TlsContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX* raw = context.get();
    if (!raw) fail("TLS cannot be started. Please check the installation of OpenSSL.");
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                 SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(raw,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(raw, certificate.c_str()) != 1)
        fail("The certificate " + certificate +
             " cannot be read. Please give the path of a PEM file with the certificate "
             "first and its chain after it.");
    if (SSL_CTX_use_PrivateKey_file(raw, key.c_str(), SSL_FILETYPE_PEM) != 1)
        fail("The key " + key +
             " cannot be read or does not belong to the certificate. Please give the path of the "
             "certificate's own key as a PEM file without a password.");
    if (SSL_CTX_check_private_key(raw) != 1)
        fail("The key " + key + " does not belong to the certificate " + certificate +
             ". Please give the matching pair.");
    return context;
}

} // namespace

Certificate::Certificate(std::string certificate, std::string key)
    : certificate_(std::move(certificate)), key_(std::move(key)), loaded_(stamp()), context_(load(certificate_, key_)) {
}

Certificate::Stamp Certificate::stamp() const {
    struct stat certificate {
    }, key{};
    ::stat(certificate_.c_str(), &certificate);
    ::stat(key_.c_str(), &key);
    return {certificate.st_mtim, key.st_mtim};
}

bool Certificate::same(const Stamp& a, const Stamp& b) {
    const auto equal = [](const std::timespec& x, const std::timespec& y) {
        return x.tv_sec == y.tv_sec && x.tv_nsec == y.tv_nsec;
    };
    return equal(a.certificate, b.certificate) && equal(a.key, b.key);
}

void Certificate::refresh() {
    const Stamp present = stamp();
    if (same(present, loaded_)) return;
    try {
        context_ = load(certificate_, key_);
        loaded_ = present;
        crm::log("info", "The renewed certificate is in use.", {{"certificate", certificate_}});
    } catch (const Error& error) { // perhaps only one of the two files is there yet: tried again
        if (!same(present, reported_)) crm::log("warning", error.what());
        reported_ = present;
    }
}

} // namespace crm::http
