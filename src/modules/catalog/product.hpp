// Product: something we sell: a good, a service or a subscription, with its price before tax.
#pragma once
#include <string>

#include "modules/core/choices.hpp"
#include "record/context.hpp"

namespace crm {

struct Product : Object {
    Text name{this, "name", {"Name", "Nazwa", "Име"}, {.required = true, .searchable = true, .title = true}};
    Text sku{this,
             "sku",
             {"SKU", "Symbol", "Шифра"},
             {.unique = true, .searchable = true, .plain = true, .exact_search = true, .max_length = 80}};
    // GTIN of 8, 12, 13 or 14 digits with its check digit, or what another system prints.
    Text barcode{this,
                 "barcode",
                 {"Barcode", "Kod kreskowy", "Баркод"},
                 {.unique = true, .searchable = true, .plain = true, .exact_search = true, .max_length = 48}};
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
    // What one of it costs us, before tax; prices and margins are told beside it.
    Money cost{this, "cost", {"Cost of one", "Koszt jednostki", "Трошок за единица"}, {.group = "sale"}};
    Text unit{
        this, "unit", {"Unit of measure", "Jednostka miary", "Единица мерка"}, {.max_length = 20, .group = "sale"}};
    Percent vat_rate{this, "vat_rate", {"VAT rate", "Stawka VAT", "Стапка на ДДВ"}, {.group = "sale"}};
    Choice vat_code{this,
                    "vat_code",
                    {"VAT treatment", "Sposób opodatkowania", "ДДВ третман"},
                    {.choices = vat_choices(), .group = "sale", .default_value = "taxed"}};
    // Goods and services whose invoices above a threshold are paid by split payment.
    YesNo split_payment{this,
                        "split_payment",
                        {"Falls under split payment", "Podlega podzielonej płatności (zał. 15)", "Поделено плаќање"},
                        {.group = "sale", .default_value = false}};
    Whole warranty_months{this,
                          "warranty_months",
                          {"Warranty in months", "Gwarancja w miesiącach", "Гаранција во месеци"},
                          {.group = "sale"}};
    YesNo active{this, "active", {"Sold now", "W sprzedaży", "Во продажба"}, {.group = "sale", .default_value = true}};
    Day sold_from{this, "sold_from", {"Sold from", "W sprzedaży od", "Се продава од"}, {.group = "sale"}};
    Day sold_until{this, "sold_until", {"Sold until", "W sprzedaży do", "Се продава до"}, {.group = "sale"}};
    // What it replaces and what replaces it; the two records agree on it.
    Link predecessor{this,
                     "predecessor",
                     {"Replaces", "Zastępuje", "Заменува"},
                     {.indexed = true, .to = "product", .group = "sale"}};
    Link successor{this,
                   "successor",
                   {"Replaced by", "Zastąpiony przez", "Заменет со"},
                   {.indexed = true, .to = "product", .group = "sale"}};
    LongText description{this, "description", {"Description", "Opis", "Опис"}, {.searchable = true}};
    Product();
};
extern const Product product;

// May it be offered on that day? Its successor stands in the sentence of refusal.
bool sold_on(const Record& record, crm::Day day);

} // namespace crm
