#include "record/described.hpp"

#include <map>
#include <set>
#include <utility>

namespace crm {

namespace {

using Place = std::pair<std::string, int>; // object and field

// Filled while the declarations are made, before anything runs.
std::set<Place>& filled() {
    static std::set<Place> places;
    return places;
}
std::map<Place, std::string>& held() {
    static std::map<Place, std::string> types;
    return types;
}

} // namespace

void rule_fills(const Object& object, std::initializer_list<Object::Handle> fields) {
    for (const Object::Handle& field : fields) filled().insert({object.name, field.index});
}

void holds_json(const Object& object, const Object::JsonField& field, std::string type) {
    held()[{object.name, field.index}] = std::move(type);
}

bool is_filled_by_rule(const Object& object, const Field& field) {
    return filled().contains({object.name, field.index});
}

const std::string& json_held(const Object& object, const Field& field) {
    static const std::string any;
    const auto found = held().find({object.name, field.index});
    return found == held().end() ? any : found->second;
}

} // namespace crm
