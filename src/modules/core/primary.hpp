// Primary: keeps the e-mail, phone and address that a party shows equal to its primary contact points and address,
// whichever of the two is written. Rules of party, contact point and address.
#pragma once
#include <functional>

#include "record/context.hpp"

namespace crm {

// Party, before it is saved: an emptied column takes the value of the next contact point or address.
void let_next_become_primary(Context& context, Record& record);
// Party, when it is saved: a written column changes or makes its primary; an emptied one removes it.
void follow_party(Context& context, Record& record);

// Contact point or address, before it is saved: the first of its kind is the primary one, and the only one stays it.
void be_primary_when_first(Context& context, Record& part);
// When it is saved: there is one primary, also with the party that it left, and the party shows it.
void follow_part(Context& context, Record& part);
// When parties are merged: primary is what the one that stays shows.
void settle_part(Context& context, const Record& whole, Record& part);
// Before it is deleted: the next becomes primary.
void step_down(Context& context, Record& part);
// Out of the bin: it leads again where nobody else does.
void be_primary_again_when_alone(Context& context, Record& part);
// For `relacja check`: a party has one primary of a kind at most, and shows it.
void prove_primaries(Context& context, const std::function<void(const std::string&)>& say);

} // namespace crm
