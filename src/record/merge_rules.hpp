// Merge rules: what an object says about the merging of the records that its own records hang on.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/object.hpp"

namespace crm {

struct MergeRules {
    // What hung on both merged records is the same when it agrees in all these fields. Empty: never.
    std::vector<std::string> same_by;
    // A merge has led a link of the record to the survivor.
    std::vector<Rule> after_move;
    // Of a part: sets what depends on the whole (which one is primary) when the whole's records are merged.
    std::function<void(Context&, const Record& whole, Record& part)> settle;
};

// Given where the object is declared, once.
void set_merge_rules(const Object& object, MergeRules rules);
const MergeRules& merge_rules(const Object& object);

} // namespace crm
