#include "record/merge_rules.hpp"

#include <map>

namespace crm {

namespace {

// Filled while the declarations are made, before anything runs.
std::map<std::string, MergeRules, std::less<>>& all_rules() {
    static std::map<std::string, MergeRules, std::less<>> rules;
    return rules;
}

} // namespace

void set_merge_rules(const Object& object, MergeRules rules) {
    all_rules()[object.name] = std::move(rules);
}

const MergeRules& merge_rules(const Object& object) {
    static const MergeRules none;
    const auto found = all_rules().find(object.name);
    return found == all_rules().end() ? none : found->second;
}

} // namespace crm
