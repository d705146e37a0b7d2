#include "testing/web_server.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

#include "http/listen.hpp"
#include "testing/folder.hpp"

namespace crm::testing {

namespace {

void add_extension(X509* certificate, int what, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

} // namespace

TestCertificate::TestCertificate() {
    const std::string folder = new_test_folder();
    certificate = folder + "/localhost.crt";
    key = folder + "/localhost.key";
    EVP_PKEY* pair = EVP_EC_gen("P-256");
    X509* made = X509_new();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -60);
    X509_gmtime_adj(X509_getm_notAfter(made), 3600);
    X509_set_pubkey(made, pair);
    X509_NAME* subject = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(made, subject);
    add_extension(made, NID_subject_alt_name, "DNS:localhost");
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

struct WebServer::Data {
    Data(http::Options options, http::Handlers handlers) : server(std::move(options), std::move(handlers)) {}
    http::Server server;
    std::thread thread;
    bool secure = false;
};

WebServer::WebServer(std::function<http::Response(const http::Request&)> answer, const TestCertificate* certificate) {
    http::Options options;
    options.listen = "127.0.0.1:0";
    options.workers = 2;
    if (certificate) options.tls_cert = certificate->certificate, options.tls_key = certificate->key;
    http::Handlers handlers;
    handlers.answer = std::move(answer);
    handlers.refuse = [](int status, std::string_view sentence, const http::Request&) {
        return http::Response{
            .status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::string(sentence)};
    };
    data_ = std::make_unique<Data>(std::move(options), std::move(handlers));
    data_->secure = certificate != nullptr;
    data_->thread = std::thread([this] { data_->server.run(); });
}

WebServer::~WebServer() {
    data_->server.stop();
    data_->thread.join();
}

std::string WebServer::address(const std::string& path) const {
    return (data_->secure ? "https://localhost:" : "http://127.0.0.1:") + std::to_string(data_->server.port()) + path;
}

struct SilentPort::Data {
    http::Descriptor listening = http::listen_tcp("127.0.0.1:0");
};

SilentPort::SilentPort() : data_(std::make_unique<Data>()) {}
SilentPort::~SilentPort() = default;

int SilentPort::port() const {
    return http::port_of(data_->listening);
}

struct Forwarder::Data {
    http::Descriptor listening = http::listen_tcp("127.0.0.1:0");
    std::string target;
    std::atomic<bool> ends = false;
    std::vector<std::thread> threads;
    std::thread accepting;

    static bool pass(int from, int to) {
        char octets[16 * 1024];
        const ssize_t count = ::recv(from, octets, sizeof octets, 0);
        return count > 0 && ::send(to, octets, static_cast<std::size_t>(count), MSG_NOSIGNAL) == count;
    }
    void forward(int visitor) {
        const http::Descriptor one(visitor), other = http::connect_to("unix:" + target);
        while (!ends) {
            pollfd look[2] = {{one.get(), POLLIN, 0}, {other.get(), POLLIN, 0}};
            ::poll(look, 2, 100);
            if (look[0].revents && !pass(one.get(), other.get())) return;
            if (look[1].revents && !pass(other.get(), one.get())) return;
        }
    }
};

Forwarder::Forwarder(const std::string& unix_socket) : data_(std::make_unique<Data>()) {
    data_->target = unix_socket;
    data_->accepting = std::thread([data = data_.get()] {
        while (!data->ends) {
            pollfd look{data->listening.get(), POLLIN, 0};
            if (::poll(&look, 1, 100) <= 0) continue;
            const int visitor = ::accept(data->listening.get(), nullptr, nullptr);
            if (visitor >= 0) data->threads.emplace_back([data, visitor] { data->forward(visitor); });
        }
    });
}

Forwarder::~Forwarder() {
    data_->ends = true;
    data_->accepting.join();
    for (auto& thread : data_->threads) thread.join();
}

int Forwarder::port() const {
    return http::port_of(data_->listening);
}

} // namespace crm::testing
