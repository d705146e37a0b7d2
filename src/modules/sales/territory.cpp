#include "modules/sales/territory.hpp"

#include "base/error.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

void end_after_it_begins(Context&, Record& record) {
    const auto from = record.get(territory.valid_from), to = record.get(territory.valid_to);
    if (from && to && *to < *from) throw Error::at("valid_to", "The last day lies before the first. Please give a later one.");
}

} // namespace

Territory::Territory()
    : Object("territory", "sales", {"Territory", "Region", "Регион"}, {"Territories", "Regiony", "Региони"}) {
    icon = "map-2";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "country", "owner", "valid_from", "valid_to"};
    form_fields = {"name", "country", "places", "owner"};
    default_sort = "name";
    menu = MenuPlace{"settings", 55};
    before_save(end_after_it_begins);
}

const Territory territory;

} // namespace crm
