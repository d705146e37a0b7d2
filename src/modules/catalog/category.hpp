// Category: a shelf of the catalogue; shelves stand on shelves.
#pragma once
#include "record/names.hpp"
#include "record/object.hpp"

namespace crm {

struct Category : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Link parent{
        this, "parent", {"Belongs to", "Należy do", "Припаѓа на"}, {.to = "category", .on_delete = OnDelete::refuse}};
    Whole position{this, "position", {"Position", "Kolejność", "Редослед"}, {.default_value = 0}};
    Names names{this};
    Category();
};
extern const Category category;

} // namespace crm
