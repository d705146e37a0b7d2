#include "modules/core/address.hpp"

#include "modules/core/checks.hpp"
#include "modules/core/primary.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

std::string on_one_line(Context&, const Record& record) {
    const PostalAddress place = record.get(address.place);
    const std::string line = place.line();
    return line.empty() ? joined(place.region, place.country) : line;
}

void end_after_it_begins(Context& context, Record& record) {
    need_order(context, record, address.valid_from, address.valid_to);
}

} // namespace

Address::Address() : Object("address", "core", {"Address", "Adres", "Адреса"}, {"Addresses", "Adresy", "Адреси"}) {
    icon = "map-pin";
    list_fields = {"place", "label", "primary", "valid_from", "valid_to"};
    form_fields = {"place", "label", "primary"};
    title_rule = on_one_line;
    feeds = {{"address", {}, {}}};
    merging.same_by = {"place"};
    merging.settle = settle_part;
    before_save(end_after_it_begins);
    before_save(be_primary_when_first);
    after_save(follow_part);
    before_delete(step_down);
    after_restore(be_primary_again_when_alone);
}

const Address address;

} // namespace crm
