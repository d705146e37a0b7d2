#include "wire/line.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"
#include "base/time.hpp"

namespace crm::wire {

namespace {

[[noreturn]] void too_slow() {
    throw Error(Problem::unavailable, "The other server took too long. Please try again later.");
}

[[noreturn]] void broke_off() {
    throw Error(Problem::unavailable, "The connection to the other server broke off. Please try again later.");
}

} // namespace

struct Line::Data {
    int socket = -1;
    std::int64_t deadline = 0;
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr; // reads from `in` and writes to `out`, which this moves over the socket
    BIO *in = nullptr, *out = nullptr;

    ~Data() {
        SSL_free(tls); // with both BIOs
        SSL_CTX_free(context);
        if (socket >= 0) ::close(socket);
    }
    // False after the deadline.
    bool wait(short for_what) const {
        for (;;) {
            const std::int64_t left = (deadline - steady_us()) / 1000;
            if (left <= 0) return false;
            pollfd look{socket, for_what, 0};
            const int found = ::poll(&look, 1, static_cast<int>(std::min<std::int64_t>(left, 60'000)));
            if (found > 0) return true;
            if (found < 0 && errno != EINTR) broke_off();
        }
    }
    bool connect(const Outgoing::Place& place) {
        if (socket >= 0) ::close(socket);
        socket = ::socket(place.get()->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (socket < 0) return false;
        if (::connect(socket, place.get(), static_cast<socklen_t>(place.address.size())) == 0) return true;
        if (errno != EINPROGRESS) return false;
        if (!wait(POLLOUT)) too_slow();
        int fault = 0;
        socklen_t size = sizeof fault;
        return ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size) == 0 && fault == 0;
    }
    void send_all(std::string_view octets) {
        while (!octets.empty()) {
            const ssize_t sent = ::send(socket, octets.data(), octets.size(), MSG_NOSIGNAL);
            if (sent > 0)
                octets.remove_prefix(static_cast<std::size_t>(sent));
            else if (errno == EAGAIN || errno == EWOULDBLOCK) {
                if (!wait(POLLOUT)) too_slow();
            } else if (errno != EINTR)
                broke_off();
        }
    }
    std::size_t receive(char* into, std::size_t size) {
        for (;;) {
            if (steady_us() >= deadline) too_slow(); // also of who always has one more octet
            const ssize_t count = ::recv(socket, into, size, 0);
            if (count >= 0) return static_cast<std::size_t>(count);
            if (errno == EAGAIN || errno == EWOULDBLOCK) {
                if (!wait(POLLIN)) too_slow();
            } else if (errno != EINTR)
                broke_off();
        }
    }
    void send_written() {
        char octets[16 * 1024];
        for (int count = BIO_read(out, octets, sizeof octets); count > 0; count = BIO_read(out, octets, sizeof octets))
            send_all({octets, static_cast<std::size_t>(count)});
    }
    // False at the end.
    bool fill() {
        char octets[16 * 1024];
        const std::size_t count = receive(octets, sizeof octets);
        if (count) BIO_write(in, octets, static_cast<int>(count));
        return count > 0;
    }
};

Line::Line(const std::vector<Outgoing::Place>& places, std::int64_t deadline) : data_(std::make_unique<Data>()) {
    data_->deadline = deadline;
    for (const auto& place : places)
        if (data_->connect(place)) return;
    throw Error(Problem::unavailable,
                "The other server does not answer. Please check the address, or try again later.");
}

Line::~Line() = default;

void Line::secure(const std::string& host, const std::string& authorities) {
    Data& data = *data_;
    data.context = SSL_CTX_new(TLS_client_method());
    require(data.context != nullptr, "a context of TLS");
    SSL_CTX_set_min_proto_version(data.context, TLS1_2_VERSION);
    SSL_CTX_set_verify(data.context, SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_default_verify_paths(data.context);
    if (!authorities.empty() && SSL_CTX_load_verify_locations(data.context, authorities.c_str(), nullptr) != 1)
        throw Error(Problem::unavailable, "The certificates in " + authorities + " cannot be read.");
    data.tls = SSL_new(data.context);
    data.in = BIO_new(BIO_s_mem());
    data.out = BIO_new(BIO_s_mem());
    require(data.tls && data.in && data.out, "a connection of TLS");
    SSL_set_bio(data.tls, data.in, data.out);
    SSL_set_connect_state(data.tls);
    SSL_set_tlsext_host_name(data.tls, host.c_str());
    SSL_set_hostflags(data.tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(data.tls), host.c_str()) != 1)
        SSL_set1_host(data.tls, host.c_str());
    ERR_clear_error();
    for (int done = 0; done != 1;) {
        done = SSL_do_handshake(data.tls);
        data.send_written();
        if (done == 1) break;
        if (SSL_get_error(data.tls, done) == SSL_ERROR_WANT_READ && data.fill()) continue;
        const long verified = SSL_get_verify_result(data.tls);
        throw Error(Problem::unavailable, verified == X509_V_OK
                                              ? std::string("The other server does not speak TLS as it should.")
                                              : "The certificate of " + host + " is not to be trusted (" +
                                                    X509_verify_cert_error_string(verified) +
                                                    "), so nothing was sent there.");
    }
}

void Line::write(std::string_view octets) {
    Data& data = *data_;
    if (!data.tls) return data.send_all(octets);
    ERR_clear_error();
    if (!octets.empty() && SSL_write(data.tls, octets.data(), static_cast<int>(octets.size())) <= 0) broke_off();
    data.send_written();
}

std::size_t Line::read(char* into, std::size_t size) {
    Data& data = *data_;
    if (!data.tls) return data.receive(into, size);
    for (;;) {
        ERR_clear_error();
        const int count = SSL_read(data.tls, into, static_cast<int>(size));
        data.send_written(); // answers to what TLS itself asks
        if (count > 0) return static_cast<std::size_t>(count);
        const int fault = SSL_get_error(data.tls, count);
        if (fault == SSL_ERROR_ZERO_RETURN) return 0;
        if (fault != SSL_ERROR_WANT_READ) broke_off();
        if (!data.fill()) broke_off(); // an end that TLS did not announce may be somebody else's
    }
}

} // namespace crm::wire
