#include "modules/sales/deal_state.hpp"

#include "base/error.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

std::string way_left(Context& context, const Record& record, const std::string& outcome_before, Id from) {
    const std::string now = record.get(deal.outcome);
    if (now != "open" && now != outcome_before) return now;
    if (outcome_before != "open" && now == "open") return "reopened";
    if (record.changed(deal.pipeline)) return "elsewhere";
    const auto left = context.find(stage, from), reached = context.find(stage, record.get(deal.stage));
    const auto place = [](const std::optional<Record>& of) { return of ? of->get(stage.position).value_or(0) : 0; };
    return place(reached) > place(left) ? "forward" : "back";
}

void never_change(Context& context, Record& record) {
    if (record.is_new()) return;
    throw Error(Problem::conflict,
                context.in_language({"What a deal was is never changed.", "Dawnych stanów szansy nie można zmieniać.",
                                     "Поранешните состојби не се менуваат."}));
}

// What took the change back takes back what was kept of it, too.
bool takes_back(Context& context) {
    return context.request().source == "undo";
}

void stay_with_the_deal(Context& context, Record&) {
    if (takes_back(context)) return;
    throw Error(Problem::conflict,
                context.in_language({"What a deal was is kept with it.", "Dawne stany zostają przy szansie.",
                                     "Поранешните состојби остануваат кај можноста."}));
}

} // namespace

void keep_what_it_was(Context& context, Record& record) {
    if (record.is_new() || record.binned() || takes_back(context)) return;
    const bool moved = record.changed(deal.stage);
    if (!moved && !record.changed(deal.amount) && !record.changed(deal.closes_on) && !record.changed(deal.owner))
        return;
    const Object& deals = record.object();
    const auto before = [&](const Object::Handle& handle) -> const Value& {
        return record.before(deals.field(handle));
    };
    const Id from = whole_or(before(deal.stage), 0);
    if (!from) return;
    Record was = context.make(deal_state);
    was.set(deal_state.name, context.title("stage", from));
    was.set(deal_state.deal, record.id());
    was.set(deal_state.until_at, context.now());
    was.set(deal_state.stage, from);
    if (const Id pipeline = whole_or(before(deal.pipeline), 0)) was.set(deal_state.pipeline, pipeline);
    if (const Id owner = whole_or(before(deal.owner), 0)) was.set(deal_state.owner, owner);
    const std::string outcome = text_or_empty(before(deal.outcome));
    if (!outcome.empty()) was.set(deal_state.outcome, outcome);
    const Field& amount = deals.field(deal.amount);
    if (const Value& minor = record.before(amount, 0); !is_null(minor))
        was.set(deal_state.amount, Money{whole(minor), text_or_empty(record.before(amount, 1))});
    if (!is_null(before(deal.closes_on)))
        was.set(deal_state.closes_on, Day{static_cast<std::int32_t>(whole(before(deal.closes_on)))});
    if (moved) {
        was.set(deal_state.left, way_left(context, record, outcome, from));
        was.set(deal_state.to_stage, record.get(deal.stage));
        if (!is_null(before(deal.stage_since)))
            was.set(deal_state.days_in_stage,
                    std::max<std::int64_t>(0, (context.now() - whole(before(deal.stage_since))) / (24 * hour)));
    }
    context.save(was);
}

DealState::DealState()
    : Object("deal_state", "sales", {"Earlier state", "Wcześniejszy stan", "Поранешна состојба"},
             {"Earlier states", "Wcześniejsze stany", "Поранешни состојби"}) {
    icon = "history";
    searched = false;
    keeps_history = false;
    list_fields = {"until_at", "stage", "left", "to_stage", "days_in_stage", "amount", "closes_on"};
    default_sort = "-until_at";
    before_save(never_change);
    before_delete(stay_with_the_deal);
    never_merge(*this);
}

const DealState deal_state;

} // namespace crm
