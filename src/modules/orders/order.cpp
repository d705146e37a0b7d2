#include "modules/orders/order.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/orders/delivery.hpp"
#include "modules/orders/document_face.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/settlement.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

[[noreturn]] void refuse_lines(Context& context, const Label& sentence) {
    throw Error::at("lines", context.in_language(sentence));
}

// [{"line": id, "quantity": "2"}] of an action.
Quantities quantities_in(Context& context, const Json& lines) {
    Quantities quantities;
    if (lines.is_null()) return quantities;
    const Label shape{
        "Please give the lines as [{\"line\": id, \"quantity\": \"2\"}], each once, with a quantity above zero.",
        "Podaj pozycje jako [{\"line\": id, \"quantity\": \"2\"}], każdą raz, z ilością większą od zera.",
        "Внесете ги ставките како [{\"line\": id, \"quantity\": \"2\"}], секоја еднаш, со количина над нула."};
    if (!lines.is_array() || lines.items().empty()) refuse_lines(context, shape);
    for (const Json& each : lines.items()) {
        const auto id = parse_id(each.text("line"));
        const Json& given = each["quantity"];
        const auto quantity = parse_decimal(given.is_string()  ? given.as_string()
                                            : given.is_whole() ? std::to_string(given.as_whole())
                                                               : "",
                                            4);
        if (!id || !quantity || *quantity <= 0 || !quantities.emplace(*id, *quantity).second)
            refuse_lines(context, shape);
    }
    return quantities;
}

bool any_shipped(const std::vector<Record>& lines) {
    return std::any_of(lines.begin(), lines.end(),
                       [](const Record& line) { return line.get(order_line.shipped).value_or(0) > 0; });
}

void refuse_over_the_limit(Context& context, const Record& record) {
    if (within_credit_limit(context, record.get(order.party), record.get(order.gross_total))) return;
    throw Error(
        Problem::conflict,
        context.in_language(
            {"With this order the customer would owe more than their credit limit. Please collect what is due, or have "
             "somebody confirm it who may do so over the limit.",
             "Z tym zamówieniem klient przekroczy limit kredytu. Ściągnij należności albo poproś o potwierdzenie "
             "osobę, "
             "która może to zrobić ponad limit.",
             "Со оваа нарачка клиентот би го надминал кредитниот лимит. Наплатете го доспеаното или нека ја потврди "
             "некој "
             "што смее над лимитот."}),
        {{"gross_total",
          context.in_language({"Over the credit limit.", "Ponad limit kredytu.", "Над кредитниот лимит."})}});
}

std::vector<Record> on_their_way(Context& context, Id id) {
    return context.find(delivery, delivery.order == id && delivery.state == "shipped");
}

// All that is on its way has arrived.
Json deliver(Context& context, Record& record, const Json& input) {
    need_for(context, record, "deliver");
    const Day on = parse_day(input.text("delivered_on")).value_or(context.today());
    for (Record& each : on_their_way(context, record.id())) arrive(context, each, on);
    record = context.load(order, record.id());
    if (record.get(order.state) == "delivered") return {};
    record.set(order.delivered_on, on); // shipped before deliveries were kept
    record.set(order.state, "delivered");
    context.save(record);
    return {};
}

Json ship_as_asked(Context& context, Record& record, const Json& input) {
    ship(context, record, quantities_in(context, input["lines"]),
         {input.text("carrier"), input.text("tracking"), parse_day(input.text("shipped_on"))});
    return {};
}

Json begin(Context& context, Record& record, const Json&) {
    record.set(order.state, "in_progress");
    context.save(record);
    return {};
}

Json complete(Context& context, Record& record, const Json&) {
    record.set(order.state, "completed");
    context.save(record);
    return {};
}

Json link_to(const Record& record) {
    return Json::object(
        {{"object", record.object().name}, {"id", std::to_string(record.id())}, {"title", record.title()}});
}

Json invoice_as_asked(Context& context, Record& record, const Json& input) {
    return link_to(invoice_order(context, record, quantities_in(context, input["lines"]), "invoice"));
}

Json advance_as_asked(Context& context, Record& record, const Json& input) {
    const Json& amount = input["amount"];
    const std::string currency = amount.text("currency");
    const auto minor = parse_decimal(amount.text("amount"), currency_digits(currency).value_or(2));
    return link_to(invoice_advance(context, record, {minor.value_or(0), currency}));
}

// The short way of a sale that needs no steps. An order from before is invoiced on the day it was made.
Json bill(Context& context, Record& record, const Json&) {
    confirm(context, record);
    Record made = invoice_order(context, record, {}, "invoice");
    if (context.request().history_import) {
        made.set(invoice.day, *record.get(order.ordered_on));
        context.save(made);
    }
    issue(context, made);
    return link_to(made);
}

Json final_as_asked(Context& context, Record& record, const Json&) {
    return link_to(invoice_order(context, record, {}, "final"));
}

Json pro_forma_as_asked(Context& context, Record& record, const Json&) {
    return link_to(invoice_order(context, record, {}, "pro_forma"));
}

void keep_its_days(Context& context, Record& record) {
    if (!record.has(order.ordered_on)) record.set(order.ordered_on, context.today());
}

} // namespace

Record order_like(Context& context, const Record& of) {
    Record made = draft_like(context, order, of);
    made.set(order.quote, of.id());
    made.set(order.note, of.get(order.note));
    context.save(made);
    {
        const SumsLater later;
        for (const Record& each : load_lines(context, of)) {
            Record line = line_like(context, made, each);
            context.save(line);
        }
    }
    sum_up(context, made);
    return made;
}

void confirm(Context& context, Record& record, bool over_the_limit) {
    need_for(context, record, "confirm");
    need_lines(context, load_lines(context, record));
    if (!over_the_limit) refuse_over_the_limit(context, record);
    record.set(order.state, "confirmed");
    const bool of_old = context.request().history_import; // counted in the period it was made in
    record.set(order.number,
               take_number(context, "order", of_old ? record.get(order.ordered_on) : std::nullopt).number);
    context.save(record);
}

void ship(Context& context, Record& record, const Quantities& quantities, const Shipment& shipment) {
    need_for(context, record, "ship");
    std::size_t met = 0;
    Quantities shipped;
    for (Record& line : load_lines(context, record)) {
        const std::int64_t left = line.get(order_line.quantity).value_or(0) - line.get(order_line.shipped).value_or(0);
        const auto asked = quantities.find(line.id());
        if (asked != quantities.end()) ++met;
        const std::int64_t now = quantities.empty() ? left : asked == quantities.end() ? 0 : asked->second;
        if (now > left)
            refuse_lines(
                context,
                {"Of \"" + line.title() + "\" only " + format_decimal(left, 4) + " are left to ship.",
                 "Z pozycji \"" + line.title() + "\" zostało do wysłania tylko " + format_decimal(left, 4) + ".",
                 "Од \"" + line.title() + "\" останува да се испрати само " + format_decimal(left, 4) + "."});
        if (now == 0) continue;
        shipped[line.id()] = now;
        line.set(order_line.shipped, line.get(order_line.shipped).value_or(0) + now);
        context.save(line);
    }
    if (met != quantities.size())
        refuse_lines(context,
                     {"One of these lines is not of this order.", "Jedna z tych pozycji nie należy do zamówienia.",
                      "Една од овие ставки не е од нарачката."});
    if (!shipped.empty()) make_delivery(context, record, shipped, shipment);
    follow_deliveries(context, record.id());
    record = context.load(order, record.id());
}

void follow_deliveries(Context& context, Id id) {
    Record record = context.load(order, id);
    bool any = false, all = true;
    for (const Record& line : load_lines(context, record)) {
        const auto shipped = line.get(order_line.shipped).value_or(0);
        any = any || shipped > 0;
        all = all && shipped >= line.get(order_line.quantity).value_or(0);
    }
    const bool arrived = all && on_their_way(context, id).empty();
    record.set(order.state, !any ? "in_progress" : !all ? "partly_shipped" : arrived ? "delivered" : "shipped");
    std::optional<Day> last;
    if (arrived)
        for (const Record& each : context.find(delivery, delivery.order == id && delivery.state == "delivered"))
            last = std::max(last, each.get(delivery.delivered_on));
    if (last) record.set(order.delivered_on, *last);
    context.save(record);
}

void cancel(Context& context, Record& record, const std::string& reason) {
    need_for(context, record, "cancel");
    if (any_shipped(load_lines(context, record)))
        throw Error(Problem::conflict,
                    context.in_language({"Part of this order was shipped, so it cannot be cancelled.",
                                         "Część zamówienia wysłano, więc nie można go anulować.",
                                         "Дел од нарачката е испратен, па не може да се откаже."}));
    if (context.exists(invoice, invoice.order == record.id()))
        throw Error(Problem::conflict,
                    context.in_language(
                        {"This order was invoiced. Please delete the drafts and correct the invoices to zero first.",
                         "To zamówienie zafakturowano. Najpierw usuń szkice i skoryguj faktury do zera.",
                         "Нарачката е фактурирана. Прво избришете ги нацртите и исправете ги фактурите на нула."}));
    record.set(order.cancel_reason, reason);
    record.set(order.state, "cancelled");
    context.save(record);
}

void follow_invoices(Context& context, Id id) {
    auto record = context.find(order, id);
    if (!record) return;
    bool any = false, all = true;
    for (const Record& line : load_lines(context, *record)) {
        const auto invoiced = line.get(order_line.invoiced).value_or(0);
        any = any || invoiced > 0;
        all = all && invoiced >= line.get(order_line.quantity).value_or(0);
    }
    record->set(order.invoiced, !any ? "none" : all ? "fully" : "partly");
    context.save(*record);
}

Order::Order() : Document("order", {"Order", "Zamówienie", "Нарачка"}, {"Orders", "Zamówienia", "Нарачки"}) {
    icon = "shopping-cart";
    group("way", {"Progress", "Przebieg", "Тек"});
    list_fields = {"number", "party", "state", "gross_total", "invoiced", "promised_on", "owner"};
    form_fields = {"party", "contact", "currency", "promised_on", "discount", "reference", "deal"};
    board_field = "state";
    board_sum = "gross_total_base";
    menu = MenuPlace{"sales", 40};
    before_save(keep_its_days);
    can_be_shared(*this, document_face(state != "draft"));
    goes_only_while(*this, state == "draft");
    const Field lines = input("lines", Kind::json, {"Lines", "Pozycje", "Ставки"}, {.hidden = true});
    const Label reason{"Reason", "Powód", "Причина"};
    action("confirm", {"Confirm", "Potwierdź", "Потврди"}, {},
           [](Context& context, Record& record, const Json&) -> Json {
               confirm(context, record);
               return {};
           });
    only_when(*this, "confirm", state == "draft");
    action("confirm_over_limit", {"Confirm over the credit limit", "Potwierdź ponad limit", "Потврди над лимитот"}, {},
           [](Context& context, Record& record, const Json&) -> Json {
               confirm(context, record, true);
               return {};
           });
    only_when(*this, "confirm_over_limit", state == "draft");
    action("bill", {"Confirm and invoice", "Potwierdź i zafakturuj", "Потврди и фактурирај"}, {}, bill);
    only_when(*this, "bill", state == "draft");
    action("begin", {"Begin", "Rozpocznij", "Започни"}, {}, begin);
    only_when(*this, "begin", state == "confirmed");
    action(
        "ship", {"Ship", "Wyślij", "Испрати"},
        {lines, input("carrier", Kind::text, {"Carrier", "Przewoźnik", "Превозник"}, {.max_length = 80}),
         input("tracking", Kind::text, {"Tracking number", "Numer przesyłki", "Број за следење"}, {.max_length = 80}),
         input("shipped_on", Kind::day, {"Shipped on", "Wysłano dnia", "Испратено на"})},
        ship_as_asked);
    only_when(*this, "ship", one_of(state, {"confirmed", "in_progress", "partly_shipped"}));
    action("deliver", {"Delivered", "Dostarczono", "Испорачано"},
           {input("delivered_on", Kind::day, {"Delivered on", "Dostarczono dnia", "Испорачано на"})}, deliver);
    only_when(*this, "deliver", state == "shipped");
    action("complete", {"Complete", "Zakończ", "Заврши"}, {}, complete);
    only_when(*this, "complete", state == "delivered");
    action("cancel", {"Cancel", "Anuluj", "Откажи"}, {input("reason", Kind::text, reason, {.required = true})},
           [](Context& context, Record& record, const Json& input) -> Json {
               cancel(context, record, input.text("reason"));
               return {};
           });
    only_when(*this, "cancel", one_of(state, {"confirmed", "in_progress"}));
    only_when(*this, "cancel", invoiced == "none",
              {"This order was invoiced. Please delete the drafts and correct the invoices to zero first.",
               "To zamówienie zafakturowano. Najpierw usuń szkice i skoryguj faktury do zera.",
               "Нарачката е фактурирана. Прво избришете ги нацртите и исправете ги фактурите на нула."});
    const Condition in_force =
        one_of(state, {"confirmed", "in_progress", "partly_shipped", "shipped", "delivered", "completed"});
    const Condition something_left = invoiced != "fully";
    const Label nothing_left{"Nothing of this order is left to invoice.",
                             "Nie ma już czego fakturować z tego zamówienia.",
                             "Од нарачката нема што да се фактурира."};
    const auto has_advances = [](Context& context, Id id) {
        return context.exists(crm::invoice, crm::invoice.order == id && crm::invoice.kind == "advance");
    };
    action("invoice", {"Invoice", "Zafakturuj", "Фактурирај"}, {lines}, invoice_as_asked);
    only_when(*this, "invoice", in_force);
    only_when(*this, "invoice", something_left, nothing_left);
    offered_only_if(*this, "invoice", [has_advances](Context& context, Id id) { return !has_advances(context, id); });
    action("invoice_advance", {"Advance invoice", "Faktura zaliczkowa", "Авансна фактура"},
           {input("amount", Kind::money, {"Amount received", "Otrzymana kwota", "Примен износ"}, {.required = true})},
           advance_as_asked);
    only_when(*this, "invoice_advance", in_force);
    only_when(*this, "invoice_advance", invoiced == "none",
              {"Part of this order is invoiced already, so there is no advance to take.",
               "Część zamówienia już zafakturowano, nie można wziąć zaliczki.",
               "Дел од нарачката е веќе фактуриран, нема аванс."});
    action("invoice_final", {"Final invoice", "Faktura końcowa", "Крајна фактура"}, {}, final_as_asked);
    only_when(*this, "invoice_final", in_force);
    only_when(*this, "invoice_final", something_left, nothing_left);
    offered_only_if(*this, "invoice_final", has_advances);
    action("pro_forma", {"Pro forma", "Pro forma", "Профактура"}, {}, pro_forma_as_asked);
    only_when(*this, "pro_forma", in_force);
}

const Order order;

} // namespace crm
