// Likely: pairs of records that are probably one, waiting for somebody to merge them or to say that they are not the
// same.
#pragma once
#include <set>
#include <string>
#include <utility>
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
// The open pairs of an object that were noted before go, when it has been searched anew.
void forget_likely(Context& context, const Object& object, Moment before);
// Somebody has decided that the two are different, whoever it was.
void keep_apart(Context& context, const Object& object, Id a, Id b);
// Of these pairs those that were told apart: they themselves, or records that have gone into them since.
std::set<std::pair<Id, Id>> kept_apart(Connection& connection, const std::vector<std::pair<Id, Id>>& pairs);
bool are_kept_apart(Connection& connection, Id a, Id b);
// Somebody has looked: the two are different. Needs both in sight and one of them changeable.
void say_not_same(Context& context, const Object& object, Id a, Id b);
// All open pairs from `least` on, the likeliest first, some hundred at a time; false when there are no more. Records
// that are gone meanwhile are among them.
struct LikelyPlace {
    std::int64_t score = INT64_MAX;
    Id a = INT64_MAX, b = INT64_MAX;
};
bool read_likely(Engine& engine, const Object& object, double least, LikelyPlace& after, std::vector<Likely>& pairs);
// Appends {"items":[{"a":{"id","title"},"b":{…},"score","same":[…],"alike":[…]}],"next"} of the pairs of which both are
// in the caller's sight, the likeliest first.
void write_likely(Context& context, const Object& object, double least, int limit, std::string_view cursor,
                  std::string& out);
// Since when all records of the object have been compared with each other, as a fact of the engine; empty: not yet.
std::string searched_fact(const Object& object);

} // namespace crm
