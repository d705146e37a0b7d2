// Settlement: what a customer owes us, by double entry. Every posting's rows add up to nothing, no row is ever changed,
// and a day once past takes no more postings: a statement of it stays what it was.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

// The books. What a party owes is receivable; what it has paid and is not yet allocated stands on account, below zero.
namespace book {
constexpr const char* receivable = "receivable";
constexpr const char* on_account = "on_account";
constexpr const char* sales = "sales";
constexpr const char* bank = "bank";
constexpr const char* write_off = "write_off";
constexpr const char* interest = "interest";
} // namespace book

struct LedgerAccount : Object {
    Text name{this,
              "name",
              {"Account", "Konto", "Сметка"},
              {.read_only = true, .searchable = true, .title = true, .made_of = "party currency"}};
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.required = true,
                .read_only = true,
                .indexed = true,
                .home = true,
                .follows = true,
                .to = "party",
                .on_delete = OnDelete::refuse}};
    Text currency{this,
                  "currency",
                  {"Currency", "Waluta", "Валута"},
                  {.required = true, .read_only = true, .plain = true, .max_length = 3}};
    LedgerAccount();
};
extern const LedgerAccount ledger_account;

struct LedgerEntry : Object {
    Link account{this,
                 "account",
                 {"Account", "Konto", "Сметка"},
                 {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "ledger_account"}};
    Text name{this, "name", {"Document", "Dokument", "Документ"}, {.read_only = true, .title = true}};
    Whole posting{
        this, "posting", {"Posting", "Księgowanie", "Книжење"}, {.required = true, .read_only = true, .hidden = true}};
    Day posted_on{this,
                  "posted_on",
                  {"Posted on", "Data księgowania", "Датум на книжење"},
                  {.required = true, .read_only = true, .indexed = true}};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .read_only = true,
                 .choices = {{"invoice", {"Invoice", "Faktura", "Фактура"}, 0},
                             {"correction", {"Correction", "Korekta", "Корекција"}, 5},
                             {"payment", {"Payment", "Płatność", "Плаќање"}, 1},
                             {"allocation", {"Allocation", "Rozliczenie", "Распределба"}, 4},
                             {"write_off", {"Write-off", "Odpis", "Отпис"}, 2},
                             {"interest", {"Interest", "Odsetki", "Камата"}, 3},
                             {"refund", {"Refund", "Zwrot", "Поврат"}, 2},
                             {"reversal", {"Reversal", "Storno", "Сторно"}, 5}}}};
    Choice book{this,
                "book",
                {"Book", "Księga", "Книга"},
                {.required = true,
                 .read_only = true,
                 .choices = {{"receivable", {"Receivable", "Należności", "Побарувања"}},
                             {"on_account", {"On account", "Nadpłaty", "Уплати на сметка"}},
                             {"sales", {"Sales", "Sprzedaż", "Продажба"}},
                             {"bank", {"Bank", "Bank", "Банка"}},
                             {"write_off", {"Written off", "Odpisane", "Отпишано"}},
                             {"interest", {"Interest", "Odsetki", "Камата"}}}}};
    Money amount{
        this, "amount", {"Amount", "Kwota", "Износ"}, {.required = true, .read_only = true}}; // above zero: debit
    Link invoice{
        this, "invoice", {"Invoice", "Faktura", "Фактура"}, {.read_only = true, .indexed = true, .to = "invoice"}};
    Link payment{
        this, "payment", {"Payment", "Płatność", "Плаќање"}, {.read_only = true, .indexed = true, .to = "payment"}};
    Day due_on{this, "due_on", {"Due on", "Termin", "Рок"}, {.read_only = true}};
    LedgerEntry();
};
extern const LedgerEntry ledger_entry;

// One row of a posting to be made.
struct Leg {
    const char* book;
    std::int64_t minor;
    Id invoice = 0, payment = 0;
    std::optional<Day> due_on = {}; // kept as the working day that it or the next one is
};
struct Posting {
    Id party = 0;
    std::string currency, kind, text;
    std::optional<Day> on = {}; // only where the past is told; today otherwise
};
// Refuses, as a defect, what does not add up to nothing.
void post(Context& context, const Posting& posting, const std::vector<Leg>& legs);

// The party's accounts: one for a currency, more where parties were merged.
std::vector<Record> accounts_of(Context& context, Id party);
// What the party owes, by currency; below zero: what we owe them.
std::map<std::string, std::int64_t> balances_of(Context& context, Id party);
// What is open of an invoice by the ledger.
std::int64_t open_of(Context& context, Id invoice);
// Brings what an issued invoice says of its settlement up to the ledger.
void follow_ledger(Context& context, Id invoice);
// Would the party, with this much more, owe at most its credit limit? All in the company's currency.
bool within_credit_limit(Context& context, Id party, const std::optional<Money>& more);

} // namespace crm
