#include "modules/orders/quote_line.hpp"

namespace crm {

QuoteLine::QuoteLine()
    : DocumentLine("quote_line", {"Quote line", "Pozycja oferty", "Ставка на понуда"},
                   {"Quote lines", "Pozycje oferty", "Ставки на понуда"}) {}

const QuoteLine quote_line;

} // namespace crm
