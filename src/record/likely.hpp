// Likely: pairs of records that are probably one, waiting for somebody to merge them or to say that they are not the same.
#pragma once
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

struct Likely {
    Id a = 0, b = 0; // a < b
    double score = 0;
    std::vector<std::string> same, alike; // fields
};

std::vector<std::string> likely_tables(const Dialect& dialect);

// Remembers the pair, or its new score; what somebody called different stays so.
void note_likely(Context& context, const Object& object, const Likely& pair);
// All open pairs of an object go, before it is searched anew.
void forget_likely(Context& context, const Object& object);
// Somebody has looked: the two are different. Needs both in sight and one of them changeable.
void say_not_same(Context& context, const Object& object, Id a, Id b);
// Appends {"items":[{"a":{"id","title"},"b":{…},"score","same":[…],"alike":[…]}],"next"} of the pairs of which both are in
// the caller's sight, the likeliest first.
void write_likely(Context& context, const Object& object, double least, int limit, std::string_view cursor, std::string& out);

} // namespace crm
