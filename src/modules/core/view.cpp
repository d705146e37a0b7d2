#include "modules/core/view.hpp"

#include "base/error.hpp"
#include "record/context.hpp"
#include "record/filter_names.hpp"
#include "record/known.hpp"
#include "record/paging.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

void show_a_known_object(Context& context, Record& record) {
    if (!record.changed(view.object) || known_object(context.schema(), context.rights(), record.get(view.object)))
        return;
    throw Error::at("object", context.in_language({"There are no records of this name. Please choose another list.",
                                                   "Nie ma takich rekordów. Wybierz inną listę.",
                                                   "Нема записи со ова име. Изберете друг список."}));
}

// What its maker may not read, or what is not there, is unknown here as in a list.
void read_definition(Context& context, const Object& object, const Json& definition) {
    const Asker asker = asker_of(context);
    if (!definition["filter"].is_null()) read_filter(object, definition["filter"], asker);
    if (definition["sort"].is_string()) read_sort(object, definition.text("sort"), asker.schema, asker.rights);
    if (definition["columns"].is_array())
        for (const Json& column : definition["columns"].items())
            if (column.is_string()) read_fields(object, asker, column.as_string());
    const std::string group = definition.text("group");
    if (!group.empty() && !find_field(object, group.substr(0, group.find(':')), asker.rights).field)
        refuse_unknown("group", group, readable_names(object, asker.rights), "There is no field \"",
                       "\" in " + object.name + " to group by");
}

void show_what_can_be_shown(Context& context, Record& record) {
    if (!record.has(view.definition) || (!record.changed(view.definition) && !record.changed(view.object))) return;
    const Json definition = Json::parse(record.get(view.definition));
    const Object* object = known_object(context.schema(), context.rights(), record.get(view.object));
    if (!definition.is_object() || !object) return;
    try {
        read_definition(context, *object, definition);
    } catch (const Error& error) {
        throw Error::at("definition", error.what());
    }
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
    before_save(show_what_can_be_shown);
}

const View view;

} // namespace crm
