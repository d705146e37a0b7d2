#include "modules/core/relationship.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void need_two_parties(Context& context, Record& record) {
    if (record.get(relationship.from) == 0 || record.get(relationship.from) != record.get(relationship.to)) return;
    throw Error::at("to",
                    context.in_language({"Please choose another party: nobody has a relationship with themselves.",
                                         "Wybierz innego kontrahenta: nie można połączyć kogoś z nim samym.",
                                         "Изберете друг деловен партнер: никој не е поврзан сам со себе."}));
}

std::string kind_before(Context& context, const Record& record) {
    const Field& kind = record.object().field(relationship.kind);
    const auto* chosen = kind.choice(text_or_empty(record.before(kind)));
    return chosen ? in_company_language(context, chosen->label) : std::string();
}

void take_title_from_kind(Context& context, Record& record) {
    const std::string title = record.get(relationship.title);
    if (title.empty() || title == kind_before(context, record))
        record.set(relationship.title, choice_text(context, record, relationship.kind));
}

void end_after_it_begins(Context& context, Record& record) {
    need_order(context, record, relationship.valid_from, relationship.valid_to);
}

} // namespace

Relationship::Relationship()
    : Object("relationship", "core", {"Relationship", "Powiązanie", "Поврзаност"},
             {"Relationships", "Powiązania", "Поврзаности"}) {
    icon = "affiliate";
    list_fields = {"from", "kind", "to", "title", "buying_role", "valid_from", "valid_to"};
    form_fields = {"from", "kind", "to", "title", "buying_role"};
    merging.same_by = {"from", "to", "kind", "title", "buying_role", "valid_from", "valid_to"};
    before_save(need_two_parties);
    before_save(take_title_from_kind);
    before_save(end_after_it_begins);
}

const Relationship relationship;

} // namespace crm
