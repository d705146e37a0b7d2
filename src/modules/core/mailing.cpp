#include "modules/core/mailing.hpp"

#include <memory>

#include "base/error.hpp"
#include "modules/core/mail_server.hpp"
#include "record/mailing.hpp"
#include "record/sealing.hpp"
#include "wire/smtp.hpp"

namespace crm {

namespace {

std::optional<Record> server_in_use(Engine& engine) {
    std::optional<Record> found;
    Request request;
    engine.read(request, [&](Context& context) { found = context.find_one(mail_server, mail_server.on == true); });
    return found;
}

wire::MailAccount account_of(Engine& engine, const Record& server) {
    using Security = wire::MailAccount::Security;
    const std::string security = server.get(mail_server.security);
    wire::MailAccount account;
    account.host = server.get(mail_server.host);
    account.security = security == "tls" ? Security::tls : security == "none" ? Security::none : Security::starttls;
    account.port = security == "tls" ? 465 : security == "none" ? 25 : 587;
    if (const auto port = server.get(mail_server.port)) account.port = static_cast<int>(*port);
    account.login = server.get(mail_server.login);
    const std::string stored = server.get(mail_server.password);
    if (account.login.empty()) return account;
    if (!stored.starts_with(sealed_password))
        throw Error(Problem::unavailable, "The mail server has no password. Please give it in the settings.");
    const auto password =
        sealing_of(engine).open(std::string_view(stored).substr(sealed_password.size()), whose_password(server.id()));
    if (!password)
        throw Error(Problem::unavailable, "The password of the mail server cannot be opened: the key of this server is "
                                          "another than when it was given. Please give it again.");
    account.password = *password;
    return account;
}

void send(Engine& engine, const wire::Outgoing& outgoing, const Letter& letter) {
    const auto server = server_in_use(engine);
    if (!server) throw Error(Problem::unavailable, "No mail server is set up. Please set one up in the settings.");
    const std::string from = server->get(mail_server.from_address);
    const std::string name =
        server->has(mail_server.from_name) ? server->get(mail_server.from_name) : engine.company()->name;
    const std::string id = std::to_string(engine.ids().make()) + "@" + from.substr(from.rfind('@') + 1);
    wire::send_mail({from, name, letter.to, letter.subject, letter.text, id, now()}, account_of(engine, *server),
                    outgoing);
}

} // namespace

std::string whose_password(Id server) {
    return "mail_server:" + std::to_string(server);
}

void mail_by_its_server(Engine& engine, wire::Outgoing outgoing) {
    auto shared = std::make_shared<const wire::Outgoing>(std::move(outgoing));
    mail_with(engine, {[&engine] { return server_in_use(engine).has_value(); },
                       [&engine, shared](const Letter& letter) { send(engine, *shared, letter); }});
}

} // namespace crm
