// UBL lines: the lines of an invoice as EN 16931 wants them: net, each of one VAT category, adding up to the cent to
// what the document says. Advances taken off and what a correction takes back are lines below zero.
#pragma once
#include <string>
#include <vector>

#include "base/document_sums.hpp"
#include "record/context.hpp"

namespace crm {

struct UblCategory {
    std::string id;        // S, Z, E, AE, K, G, O
    std::int64_t rate = 0; // percent of 10^-2
    auto operator<=>(const UblCategory&) const = default;
};
struct UblLine {
    std::string name, unit;
    std::int64_t quantity = 0; // of 10^-4
    std::int64_t price = 0;    // net of one, of 10^-8 of the currency's unit; never below zero
    std::int64_t net = 0;      // minor units
    UblCategory category;
};
struct UblRate {
    UblCategory category;
    std::int64_t net = 0, tax = 0;
};
struct UblContent {
    std::vector<UblLine> lines;
    std::vector<UblRate> rates;
};

UblCategory ubl_category(const std::string& code, std::int64_t rate);
UblContent ubl_content(Context& context, const Record& invoice);
std::string ubl_unit(const std::string& unit); // the code of UN/ECE recommendation 20

} // namespace crm
