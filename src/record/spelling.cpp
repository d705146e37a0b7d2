#include "record/spelling.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.hpp"

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

std::vector<std::string> pieces_of_number(std::string_view typed) {
    constexpr std::size_t fewest = 3; // digits that tell numbers apart
    std::string kept;
    for (const char c : fold(typed))
        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
            kept += c;
        else if (std::string_view("+ -()/.\t").find(c) == std::string_view::npos)
            return {};
    const std::size_t letters = std::min(kept.find_first_of("0123456789"), kept.size());
    std::string_view digits = std::string_view(kept).substr(letters);
    if ((letters != 0 && letters != 2) || digits.size() < fewest ||
        digits.find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    std::vector<std::string> pieces{std::string(digits)};
    if (letters) pieces.push_back(kept);
    const std::size_t dialled = digits.starts_with("00") ? 2 : digits.starts_with("0") ? 1 : 0;
    if (dialled && digits.size() >= fewest + dialled) pieces.emplace_back(digits.substr(dialled));
    return pieces;
}

} // namespace crm
