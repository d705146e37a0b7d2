// Product: something we sell: a good, a service or a subscription, with its price before tax.
#pragma once
#include "record/object.hpp"

namespace crm {

struct Product : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Text sku{this,
             "sku",
             {"SKU", "Symbol", "Шифра"},
             {.unique = true, .searchable = true, .plain = true, .exact_search = true, .max_length = 80}};
    Choice kind{this,
                "kind",
                {"Kind", "Rodzaj", "Вид"},
                {.required = true,
                 .choices = {{"good", {"Good", "Towar", "Стока"}, 0},
                             {"service", {"Service", "Usługa", "Услуга"}, 1},
                             {"subscription", {"Subscription", "Abonament", "Претплата"}, 2}},
                 .default_value = "good"}};
    Link category{this, "category", {"Category", "Kategoria", "Категорија"}, {.indexed = true, .to = "category"}};
    Text brand{this, "brand", {"Brand", "Marka", "Бренд"}, {.searchable = true, .max_length = 120}};
    Text model{this, "model", {"Model", "Model", "Модел"}, {.searchable = true, .max_length = 120}};
    Text series{this, "series", {"Series", "Seria", "Серија"}, {.searchable = true, .max_length = 120}};
    Money price{this, "price", {"Price", "Cena", "Цена"}, {.group = "sale"}};
    Text unit{
        this, "unit", {"Unit of measure", "Jednostka miary", "Единица мерка"}, {.max_length = 20, .group = "sale"}};
    Percent vat_rate{this, "vat_rate", {"VAT rate", "Stawka VAT", "Стапка на ДДВ"}, {.group = "sale"}};
    Whole warranty_months{this,
                          "warranty_months",
                          {"Warranty in months", "Gwarancja w miesiącach", "Гаранција во месеци"},
                          {.group = "sale"}};
    YesNo active{this, "active", {"Sold now", "W sprzedaży", "Во продажба"}, {.group = "sale", .default_value = true}};
    LongText description{this, "description", {"Description", "Opis", "Опис"}, {.searchable = true}};
    Product();
};
extern const Product product;

} // namespace crm
