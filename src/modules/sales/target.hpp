// Target: what is to be won in a period, by a person, by a team or by everybody, of one product or of all; its
// attainment is counted from won deals whenever it is asked.
#pragma once
#include "record/context.hpp"

namespace crm {

struct Target : Object {
    // When empty: whose, of what, when.
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.searchable = true, .title = true, .max_length = 200}};
    Link person{this, "person", {"Person", "Osoba", "Лице"}, {.indexed = true, .mine = true, .to = "user"}};
    Link team{this, "team", {"Team", "Zespół", "Тим"}, {.indexed = true, .to = "team"}};
    Link product{this, "product", {"Product", "Produkt", "Производ"}, {.indexed = true, .to = "product"}};
    Choice period{this,
                  "period",
                  {"Period", "Okres", "Период"},
                  {.required = true,
                   .choices = {{"month", {"Month", "Miesiąc", "Месец"}, 4},
                               {"quarter", {"Quarter", "Kwartał", "Квартал"}, 0},
                               {"year", {"Year", "Rok", "Година"}, 3},
                               {"days", {"From day to day", "Od dnia do dnia", "Од ден до ден"}, 2}},
                   .default_value = "quarter"}};
    // Of a month, quarter or year any day of it does.
    Day starts_on{this, "starts_on", {"Begins on", "Początek", "Почнува на"}, {.required = true, .indexed = true}};
    Day ends_on{this, "ends_on", {"Ends on", "Koniec", "Завршува на"}, {.indexed = true}};
    Choice measure{
        this,
        "measure",
        {"Measure", "Miara", "Мерка"},
        {.required = true,
         .choices = {{"won_amount",
                      {"Value of won deals", "Wartość wygranych szans", "Вредност на добиени можности"},
                      1},
                     {"won_count", {"Number of won deals", "Liczba wygranych szans", "Број на добиени можности"}, 0}},
         .default_value = "won_amount"}};
    Money amount{this, "amount", {"Value to reach", "Wartość do osiągnięcia", "Вредност за достигнување"}, {}};
    Whole number{this, "number", {"Number to reach", "Liczba do osiągnięcia", "Број за достигнување"}, {}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}, {}};
    Target();
};
extern const Target target;

} // namespace crm
