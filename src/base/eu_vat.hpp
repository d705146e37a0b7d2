// eu_vat: the shapes of the VAT numbers of the EU and Northern Ireland, and their check digits where they are known.
#pragma once
#include <string_view>

#include "base/identifiers.hpp"

namespace crm {

// `number` in capitals with its prefix and without spaces.
IdentifierCheck check_eu_vat(std::string_view number);
// The prefix of a country's VAT numbers: the ISO code, but EL for Greece; empty outside the EU.
std::string_view eu_vat_prefix(std::string_view country);

bool luhn(std::string_view digits);
bool valid_nip(std::string_view digits);
// The remainder of the number that an IBAN or the like spells (A = 10 … Z = 35) by 97.
int mod97(std::string_view text);
// Σ digit × weight; as many digits as there are weights.
int weighted(std::string_view digits, std::initializer_list<int> weights);

} // namespace crm
