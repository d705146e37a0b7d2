// Bank line: one movement of a statement: what it was taken for and why, and the payment that it became.
#pragma once
#include "record/context.hpp"

namespace crm {

struct BankLine : Object {
    Link statement{this,
                   "statement",
                   {"Statement", "Wyciąg", "Извод"},
                   {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "bank_statement"}};
    Text name{
        this, "name", {"Of whom", "Kontrahent", "Од кого"}, {.read_only = true, .searchable = true, .title = true}};
    Day booked_on{this, "booked_on", {"Booked on", "Data księgowania", "Датум"}, {.read_only = true}};
    Money amount{this, "amount", {"Amount", "Kwota", "Износ"}, {.read_only = true}};
    LongText text{
        this, "text", {"What the payer wrote", "Tytuł", "Цел на дознака"}, {.read_only = true, .searchable = true}};
    Text account{this, "account", {"Their account", "Rachunek nadawcy", "Сметка"}, {.read_only = true, .plain = true}};
    Text bank_reference{this,
                        "bank_reference",
                        {"Bank's reference", "Referencje bankowe", "Банкарска референца"},
                        {.read_only = true, .plain = true}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"booked", {"Booked", "Zaksięgowana", "Прокнижена"}, 1},
                              {"proposed", {"Proposed", "Propozycja", "Предлог"}, 3},
                              {"unknown", {"Not recognised", "Nierozpoznana", "Непрепознаена"}, 2},
                              {"outgoing", {"Outgoing", "Wychodząca", "Појдовна"}, 4},
                              {"left_out", {"Left out", "Pominięta", "Изоставена"}, 4}}}};
    Text reason{this, "reason", {"Why", "Dlaczego", "Зошто"}, {.read_only = true}};
    Whole score{this, "score", {"How sure, of 100", "Pewność, na 100", "Сигурност, од 100"}, {.read_only = true}};
    Link party{
        this, "party", {"Party", "Kontrahent", "Деловен партнер"}, {.read_only = true, .indexed = true, .to = "party"}};
    Links invoices{this, "invoices", {"Invoices", "Faktury", "Фактури"}, {.read_only = true, .to = "invoice"}};
    Link payment{
        this, "payment", {"Payment", "Płatność", "Плаќање"}, {.read_only = true, .indexed = true, .to = "payment"}};
    Text key{this, "key", {"Key", "Klucz", "Клуч"}, {.unique = true, .read_only = true, .plain = true, .hidden = true}};
    BankLine();
};
extern const BankLine bank_line;

// Looks for what the line pays, and books it where that is sure enough.
void recognise(Context& context, Record& line);

} // namespace crm
