// Quote line: what is offered, how many and for how much.
#pragma once
#include "modules/orders/document.hpp"

namespace crm {

struct QuoteLine : DocumentLine {
    Link quote{this,
               "quote",
               {"Quote", "Oferta", "Понуда"},
               {.required = true, .indexed = true, .part_of = true, .to = "quote"}};
    QuoteLine();
};
extern const QuoteLine quote_line;

} // namespace crm
