// Price list: prices in one currency for a time and for some customers: its own, or those of another list with a
// percent and a rounding.
#pragma once
#include "record/names.hpp"
#include "record/object.hpp"

namespace crm {

struct PriceList : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Text currency{
        this, "currency", {"Currency", "Waluta", "Валута"}, {.required = true, .plain = true, .max_length = 3}};
    YesNo with_tax{
        this, "with_tax", {"Prices include VAT", "Ceny z VAT", "Цените се со ДДВ"}, {.default_value = false}};
    YesNo active{this, "active", {"In use", "W użyciu", "Во употреба"}, {.default_value = true}};
    Day valid_from{this, "valid_from", {"Valid from", "Ważny od", "Важи од"}};
    Day valid_to{this, "valid_to", {"Valid until", "Ważny do", "Важи до"}};

    // For whom: one party, else parties with one of the tags, else those with one of the roles, else everybody.
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.indexed = true, .to = "party", .group = "audience"}};
    Tags tags{
        this, "tags", {"Parties with a tag", "Kontrahenci z etykietą", "Партнери со ознака"}, {.group = "audience"}};
    Choices roles{this,
                  "roles",
                  {"Parties with a role", "Kontrahenci w roli", "Партнери со улога"},
                  {.choices = {{"prospect", {"Prospect", "Potencjalny klient", "Можен клиент"}, 0},
                               {"customer", {"Customer", "Klient", "Клиент"}, 1},
                               {"partner", {"Partner", "Partner", "Партнер"}, 2},
                               {"supplier", {"Supplier", "Dostawca", "Добавувач"}, 3},
                               {"competitor", {"Competitor", "Konkurent", "Конкурент"}, 5}},
                   .group = "audience"}};
    // Of several lists for the same audience the one with the highest is asked first.
    Whole priority{
        this, "priority", {"Priority", "Pierwszeństwo", "Приоритет"}, {.group = "audience", .default_value = 0}};

    // What it has no price of its own for costs what it costs there, more or less by the percent, rounded.
    Link base_list{this,
                   "base_list",
                   {"Based on", "Na podstawie", "Врз основа на"},
                   {.to = "price_list", .on_delete = OnDelete::refuse, .group = "base"}};
    Percent percent{
        this, "percent", {"More or less by %", "Więcej lub mniej o %", "Повеќе или помалку за %"}, {.group = "base"}};
    Decimal rounding{this,
                     "rounding",
                     {"Rounded to a multiple of", "Zaokrąglenie do wielokrotności", "Заокружено на содржател на"},
                     {.digits = 4, .group = "base"}};
    Decimal ending{this,
                   "ending",
                   {"Then changed by", "Następnie zmiana o", "Потоа промена за"}, // -0.01 makes 9.99 of 10
                   {.digits = 4, .group = "base"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Names names{this};
    PriceList();
};
extern const PriceList price_list;

} // namespace crm
