// What is done with invoices, each in a file of its own: the actions that the invoice declares.
#pragma once
#include "record/context.hpp"

namespace crm {

Json write_off_as_asked(Context& context, Record& invoice, const Json& input);
// After the national system refused it.
Json reopen_as_asked(Context& context, Record& invoice, const Json& input);
Json void_as_asked(Context& context, Record& invoice, const Json& input);
Json send_to_ksef_as_asked(Context& context, Record& invoice, const Json& input);
Json charge_interest_as_asked(Context& context, Record& invoice, const Json& input);

} // namespace crm
