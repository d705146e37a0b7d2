// UBL: an issued invoice or correction as UBL 2.1 by the European standard EN 16931, for buyers abroad and public ones.
// A correction that gives back is a credit note, any other a corrected invoice; both hold the difference.
#pragma once
#include <string>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

// Throws, naming what is missing, where the standard has no place for what the invoice says.
std::string ubl_of(Context& context, const Record& invoice);
Rendition as_ubl();

} // namespace crm
