// Claim: goods come back or something is wrong with them. It is answered by the day the law gives, and settled by a
// repair, an exchange or a corrected invoice.
#pragma once
#include "modules/orders/common_fields.hpp"
#include "record/context.hpp"

namespace crm {

struct Claim : Object {
    Text name{this,
              "name",
              {"Claim", "Reklamacja lub zwrot", "Рекламација или враќање"},
              {.read_only = true, .searchable = true, .title = true, .exact_search = true}};
    Number number{this, "number", number_label(), number_of_a_series()};
    Link party{this, "party", customer_label(), to_the_customer()};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .choices = {{"complaint", {"Complaint", "Reklamacja", "Рекламација"}, 3},
                             {"withdrawal",
                              {"Withdrawal from the contract", "Odstąpienie od umowy", "Откажување од договорот"},
                              2}},
                 .default_value = "complaint"}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"received", {"Received", "Przyjęta do rozpatrzenia", "Примена"}, 0},
                              {"accepted", {"Accepted", "Uznana", "Прифатена"}, 1},
                              {"partly", {"Accepted in part", "Uznana częściowo", "Делумно прифатена"}, 2},
                              {"rejected", {"Rejected", "Odrzucona", "Одбиена"}, 5},
                              {"settled", {"Settled", "Załatwiona", "Решена"}, 4}},
                  .default_value = "received"}};
    Choice buyer{this,
                 "buyer",
                 {"The buyer is", "Kupujący jest", "Купувачот е"},
                 {.required = true,
                  .choices = {{"consumer", {"A consumer", "Konsumentem", "Потрошувач"}},
                              {"sole_trader",
                               {"A sole trader outside their trade", "Przedsiębiorcą poza swoim zawodem",
                                "Трговец-поединец надвор од дејноста"}},
                              {"company", {"A company", "Firmą", "Фирма"}}},
                  .default_value = "consumer"}};
    Choice basis{this,
                 "basis",
                 {"On the ground of", "Podstawa", "Основ"},
                 {.choices = {{"conformity", {"Not as agreed", "Niezgodność z umową", "Несообразност"}},
                              {"guarantee", {"Guarantee", "Gwarancja", "Гаранција"}},
                              {"warranty", {"Warranty for defects", "Rękojmia", "Одговорност за недостатоци"}},
                              {"service", {"A service", "Usługa", "Услуга"}}}}};
    Link owner{this, "owner", {"Owner", "Opiekun", "Одговорен"}, {.indexed = true, .mine = true, .to = "user"}};

    Link order_line{this,
                    "order_line",
                    {"Order line", "Pozycja zamówienia", "Ставка на нарачка"},
                    {.indexed = true, .to = "order_line", .on_delete = OnDelete::refuse, .group = "goods"}};
    Link product{
        this, "product", {"Product", "Produkt", "Производ"}, {.indexed = true, .to = "product", .group = "goods"}};
    Decimal quantity{this, "quantity", {"Quantity", "Ilość", "Количина"}, {.digits = 4, .group = "goods"}};
    Text serial_number{this,
                       "serial_number",
                       {"Serial number", "Numer seryjny", "Сериски број"},
                       {.searchable = true, .plain = true, .exact_search = true, .max_length = 80, .group = "goods"}};
    LongText defect{
        this, "defect", {"What is wrong", "Na czym polega wada", "Недостаток"}, {.searchable = true, .group = "goods"}};
    Day noticed_on{this, "noticed_on", {"Noticed on", "Zauważono dnia", "Забележано на"}, {.group = "goods"}};
    Day goods_received_on{this,
                          "goods_received_on",
                          {"Goods came back on", "Towar odebrano dnia", "Стоката е примена на"},
                          {.group = "goods"}};

    Choice demand{this,
                  "demand",
                  {"The buyer wants", "Żądanie", "Барање"},
                  {.choices = {{"repair", {"A repair", "Naprawy", "Поправка"}},
                               {"replace", {"An exchange", "Wymiany", "Замена"}},
                               {"reduce", {"A lower price", "Obniżenia ceny", "Намалување на цената"}},
                               {"refund", {"The money back", "Zwrotu pieniędzy", "Враќање на парите"}}},
                   .group = "answer"}};
    Day received_on{
        this, "received_on", {"Received on", "Wpłynęła dnia", "Примена на"}, {.indexed = true, .group = "answer"}};
    // Two weeks as a rule; a last day on which nobody works gives way to the next working day.
    Day answer_by{this,
                  "answer_by",
                  {"To be answered by", "Odpowiedź do", "Одговор до"},
                  {.read_only = true, .indexed = true, .group = "answer"}};
    YesNo in_time{this,
                  "in_time",
                  {"Withdrawn in time", "Odstąpienie w terminie", "Откажано навреме"},
                  {.read_only = true, .group = "answer"}};
    Day answered_on{this,
                    "answered_on",
                    {"Answered on", "Odpowiedziano dnia", "Одговорено на"},
                    {.read_only = true, .group = "answer"}};
    LongText decision_reason{this,
                             "decision_reason",
                             {"Reason for the decision", "Uzasadnienie decyzji", "Образложение"},
                             {.read_only = true, .searchable = true, .group = "answer"}};
    LongText settlement{this,
                        "settlement",
                        {"How it was settled", "Sposób załatwienia", "Начин на решавање"},
                        {.read_only = true, .group = "answer"}};
    Link correction{this,
                    "correction",
                    {"Correction invoice", "Faktura korygująca", "Корективна фактура"},
                    {.read_only = true, .to = "invoice", .group = "answer"}};
    Claim();
};
extern const Claim claim;

// The last day for answering what came in on `received`, by the law of the company's country.
Day answer_due(Context& context, Day received);

} // namespace crm
