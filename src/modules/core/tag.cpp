#include "modules/core/tag.hpp"

#include "modules/core/checks.hpp"

namespace crm {

namespace {

void have_a_colour_of_the_page(Context& context, Record& record) {
    need_range(context, record, tag.color, 0, 5);
}

} // namespace

Tag::Tag() : Object("tag", "core", {"Tag", "Etykieta", "Ознака"}, {"Tags", "Etykiety", "Ознаки"}) {
    icon = "tag";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "color"};
    form_fields = {"name", "color"};
    default_sort = "name";
    menu = MenuPlace{"settings", 60};
    before_save(have_a_colour_of_the_page);
}

const Tag tag;

} // namespace crm
