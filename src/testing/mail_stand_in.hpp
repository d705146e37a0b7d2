// MailStandIn: a mail server on loopback that a test starts: it speaks SMTP as RFC 5321 says, under TLS from the start,
// after STARTTLS or not at all, takes one login, and keeps what it was given.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "testing/web_server.hpp"

namespace crm::testing {

class MailStandIn {
public:
    enum class Security { tls, starttls, none };
    // Under TLS as localhost, with `certificate`.
    explicit MailStandIn(Security security, const TestCertificate* certificate = nullptr);
    ~MailStandIn();
    int port() const;

    struct Taken {
        std::string from, to, letter;
        bool secure = false, signed_in = false;
        std::string text() const; // of the letter, decoded
    };
    // Looked at and changed only while nobody talks with it.
    std::string login = "crm@example.com", password = "three-blue-kites"; // an empty login: none is asked for
    bool offers_plain = true;                                             // AUTH PLAIN; else LOGIN alone
    std::string recipient_answer = "250 OK";
    bool says_more_before_tls = false; // as somebody between the two might
    std::vector<Taken> taken;
    int visits = 0;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

} // namespace crm::testing
