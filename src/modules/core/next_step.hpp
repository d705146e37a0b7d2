// Next step: a record with a field next_step_on shows the day of the nearest open activity about it. Rules of activity.
#pragma once
#include "record/context.hpp"

namespace crm {

// When an activity is saved.
void show_next_step(Context& context, Record& record);
// Before an activity is deleted.
void show_next_step_again(Context& context, Record& record); // out of the bin
void forget_next_step(Context& context, Record& record);

} // namespace crm
