#include "modules/core/next_step.hpp"

#include <algorithm>

#include "modules/core/activity.hpp"

namespace crm {

namespace {

std::optional<Day> nearest_open(Context& context, const AnyLink& about, Id except) {
    Condition same = activity.about == about.id;
    same.object = about.object;
    std::optional<Day> nearest;
    for (const Record& step : context.find(activity, std::move(same) && activity.done != 1)) {
        auto at = step.get(activity.due_at);
        if (!at) at = step.get(activity.starts_at);
        if (!at || step.id() == except) continue;
        const Day day = context.company().zone.day_of(*at);
        nearest = nearest ? std::min(*nearest, day) : day;
    }
    return nearest;
}

void bring_up_to_date(Context& context, const AnyLink& about, Id except) {
    const Object* object = context.schema().find(about.object);
    const Field* field = object ? object->field("next_step_on") : nullptr;
    if (!field || field->kind != Kind::day) return;
    auto record = context.find(*object, about.id);
    if (!record || record->binned()) return;
    const auto nearest = nearest_open(context, about, except);
    if (nearest == record->day_at(field->index)) return;
    if (nearest)
        record->put(field->index, *nearest);
    else
        record->clear(field->index);
    context.save(*record);
}

AnyLink about_before(const Record& record) {
    const Field& about = record.object().field(activity.about);
    return {text_or_empty(record.before(about, 1)), whole_or(record.before(about), 0)};
}

} // namespace

void show_next_step(Context& context, Record& record) {
    const bool past = record.is_new() && record.get(activity.done);
    const bool moved = record.changed(activity.about) || record.changed(activity.done) ||
                       record.changed(activity.due_at) || record.changed(activity.starts_at);
    if (past || !moved) return;
    const AnyLink now = record.get(activity.about), before = about_before(record);
    bring_up_to_date(context, now, 0);
    if (before != now) bring_up_to_date(context, before, 0);
}

void show_next_step_again(Context& context, Record& record) {
    if (!record.get(activity.done)) bring_up_to_date(context, record.get(activity.about), 0);
}

void forget_next_step(Context& context, Record& record) {
    if (!record.get(activity.done)) bring_up_to_date(context, record.get(activity.about), record.id());
}

} // namespace crm
