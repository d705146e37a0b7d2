// Order line: what was ordered, and how much of it was shipped and invoiced.
#pragma once
#include "modules/orders/document.hpp"

namespace crm {

struct OrderLine : DocumentLine {
    Link order{this,
               "order",
               {"Order", "Zamówienie", "Нарачка"},
               {.required = true, .indexed = true, .part_of = true, .to = "order"}};
    Decimal shipped{
        this, "shipped", {"Shipped", "Wysłano", "Испратено"}, {.read_only = true, .digits = 4, .default_value = "0"}};
    Decimal invoiced{this,
                     "invoiced",
                     {"Invoiced", "Zafakturowano", "Фактурирано"},
                     {.read_only = true, .digits = 4, .default_value = "0"}};
    OrderLine();
};
extern const OrderLine order_line;

} // namespace crm
