#include "modules/catalog/product.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void cost_nothing_less(Context& context, Record& record) {
    if (auto price = record.get(product.price); !price || price->minor >= 0) return;
    throw Error::at("price",
                    context.in_language({"Please give a price of zero or more.", "Podaj cenę równą zero lub wyższą.",
                                         "Внесете цена од нула или повеќе."}));
}

void be_taxed_between_nothing_and_everything(Context& context, Record& record) {
    const auto rate = record.get(product.vat_rate);
    if (!rate || (*rate >= 0 && *rate <= 100'00)) return;
    throw Error::at("vat_rate", context.in_language({"Please give a rate from 0 to 100.", "Podaj stawkę od 0 do 100.",
                                                     "Внесете стапка од 0 до 100."}));
}

void be_warranted_for_a_while(Context& context, Record& record) {
    need_range(context, record, product.warranty_months, 0, 1200);
}

} // namespace

Product::Product()
    : Object("product", "catalog", {"Product", "Produkt", "Производ"}, {"Products", "Produkty", "Производи"}) {
    icon = "package";
    table_class = TableClass::small;
    setting = true;
    group("about", {"About", "Informacje", "Основни податоци"});
    group("sale", {"Sale", "Sprzedaż", "Продажба"});
    list_fields = {"name", "sku", "series", "category", "price", "unit", "active"};
    form_fields = {"name", "sku", "kind", "category", "price", "unit", "vat_rate"};
    default_sort = "name";
    menu = MenuPlace{"catalog", 10};
    before_save(cost_nothing_less);
    before_save(be_taxed_between_nothing_and_everything);
    before_save(be_warranted_for_a_while);
}

const Product product;

} // namespace crm
