// Invoice: what a customer is asked to pay, with its kinds: ordinary, advance, final, correction and pro forma. When it
// is issued it takes a number without gaps and is frozen with everything it says; after that it is only ever corrected.
#pragma once
#include "modules/orders/order.hpp"

namespace crm {

struct Invoice : Document {
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.read_only = true,
                 .indexed = true,
                 .choices = {{"invoice", {"Invoice", "Faktura", "Фактура"}, 0},
                             {"advance", {"Advance invoice", "Faktura zaliczkowa", "Авансна фактура"}, 3},
                             {"final", {"Final invoice", "Faktura końcowa", "Крајна фактура"}, 1},
                             {"correction", {"Correction invoice", "Faktura korygująca", "Корективна фактура"}, 5},
                             {"pro_forma", {"Pro forma", "Pro forma", "Профактура"}, 4}},
                 .group = "way",
                 .default_value = "invoice"}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"draft", {"Draft", "Szkic", "Нацрт"}, 4},
                              {"issued", {"Issued", "Wystawiona", "Издадена"}, 1},
                              {"void", {"Void", "Unieważniona", "Поништена"}, 5}},
                  .group = "way",
                  .default_value = "draft"}};
    Day issued_on{this,
                  "issued_on",
                  {"Issued on", "Data wystawienia", "Издадена на"},
                  {.read_only = true, .indexed = true, .group = "way"}};
    Day supplied_on{
        this, "supplied_on", {"Supplied on", "Data dostawy lub usługi", "Датум на промет"}, {.group = "way"}};
    Day due_on{this, "due_on", {"Due on", "Termin płatności", "Рок на плаќање"}, {.indexed = true, .group = "way"}};
    Choice payment_method{this,
                          "payment_method",
                          {"To be paid by", "Forma płatności", "Начин на плаќање"},
                          {.choices = {{"transfer", {"Transfer", "Przelew", "Пренос (вирман)"}},
                                       {"cash", {"Cash", "Gotówka", "Готовина"}},
                                       {"card", {"Card", "Karta", "Картичка"}},
                                       {"mobile", {"Mobile payment", "Płatność mobilna", "Мобилно плаќање"}},
                                       {"other", {"Other", "Inna", "Друго"}}},
                           .group = "terms",
                           .default_value = "transfer"}};
    Link order{this,
               "order",
               {"Order", "Zamówienie", "Нарачка"},
               {.read_only = true, .indexed = true, .to = "order", .group = "way"}};
    Link corrects{this,
                  "corrects",
                  {"Corrects", "Koryguje", "Корегира"},
                  {.read_only = true, .indexed = true, .to = "invoice", .group = "way"}};
    Text correction_reason{this,
                           "correction_reason",
                           {"Reason for correction", "Przyczyna korekty", "Причина за корекција"},
                           {.group = "way"}};
    Links advances{this,
                   "advances",
                   {"Advance invoices", "Faktury zaliczkowe", "Авансни фактури"},
                   {.read_only = true, .to = "invoice", .group = "way"}};
    // What the sums are counted from: of a correction what was there before, of a final invoice what the advances say.
    JsonField taxes_before{
        this,
        "taxes_before",
        {"Before, by VAT rate", "Przed, według stawek", "Претходно, по стапка"},
        {.read_only = true, .hidden = true, .group = "sums", .made_of = "net_total vat_total gross_total"}};

    Text buyer_name{this, "buyer_name", {"Buyer", "Nabywca", "Купувач"}, {.searchable = true, .group = "sides"}};
    Text buyer_tax_id{this,
                      "buyer_tax_id",
                      {"Buyer's tax number", "NIP nabywcy", "ЕДБ на купувачот"},
                      {.searchable = true, .plain = true, .exact_search = true, .max_length = 40, .group = "sides"}};
    Text buyer_address_1{
        this, "buyer_address_1", {"Buyer's address", "Adres nabywcy", "Адреса на купувачот"}, {.group = "sides"}};
    Text buyer_address_2{
        this, "buyer_address_2", {"Buyer's town", "Miejscowość nabywcy", "Место на купувачот"}, {.group = "sides"}};
    Text buyer_country{this,
                       "buyer_country",
                       {"Buyer's country", "Kraj nabywcy", "Земја на купувачот"},
                       {.plain = true, .max_length = 2, .group = "sides"}};
    Text seller_name{this, "seller_name", {"Seller", "Sprzedawca", "Продавач"}, {.read_only = true, .group = "sides"}};
    Text seller_tax_id{this,
                       "seller_tax_id",
                       {"Seller's tax number", "NIP sprzedawcy", "ЕДБ на продавачот"},
                       {.read_only = true, .plain = true, .max_length = 40, .group = "sides"}};
    Text seller_address_1{this,
                          "seller_address_1",
                          {"Seller's address", "Adres sprzedawcy", "Адреса на продавачот"},
                          {.read_only = true, .group = "sides"}};
    Text seller_address_2{this,
                          "seller_address_2",
                          {"Seller's town", "Miejscowość sprzedawcy", "Место на продавачот"},
                          {.read_only = true, .group = "sides"}};
    Text bank_account{this,
                      "bank_account",
                      {"Bank account", "Rachunek bankowy", "Банкарска сметка"},
                      {.plain = true, .max_length = 60, .group = "terms"}};

    YesNo split_payment{this,
                        "split_payment",
                        {"Split payment", "Mechanizm podzielonej płatności", "Поделено плаќање"},
                        {.group = "terms"}};
    Text exemption_basis{
        this, "exemption_basis", {"Exempt by", "Podstawa zwolnienia", "Основ за ослободување"}, {.group = "terms"}};
    // Units of the company's currency for one of the invoice's, frozen at issue, and of which day.
    Decimal exchange_rate{this,
                          "exchange_rate",
                          {"Exchange rate", "Kurs waluty", "Девизен курс"},
                          {.read_only = true, .digits = 8, .group = "sums"}};
    Day rate_on{this, "rate_on", {"Rate of", "Kurs z dnia", "Курс од"}, {.read_only = true, .group = "sums"}};
    Text words{this,
               "words",
               {"In words", "Słownie", "Со букви"},
               {.read_only = true, .max_length = 600, .group = "sums", .made_of = "gross_total"}};

    YesNo not_reminded{this,
                       "not_reminded",
                       {"No reminders", "Bez wezwań", "Без опомени"},
                       {.group = "terms", .default_value = false}};
    // What is still to be paid of it, by the ledger.
    Money open{this,
               "open",
               {"To be paid", "Do zapłaty", "За плаќање"},
               {.read_only = true, .group = "sums", .made_of = "gross_total"}};
    Choice settlement{this,
                      "settlement",
                      {"Settlement", "Rozliczenie", "Порамнување"},
                      {.read_only = true,
                       .indexed = true,
                       .choices = {{"open", {"Open", "Otwarta", "Отворена"}, 2},
                                   {"partly", {"Partly paid", "Częściowo zapłacona", "Делумно платена"}, 3},
                                   {"settled", {"Settled", "Rozliczona", "Порамнета"}, 1}},
                       .group = "way",
                       .made_of = "open"}};
    // What the national system of e-invoices says of it, apart from its own state.
    Choice ksef_status{
        this,
        "ksef_status",
        {"KSeF", "KSeF", "KSeF"},
        {.read_only = true,
         .indexed = true,
         .choices = {{"draft", {"Not sent", "Niewysłana", "Не е испратена"}, 4},
                     {"queued", {"To be sent", "Do wysłania", "За испраќање"}, 3},
                     {"sent", {"Sent", "Wysłana", "Испратена"}, 0},
                     {"accepted", {"Accepted", "Przyjęta", "Прифатена"}, 1},
                     {"rejected", {"Rejected", "Odrzucona", "Одбиена"}, 5},
                     {"offline_pending", {"Offline, to be sent", "Offline, do dosłania", "Офлајн, за испраќање"}, 2}},
         .group = "ksef"}};
    Text ksef_number{this,
                     "ksef_number",
                     {"KSeF number", "Numer KSeF", "KSeF број"},
                     {.read_only = true,
                      .searchable = true,
                      .plain = true,
                      .indexed = true,
                      .exact_search = true,
                      .max_length = 35,
                      .group = "ksef"}};
    Moment ksef_received_at{this,
                            "ksef_received_at",
                            {"Number given at", "Nadano numer", "Доделен број"},
                            {.read_only = true, .group = "ksef"}};
    Choice ksef_mode{
        this,
        "ksef_mode",
        {"Sent how", "Tryb wysyłki", "Начин на испраќање"},
        {.read_only = true,
         .choices = {{"online", {"Online", "Online", "Онлајн"}}, {"offline", {"Offline", "Offline24", "Офлајн"}}},
         .group = "ksef"}};
    LongText ksef_message{this,
                          "ksef_message",
                          {"What KSeF says", "Komunikat KSeF", "Порака од KSeF"},
                          {.read_only = true, .group = "ksef"}};
    Text void_reason{this,
                     "void_reason",
                     {"Reason for voiding", "Powód unieważnienia", "Причина за поништување"},
                     {.read_only = true, .group = "way"}};
    Text series{this, "series", {"Series", "Seria", "Серија"}, {.read_only = true, .plain = true, .hidden = true}};
    Whole serial{this,
                 "serial",
                 {"Number in the series", "Numer w serii", "Број во серијата"},
                 {.read_only = true, .hidden = true}};
    Invoice();
};
extern const Invoice invoice;

// Drafts from an order: of the quantities (empty: all that is left to invoice), as an invoice, final or pro forma; and
// of money that came before the goods, shared out over the order's VAT rates.
Record invoice_order(Context& context, Record& order, const Quantities& quantities, const std::string& kind);
Record invoice_advance(Context& context, Record& order, const Money& amount);
// A draft with the lines as they stand now, to be changed into what they should be; to nothing when the sale fell
// through.
Record correct(Context& context, Record& record, const std::string& reason, bool to_nothing = false);
// Takes the number, freezes everything, enters the register and the ledger.
void issue(Context& context, Record& record);

} // namespace crm
