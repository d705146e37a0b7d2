// Reminder step: how often and how firmly a customer is reminded of what is overdue: a friendly word, a demand, the
// last one before court.
#pragma once
#include <vector>

#include "record/context.hpp"
#include "record/names.hpp"

namespace crm {

struct ReminderStep : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .title = true}};
    Whole after_days{
        this, "after_days", {"Days after the due day", "Dni po terminie", "Денови по рокот"}, {.required = true}};
    Whole pay_within{this,
                     "pay_within",
                     {"To be paid within days", "Zapłata w ciągu dni", "Плаќање во денови"},
                     {.default_value = 7}};
    YesNo with_interest{this, "with_interest", {"With interest", "Z odsetkami", "Со камата"}, {.default_value = false}};
    LongText text_en{
        this, "text_en", {"Text in English", "Treść po angielsku", "Текст на англиски"}, {.max_length = 4000}};
    LongText text_pl{this, "text_pl", {"Text in Polish", "Treść po polsku", "Текст на полски"}, {.max_length = 4000}};
    LongText text_mk{
        this, "text_mk", {"Text in Macedonian", "Treść po macedońsku", "Текст на македонски"}, {.max_length = 4000}};
    Names names{this};
    ReminderStep();
};
extern const ReminderStep reminder_step;

// In the order in which a customer meets them.
std::vector<Record> reminder_steps(Context& context);
// Those of a new company.
void make_reminder_steps(Context& context);

} // namespace crm
