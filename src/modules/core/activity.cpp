#include "modules/core/activity.hpp"

#include "modules/core/checks.hpp"
#include "modules/core/free_time.hpp"
#include "modules/core/mention.hpp"
#include "modules/core/next_step.hpp"
#include "record/bulk.hpp"

namespace crm {

namespace {

// The party of the record it is about, where that has one: an activity about a deal concerns the deal's customer.
Id party_of(Context& context, const AnyLink& about) {
    if (about.object == "party") return about.id;
    const Object* object = context.schema().find(about.object);
    const Field* link = object ? object->field("party") : nullptr;
    if (!link || link->kind != Kind::link || !link->leads_to("party")) return 0;
    auto record = context.find(*object, about.id);
    return record ? record->link(link->index) : 0;
}

void know_whom_it_concerns(Context& context, Record& record) {
    if (!record.has(activity.party) && record.has(activity.about))
        record.set(activity.party, party_of(context, record.get(activity.about)));
}

void have_a_subject(Context& context, Record& record) {
    if (record.has(activity.subject)) return;
    const std::string body = beginning(record.get(activity.body));
    record.set(activity.subject, body.empty() ? choice_text(context, record, activity.kind) : body);
}

// A call that is written down without a date has taken place; a task never has.
bool has_taken_place(Context& context, const Record& record) {
    if (record.get(activity.kind) == "task" || record.has(activity.due_at)) return false;
    return record.get(activity.starts_at).value_or(context.now()) <= context.now();
}

void tell_done_from_planned(Context& context, Record& record) {
    if (!record.has(activity.done))
        record.set(activity.done,
                   record.is_new() && (record.has(activity.done_at) || has_taken_place(context, record)));
    if (!record.get(activity.done)) return record.clear(activity.done_at);
    if (!record.has(activity.done_at))
        record.set(activity.done_at,
                   record.is_new() ? record.get(activity.starts_at).value_or(context.now()) : context.now());
    if (record.is_new() && !record.has(activity.starts_at) && record.get(activity.kind) != "task")
        record.set(activity.starts_at, *record.get(activity.done_at));
}

void end_after_it_begins(Context& context, Record& record) {
    need_order(context, record, activity.starts_at, activity.ends_at);
}

void be_assigned_to_somebody(Context&, Record& record) {
    if (!record.has(activity.assigned_to) && record.get(activity.kind) == "task")
        record.set(activity.assigned_to, record.get(activity.owner));
}

const Label assigned = {"Something to do was assigned to you", "Przydzielono Ci coś do zrobienia",
                        "Ви е доделено нешто за работа"};

// A text may be closed to whom it is assigned to, and so is the subject that begins it.
std::string what_is_to_be_done(Context& context, const Record& record) {
    const std::string subject = record.get(activity.subject);
    return subject == beginning(record.get(activity.body)) ? in_company_language(context, assigned) : subject;
}

void tell_whom_it_was_assigned_to(Context& context, Record& record) {
    if (!record.changed(activity.assigned_to) || record.get(activity.done)) return;
    if (comes_from_before(context, record) || !is_by_hand(context.request())) return;
    context.notify(record.get(activity.assigned_to), "assigned", {"activity", record.id()},
                   what_is_to_be_done(context, record));
}

// It is read where what it is about is seen, or in itself where it is about nothing.
AnyLink where_it_is_read(const Record& record) {
    if (record.has(activity.about)) return record.get(activity.about);
    if (record.has(activity.party)) return {"party", record.get(activity.party)};
    return {"activity", record.id()};
}

const Label mentioned = {"You were mentioned in a note", "Wspomniano o Tobie w notatce", "Споменати сте во забелешка"};

void tell_colleagues(Context& context, Record& record) {
    tell_whom_it_mentions(context, record, activity.mentions, where_it_is_read(record), mentioned);
}

} // namespace

Activity::Activity()
    : Object("activity", "core", {"Activity", "Aktywność", "Активност"}, {"Activities", "Aktywności", "Активности"}) {
    icon = "calendar-event";
    group("about", {"About", "Informacje", "Основни податоци"});
    group("time", {"Time and people", "Czas i osoby", "Време и луѓе"});
    group("result", {"Result", "Wynik", "Исход"});
    list_fields = {"kind", "subject", "party", "due_at", "starts_at", "assigned_to", "done"};
    form_fields = {"kind", "subject", "party", "due_at", "starts_at", "ends_at", "attendees", "assigned_to", "body"};
    default_sort = "-starts_at";
    lists = {{"tasks",
              {"Tasks", "Zadania", "Задачи"},
              "checkbox",
              Json::object({{"kind", "task"}, {"done", false}}),
              Json::object({{"kind", "task"}}),
              {"subject", "party", "about", "due_at", "assigned_to", "done"}},
             {"activities",
              {"Activities", "Aktywności", "Активности"},
              "calendar-event",
              Json::object(),
              Json::object(),
              {}}};
    menu = MenuPlace{"work", 10};

    before_save(know_whom_it_concerns);
    before_save(have_a_subject);
    before_save(tell_done_from_planned);
    before_save(end_after_it_begins);
    before_save(be_assigned_to_somebody);
    after_save(tell_whom_it_was_assigned_to);
    after_save(tell_colleagues);
    after_save(show_next_step);
    merging.after_move = {show_next_step};
    before_delete(forget_next_step);
    after_restore(show_next_step_again);
    add_report(*this, free_times());
}

const Activity activity;

} // namespace crm
