#include "modules/orders/claim.hpp"

#include "base/error.hpp"
#include "base/holidays.hpp"
#include "modules/core/activity.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/orders/delivery.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/order_line.hpp"
#include "record/actions.hpp"
#include "record/query.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

constexpr int usual_days = 14; // where no legal figure says otherwise

// The day that counts from is not counted; a last day on which nobody works gives way to the next working day.
Day last_day(Context& context, const std::string& kind, Day from) {
    const std::string& country = context.company().country;
    const auto figure = legal_figure_on(context, kind, country, from);
    const auto days = figure ? static_cast<int>(figure->value / 10'000) : usual_days;
    return working_day_from(country, Day{from.days + days});
}

[[noreturn]] void refuse_quantity(Context& context, const std::string& left) {
    throw Error::at("quantity", context.in_language({"Of this line at most " + left + " can be claimed.",
                                                     "Z tej pozycji można zgłosić najwyżej " + left + ".",
                                                     "Од оваа ставка може да се пријави најмногу " + left + "."}));
}

// Nobody can give back more than they were sent.
void be_within_what_was_shipped(Context& context, const Record& record, const Record& line) {
    std::int64_t left = line.get(order_line.shipped).value_or(0);
    for (const Record& other : context.find(claim, claim.order_line == line.id()))
        if (other.id() != record.id() && other.get(claim.state) != "rejected" &&
            other.get(claim.kind) == record.get(claim.kind))
            left -= other.get(claim.quantity).value_or(0);
    const auto quantity = record.get(claim.quantity).value_or(0);
    if (quantity > left) refuse_quantity(context, format_decimal(std::max<std::int64_t>(left, 0), 4));
}

void be_of_the_buyers_order(Context& context, Record& record) {
    const auto quantity = record.get(claim.quantity);
    if (quantity && *quantity <= 0)
        throw Error::at("quantity",
                        context.in_language({"Please give a quantity above zero.", "Podaj ilość większą od zera.",
                                             "Внесете количина поголема од нула."}));
    const Id claimed = record.get(claim.order_line);
    if (!claimed || !allowed(context, order_line, claimed, Act::read)) return; // refused as any link out of sight
    const Record line = context.load(order_line, claimed);
    const Record of = context.load(order, line.get(order_line.order));
    if (of.get(order.party) != record.get(claim.party))
        throw Error::at("order_line",
                        context.in_language({"This line is of another customer's order. Please choose one of theirs.",
                                             "To pozycja zamówienia innego klienta. Wybierz pozycję tego klienta.",
                                             "Ова е ставка од нарачка на друг клиент. Изберете негова."}));
    if (!quantity) record.set(claim.quantity, line.get(order_line.shipped).value_or(0));
    if (!record.has(claim.product) && line.has(order_line.product))
        record.set(claim.product, line.get(order_line.product));
    if (record.is_new() || record.changed(claim.quantity) || record.changed(claim.order_line))
        be_within_what_was_shipped(context, record, line);
}

// The day on which the last of the goods arrived.
std::optional<Day> arrival_of(Context& context, Id line) {
    std::optional<Day> last;
    for (const Record& each : context.find(delivery_line, delivery_line.order_line == line))
        last = std::max(last, context.load(delivery, each.get(delivery_line.delivery)).get(delivery.delivered_on));
    return last;
}

void count_its_days(Context& context, Record& record) {
    if (!record.has(claim.received_on)) record.set(claim.received_on, context.today());
    const Day received = *record.get(claim.received_on);
    if (received > context.today())
        throw Error::at("received_on",
                        context.in_language({"This day is still to come. Please give the day on which the claim came.",
                                             "Ten dzień dopiero nadejdzie. Podaj dzień, w którym wpłynęła.",
                                             "Овој ден допрва доаѓа. Внесете го денот на приемот."}));
    record.set(claim.answer_by, answer_due(context, received));
    record.clear(claim.in_time);
    if (record.get(claim.kind) != "withdrawal" || !record.has(claim.order_line)) return;
    const auto arrived = arrival_of(context, record.get(claim.order_line));
    if (arrived) record.set(claim.in_time, received <= last_day(context, "withdrawal_days", *arrived));
}

void begin(Context& context, Record& record) {
    if (!record.is_new()) return;
    if (!record.has(claim.owner) && context.user()) record.set(claim.owner, context.user());
    record.set(claim.number, take_number(context, "claim").number);
}

std::optional<Record> reminder_of(Context& context, const Record& record) {
    Condition of_this = activity.about == record.id();
    of_this.object = "claim";
    return context.find_one(activity, std::move(of_this) && activity.kind == "task" && activity.done != 1);
}

// Whoever has the claim finds it among the tasks of the last day.
void remind_of_the_answer(Context& context, Record& record) {
    auto task = reminder_of(context, record);
    if (record.get(claim.state) != "received") {
        if (!task) return;
        task->set(activity.done, true);
    } else {
        if (!task) {
            if (!record.is_new()) return;
            task = context.make(activity);
            task->set(activity.kind, "task");
            task->set(activity.about, AnyLink{"claim", record.id()});
            task->set(activity.party, record.get(claim.party));
        }
        task->set(activity.subject, in_company_language(context, {"Answer the claim ", "Odpowiedz na reklamację ",
                                                                  "Одговори на рекламацијата "}) +
                                        record.get(claim.number));
        task->set(activity.due_at, context.company().zone.begin_of(*record.get(claim.answer_by)) + 16 * hour);
        if (record.has(claim.owner)) task->set(activity.owner, record.get(claim.owner));
    }
    context.save(*task);
}

std::string name_of_it(Context& context, const Record& record) {
    return joined(record.get(claim.number), context.title("party", record.get(claim.party)));
}

void answer(Context& context, Record& record, const char* state, const std::string& reason) {
    record.set(claim.state, state);
    record.set(claim.decision_reason, reason);
    record.set(claim.answered_on, context.today());
    context.save(record);
}

Json settle(Context& context, Record& record, const Json& input) {
    need_for(context, record, "settle");
    record.set(claim.settlement, input.text("settlement"));
    record.set(claim.state, "settled");
    context.save(record);
    return {};
}

// The issued invoice in which the claimed line stands.
Record invoice_of(Context& context, const Record& record) {
    if (record.has(claim.order_line))
        for (const Record& line : context.find(invoice_line, invoice_line.order_line == record.get(claim.order_line))) {
            Record of = context.load(invoice, line.get(invoice_line.invoice));
            if (of.get(invoice.state) == "issued" && of.get(invoice.kind) != "correction" &&
                of.get(invoice.kind) != "pro_forma")
                return of;
        }
    throw Error(Problem::conflict,
                context.in_language({"No invoice was issued for this line, so there is nothing to correct.",
                                     "Do tej pozycji nie wystawiono faktury, więc nie ma czego korygować.",
                                     "За оваа ставка нема издадена фактура, па нема што да се исправа."}));
}

// A draft of a correction without what came back.
Json correct_invoice(Context& context, Record& record, const Json&) {
    need_for(context, record, "correct_invoice");
    Record of = invoice_of(context, record);
    Record made = correct(context, of, record.title());
    for (Record& line : load_lines(context, made)) {
        if (line.get(invoice_line.order_line) != record.get(claim.order_line)) continue;
        const auto left = line.get(invoice_line.quantity).value_or(0) - record.get(claim.quantity).value_or(0);
        line.set(invoice_line.quantity, std::max<std::int64_t>(left, 0));
        context.save(line);
    }
    record.set(claim.correction, made.id());
    context.save(record);
    return Json::object({{"object", "invoice"}, {"id", std::to_string(made.id())}, {"title", made.title()}});
}

} // namespace

Day answer_due(Context& context, Day received) {
    return last_day(context, "claim_answer_days", received);
}

Claim::Claim()
    : Object("claim", "orders", {"Claim", "Reklamacja lub zwrot", "Рекламација или враќање"},
             {"Claims", "Reklamacje i zwroty", "Рекламации и враќања"}) {
    icon = "archive";
    never_merge(*this);
    group("about", {"About", "Informacje", "Основни податоци"});
    group("goods", {"Goods", "Towar", "Стока"});
    group("answer", {"Answer", "Odpowiedź", "Одговор"});
    list_fields = {"number", "party", "kind", "state", "product", "answer_by", "owner"};
    form_fields = {"party", "kind", "buyer", "order_line", "quantity", "basis", "demand", "defect", "received_on"};
    board_field = "state";
    default_sort = "answer_by";
    menu = MenuPlace{"sales", 70};
    before_save(be_of_the_buyers_order);
    before_save(count_its_days);
    before_save(begin);
    after_save(remind_of_the_answer);
    deleted_only_when(*this, state == "received",
                      {"A claim that was answered is kept.", "Rozpatrzonej reklamacji nie można usunąć.",
                       "Одговорена рекламација се чува."});
    title_rule = name_of_it;
    const Field reason =
        input("reason", Kind::long_text, {"Reason", "Uzasadnienie", "Образложение"}, {.required = true});
    action("accept", {"Accept", "Uznaj", "Прифати"}, {}, [](Context& context, Record& record, const Json&) -> Json {
        need_for(context, record, "accept");
        answer(context, record, "accepted", "");
        return {};
    });
    only_when(*this, "accept", state == "received");
    action("accept_partly", {"Accept in part", "Uznaj częściowo", "Прифати делумно"}, {reason},
           [](Context& context, Record& record, const Json& input) -> Json {
               need_for(context, record, "accept_partly");
               answer(context, record, "partly", input.text("reason"));
               return {};
           });
    only_when(*this, "accept_partly", state == "received");
    action("reject", {"Reject", "Odrzuć", "Одбиј"}, {reason},
           [](Context& context, Record& record, const Json& input) -> Json {
               need_for(context, record, "reject");
               answer(context, record, "rejected", input.text("reason"));
               return {};
           });
    only_when(*this, "reject", state == "received");
    action("correct_invoice", {"Correct the invoice", "Skoryguj fakturę", "Исправи ја фактурата"}, {}, correct_invoice);
    only_when(*this, "correct_invoice", one_of(state, {"accepted", "partly"}));
    action("settle", {"Settle", "Załatw", "Реши"},
           {input("settlement", Kind::long_text, {"How it was settled", "Sposób załatwienia", "Начин на решавање"},
                  {.required = true})},
           settle);
    only_when(*this, "settle", one_of(state, {"accepted", "partly"}));
}

const Claim claim;

} // namespace crm
