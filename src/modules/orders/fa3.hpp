// FA(3): an issued invoice in the logical structure of the Polish KSeF, namespace
// http://crd.gov.pl/wzor/2025/06/25/13775/. The same invoice always gives the same octets.
#pragma once
#include <string>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

// Throws, naming what is missing, where the invoice cannot be written so: no NIP of the seller, a rate that the
// structure does not know, a currency with other than two decimals.
std::string fa3_of(Context& context, const Record& invoice);
Rendition as_fa3(); // what was kept at its issue, octet by octet

} // namespace crm
