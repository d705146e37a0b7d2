// Contact point: an e-mail address, a phone number or a messenger's handle of a party. The primary e-mail and phone are
// those that the party itself shows.
#pragma once
#include "record/object.hpp"

namespace crm {

struct ContactPoint : Object {
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true, .indexed = true, .part_of = true, .to = "party"}};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .choices = {{"email", {"E-mail", "E-mail", "Е-пошта"}, 0},
                             {"phone", {"Phone", "Telefon", "Телефон"}, 1},
                             {"fax", {"Fax", "Faks", "Факс"}, 4},
                             {"viber", {"Viber", "Viber", "Вајбер"}, 3},
                             {"whatsapp", {"WhatsApp", "WhatsApp", "Вотсап"}, 3},
                             {"messenger", {"Messenger", "Messenger", "Месинџер"}, 3},
                             {"telegram", {"Telegram", "Telegram", "Телеграм"}, 3},
                             {"signal", {"Signal", "Signal", "Сигнал"}, 3},
                             {"other", {"Other", "Inne", "Друго"}, 4}}}};
    Text value{
        this,
        "value",
        {"Value", "Wartość", "Вредност"},
        {.required = true, .searchable = true, .title = true, .plain = true, .exact_search = true, .max_length = 320}};
    // E.164, an address in lower case, a folded handle; of a number that fits no country its digits.
    Text normal{this,
                "normal",
                {"Normal form", "Postać znormalizowana", "Нормализиран облик"},
                {.read_only = true,
                 .searchable = true,
                 .plain = true,
                 .indexed = true,
                 .exact_search = true,
                 .hidden = true,
                 .max_length = 320}};
    Text label{this, "label", {"Label", "Opis", "Опис"}, {.max_length = 60}};
    YesNo primary{this, "primary", {"Primary", "Główny", "Главен"}};
    YesNo verified{this, "verified", {"Verified", "Potwierdzony", "Потврден"}, {.default_value = false}};
    YesNo valid{this, "valid", {"Valid", "Poprawny", "Исправен"}, {.read_only = true}};
    ContactPoint();
};
extern const ContactPoint contact_point;

class Record;
// What the party shows of it: the normal form where that is valid, otherwise what was typed.
std::string shown(const Record& point);

} // namespace crm
