// Reminder: a letter to a customer about the invoices that are overdue, one currency at a time, in the step that is
// due. A draft follows what is owed; sent, it stays as it went out.
#pragma once
#include "modules/orders/common_fields.hpp"
#include "modules/orders/reminder_step.hpp"

namespace crm {

struct Reminder : Object {
    Text name{this,
              "name",
              {"Reminder", "Wezwanie", "Опомена"},
              {.read_only = true, .searchable = true, .title = true, .exact_search = true, .made_of = "number party"}};
    Number number{this, "number", number_label(), number_of_a_series()};
    Link party{this, "party", customer_label(), to_the_customer()};
    Text currency{this, "currency", {"Currency", "Waluta", "Валута"}, {.plain = true, .max_length = 3}};
    Link step{this,
              "step",
              {"Step", "Krok", "Чекор"},
              {.indexed = true, .to = "reminder_step", .on_delete = OnDelete::refuse}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"draft", {"Draft", "Szkic", "Нацрт"}, 4},
                              {"sent", {"Sent", "Wysłane", "Испратена"}, 0},
                              {"paid", {"Paid", "Zapłacone", "Платена"}, 1}},
                  .default_value = "draft"}};
    Link owner{this, "owner", {"Owner", "Opiekun", "Одговорен"}, {.indexed = true, .mine = true, .to = "user"}};
    Day sent_on{this, "sent_on", {"Sent on", "Wysłane dnia", "Испратена на"}, {.read_only = true, .indexed = true}};
    Day pay_until{this, "pay_until", {"To be paid until", "Zapłata do", "Плаќање до"}, {.read_only = true}};
    Money open{this, "open", {"Overdue", "Zaległość", "Доспеано"}, {.read_only = true}};
    Money interest{this, "interest", {"Interest", "Odsetki", "Камата"}, {.read_only = true}};
    Money total{this, "total", {"Total", "Razem", "Вкупно"}, {.read_only = true}};
    LongText note{this, "note", {"Note", "Uwagi", "Забелешка"}, {}};
    Reminder();
};
extern const Reminder reminder;

struct ReminderLine : Object {
    Link reminder{this,
                  "reminder",
                  {"Reminder", "Wezwanie", "Опомена"},
                  {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "reminder"}};
    Text name{this, "name", {"Invoice no.", "Nr faktury", "Бр. на фактура"}, {.read_only = true, .title = true}};
    Link invoice{this,
                 "invoice",
                 {"Invoice", "Faktura", "Фактура"},
                 {.required = true, .read_only = true, .indexed = true, .to = "invoice"}};
    Day due_on{this, "due_on", {"Due on", "Termin", "Рок"}, {.read_only = true}};
    Whole days{this, "days", {"Days overdue", "Dni po terminie", "Денови по рок"}, {.read_only = true}};
    Money open{this, "open", {"Open", "Do zapłaty", "Отворено"}, {.read_only = true}};
    Money interest{this, "interest", {"Interest", "Odsetki", "Камата"}, {.read_only = true}};
    ReminderLine();
};
extern const ReminderLine reminder_line;

std::vector<Record> lines_of_reminder(Context& context, const Record& of); // the oldest debt first
void send_reminder(Context& context, Record& record);
// Drafts for those whose next step is due, of invoices after the id `after`; moves it on, 0 at the end.
void propose_reminders(Context& context, Id& after);
// An invoice was settled: a reminder of which nothing is open any more is paid.
void follow_reminders(Context& context, Id settled_invoice);

} // namespace crm
