// Payment: money that came from a customer (or a credit that a correction left them), allocated to what they owe.
#pragma once
#include <optional>
#include <string>

#include "modules/orders/common_fields.hpp"
#include "record/context.hpp"

namespace crm {

struct Payment : Object {
    Text name{this,
              "name",
              {"Payment", "Płatność", "Плаќање"},
              {.read_only = true, .searchable = true, .title = true, .made_of = "paid_on party"}};
    Link party{this, "party", customer_label(), to_the_customer()};
    Money amount{this, "amount", {"Amount", "Kwota", "Износ"}, {.required = true}};
    Day paid_on{this, "paid_on", {"Paid on", "Data płatności", "Платено на"}, {.indexed = true}};
    Choice method{this,
                  "method",
                  {"By", "Forma", "Начин"},
                  {.choices = {{"transfer", {"Transfer", "Przelew", "Пренос (вирман)"}, 0},
                               {"cash", {"Cash", "Gotówka", "Готовина"}, 1},
                               {"card", {"Card", "Karta", "Картичка"}, 3},
                               {"credit", {"Credit of a correction", "Nadpłata z korekty", "Кредит од корекција"}, 2},
                               {"other", {"Other", "Inna", "Друго"}, 4}},
                   .default_value = "transfer"}};
    // The bank's own reference: the same payment is not taken twice.
    Text reference{this,
                   "reference",
                   {"Bank's reference", "Referencje bankowe", "Банкарска референца"},
                   {.unique = true, .searchable = true, .plain = true, .exact_search = true, .max_length = 120}};
    Text paid_for{this,
                  "paid_for",
                  {"What the payer wrote", "Tytuł płatności", "Цел на дознака"},
                  {.searchable = true, .exact_search = true}};
    Text payer_account{this,
                       "payer_account",
                       {"Payer's account", "Rachunek płatnika", "Сметка на плаќачот"},
                       {.plain = true, .max_length = 60}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .choices = {{"posted", {"Posted", "Zaksięgowana", "Прокнижено"}, 1},
                              {"reversed", {"Reversed", "Stornowana", "Сторнирано"}, 5}},
                  .default_value = "posted"}};
    Money unallocated{this,
                      "unallocated",
                      {"Not allocated", "Nierozliczone", "Нераспределено"},
                      {.read_only = true, .made_of = "amount"}};
    LongText note{this, "note", {"Note", "Notatka", "Забелешка"}};
    Payment();
};
extern const Payment payment;

// Part of a payment settles part of an invoice.
struct Allocation : Object {
    Link payment{this,
                 "payment",
                 {"Payment", "Płatność", "Плаќање"},
                 {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "payment"}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .hidden = true}};
    Link invoice{this,
                 "invoice",
                 {"Invoice", "Faktura", "Фактура"},
                 {.required = true, .read_only = true, .indexed = true, .to = "invoice"}};
    Money amount{this, "amount", {"Amount", "Kwota", "Износ"}, {.required = true, .read_only = true}};
    YesNo released{
        this, "released", {"Taken back", "Cofnięte", "Повлечено"}, {.read_only = true, .default_value = false}};
    Allocation();
};
extern const Allocation allocation;

// Settles `minor` of the invoice, or as much as can be.
void allocate(Context& context, Record& payment, Id invoice, std::optional<std::int64_t> minor = {});
// Over what is open, the oldest due first.
void allocate_to_oldest(Context& context, Record& payment);
void release(Context& context, Record& allocation);
// Money goes back to the customer.
void refund(Context& context, Record& payment, std::int64_t minor);
// It was a mistake, or the bank took it back: allocations are taken back first.
void reverse(Context& context, Record& payment, const std::string& reason);
// What a correction left above what is owed.
void credit(Context& context, const Record& invoice, const Record& correction, std::int64_t minor);

} // namespace crm
