#include "record/import_then.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

std::vector<std::string> read_then(const Json& then, const Object& object, const Rights& rights) {
    std::vector<std::string> names;
    if (then.is_null()) return names;
    std::vector<std::string_view> known;
    for (const Action& action : object.actions)
        if (std::none_of(action.inputs.begin(), action.inputs.end(), [](const Field& input) { return input.required; }))
            known.push_back(action.name);
    if (!then.is_array())
        throw Error::at("then", "Please name what is done with each record that is made, such as [\"confirm\"].");
    for (const Json& each : then.items()) {
        const std::string name = each.is_string() ? each.as_string() : each.dump();
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const auto near = nearest(name, known);
            throw Error::at("then", "These records have no action \"" + cut(name, 60) + "\" without inputs." +
                                        (near.empty() ? "" : " Did you mean \"" + std::string(near) + "\"?"));
        }
        if (!rights.everything && !rights.allows_action(object, name))
            throw Error(Problem::forbidden,
                        "You may not do \"" + name + "\". Please ask an administrator for the right.");
        names.push_back(name);
    }
    return names;
}

} // namespace crm
