// What a quote, an order or an invoice says to the customer, on paper or on a page of the web.
#pragma once
#include <string>
#include <vector>

#include "paper/sheet.hpp"
#include "record/context.hpp"

namespace crm {

extern const Label tax_number_words, page_words;

// One side of the head of a document: what they are in it, their name, and what else is known of them, without what is
// empty.
std::vector<SheetText> side_of(const std::string& title, const std::vector<std::string>& lines);
std::vector<std::string> lines_of_company(Context& context, const std::string& language);
std::vector<std::string> lines_of_party(Context& context, Id party);
// Where somebody signs, with what stands beneath.
std::vector<SheetText> signature_of(const std::string& caption, const std::string& name);

std::string language_for(Context& context, Id party); // theirs, else the company's, of those that we write in
std::string language_of(Context& context, const Record& document);
void write_document(Context& context, const Record& document, Sheet& sheet, const std::string& language);

} // namespace crm
