// Register: every issued invoice in the order of its series, each entry holding the digest of the one before and of
// what the invoice says. `relacja check` proves that no number is missing and that nothing issued was changed.
#pragma once
#include "record/context.hpp"

namespace crm {

struct RegisterEntry : Object {
    Text name{this,
              "name",
              {"Number", "Numer", "Број"},
              {.read_only = true, .searchable = true, .title = true, .plain = true, .exact_search = true}};
    Link invoice{this,
                 "invoice",
                 {"Invoice", "Faktura", "Фактура"},
                 {.required = true,
                  .read_only = true,
                  .indexed = true,
                  .home = true,
                  .to = "invoice",
                  .on_delete = OnDelete::refuse}};
    Text place{this,
               "place",
               {"Place", "Miejsce", "Место"},
               {.required = true, .unique = true, .read_only = true, .plain = true, .indexed = true}};
    Text series{this, "series", {"Series", "Seria", "Серија"}, {.required = true, .read_only = true, .plain = true}};
    Whole serial{this,
                 "serial",
                 {"Number in the series", "Numer w serii", "Број во серијата"},
                 {.required = true, .read_only = true}};
    // 1 when it was issued; what the national system refused is issued again under its number, or voided.
    Whole revision{this, "revision", {"Entry of it", "Wpis nr", "Запис бр."}, {.read_only = true}};
    Choice act{this,
               "act",
               {"What was done", "Czynność", "Дејство"},
               {.read_only = true,
                .choices = {{"issued", {"Issued", "Wystawiono", "Издадена"}, 1},
                            {"reopened", {"Reopened", "Otwarto ponownie", "Повторно отворена"}, 4},
                            {"issued_again", {"Issued again", "Wystawiono ponownie", "Повторно издадена"}, 2},
                            {"voided", {"Voided", "Unieważniono", "Поништена"}, 5}}}};
    Moment issued_at{
        this, "issued_at", {"Issued at", "Wystawiono", "Издадена на"}, {.read_only = true, .indexed = true}};
    Text content{this,
                 "content",
                 {"Digest of the invoice", "Skrót faktury", "Отпечаток на фактурата"},
                 {.required = true, .read_only = true, .plain = true}};
    Text previous{this,
                  "previous",
                  {"Digest before", "Skrót poprzedni", "Претходен отпечаток"},
                  {.read_only = true, .plain = true}};
    Text digest{this, "digest", {"Digest", "Skrót", "Отпечаток"}, {.required = true, .read_only = true, .plain = true}};
    RegisterEntry();
};
extern const RegisterEntry register_entry;

// What an issued invoice says, always in the same words: the digest is taken of this. Its form is version 1 for ever; a
// new form gets a new version beside it.
std::string content_of(Context& context, const Record& invoice);
// Enters an invoice that has just taken its number, which makes its series this transaction's own.
void enter_in_register(Context& context, const Record& invoice);
// Of an invoice that kept its number: beside its first entry, chained to its last.
void enter_again(Context& context, const Record& invoice, const std::string& act);

} // namespace crm
