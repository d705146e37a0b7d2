// The PDF of a quote, an order or an invoice, in the customer's language.
#pragma once
#include <string>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

std::string pdf_of(Context& context, const Record& document);
Rendition as_pdf();

} // namespace crm
