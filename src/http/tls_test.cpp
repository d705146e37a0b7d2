#include "http/test_connection.hpp"

#include "base/error.hpp"

#include <atomic>
#include <cstdio>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace crm::http;

namespace {

// A certificate of its own signing, as PEM files.
class SelfSigned {
public:
    explicit SelfSigned(const std::string& name, long serial = 1)
        : certificate(temporary_path(name + ".crt")), key(temporary_path(name + ".key")) {
        EVP_PKEY* pair = EVP_EC_gen("P-256");
        X509* made = X509_new();
        X509_set_version(made, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made), serial);
        X509_gmtime_adj(X509_getm_notBefore(made), -60);
        X509_gmtime_adj(X509_getm_notAfter(made), 3600);
        X509_set_pubkey(made, pair);
        X509_NAME* subject = X509_get_subject_name(made);
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1,
                                   -1, 0);
        X509_set_issuer_name(made, subject);
        X509_sign(made, pair, EVP_sha256());
        std::FILE* file = std::fopen(certificate.c_str(), "w");
        PEM_write_X509(file, made);
        std::fclose(file);
        file = std::fopen(key.c_str(), "w");
        PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
        X509_free(made);
        EVP_PKEY_free(pair);
    }
    ~SelfSigned() {
        std::filesystem::remove(certificate);
        std::filesystem::remove(key);
    }
    const std::string certificate, key;
};

class TlsClient {
public:
    explicit TlsClient(const std::string& address, int newest = 0) : raw_(address) {
        context_ = SSL_CTX_new(TLS_client_method());
        if (newest != 0) {
            SSL_CTX_set_security_level(context_, 0);
            SSL_CTX_set_max_proto_version(context_, newest);
        }
        const unsigned char spoken[] = "\x02h2\x08http/1.1";
        SSL_CTX_set_alpn_protos(context_, spoken, sizeof spoken - 1);
        ssl_ = SSL_new(context_);
        SSL_set_fd(ssl_, raw_.fd());
        connected = SSL_connect(ssl_) == 1;
    }
    ~TlsClient() {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
    }
    void send(std::string_view bytes) {
        EXPECT_EQ(SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())), static_cast<int>(bytes.size()));
    }
    std::string rest(bool& clean) {
        std::string text;
        char bytes[16384];
        int n = 0;
        while ((n = SSL_read(ssl_, bytes, sizeof bytes)) > 0) text.append(bytes, static_cast<std::size_t>(n));
        clean = SSL_get_error(ssl_, n) == SSL_ERROR_ZERO_RETURN;
        return text;
    }
    std::string version() const { return SSL_get_version(ssl_); }
    std::string cipher() const { return SSL_get_cipher_name(ssl_); }
    long serial() const {
        X509* certificate = SSL_get1_peer_certificate(ssl_);
        const long number = certificate ? ASN1_INTEGER_get(X509_get0_serialNumber(certificate)) : 0;
        X509_free(certificate);
        return number;
    }
    std::string protocol() const {
        const unsigned char* text = nullptr;
        unsigned length = 0;
        SSL_get0_alpn_selected(ssl_, &text, &length);
        return {reinterpret_cast<const char*>(text), length};
    }
    bool connected = false;

private:
    RawConnection raw_;
    SSL_CTX* context_ = nullptr;
    SSL* ssl_ = nullptr;
};

Options with(const SelfSigned& certificate) {
    Options options;
    options.tls_cert = certificate.certificate;
    options.tls_key = certificate.key;
    return options;
}

Handlers answering() {
    Handlers handlers;
    handlers.answer = [](const Request& request) {
        if (request.path == "/stream")
            return Response{.stream = [](const auto& write) {
                for (int i = 0; i < 300; ++i) write(std::string(10'000, 'x'));
            }};
        if (request.path == "/long") return text_response(std::string(3'000'000, 'y'));
        return text_response((request.secure ? "secure " : "open ") + std::to_string(request.body.size()));
    };
    return handlers;
}

} // namespace

TEST(Tls, carries_requests_and_answers) {
    const SelfSigned certificate("round");
    RunningServer running(answering(), with(certificate));
    bool clean = false;
    TlsClient client(running.address());
    ASSERT_TRUE(client.connected);
    EXPECT_EQ(client.version(), "TLSv1.3");
    EXPECT_EQ(client.protocol(), "http/1.1");
    client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    client.send("POST /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100000\r\n\r\n" +
                std::string(100'000, 'z'));
    const std::string answers = client.rest(clean);
    EXPECT_TRUE(contains(answers, "\r\n\r\nsecure 0HTTP/1.1 200 OK")) << answers;
    EXPECT_TRUE(answers.ends_with("secure 100000"));
    EXPECT_TRUE(clean) << "the end is announced";
}

TEST(Tls, carries_long_and_streamed_answers_whole) {
    const SelfSigned certificate("long");
    RunningServer running(answering(), with(certificate));
    bool clean = false;
    TlsClient long_one(running.address());
    long_one.send("GET /long HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const std::string whole = long_one.rest(clean);
    EXPECT_TRUE(whole.ends_with("\r\n\r\n" + std::string(3'000'000, 'y')));
    TlsClient streamed(running.address());
    streamed.send("GET /stream HTTP/1.0\r\n\r\n");
    const std::string pieces = streamed.rest(clean);
    EXPECT_EQ(pieces.size() - pieces.find("\r\n\r\n") - 4, 3'000'000U);
    EXPECT_TRUE(clean) << "so that an old client knows that it has all";
}

TEST(Tls, carries_a_websocket) {
    const SelfSigned certificate("socket");
    Handlers handlers = answering();
    std::shared_ptr<Socket> socket;
    handlers.upgrade = [&](const Request& request, SocketEvents& events) {
        EXPECT_TRUE(request.secure);
        events.opened = [&](std::shared_ptr<Socket> open) { socket = std::move(open); };
        events.message = [&](std::string_view text) {
            socket->send("echo " + std::string(text));
            socket->close(1000, "enough");
        };
        return Response{.status = 101};
    };
    RunningServer running(std::move(handlers), with(certificate));
    TlsClient client(running.address());
    client.send(
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    client.send(std::string("\x81\x82\0\0\0\0hi", 8) + std::string("\x88\x82\0\0\0\0\x03\xe8", 8));
    bool clean = false;
    const std::string all = client.rest(clean);
    EXPECT_TRUE(all.starts_with("HTTP/1.1 101")) << all;
    EXPECT_TRUE(contains(all, "\x81\x07"
                              "echo hi"))
        << all;
}

TEST(Tls, speaks_1_2_with_forward_secrecy_and_nothing_older) {
    const SelfSigned certificate("old");
    RunningServer running(answering(), with(certificate));
    const TlsClient good(running.address(), TLS1_2_VERSION);
    EXPECT_TRUE(good.connected);
    EXPECT_TRUE(good.cipher().starts_with("ECDHE-")) << good.cipher();
    EXPECT_FALSE(TlsClient(running.address(), TLS1_1_VERSION).connected);
}

TEST(Tls, lives_through_clients_that_do_not_speak_it) {
    const SelfSigned certificate("plain");
    Options options = with(certificate);
    options.limits.head_seconds = 1;
    RunningServer running(answering(), options);
    RawConnection silent(running.address());
    EXPECT_FALSE(RawConnection(running.address()).send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").rest().starts_with("HTTP"));
    EXPECT_EQ(silent.rest(), "") << "a handshake that does not come is cut";
    EXPECT_TRUE(TlsClient(running.address()).connected);
}

TEST(Tls, needs_the_key_of_its_certificate) {
    const SelfSigned one("one"), other("other");
    Options options = with(one);
    options.listen = "127.0.0.1:0";
    options.tls_key = other.key;
    EXPECT_THROW(Server(options, answering()), crm::Error);
}

TEST(Tls, uses_a_renewed_certificate_without_a_restart) {
    const SelfSigned first("renewed", 1);
    RunningServer running(answering(), with(first));
    EXPECT_EQ(TlsClient(running.address()).serial(), 1);
    {
        const SelfSigned half("half", 2);
        std::filesystem::copy_file(half.certificate, first.certificate,
                                   std::filesystem::copy_options::overwrite_existing);
        EXPECT_EQ(TlsClient(running.address()).serial(), 1) << "a certificate without its key is not used";
        std::filesystem::copy_file(half.key, first.key, std::filesystem::copy_options::overwrite_existing);
    }
    EXPECT_TRUE(eventually([&] { return TlsClient(running.address()).serial() == 2; }));
}
