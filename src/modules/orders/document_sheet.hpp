// What a quote, an order or an invoice says to the customer, on paper or on a page of the web.
#pragma once
#include <string>

#include "paper/sheet.hpp"
#include "record/context.hpp"

namespace crm {

extern const Label tax_number_words, page_words;

std::string language_for(Context& context, Id party); // theirs, else the company's, of those that we write in
std::string language_of(Context& context, const Record& document);
void write_document(Context& context, const Record& document, Sheet& sheet, const std::string& language);

} // namespace crm
