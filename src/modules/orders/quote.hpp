// Quote: an offer of goods and services at a price, for a time. A customer accepts one of its versions, and it becomes
// an order.
#pragma once
#include <string>

#include "modules/orders/document.hpp"

namespace crm {

struct Quote : Document {
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"draft", {"Draft", "Szkic", "Нацрт"}, 4},
                              {"sent", {"Sent", "Wysłana", "Испратена"}, 0},
                              {"accepted", {"Accepted", "Przyjęta", "Прифатена"}, 1},
                              {"declined", {"Declined", "Odrzucona", "Одбиена"}, 5},
                              {"expired", {"Expired", "Wygasła", "Истечена"}, 2},
                              {"superseded", {"Superseded", "Zastąpiona", "Заменета"}, 4}},
                  .group = "way",
                  .default_value = "draft"}};
    Day valid_until{this, "valid_until", {"Valid until", "Ważna do", "Важи до"}, {.indexed = true, .group = "way"}};
    Day sent_on{this, "sent_on", {"Sent on", "Wysłana dnia", "Испратена на"}, {.read_only = true, .group = "way"}};
    Whole version_no{this,
                     "version_no",
                     {"Version of the quote", "Wersja oferty", "Верзија на понудата"},
                     {.read_only = true, .group = "way", .default_value = 1}};
    Link previous{this,
                  "previous",
                  {"Previous version", "Poprzednia wersja", "Претходна верзија"},
                  {.read_only = true, .indexed = true, .to = "quote", .group = "way"}};
    Text first_number{this,
                      "first_number",
                      {"Number of the first version", "Numer pierwszej wersji", "Број на првата верзија"},
                      {.read_only = true, .plain = true, .hidden = true, .group = "way", .made_of = "number"}};
    Moment accepted_at{
        this, "accepted_at", {"Accepted at", "Przyjęta", "Прифатена на"}, {.read_only = true, .group = "way"}};
    Text accepted_by{
        this, "accepted_by", {"Accepted by", "Przyjął(-ęła)", "Прифатил"}, {.read_only = true, .group = "way"}};
    Text decline_reason{this,
                        "decline_reason",
                        {"Reason for declining", "Powód odrzucenia", "Причина за одбивање"},
                        {.read_only = true, .group = "way"}};
    Link order{this,
               "order",
               {"Order", "Zamówienie", "Нарачка"},
               {.read_only = true, .indexed = true, .to = "order", .group = "way"}};
    // Net less what the lines cost us; empty where the cost of one is not known.
    Money margin{this,
                 "margin",
                 {"Margin", "Marża", "Маржа"},
                 {.read_only = true, .group = "sums", .made_of = "net_total quote_line.unit_cost"}};
    Percent margin_percent{this,
                           "margin_percent",
                           {"Margin %", "Marża %", "Маржа %"},
                           {.read_only = true, .group = "sums", .made_of = "margin quote_line.unit_cost"}};
    // Of a margin under the company's least (quote_approval.hpp).
    Choice approval{this,
                    "approval",
                    {"Approval", "Zgoda", "Одобрение"},
                    {.read_only = true,
                     .indexed = true,
                     .choices = {{"asked", {"Asked for", "Oczekuje", "Побарано"}, 2},
                                 {"approved", {"Agreed", "Udzielona", "Одобрено"}, 1},
                                 {"refused", {"Refused", "Odmówiona", "Одбиено"}, 5}},
                     .group = "way"}};
    Link approver{this,
                  "approver",
                  {"Who agrees", "Kto się zgadza", "Кој одобрува"},
                  {.read_only = true, .indexed = true, .to = "user", .group = "way"}};
    Percent approved_margin{this,
                            "approved_margin",
                            {"Agreed down to a margin of %", "Zgoda do marży %", "Одобрено до маржа од %"},
                            {.read_only = true, .group = "way", .made_of = "margin quote_line.unit_cost"}};
    Text approval_reason{this,
                         "approval_reason",
                         {"Why it was refused", "Powód odmowy", "Зошто е одбиено"},
                         {.read_only = true, .max_length = 500, .group = "way"}};
    Quote();

private:
    void add_approval(); // ask_approval, approve and refuse_approval, of drafts that need it
};
extern const Quote quote;

// Takes a number and goes to the customer; from here on it stays as it is. An earlier version is superseded.
void send(Context& context, Record& record);
// The customer said yes: it becomes an order, which comes back as a draft.
Record accept(Context& context, Record& record, const std::string& by);
// A new version to be changed and sent; this one holds until then.
Record revise(Context& context, const Record& record);
// Those that were sent and whose time is over; returns how many.
int expire_quotes(Context& context, int limit = 500);

} // namespace crm
