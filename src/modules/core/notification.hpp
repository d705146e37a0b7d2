// Notification: a line for one user: what happened, and where to look. Context::notify writes them.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Notification : Object {
    Link user{this,
              "user",
              {"User", "Użytkownik", "Корисник"},
              {.required = true, .indexed = true, .mine = true, .stays = true, .to = "user"}};
    Text kind{this, "kind", {"Kind", "Rodzaj", "Вид"}, {.required = true, .plain = true, .max_length = 60}};
    Text text{this, "text", {"Text", "Treść", "Содржина"}, {.required = true, .title = true, .max_length = 500}};
    LinkAny about{this, "about", {"About", "Dotyczy", "Се однесува на"}, {.in_sight = true, .to = "*"}};
    Moment read_at{this, "read_at", {"Read at", "Przeczytano", "Прочитано"}};
    Notification();
};
extern const Notification notification;

} // namespace crm
