// Bond: what ties an employee to a party (sold to them, serves them, knows them, speaks their language, is in
// conflict), with its days. Routing and assignment give their reasons from it.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Bond : Object {
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true, .indexed = true, .home = true, .follows = true, .on_timeline = true, .to = "party"}};
    Link employee{
        this, "employee", {"Employee", "Pracownik", "Вработен"}, {.required = true, .indexed = true, .to = "employee"}};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .choices = {{"sold", {"Sold to", "Sprzedał(a)", "Продавал"}, 1},
                             {"serves", {"Serves", "Obsługuje", "Опслужува"}, 0},
                             {"knows", {"Knows", "Zna", "Познава"}, 2},
                             {"speaks", {"Speaks the language of", "Mówi językiem", "Го зборува јазикот на"}, 3},
                             {"conflict", {"In conflict with", "Konflikt", "Во судир со"}, 5}}}};
    Text name{this,
              "name",
              {"Bond", "Więź", "Врска"},
              {.read_only = true, .title = true, .hidden = true, .made_of = "employee kind"}};
    Day valid_from{this, "valid_from", {"Since", "Od", "Од"}};
    Day valid_to{this, "valid_to", {"Until", "Do", "До"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Bond();
};
extern const Bond bond;

} // namespace crm
