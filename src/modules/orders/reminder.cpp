#include "modules/orders/reminder.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/holidays.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/document_face.hpp"
#include "modules/orders/interest.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/reminder_sheet.hpp"
#include "record/actions.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

constexpr int most_invoices = 500; // of one letter
constexpr int invoices_at_once = 500;

struct Overdue {
    Id invoice;
    std::string number, currency;
    Day due;
    std::int64_t days, open;
};

Day today_of(Context& context) {
    return context.company().zone.day_of(context.now());
}

// A due day on which nobody works gives way to the next working day.
std::optional<Overdue> overdue_of(Context& context, const Record& of) {
    const auto due = of.get(invoice.due_on);
    const auto open = of.get(invoice.open);
    if (!due || !open || open->minor <= 0 || of.get(invoice.not_reminded)) return std::nullopt;
    const std::int64_t days = today_of(context).days - working_day_from(context.company().country, *due).days;
    if (days <= 0) return std::nullopt;
    return Overdue{of.id(), of.get(invoice.number), open->currency, *due, days, open->minor};
}

Condition unpaid(Context& context) {
    return invoice.state == "issued" && invoice.open > 0 && invoice.due_on < std::int64_t{today_of(context).days};
}

std::vector<Overdue> overdue_by(Context& context, Id party) {
    std::vector<Overdue> all;
    for (const Record& each : context.find(invoice, invoice.party == party && unpaid(context), most_invoices))
        if (auto overdue = overdue_of(context, each)) all.push_back(std::move(*overdue));
    std::sort(all.begin(), all.end(), [](const Overdue& a, const Overdue& b) {
        return std::tie(a.due, a.invoice) < std::tie(b.due, b.invoice);
    });
    return all;
}

// How far the reminding of an invoice has gone.
struct Reached {
    std::int64_t after_days = 0; // of the last step that was sent
    std::optional<Day> wait_until;
};

Reached reached_by(Context& context, Id of) {
    Reached reached;
    for (const Record& line : context.find(reminder_line, reminder_line.invoice == of)) {
        const auto letter = context.find(reminder, line.get(reminder_line.reminder));
        if (!letter || letter->binned() || letter->get(reminder.state) == "draft") continue;
        const Record step = context.load(reminder_step, letter->get(reminder.step));
        reached.after_days = std::max(reached.after_days, step.get(reminder_step.after_days).value_or(0));
        reached.wait_until = std::max(reached.wait_until, letter->get(reminder.pay_until));
    }
    return reached;
}

// Step after step: the next one that is due, or 0.
Id next_step(Context& context, const std::vector<Record>& steps, const Overdue& overdue) {
    const Reached reached = reached_by(context, overdue.invoice);
    if (reached.wait_until && today_of(context) <= *reached.wait_until) return 0;
    for (const Record& step : steps)
        if (const std::int64_t after = *step.get(reminder_step.after_days); after > reached.after_days)
            return after <= overdue.days ? step.id() : 0;
    return 0;
}

// The firmest of what its invoices are due for.
Id step_for(Context& context, const std::vector<Record>& steps, const std::vector<Overdue>& all) {
    std::set<Id> due;
    for (const Overdue& each : all) due.insert(next_step(context, steps, each));
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        if (due.contains(step->id())) return step->id();
    return 0;
}

void keep_currency(std::vector<Overdue>& all, const std::string& currency) {
    std::erase_if(all, [&](const Overdue& each) { return each.currency != currency; });
}

[[noreturn]] void nothing_overdue(Context& context) {
    throw Error::at("party", context.in_language({"Nothing that this customer could be reminded of is overdue.",
                                                  "Ten klient nie ma zaległości, o których można by przypomnieć.",
                                                  "Овој клиент нема доспеани обврски за опомена."}));
}

void be_about_what_is_overdue(Context& context, Record& record) {
    if (!record.is_new() || !record.has(reminder.party) || context.request().history_import) return;
    auto all = overdue_by(context, record.get(reminder.party));
    if (all.empty()) nothing_overdue(context);
    if (!record.has(reminder.currency)) {
        const std::string& own = context.company().currency;
        const bool in_own =
            std::any_of(all.begin(), all.end(), [&](const Overdue& each) { return each.currency == own; });
        record.set(reminder.currency, in_own ? own : all.front().currency);
    }
    keep_currency(all, record.get(reminder.currency));
    if (all.empty()) nothing_overdue(context);
    if (!record.has(reminder.owner) && context.user()) record.set(reminder.owner, context.user());
    if (record.has(reminder.step)) return;
    const auto steps = reminder_steps(context);
    if (steps.empty())
        throw Error::at("step",
                        context.in_language({"There are no reminder steps. Please make one in the settings first.",
                                             "Brak kroków windykacji. Najpierw utwórz krok w ustawieniach.",
                                             "Нема чекори на опомена. Прво создајте чекор во поставките."}));
    const Id due = step_for(context, steps, all);
    record.set(reminder.step, due ? due : steps.front().id());
}

void stay_as_it_was_sent(Context& context, Record& record) {
    if (record.is_new() || text_or_empty(record.before(record.object().field(reminder.state))) == "draft") return;
    for (const Object::Handle* field :
         {static_cast<const Object::Handle*>(&reminder.party), static_cast<const Object::Handle*>(&reminder.currency),
          static_cast<const Object::Handle*>(&reminder.step)})
        if (record.changed(*field))
            throw Error::at(
                record.object().field(*field).name,
                context.in_language({"This reminder has gone out and stays as it is. Please make a new one.",
                                     "To wezwanie zostało wysłane i nie zmienia się. Utwórz nowe.",
                                     "Оваа опомена е испратена и не се менува. Направете нова."}));
}

// What a draft says is what is owed today.
void list_what_is_owed(Context& context, Record& record) {
    for (Record& line : lines_of_reminder(context, record)) context.remove(line);
    auto all = overdue_by(context, record.get(reminder.party));
    const std::string currency = record.get(reminder.currency);
    keep_currency(all, currency);
    const bool with_interest = context.load(reminder_step, record.get(reminder.step)).get(reminder_step.with_interest);
    std::int64_t open = 0, interest = 0;
    for (const Overdue& each : all) {
        Record line = context.make(reminder_line);
        line.set(reminder_line.reminder, record.id());
        line.set(reminder_line.name, each.number);
        line.set(reminder_line.invoice, each.invoice);
        line.set(reminder_line.due_on, each.due);
        line.set(reminder_line.days, each.days);
        line.set(reminder_line.open, Money{each.open, currency});
        const std::int64_t more =
            with_interest ? interest_due(context, context.load(invoice, each.invoice), today_of(context)) : 0;
        if (with_interest) line.set(reminder_line.interest, Money{more, currency});
        context.save(line);
        require(!__builtin_add_overflow(open, each.open, &open) && !__builtin_add_overflow(interest, more, &interest),
                "what is owed fits 64 bits");
    }
    record.set(reminder.open, Money{open, currency});
    record.set(reminder.interest, Money{interest, currency});
    record.set(reminder.total, Money{open + interest, currency});
}

void list_anew(Context& context, Record& record) {
    if (record.get(reminder.state) != "draft" ||
        !(record.is_new() || record.changed(reminder.step) || record.changed(reminder.currency)))
        return;
    Record listed = context.load(reminder, record.id());
    list_what_is_owed(context, listed);
    context.save(listed);
}

std::string name_of_it(Context& context, const Record& record) {
    const std::string step = context.title("reminder_step", record.get(reminder.step)),
                      number = record.get(reminder.number);
    return joined(number.empty() ? step : step + " " + number, context.title("party", record.get(reminder.party)));
}

bool has_draft(Context& context, Id party, const std::string& currency) {
    return context.exists(reminder,
                          reminder.party == party && reminder.currency == currency && reminder.state == "draft");
}

void propose(Context& context, Id party, Id owner) {
    const auto steps = reminder_steps(context);
    const auto all = overdue_by(context, party);
    std::set<std::string> currencies;
    for (const Overdue& each : all) currencies.insert(each.currency);
    for (const std::string& currency : currencies) {
        auto of_it = all;
        keep_currency(of_it, currency);
        const Id step = step_for(context, steps, of_it);
        if (!step || has_draft(context, party, currency)) continue;
        Record draft = context.make(reminder);
        draft.set(reminder.party, party);
        draft.set(reminder.currency, currency);
        draft.set(reminder.step, step);
        if (owner) draft.set(reminder.owner, owner);
        context.save(draft);
    }
}

} // namespace

std::vector<Record> lines_of_reminder(Context& context, const Record& of) {
    auto lines = context.find(reminder_line, reminder_line.reminder == of.id());
    std::sort(lines.begin(), lines.end(), [](const Record& a, const Record& b) {
        return std::pair(a.get(reminder_line.due_on), a.id()) < std::pair(b.get(reminder_line.due_on), b.id());
    });
    return lines;
}

void send_reminder(Context& context, Record& record) {
    need_for(context, record, "send");
    list_what_is_owed(context, record);
    if (record.get(reminder.open)->minor <= 0)
        throw Error(Problem::conflict,
                    context.in_language({"Everything was paid meanwhile. Please delete this reminder.",
                                         "Tymczasem wszystko zapłacono. Usuń to wezwanie.",
                                         "Во меѓувреме сè е платено. Избришете ја опомената."}));
    const Record step = context.load(reminder_step, record.get(reminder.step));
    const auto within = static_cast<std::int32_t>(step.get(reminder_step.pay_within).value_or(0));
    record.set(reminder.sent_on, today_of(context));
    record.set(reminder.pay_until, working_day_from(context.company().country, Day{today_of(context).days + within}));
    record.set(reminder.state, "sent");
    record.set(reminder.number, take_number(context, "reminder").number);
    context.save(record);
}

void propose_reminders(Context& context, Id& after) {
    const Condition further{Condition::Op::gt, Object::id.index, -1, {after}};
    const auto some = context.find(invoice, unpaid(context) && further, invoices_at_once);
    std::set<Id> seen;
    for (const Record& each : some)
        if (seen.insert(each.get(invoice.party)).second)
            propose(context, each.get(invoice.party), each.get(invoice.owner));
    after = some.size() < invoices_at_once ? 0 : some.back().id();
}

void follow_reminders(Context& context, Id settled_invoice) {
    for (const Record& line : context.find(reminder_line, reminder_line.invoice == settled_invoice)) {
        auto letter = context.find(reminder, line.get(reminder_line.reminder));
        if (!letter || letter->binned() || letter->get(reminder.state) != "sent") continue;
        const auto lines = lines_of_reminder(context, *letter);
        const bool paid = std::all_of(lines.begin(), lines.end(), [&](const Record& each) {
            const auto open = context.load(invoice, each.get(reminder_line.invoice)).get(invoice.open);
            return !open || open->minor <= 0;
        });
        if (!paid) continue;
        letter->set(reminder.state, "paid");
        context.save(*letter);
    }
}

Reminder::Reminder()
    : Object("reminder", "orders", {"Reminder", "Wezwanie do zapłaty", "Опомена"},
             {"Reminders", "Wezwania do zapłaty", "Опомени"}) {
    icon = "bell";
    never_merge(*this);
    list_fields = {"number", "party", "step", "state", "open", "interest", "sent_on", "pay_until", "owner"};
    form_fields = {"party", "step", "currency"};
    board_field = "state";
    board_sum = "total_base";
    default_sort = "-created_at";
    menu = MenuPlace{"sales", 55};
    before_save(be_about_what_is_overdue);
    before_save(stay_as_it_was_sent);
    after_save(list_anew);
    title_rule = name_of_it;
    action("send", {"Send", "Wyślij", "Испрати"}, {}, [](Context& context, Record& record, const Json&) -> Json {
        send_reminder(context, record);
        return {};
    });
    only_when(*this, "send", state == "draft");
    goes_only_while(*this, state == "draft");
    add_rendition(*this, reminder_as_pdf());
    can_be_shared(*this, reminder_face(state != "draft"));
}

ReminderLine::ReminderLine()
    : Object("reminder_line", "orders", {"Reminder line", "Pozycja wezwania", "Ставка на опомена"},
             {"Reminder lines", "Pozycje wezwania", "Ставки на опомена"}) {
    icon = "list";
    list_fields = {"name", "due_on", "days", "open", "interest", "invoice"};
    default_sort = "due_on";
}

const Reminder reminder;
const ReminderLine reminder_line;

} // namespace crm
