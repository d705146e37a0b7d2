// Mail server: where the program hands over the letters that it sends itself: links for new passwords, a trial. A
// company has one.
#pragma once
#include "record/object.hpp"

namespace crm {

struct MailServer : Object {
    Text host{this,
              "host",
              {"Server", "Serwer", "Сервер"},
              {.required = true, .title = true, .plain = true, .max_length = 253}};
    Choice security{
        this,
        "security",
        {"Security", "Zabezpieczenie", "Заштита"},
        {.required = true,
         .choices = {{"starttls",
                      {"STARTTLS (usually port 587)", "STARTTLS (zwykle port 587)", "STARTTLS (обично порта 587)"}},
                     {"tls", {"TLS (usually port 465)", "TLS (zwykle port 465)", "TLS (обично порта 465)"}},
                     {"none",
                      {"None, within the own network (port 25)", "Brak, w sieci własnej (port 25)",
                       "Без заштита, во сопствена мрежа (порта 25)"}}},
         .default_value = "starttls"}};
    Whole port{this, "port", {"Port", "Port", "Порта"}}; // empty: the usual one
    Text login{this, "login", {"Login", "Login", "Корисничко име"}, {.plain = true, .max_length = 200}};
    // Stored sealed; what is read here is of no use to anybody.
    Text password{
        this, "password", {"Password", "Hasło", "Лозинка"}, {.sensitive = true, .plain = true, .max_length = 2000}};
    Text from_address{this,
                      "from_address",
                      {"Sender's address", "Adres nadawcy", "Адреса на испраќачот"},
                      {.required = true, .plain = true, .max_length = 320}};
    Text from_name{this, "from_name", {"Sender's name", "Nazwa nadawcy", "Име на испраќачот"}, {.max_length = 200}};
    YesNo on{this, "on", {"Switched on", "Włączony", "Вклучен"}, {.default_value = true}};
    MailServer();
};
extern const MailServer mail_server;

} // namespace crm
