// Conversation: what is written to and fro on a record that is shared by an address: comments that both sides see.
#pragma once
#include "record/sharing.hpp"

namespace crm {

Json conversation_about(Context& context, const Record& record); // [{"by","at","text","ours"}], the oldest first
// A customer writes; `tell` is who hears of it, 0 nobody.
SharedAction commenting(std::function<Id(const Record&)> tell);
// The name that whoever has the address gives, as an input of what they do.
Field your_name(std::string name);

} // namespace crm
