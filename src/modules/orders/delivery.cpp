#include "modules/orders/delivery.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/orders/delivery_sheet.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/order_line.hpp"
#include "record/actions.hpp"
#include "record/reports.hpp"

namespace crm {

namespace {

std::string name_of_it(Context& context, const Record& record) {
    return joined(record.get(delivery.number), context.title("party", record.get(delivery.party)));
}

void be_shipped_by_now(Context& context, Record& record) {
    const auto shipped = record.get(delivery.shipped_on);
    if (shipped && *shipped > context.today())
        throw Error::at(
            "shipped_on",
            context.in_language({"This day is still to come. Please give the day on which the goods went out.",
                                 "Ten dzień dopiero nadejdzie. Podaj dzień, w którym towar wysłano.",
                                 "Овој ден допрва доаѓа. Внесете го денот кога стоката е испратена."}));
}

Json arrive_as_asked(Context& context, Record& record, const Json& input) {
    arrive(context, record, parse_day(input.text("delivered_on")).value_or(context.today()));
    return {};
}

Json come_back_as_asked(Context& context, Record& record, const Json&) {
    come_back(context, record);
    return {};
}

} // namespace

Record make_delivery(Context& context, const Record& of, const Quantities& shipped, const Shipment& shipment) {
    Record made = context.make(delivery);
    made.set(delivery.party, of.get(order.party));
    made.set(delivery.order, of.id());
    made.set(delivery.shipped_on, shipment.shipped_on.value_or(context.today()));
    if (!shipment.carrier.empty()) made.set(delivery.carrier, shipment.carrier);
    if (!shipment.tracking.empty()) made.set(delivery.tracking, shipment.tracking);
    made.set(delivery.number, take_number(context, "delivery").number);
    context.save(made);
    std::int64_t position = 0;
    for (const Record& each : load_lines(context, of)) {
        const auto quantity = shipped.find(each.id());
        if (quantity == shipped.end()) continue;
        Record line = context.make(delivery_line);
        line.set(delivery_line.delivery, made.id());
        line.set(delivery_line.position, ++position);
        line.set(delivery_line.order_line, each.id());
        line.set(delivery_line.name, each.get(order_line.name));
        line.set(delivery_line.quantity, quantity->second);
        if (each.has(order_line.product)) line.set(delivery_line.product, each.get(order_line.product));
        if (each.has(order_line.unit)) line.set(delivery_line.unit, each.get(order_line.unit));
        context.save(line);
    }
    return made;
}

void arrive(Context& context, Record& record, Day on) {
    need_for(context, record, "arrive");
    const auto shipped = record.get(delivery.shipped_on);
    if (on > context.today() || (shipped && on < *shipped))
        throw Error::at("delivered_on", context.in_language({"Please give a day from the day it went out until today.",
                                                             "Podaj dzień od dnia wysyłki do dziś.",
                                                             "Внесете ден од денот на испраќање до денес."}));
    record.set(delivery.delivered_on, on);
    record.set(delivery.state, "delivered");
    context.save(record);
    follow_deliveries(context, record.get(delivery.order));
}

void come_back(Context& context, Record& record) {
    need_for(context, record, "come_back");
    for (const Record& each : context.find(delivery_line, delivery_line.delivery == record.id())) {
        Record line = context.load(order_line, each.get(delivery_line.order_line));
        line.set(order_line.shipped,
                 line.get(order_line.shipped).value_or(0) - each.get(delivery_line.quantity).value_or(0));
        context.save(line);
    }
    record.set(delivery.state, "came_back");
    context.save(record);
    follow_deliveries(context, record.get(delivery.order));
}

Delivery::Delivery()
    : Object("delivery", "orders", {"Delivery", "Dostawa", "Испорака"}, {"Deliveries", "Dostawy", "Испораки"}) {
    icon = "box";
    never_merge(*this);
    list_fields = {"number", "party", "order", "state", "shipped_on", "delivered_on", "carrier", "tracking"};
    form_fields = {"shipped_on", "carrier", "tracking"};
    board_field = "state";
    default_sort = "-shipped_on";
    menu = MenuPlace{"sales", 45};
    before_save(be_shipped_by_now);
    deleted_only_when(*this, Condition::nothing(),
                      {"A delivery is not deleted. If it was not taken, mark it as come back.",
                       "Dostawy nie można usunąć. Jeśli jej nie odebrano, oznacz, że wróciła.",
                       "Испорака не се брише. Ако не е преземена, означете дека е вратена."});
    title_rule = name_of_it;
    action("arrive", {"Delivered", "Dostarczono", "Испорачано"},
           {input("delivered_on", Kind::day, {"Delivered on", "Dostarczono dnia", "Испорачано на"})}, arrive_as_asked);
    only_when(*this, "arrive", state == "shipped");
    action("come_back", {"Came back", "Wróciła", "Вратена"}, {}, come_back_as_asked);
    only_when(*this, "come_back", state == "shipped");
    add_rendition(*this, delivery_as_pdf());
}

DeliveryLine::DeliveryLine()
    : Object("delivery_line", "orders", {"Delivery line", "Pozycja dostawy", "Ставка на испорака"},
             {"Delivery lines", "Pozycje dostawy", "Ставки на испорака"}) {
    icon = "list";
    list_fields = {"position", "name", "quantity", "unit", "order_line"};
    default_sort = "position";
}

const Delivery delivery;
const DeliveryLine delivery_line;

} // namespace crm
