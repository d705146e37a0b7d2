// Alike: "who is this?" while a record is being typed: records that share an e-mail address, a phone, a number given by
// an office, or the name and the town. Each question is an equality on an indexed key, asked under the caller's rights.
#pragma once
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

struct Alike {
    Id id = 0;
    double score = 0;                // 0 to 1
    double surest = 0;               // what agrees best, by itself
    std::vector<std::string> fields; // in which they agree
};

// The likeliest first, at most `limit`; never the record itself.
std::vector<Alike> find_alike(Context& context, const Record& typed, std::size_t limit);
// Reads a half-typed record; what cannot be read yet is left out. Appends {"items":[{"id","title","score","fields"}]}.
void write_alike(Context& context, const Object& object, const Json& typed, Id except, std::string& out);

} // namespace crm
