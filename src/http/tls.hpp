// Tls: the server's certificate as an OpenSSL context: TLS 1.2 and 1.3, forward secrecy and authenticated ciphers only.
#pragma once
#include <ctime>
#include <memory>
#include <string>

struct ssl_ctx_st;

namespace crm::http {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

// The certificate in its files, loaded anew when they change: a renewed one is used without a restart.
class Certificate {
public:
    Certificate(std::string certificate, std::string key); // PEM files; throws crm::Error
    const TlsContext& context() const { return context_; } // of one thread, with refresh()
    void refresh(); // a pair that cannot be used is reported in the log, and the one in use stays

private:
    struct Stamp {
        std::timespec certificate{}, key{};
    };
    Stamp stamp() const;
    static bool same(const Stamp& a, const Stamp& b);

    const std::string certificate_, key_;
    Stamp loaded_, reported_;
    TlsContext context_;
};

} // namespace crm::http
