// Layout: which fields a list, a form or a record's page shows, and in which order, as it was arranged for everybody or
// for a role. Written through the routes of the shape alone.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Layout : Object {
    Text object{this,
                "object",
                {"Object", "Obiekt", "Објект"},
                {.required = true, .title = true, .plain = true, .indexed = true, .max_length = 60}};
    Text part{this,
              "part",
              {"Part", "Część", "Дел"},
              {.required = true, .plain = true, .max_length = 80}}; // list, list.NAME, form, record
    // Empty: for everybody. A role that is gone leaves a layout for nobody.
    Link role{this, "role", {"Role", "Rola", "Улога"}, {.stays = true, .to = "role", .on_delete = OnDelete::keep}};
    JsonField definition{this, "definition", {"Definition", "Definicja", "Дефиниција"}, {.required = true}};
    Layout();
};
extern const Layout layout;

} // namespace crm
