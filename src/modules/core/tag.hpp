// Tag: a word that may be put on records, with its colour.
#pragma once
#include "record/names.hpp"
#include "record/object.hpp"

namespace crm {

struct Tag : Object {
    Text name{this,
              "name",
              {"Name", "Nazwa", "Име"},
              {.required = true, .unique = true, .searchable = true, .title = true, .max_length = 60}};
    Whole color{this, "color", {"Colour", "Kolor", "Боја"}, {.default_value = 4}}; // 0 to 5, of the page
    Names names{this};
    Tag();
};
extern const Tag tag;

} // namespace crm
