#include "modules/core/bond.hpp"

#include "modules/core/checks.hpp"

namespace crm {

namespace {

std::string who_does_what(Context& context, const Record& record) {
    return joined(context.title("employee", record.get(bond.employee)), choice_text(context, record, bond.kind));
}

void end_after_it_begins(Context& context, Record& record) {
    need_order(context, record, bond.valid_from, bond.valid_to);
}

} // namespace

Bond::Bond()
    : Object("bond", "core", {"Bond", "Więź z klientem", "Врска со клиент"},
             {"Bonds", "Więzi z klientami", "Врски со клиенти"}) {
    icon = "link";
    searched = false;
    list_fields = {"employee", "kind", "party", "valid_from", "valid_to"};
    form_fields = {"employee", "kind", "party", "valid_from", "note"};
    title_rule = who_does_what;
    merging.same_by = {"party", "employee", "kind", "valid_from", "valid_to"};
    before_save(end_after_it_begins);
}

const Bond bond;

} // namespace crm
