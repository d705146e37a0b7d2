// Order: what a customer has asked for and we have to deliver; it is delivered and invoiced in parts.
#pragma once
#include <map>

#include "modules/orders/document.hpp"

namespace crm {

struct Order : Document {
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"draft", {"Draft", "Szkic", "Нацрт"}, 4},
                              {"confirmed", {"Confirmed", "Potwierdzone", "Потврдена"}, 0},
                              {"in_progress", {"In progress", "W realizacji", "Во тек"}, 3},
                              {"partly_shipped", {"Partly shipped", "Częściowo wysłane", "Делумно испратена"}, 2},
                              {"shipped", {"Shipped", "Wysłane", "Испратена"}, 2},
                              {"delivered", {"Delivered", "Dostarczone", "Испорачана"}, 1},
                              {"completed", {"Completed", "Zakończone", "Завршена"}, 1},
                              {"cancelled", {"Cancelled", "Anulowane", "Откажана"}, 5}},
                  .group = "way",
                  .default_value = "draft"}};
    // Follows from the invoices of its lines.
    Choice invoiced{this,
                    "invoiced",
                    {"Invoiced", "Zafakturowane", "Фактурирано"},
                    {.read_only = true,
                     .indexed = true,
                     .choices = {{"none", {"Not yet", "Jeszcze nie", "Сè уште не"}, 4},
                                 {"partly", {"Partly", "Częściowo", "Делумно"}, 2},
                                 {"fully", {"Fully", "W całości", "Целосно"}, 1}},
                     .group = "way",
                     .default_value = "none"}};
    Day ordered_on{
        this, "ordered_on", {"Ordered on", "Zamówiono dnia", "Нарачано на"}, {.indexed = true, .group = "way"}};
    Day promised_on{
        this, "promised_on", {"Promised for", "Obiecane na", "Ветено за"}, {.indexed = true, .group = "way"}};
    Day delivered_on{this,
                     "delivered_on",
                     {"Delivered on", "Dostarczono dnia", "Испорачано на"},
                     {.read_only = true, .group = "way"}};
    Text cancel_reason{this,
                       "cancel_reason",
                       {"Reason for cancelling", "Powód anulowania", "Причина за откажување"},
                       {.read_only = true, .group = "way"}};
    Link quote{this,
               "quote",
               {"Quote", "Oferta", "Понуда"},
               {.read_only = true, .indexed = true, .to = "quote", .group = "way"}};
    // Net less what the lines cost us; empty where the cost of one is not known.
    Money margin{this,
                 "margin",
                 {"Margin", "Marża", "Маржа"},
                 {.read_only = true, .group = "sums", .made_of = "net_total order_line.unit_cost"}};
    Percent margin_percent{this,
                           "margin_percent",
                           {"Margin %", "Marża %", "Маржа %"},
                           {.read_only = true, .group = "sums", .made_of = "margin order_line.unit_cost"}};
    Order();
};
extern const Order order;

// A draft of an order with all that the quote says.
Record order_like(Context& context, const Record& quote);
// Quantities by line; empty: all that is left.
using Quantities = std::map<Id, std::int64_t>;
// Takes a number. Stops at the party's credit limit unless the caller answers for it.
void confirm(Context& context, Record& record, bool over_the_limit = false);
// How goods go out.
struct Shipment {
    std::string carrier, tracking;
    std::optional<crm::Day> shipped_on; // today unless given
};
// Makes a delivery of them.
void ship(Context& context, Record& record, const Quantities& quantities, const Shipment& shipment = {});
void follow_deliveries(Context& context, Id order); // one went out, arrived or came back
void cancel(Context& context, Record& record, const std::string& reason);
// A line's part of it was invoiced, or is not any more: the order says how much is.
void follow_invoices(Context& context, Id order);

} // namespace crm
