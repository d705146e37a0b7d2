// DocumentSums: net, tax and gross of a document's lines and of each tax rate, by the method that the document states.
// Whole numbers only; half a minor unit is rounded away from zero.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

enum class TaxMethod {
    per_rate,   // net of each line rounded, tax of the sum of a rate
    per_line,   // tax of each line rounded, then summed
    from_gross, // unit prices hold the tax; it is taken out of the sum of a rate
    per_unit    // tax of one unit to four decimals, times the quantity (e-Faktura)
};
std::optional<TaxMethod> tax_method_named(std::string_view name);

struct SumLine {
    std::int64_t quantity = 0;   // of 10^-4; below zero on what comes back
    std::int64_t unit_price = 0; // of 10^-4 of the currency's unit
    std::int64_t discount = 0;   // percent of 10^-2
    std::string code;            // how it is taxed: lines are of one rate when code and rate agree
    std::int64_t rate = 0;       // percent of 10^-2
};
struct Sums {
    std::int64_t net = 0, tax = 0, gross = 0; // minor units
    bool operator==(const Sums&) const = default;
};
struct RateSums : Sums {
    std::string code;
    std::int64_t rate = 0;
    bool operator==(const RateSums&) const = default;
};
struct DocumentSums {
    std::vector<Sums> lines;     // in the order given
    std::vector<RateSums> rates; // the highest first, then by code
    Sums total;
};

// `discount` is the document's own, percent of 10^-2, on what each line's leaves. Empty when something passes 64 bits:
// then `fault` says which line, or that it is the total (lines.size()).
std::optional<DocumentSums> sums_of(const std::vector<SumLine>& lines, TaxMethod method, std::int64_t discount,
                                    int currency_digits, std::size_t* fault = nullptr);
// What changed from one to the other, rate by rate; rates without a difference are left out. Empty past 64 bits.
std::optional<DocumentSums> difference(const DocumentSums& before, const DocumentSums& after);

} // namespace crm
