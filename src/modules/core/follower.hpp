// Follower: a user who wants to hear what happens to a record.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Follower : Object {
    LinkAny about{this,
                  "about",
                  {"Followed record", "Obserwowany rekord", "Следен запис"},
                  {.required = true, .indexed = true, .home = true, .follows = true, .to = "*"}};
    Link user{this,
              "user",
              {"User", "Użytkownik", "Корисник"},
              {.required = true, .indexed = true, .mine = true, .stays = true, .to = "user"}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .hidden = true}};
    Follower();
};
extern const Follower follower;

} // namespace crm
