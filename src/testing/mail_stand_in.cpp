#include "testing/mail_stand_in.hpp"

#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "base/base64.hpp"
#include "http/listen.hpp"

namespace crm::testing {

namespace {

// One visitor, plain at first.
class Visit {
public:
    explicit Visit(int socket) : socket_(socket) {}
    ~Visit() {
        SSL_free(tls_);
        SSL_CTX_free(context_);
    }
    bool secure(const TestCertificate& certificate) {
        context_ = SSL_CTX_new(TLS_server_method());
        SSL_CTX_use_certificate_chain_file(context_, certificate.certificate.c_str());
        SSL_CTX_use_PrivateKey_file(context_, certificate.key.c_str(), SSL_FILETYPE_PEM);
        tls_ = SSL_new(context_);
        SSL_set_fd(tls_, socket_.get());
        return SSL_accept(tls_) == 1;
    }
    bool is_secure() const { return tls_ != nullptr; }
    void say(const std::string& line) {
        const std::string text = line + "\r\n";
        if (tls_)
            SSL_write(tls_, text.data(), static_cast<int>(text.size()));
        else
            ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    }
    // False at the end.
    bool hear(std::string& line) {
        for (line.clear();;) {
            char c = 0;
            const auto count = tls_ ? SSL_read(tls_, &c, 1) : ::recv(socket_.get(), &c, 1, 0);
            if (count <= 0) return false;
            if (c == '\n') break;
            line += c;
        }
        if (line.ends_with('\r')) line.pop_back();
        return true;
    }

private:
    http::Descriptor socket_;
    SSL_CTX* context_ = nullptr;
    SSL* tls_ = nullptr;
};

} // namespace

struct MailStandIn::Data {
    http::Descriptor listening = http::listen_tcp("127.0.0.1:0");
    Security security = Security::none;
    const TestCertificate* certificate = nullptr;
    std::atomic<bool> ends = false;
    std::thread thread;

    static bool sign_in(MailStandIn& server, Visit& visit, const std::string& line) {
        std::string name, word;
        if (line.starts_with("AUTH PLAIN ")) {
            const std::string pair = from_base64(line.substr(11)).value_or("");
            return pair == '\0' + server.login + '\0' + server.password;
        }
        visit.say("334 VXNlcm5hbWU6");
        visit.hear(name);
        visit.say("334 UGFzc3dvcmQ6");
        visit.hear(word);
        return from_base64(name) == server.login && from_base64(word) == server.password;
    }
    void offer(const MailStandIn& server, Visit& visit) const {
        visit.say("250-stand-in at your service");
        if (security == Security::starttls && !visit.is_secure()) visit.say("250-STARTTLS");
        if (!server.login.empty() && visit.is_secure())
            visit.say(server.offers_plain ? "250-AUTH PLAIN LOGIN" : "250-AUTH LOGIN");
        visit.say("250 8BITMIME");
    }
    void talk(MailStandIn& server, Visit& visit) const {
        if (security == Security::tls && !visit.secure(*certificate)) return;
        visit.say("220 stand-in ESMTP");
        Taken taken;
        for (std::string line; visit.hear(line);) {
            if (line.starts_with("EHLO ")) {
                offer(server, visit);
            } else if (line == "STARTTLS") {
                visit.say(server.says_more_before_tls ? "220 Go ahead\r\n250 AUTH PLAIN" : "220 Go ahead");
                if (!visit.secure(*certificate)) return;
            } else if (line.starts_with("AUTH ")) {
                taken.signed_in = sign_in(server, visit, line);
                visit.say(taken.signed_in ? "235 Welcome" : "535 5.7.8 Wrong login or password");
            } else if (line.starts_with("MAIL FROM:")) {
                taken.from = line.substr(10);
                visit.say(server.login.empty() || taken.signed_in ? "250 OK" : "530 5.7.0 Sign in first");
            } else if (line.starts_with("RCPT TO:")) {
                taken.to = line.substr(8);
                visit.say(server.recipient_answer);
            } else if (line == "DATA") {
                visit.say("354 Go on");
                while (visit.hear(line) && line != ".") taken.letter += line + "\n";
                taken.secure = visit.is_secure();
                server.taken.push_back(taken);
                visit.say("250 2.0.0 Taken");
            } else if (line == "QUIT") {
                visit.say("221 Goodbye");
                return;
            } else {
                visit.say("500 What?");
            }
        }
    }
};

std::string MailStandIn::Taken::text() const {
    const auto body = letter.find("\n\n");
    std::string letters;
    for (const char c : letter.substr(body == std::string::npos ? letter.size() : body))
        if (c != '\n') letters += c;
    return from_base64(letters).value_or("(not base64)");
}

MailStandIn::MailStandIn(Security security, const TestCertificate* certificate) : data_(std::make_unique<Data>()) {
    data_->security = security;
    data_->certificate = certificate;
    data_->thread = std::thread([this, data = data_.get()] {
        while (!data->ends) {
            pollfd look{data->listening.get(), POLLIN, 0};
            if (::poll(&look, 1, 50) <= 0) continue;
            const int socket = ::accept(data->listening.get(), nullptr, nullptr);
            if (socket < 0) continue;
            ++visits;
            Visit visit(socket);
            data->talk(*this, visit);
        }
    });
}

MailStandIn::~MailStandIn() {
    data_->ends = true;
    data_->thread.join();
}

int MailStandIn::port() const {
    return http::port_of(data_->listening);
}

} // namespace crm::testing
