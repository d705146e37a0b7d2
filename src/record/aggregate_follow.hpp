// Groups by a field of a linked record (owner.team, party.lifecycle_stage): the database groups by the link, and the
// linked records, read by their ids, say what each stands for. No big table is joined.
#pragma once
#include <map>
#include <vector>

#include "record/aggregate_query.hpp"

namespace crm {

struct Followed {
    Value value; // of the dimension's field; a day is the first of its period
    Value order; // what texts are ordered by
};
// Of those among `ids` that are in sight. Refused with a sentence where they are too many.
std::map<Id, Followed> follow(Context& context, const Dimension& dimension, std::vector<Id> ids);

} // namespace crm
