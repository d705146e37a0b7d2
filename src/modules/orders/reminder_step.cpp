#include "modules/orders/reminder_step.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void come_at_its_own_time(Context& context, Record& record) {
    need_range(context, record, reminder_step.after_days, 1, 3650);
    need_range(context, record, reminder_step.pay_within, 0, 365);
    for (const Record& other :
         context.find(reminder_step, reminder_step.after_days == *record.get(reminder_step.after_days)))
        if (other.id() != record.id())
            throw Error::at("after_days",
                            context.in_language({"Another step comes on this day already. Please choose another.",
                                                 "W tym dniu przypada już inny krok. Wybierz inny.",
                                                 "На овој ден веќе паѓа друг чекор. Изберете друг."}));
}

struct First {
    Label name;
    int after_days, pay_within;
    bool with_interest;
    Label text;
};

const std::vector<First>& first_steps() {
    static const std::vector<First> steps{
        {{"Payment reminder", "Przypomnienie o płatności", "Потсетник за плаќање"},
         3,
         7,
         false,
         {"Perhaps it escaped your notice: the invoices below are past their due day. If you have paid meanwhile, "
          "please "
          "disregard this letter.",
          "Być może umknęło to Państwa uwadze: termin płatności poniższych faktur minął. Jeżeli zapłata została już "
          "dokonana, prosimy o pominięcie tego pisma.",
          "Можеби ви промакнало: рокот за плаќање на фактурите подолу помина. Ако веќе сте платиле, занемарете го ова "
          "писмо."}},
        {{"Demand for payment", "Wezwanie do zapłaty", "Опомена"},
         14,
         7,
         false,
         {"In spite of our reminder the invoices below are not paid. We ask you to pay them by the day named here.",
          "Pomimo przypomnienia poniższe faktury nie zostały opłacone. Wzywamy do ich zapłaty we wskazanym terminie.",
          "И покрај потсетникот, фактурите подолу не се платени. Ве повикуваме да ги платите во наведениот рок."}},
        {{"Final demand for payment", "Ostateczne przedsądowe wezwanie do zapłaty", "Опомена пред тужба"},
         30,
         7,
         true,
         {"This is our last demand. If the amount with its interest does not arrive by the day named here, we shall "
          "take the matter to court without further notice.",
          "Jest to ostateczne wezwanie. Jeżeli kwota wraz z odsetkami nie wpłynie we wskazanym terminie, sprawa "
          "zostanie skierowana na drogę sądową bez dalszych wezwań.",
          "Ова е последна опомена. Ако износот со каматата не пристигне во наведениот рок, ќе поднесеме тужба без "
          "дополнително известување."}}};
    return steps;
}

} // namespace

std::vector<Record> reminder_steps(Context& context) {
    auto steps = context.find(reminder_step, Condition{});
    std::sort(steps.begin(), steps.end(), [](const Record& a, const Record& b) {
        return a.get(reminder_step.after_days) < b.get(reminder_step.after_days);
    });
    return steps;
}

void make_reminder_steps(Context& context) {
    if (!is_null(context.connection().value("SELECT \"id\" FROM \"reminder_step\" LIMIT 1"))) return;
    for (const First& first : first_steps()) {
        Record step = context.make(reminder_step);
        step.set(reminder_step.name, in_company_language(context, first.name));
        reminder_step.names.set(step, first.name, context.company().language);
        step.set(reminder_step.after_days, first.after_days);
        step.set(reminder_step.pay_within, first.pay_within);
        step.set(reminder_step.with_interest, first.with_interest);
        step.set(reminder_step.text_en, first.text.en);
        step.set(reminder_step.text_pl, first.text.pl);
        step.set(reminder_step.text_mk, first.text.mk);
        context.save(step);
    }
}

ReminderStep::ReminderStep()
    : Object("reminder_step", "orders", {"Reminder step", "Krok windykacji", "Чекор на опомена"},
             {"Reminder steps", "Kroki windykacji", "Чекори на опомена"}) {
    icon = "stairs";
    table_class = TableClass::small;
    setting = true;
    searched = false;
    list_fields = {"name", "after_days", "pay_within", "with_interest"};
    form_fields = {"name", "after_days", "pay_within", "with_interest", "text_en", "text_pl", "text_mk"};
    default_sort = "after_days";
    menu = MenuPlace{"settings", 76};
    before_save(come_at_its_own_time);
}

const ReminderStep reminder_step;

} // namespace crm
