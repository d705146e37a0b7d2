#include "modules/catalog/category.hpp"

#include "base/error.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

void never_stand_on_itself(Context& context, Record& record) {
    if (!record.changed(category.parent)) return;
    for (Id above = record.get(category.parent); above != 0; above = context.load(category, above).get(category.parent))
        if (above == record.id())
            throw Error::at("parent",
                            context.in_language({"A category cannot belong to itself. Please choose another one.",
                                                 "Kategoria nie może należeć do samej siebie. Wybierz inną.",
                                                 "Категоријата не може да припаѓа сама на себе. Изберете друга."}));
}

} // namespace

Category::Category()
    : Object("category", "catalog", {"Category", "Kategoria", "Категорија"}, {"Categories", "Kategorie", "Категории"}) {
    icon = "category";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "parent", "position"};
    form_fields = {"name", "parent"};
    default_sort = "position,name";
    menu = MenuPlace{"catalog", 20};
    before_save(never_stand_on_itself);
}

const Category category;

} // namespace crm
