// Pricing: what a product costs whom, how many at once and on which day, with the steps that led there. The answer
// follows from the question alone, so that it is the same in every basket.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

constexpr int price_digits = 4;       // of unit prices and quantities
constexpr int deepest_price_list = 8; // lists based on lists

struct PriceQuestion {
    Id product = 0, party = 0;
    std::int64_t quantity = 10'000; // of 10^-4
    std::string currency;
    Day day;
    bool with_tax = false;
    Id list = 0; // only this one; 0: the first that fits
};
struct PriceStep {
    std::string text; // in the caller's language
    std::int64_t amount = 0;
};
struct PriceAnswer {
    std::optional<std::int64_t> amount; // of 10^-4 of the currency's unit; empty: no list has one
    Id list = 0;
    std::vector<PriceStep> steps;
};

PriceAnswer price_of(Context& context, const PriceQuestion& question);
Json steps_json(const PriceAnswer& answer);
// The report "price" of price lists.
Report price_of_a_product();

} // namespace crm
