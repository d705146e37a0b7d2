// Price: what one unit of a product costs on a price list, from a quantity on and between two days.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Price : Object {
    Link price_list{this,
                    "price_list",
                    {"Price list", "Cennik", "Ценовник"},
                    {.required = true, .indexed = true, .part_of = true, .to = "price_list"}};
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.read_only = true, .title = true, .hidden = true}};
    Link product{
        this, "product", {"Product", "Produkt", "Производ"}, {.required = true, .indexed = true, .to = "product"}};
    Decimal from_quantity{
        this, "from_quantity", {"From a quantity of", "Od ilości", "Од количина"}, {.digits = 4, .default_value = "0"}};
    Decimal amount{
        this, "amount", {"Unit price", "Cena jednostkowa", "Единечна цена"}, {.required = true, .digits = 4}};
    Day valid_from{this, "valid_from", {"Valid from", "Ważna od", "Важи од"}};
    Day valid_to{this, "valid_to", {"Valid until", "Ważna do", "Важи до"}};
    Price();
};
extern const Price price;

} // namespace crm
