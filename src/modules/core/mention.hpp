// Mention: who is named in a comment or a note is told, once, and reads it where it may be seen.
#pragma once
#include "record/context.hpp"
#include "record/object.hpp"

namespace crm {

// To be called after `record` is saved: tells those whom its field `mentions` names and did not name before.
void tell_whom_it_mentions(Context& context, const Record& record, const Object::Links& mentions, const AnyLink& about,
                           const Label& sentence);

} // namespace crm
