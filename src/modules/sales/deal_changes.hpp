// DealChanges: what happened to the open deals since a day: new, won, lost, opened again, worth more or less, expected
// later or sooner, further or further back. The sums lead from what was open then to what is open now.
#pragma once
#include "record/reports.hpp"

namespace crm {

Report changes_report();

} // namespace crm
