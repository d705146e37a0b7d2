// Invoice line: what was sold. On a correction it is the line as it should be, beside what it was.
#pragma once
#include "modules/orders/document.hpp"

namespace crm {

struct InvoiceLine : DocumentLine {
    Link invoice{this,
                 "invoice",
                 {"Invoice", "Faktura", "Фактура"},
                 {.required = true, .indexed = true, .part_of = true, .to = "invoice"}};
    Link order_line{this,
                    "order_line",
                    {"Order line", "Pozycja zamówienia", "Ставка на нарачка"},
                    {.read_only = true, .indexed = true, .to = "order_line"}};
    Decimal quantity_before{this,
                            "quantity_before",
                            {"Quantity before", "Ilość przed", "Количина претходно"},
                            {.read_only = true, .digits = 4}};
    Decimal unit_price_before{this,
                              "unit_price_before",
                              {"Unit price before", "Cena jednostkowa przed", "Единечна цена претходно"},
                              {.read_only = true, .digits = 4}};
    Money net_before{this, "net_before", {"Net before", "Netto przed", "Нето претходно"}, {.read_only = true}};
    Money gross_before{this, "gross_before", {"Gross before", "Brutto przed", "Бруто претходно"}, {.read_only = true}};
    InvoiceLine();
};
extern const InvoiceLine invoice_line;

// The draft of an invoice goes, or comes back: its order has as much more, or less, to invoice.
void tell_the_order(Context& context, const Record& invoice, bool leaving);

} // namespace crm
