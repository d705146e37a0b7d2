#include "modules/sales/territory.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

void end_after_it_begins(Context& context, Record& record) {
    const auto from = record.get(territory.valid_from), to = record.get(territory.valid_to);
    if (from && to && *to < *from)
        throw Error::at("valid_to", context.in_language({"The last day lies before the first. Please give a later one.",
                                                         "Ostatni dzień jest przed pierwszym. Podaj późniejszy.",
                                                         "Последниот ден е пред првиот. Внесете подоцнежен."}));
}

// Places stand apart by commas, semicolons or lines; one that begins with a digit is the beginning of postcodes.
bool names_place(std::string_view places, const PostalAddress& address) {
    const std::string city = fold(address.city);
    for (std::size_t begin = 0; begin < places.size();) {
        const std::size_t end = std::min(places.find_first_of(",;\n", begin), places.size());
        const std::string_view place = trimmed(places.substr(begin, end - begin));
        begin = end + 1;
        if (place.empty()) continue;
        const bool postcode = place.front() >= '0' && place.front() <= '9';
        if (postcode ? address.postal_code.starts_with(place) : !city.empty() && fold(place) == city) return true;
    }
    return false;
}

} // namespace

Id territory_of(Context& context, const PostalAddress& address, const std::string& country, Day day) {
    Id whole_country = 0;
    for (const Record& each : context.find(territory, Condition::everything())) {
        const auto from = each.get(territory.valid_from), to = each.get(territory.valid_to);
        const std::string where = each.get(territory.country), places = each.get(territory.places);
        if (each.binned() || (from && day < *from) || (to && *to < day) || (!where.empty() && where != country))
            continue;
        if (!places.empty() && names_place(places, address)) return each.id();
        if (places.empty() && !where.empty() && !whole_country) whole_country = each.id();
    }
    return whole_country;
}

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
