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

std::string job_or_kind(Context& context, const Record& record) {
    const std::string job = record.get(relationship.job_title);
    return job.empty() ? choice_text(context, record, relationship.kind) : job;
}

void end_after_it_begins(Context& context, Record& record) {
    need_order(context, record, relationship.valid_from, relationship.valid_to);
}

} // namespace

Relationship::Relationship()
    : Object("relationship", "core", {"Relationship", "Powiązanie", "Поврзаност"},
             {"Relationships", "Powiązania", "Поврзаности"}) {
    icon = "affiliate";
    title_rule = job_or_kind;
    list_fields = {"from", "kind", "to", "job_title", "buying_role", "valid_from", "valid_to"};
    form_fields = {"from", "kind", "to", "job_title", "buying_role"};
    merging.same_by = {"from", "to", "kind", "job_title", "buying_role", "valid_from", "valid_to"};
    before_save(need_two_parties);
    before_save(end_after_it_begins);
}

const Relationship relationship;

} // namespace crm
