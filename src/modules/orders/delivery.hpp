// Delivery: what of an order went out at one time. Shipping an order makes one; when all have arrived the order has.
#pragma once
#include "modules/orders/order.hpp"

namespace crm {

struct Delivery : Object {
    Text name{this,
              "name",
              {"Delivery", "Dostawa", "Испорака"},
              {.read_only = true, .searchable = true, .title = true, .exact_search = true}};
    Number number{this, "number", number_label(), number_of_a_series()};
    Link party{this,
               "party",
               {"Party", "Kontrahent", "Деловен партнер"},
               {.read_only = true,
                .indexed = true,
                .home = true,
                .on_timeline = true,
                .to = "party",
                .on_delete = OnDelete::refuse}};
    Link order{this,
               "order",
               {"Order", "Zamówienie", "Нарачка"},
               {.required = true, .read_only = true, .indexed = true, .to = "order", .on_delete = OnDelete::refuse}};
    Choice state{this,
                 "state",
                 {"State", "Stan", "Состојба"},
                 {.read_only = true,
                  .indexed = true,
                  .choices = {{"shipped", {"On its way", "W drodze", "Испратена"}, 2},
                              {"delivered", {"Delivered", "Dostarczona", "Испорачана"}, 1},
                              {"came_back", {"Came back", "Wróciła", "Вратена"}, 5}},
                  .default_value = "shipped"}};
    Day shipped_on{this, "shipped_on", {"Shipped on", "Wysłano dnia", "Испратено на"}, {.indexed = true}};
    Day delivered_on{this, "delivered_on", {"Delivered on", "Dostarczono dnia", "Испорачано на"}, {.read_only = true}};
    Text carrier{this, "carrier", {"Carrier", "Przewoźnik", "Превозник"}, {.max_length = 80}};
    Text tracking{this,
                  "tracking",
                  {"Tracking number", "Numer przesyłki", "Број за следење"},
                  {.searchable = true, .plain = true, .exact_search = true, .max_length = 80}};
    LongText note{this, "note", {"Note", "Uwagi", "Забелешка"}, {.searchable = true}};
    Delivery();
};
extern const Delivery delivery;

struct DeliveryLine : Object {
    Link delivery{this,
                  "delivery",
                  {"Delivery", "Dostawa", "Испорака"},
                  {.required = true, .read_only = true, .indexed = true, .part_of = true, .to = "delivery"}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .searchable = true, .title = true}};
    Whole position{this, "position", {"No.", "Lp.", "Р.бр."}, {.read_only = true}};
    Link order_line{
        this,
        "order_line",
        {"Order line", "Pozycja zamówienia", "Ставка на нарачка"},
        {.required = true, .read_only = true, .indexed = true, .to = "order_line", .on_delete = OnDelete::refuse}};
    Link product{
        this, "product", {"Product", "Produkt", "Производ"}, {.read_only = true, .indexed = true, .to = "product"}};
    Decimal quantity{this, "quantity", {"Quantity", "Ilość", "Количина"}, {.read_only = true, .digits = 4}};
    Text unit{
        this, "unit", {"Unit of measure", "Jednostka miary", "Единица мерка"}, {.read_only = true, .max_length = 20}};
    DeliveryLine();
};
extern const DeliveryLine delivery_line;

// `shipped`: quantities by line of the order, all above zero. Takes a number.
Record make_delivery(Context& context, const Record& order, const Quantities& shipped, const Shipment& shipment);
// It has arrived. The order has, too, when all of it was shipped and nothing is on its way any more.
void arrive(Context& context, Record& delivery, Day on);
// It was not taken: its goods are to be shipped anew.
void come_back(Context& context, Record& delivery);

} // namespace crm
