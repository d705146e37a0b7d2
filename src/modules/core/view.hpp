// View: a list as somebody likes to see it (columns, filter, order), kept for themselves, their team or everybody.
#pragma once
#include "record/names.hpp"
#include "record/object.hpp"

namespace crm {

struct View : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true, .max_length = 120}};
    Text object{this,
                "object",
                {"Object", "Obiekt", "Објект"},
                {.required = true, .plain = true, .indexed = true, .max_length = 60}};
    Choice share{this,
                 "share",
                 {"Shared with", "Udostępniony", "Споделено со"},
                 {.required = true,
                  .choices = {{"mine", {"Only me", "Tylko ja", "Само јас"}},
                              {"team", {"My team", "Mój zespół", "Мојот тим"}},
                              {"all", {"Everybody", "Wszyscy", "Сите"}}},
                  .default_value = "mine"}};
    JsonField definition{this, "definition", {"Definition", "Definicja", "Дефиниција"}};
    Link owner{this,
               "owner",
               {"Owner", "Właściciel", "Сопственик"},
               {.indexed = true, .mine = true, .stays = true, .to = "user"}};
    Whole position{this, "position", {"Position", "Kolejność", "Редослед"}, {.default_value = 0}};
    Names names{this}; // of one that the program made; what people call theirs stays as they typed it
    View();
};
extern const View view;

} // namespace crm
