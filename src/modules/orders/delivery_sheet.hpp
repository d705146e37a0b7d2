// What goes with the goods: who sends what to whom, without prices, to be signed by who takes it.
#pragma once
#include "record/reports.hpp"

namespace crm {

Rendition delivery_as_pdf();

} // namespace crm
