#include "modules/core/mail_server.hpp"

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "modules/core/mailing.hpp"
#include "record/context.hpp"
#include "record/sealing.hpp"

namespace crm {

namespace {

// One word, such as mail.example.com or 192.0.2.7.
void have_a_host(Context& context, Record& record) {
    const std::string host = lower(trimmed(record.get(mail_server.host)));
    if (host.find_first_of(" \t/@<>\\\"") != std::string::npos)
        throw Error::at("host",
                        context.in_language({"Please give the name of the server alone, such as mail.example.com.",
                                             "Podaj samą nazwę serwera, na przykład mail.example.com.",
                                             "Внесете го само името на серверот, на пример mail.example.com."}));
    record.set(mail_server.host, host);
}

void have_a_port(Context& context, Record& record) {
    const auto port = record.get(mail_server.port);
    if (port && (*port < 1 || *port > 65535))
        throw Error::at(
            "port", context.in_language({"Please give a port between 1 and 65535, or leave it empty for the usual one.",
                                         "Podaj port od 1 do 65535 albo zostaw puste, aby użyć zwykłego.",
                                         "Внесете порта од 1 до 65535 или оставете празно за вообичаената."}));
}

void have_a_sender(Context& context, Record& record) {
    const auto address = read_email(record.get(mail_server.from_address));
    if (!address)
        throw Error::at("from_address", context.in_language({"Please give an e-mail address, such as crm@example.com.",
                                                             "Podaj adres e-mail, na przykład crm@example.com.",
                                                             "Внесете е-пошта, на пример crm@example.com."}));
    record.set(mail_server.from_address, *address);
}

void keep_the_login_safe(Context& context, Record& record) {
    if (record.get(mail_server.security) != "none" || !record.has(mail_server.login)) return;
    throw Error::at(
        "security",
        context.in_language(
            {"A login and password are sent under TLS only. Please choose STARTTLS or TLS, or leave the login empty.",
             "Login i hasło są wysyłane tylko z TLS. Wybierz STARTTLS lub TLS albo zostaw login pusty.",
             "Корисничко име и лозинка се праќаат само со TLS. Изберете STARTTLS или TLS, или оставете го корисничкото "
             "име празно."}));
}

void be_the_only_one(Context& context, Record& record) {
    if (!record.is_new() || !context.find_one(mail_server, Condition::everything())) return;
    throw Error(Problem::conflict, context.in_language({"There is a mail server already. Please change that one.",
                                                        "Serwer poczty już jest. Zmień go.",
                                                        "Веќе има сервер за пошта. Изменете го него."}));
}

// A password is for the server and the login that it was given for.
void keep_its_password(Context& context, Record& record) {
    const bool elsewhere = record.changed(mail_server.host) || record.changed(mail_server.login);
    if (!record.is_new() && elsewhere && !record.changed(mail_server.password)) record.clear(mail_server.password);
    const std::string password = record.get(mail_server.password);
    if (!record.changed(mail_server.password) || password.empty()) return;
    if (password.starts_with(sealed_password))
        throw Error::at("password", context.in_language({"Please give the password itself.", "Podaj samo hasło.",
                                                         "Внесете ја самата лозинка."}));
    record.set(mail_server.password,
               std::string(sealed_password) + sealing_of(context.engine()).seal(password, whose_password(record.id())));
}

} // namespace

MailServer::MailServer()
    : Object("mail_server", "core", {"Mail server", "Serwer poczty", "Сервер за пошта"},
             {"Mail servers", "Serwery poczty", "Сервери за пошта"}) {
    icon = "mail";
    table_class = TableClass::small;
    searched = false;
    list_fields = {"host", "security", "port", "from_address", "on"};
    form_fields = {"host", "security", "port", "login", "password", "from_address", "from_name", "on"};
    default_sort = "host";
    before_save(have_a_host);
    before_save(have_a_port);
    before_save(have_a_sender);
    before_save(keep_the_login_safe);
    before_save(be_the_only_one);
    before_save(keep_its_password);
}

const MailServer mail_server;

} // namespace crm
