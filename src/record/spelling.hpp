// Spelling: a text that is kept in a normal form (a tax number without its hyphens, a phone of a contact point) is
// asked for as people write it. Declared in the object's constructor.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "record/object.hpp"

namespace crm {

// The forms in which what was typed may be kept; `country` is the company's.
using Forms = std::function<std::vector<std::string>(std::string_view typed, std::string_view country)>;

// `field` is also looked for by these forms, which stand in `kept_in`: itself, or another field of the same object.
void asked_in_forms(const Object& object, const Object::Handle& field, const Object::Handle& kept_in, Forms forms);

struct Spelling {
    int kept_in;
    Forms forms;
};
const Spelling* spelling_of(const Object& object, const Field& field); // nullptr: as it is typed
// A piece of a number as it may stand in its normal form: without what groups it, without the letters of a country
// before it ("PL 526-025"), without what is dialled before it ("0048", "070"). None where the piece is no number.
std::vector<std::string> pieces_of_number(std::string_view typed);

} // namespace crm
