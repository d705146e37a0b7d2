// Attainment: what of each target is reached, counted from the won deals that the caller may see.
#pragma once
#include "record/reports.hpp"

namespace crm {

// Of the targets whose period holds a day (today unless given). One statement for each period, however many targets.
Report attainment_report();

} // namespace crm
