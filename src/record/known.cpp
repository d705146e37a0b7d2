#include "record/known.hpp"

#include <algorithm>

namespace crm {

bool knows(const Schema& schema, const Rights& rights, const Object& object) {
    if (object.hidden) return false;
    if (rights.everything || !object.own) return true;
    constexpr Act acts[] = {Act::read, Act::create, Act::update, Act::remove, Act::export_out, Act::import_in};
    return std::any_of(std::begin(acts), std::end(acts), [&](Act act) { return rights.allows(schema, object, act); });
}

const Object* known_object(const Schema& schema, const Rights& rights, std::string_view name) {
    const Object* found = schema.find(name);
    return found && knows(schema, rights, *found) ? found : nullptr;
}

std::vector<std::string_view> known_names(const Schema& schema, const Rights& rights) {
    std::vector<std::string_view> names;
    for (const auto& object : schema.objects())
        if (knows(schema, rights, *object)) names.push_back(object->name);
    return names;
}

std::vector<std::string> known_targets(const Schema& schema, const Rights& rights, const Field& link) {
    auto targets = link.targets();
    std::erase_if(targets, [&](const std::string& name) {
        const Object* target = schema.find(name);
        return target && !knows(schema, rights, *target);
    });
    return targets;
}

} // namespace crm
