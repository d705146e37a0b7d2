// The PDF of a quote, an order or an invoice, in the customer's language.
#pragma once
#include <string>

#include "record/context.hpp"

namespace crm {

std::string pdf_of(Context& context, const Record& document);
// The rendition "pdf" of an object of documents.
void print_as_pdf(const Object& object);

} // namespace crm
