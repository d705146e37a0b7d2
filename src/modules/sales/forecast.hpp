// Forecast: what a period will bring: what is won already, and what the open deals expected in it may add, by the
// stages' probabilities, by the owners' own, by what history taught, and how far all that may be off.
#pragma once
#include "record/reports.hpp"

namespace crm {

Report forecast_report();

} // namespace crm
