// Team: people who work together. Teams are a tree: whoever may see a team's records sees those of the teams below it.
#pragma once
#include <vector>

#include "record/context.hpp"
#include "record/names.hpp"
#include "record/object.hpp"

namespace crm {

struct Team : Object {
    Text name{this,
              "name",
              {"Name", "Nazwa", "Име"},
              {.required = true, .unique = true, .searchable = true, .title = true, .max_length = 200}};
    Link parent{
        this, "parent", {"Part of", "Część zespołu", "Дел од тимот"}, {.to = "team", .on_delete = OnDelete::refuse}};
    YesNo retired{this,
                  "retired",
                  {"Retired", "Wycofany", "Повлечен"},
                  {.read_only = true, .default_value = false}}; // offered no more
    Names names{this};
    Team();
};
extern const Team team;

// The team and all below it.
std::vector<Id> with_teams_below(Context& context, Id top);

} // namespace crm
