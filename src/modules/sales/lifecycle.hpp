// Lifecycle: what the deals of a party make of it: with an open one an opportunity, with a won one a customer, with
// several a repeat customer, with nothing but lost ones lost. Where somebody gave a reason for a stage, it stays.
#pragma once
#include "record/context.hpp"

namespace crm {

// Rule of deal, when it is saved.
void let_customer_follow(Context& context, Record& record);
void let_customer_follow_again(Context& context, Record& record); // out of the bin

} // namespace crm
