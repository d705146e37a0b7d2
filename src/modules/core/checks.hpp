// Checks: what rules of several objects ask in the same words.
#pragma once
#include "record/context.hpp"

namespace crm {

// Is this record's past told, rather than lived now? Then rules about a step do not refuse it.
bool comes_from_before(Context& context, const Record& record);
// Refuses an end before its beginning, with the message at the end.
void need_order(Context& context, const Record& record, const Object::Day& from, const Object::Day& to);
void need_order(Context& context, const Record& record, const Object::Moment& from, const Object::Moment& to);
// Refuses a whole number outside `least` to `most`.
void need_range(Context& context, const Record& record, const Object::Whole& number, std::int64_t least,
                std::int64_t most);
// Refuses a tax rate outside 0 to 100, and one above zero on what is not taxed.
void be_taxed(Context& context, Record& record, const Object::Choice& code, const Object::Percent& rate);
// Takes a currency's code in capitals; refuses an unknown one.
void know_currency(Context& context, Record& record, const Object::Text& currency);
// "Anna Nowak – Acme": what is there of the two.
std::string joined(const std::string& first, const std::string& second);
// The first words of a text, as a title.
std::string beginning(const std::string& text);
// In the language of the company, for what is written into records.
std::string in_company_language(Context& context, const Label& label);
// The label of a choice's present value in the language of the company; empty where there is none.
std::string choice_text(Context& context, const Record& record, const Object::Choice& choice);

} // namespace crm
