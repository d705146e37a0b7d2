// Address: one of a party's addresses, with the days between which it is theirs. The primary one is what the party
// shows.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Address : Object {
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true, .indexed = true, .part_of = true, .to = "party"}};
    Text label{this, "label", {"Label", "Opis", "Опис"}, {.max_length = 60}};
    Object::Address place{this, "place", {"Address", "Adres", "Адреса"}, {.required = true, .searchable = true}};
    Text line{this,
              "line",
              {"On one line", "W jednym wierszu", "Во еден ред"},
              {.read_only = true, .title = true, .hidden = true}};
    YesNo primary{this, "primary", {"Primary", "Główny", "Главна"}};
    Day valid_from{this, "valid_from", {"Valid from", "Ważny od", "Важи од"}};
    Day valid_to{this, "valid_to", {"Valid until", "Ważny do", "Важи до"}};
    Address();
};
extern const Address address;

} // namespace crm
