#include "modules/core/view.hpp"

#include "base/error.hpp"
#include "record/context.hpp"
#include "record/known.hpp"

namespace crm {

namespace {

void show_a_known_object(Context& context, Record& record) {
    if (!record.changed(view.object) || known_object(context.schema(), context.rights(), record.get(view.object))) return;
    throw Error::at("object", context.in_language({"There are no records of this name. Please choose another list.",
                                                   "Nie ma takich rekordów. Wybierz inną listę.",
                                                   "Нема записи со ова име. Изберете друг список."}));
}

} // namespace

View::View()
    : Object("view", "core", {"Saved view", "Zapisany widok", "Зачуван приказ"},
             {"Saved views", "Zapisane widoki", "Зачувани прикази"}) {
    icon = "layout-list";
    table_class = TableClass::small;
    searched = false;
    keeps_history = false;
    list_fields = {"name", "object", "share", "owner", "position"};
    form_fields = {"name", "share"};
    default_sort = "position,name";
    before_save(show_a_known_object);
}

const View view;

} // namespace crm
