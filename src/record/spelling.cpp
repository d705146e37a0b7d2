#include "record/spelling.hpp"

#include <map>
#include <utility>

namespace crm {

namespace {

// Filled while the declarations are made, before anything runs.
std::map<std::pair<std::string, std::string>, Spelling>& all() {
    static std::map<std::pair<std::string, std::string>, Spelling> of_fields;
    return of_fields;
}

} // namespace

void asked_in_forms(const Object& object, const Object::Handle& field, const Object::Handle& kept_in, Forms forms) {
    all()[{object.name, object.field(field).name}] = {kept_in.index, std::move(forms)};
}

const Spelling* spelling_of(const Object& object, const Field& field) {
    const auto found = all().find({object.name, field.name});
    return found == all().end() ? nullptr : &found->second;
}

} // namespace crm
