// QuoteApproval: an offer that leaves less than the company wants goes out only once somebody who may has agreed to it.
#pragma once
#include "modules/orders/quote.hpp"

namespace crm {

// Refuses to send a quote whose margin is under `least_margin` of the company's settings (percent of the net total),
// unless it is agreed to; whoever may agree does so by sending. Without the setting, and where the margin is not known
// since the cost of a line is not, nothing is held back.
void need_margin_or_approval(Context& context, Record& record);
// What was agreed to holds down to the margin that it had then.
void keep_approval_while_it_holds(Context& context, Record& record);

} // namespace crm
