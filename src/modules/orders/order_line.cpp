#include "modules/orders/order_line.hpp"

namespace crm {

OrderLine::OrderLine()
    : DocumentLine("order_line", {"Order line", "Pozycja zamówienia", "Ставка на нарачка"},
                   {"Order lines", "Pozycje zamówienia", "Ставки на нарачка"}) {
    list_fields = {"position", "name", "quantity", "shipped", "invoiced", "unit_price", "discount", "net", "gross"};
}

const OrderLine order_line;

} // namespace crm
