// Layouts: what the metadata say of lists, forms and pages, where somebody arranged them: for a role of the caller,
// else for everybody.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

class Router;

class Layouts {
public:
    // Those that are in force for the caller.
    explicit Layouts(Context& context);

    // The names of the arranged fields of a list or form; empty where nobody arranged it.
    std::optional<std::vector<std::string>> fields(const Object& object, const std::string& part) const;
    // {"groups":[{"name","label","fields":[…]}],"hidden":[…]} of a record's page; null where nobody arranged it.
    const Json& page(const Object& object) const;

private:
    std::map<std::pair<std::string, std::string>, Json> definitions_; // by object and part
};

void add_layout_routes(Router& router);

} // namespace crm
