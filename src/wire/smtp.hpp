// Smtp: hands a letter to a mail server (RFC 5321), under TLS from the start or after STARTTLS, signed in where a login
// is given. A login is never sent in the clear.
#pragma once
#include <string>

#include "base/time.hpp"
#include "wire/outgoing.hpp"

namespace crm::wire {

struct MailAccount {
    enum class Security { tls, starttls, none };
    std::string host;
    int port = 587;
    Security security = Security::starttls;
    std::string login, password; // both empty: without signing in
};
struct MailMessage {
    std::string from, from_name, to, subject, text;
    std::string id; // of the message, unique: id@host of the sender
    Moment at = 0;
};

// As it travels (RFC 5322): names and text in UTF-8, lines that end in CR LF.
std::string written(const MailMessage& message);
// Throws Error(invalid) where the server refuses this letter for good, Error(unavailable) where another try, or other
// settings, may help; both with what it said.
void send_mail(const MailMessage& message, const MailAccount& account, const Outgoing& outgoing, int seconds = 30);

} // namespace crm::wire
