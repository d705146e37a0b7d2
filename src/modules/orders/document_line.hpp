// DocumentLine: the rules of a line: what it takes from its product, what it costs, how it is taxed, and that it stays
// once its document has gone out.
#pragma once
#include "modules/orders/document.hpp"

namespace crm {

constexpr int most_lines = 1000; // of one document
constexpr std::int64_t most_units = 1'000'000'000;

} // namespace crm
