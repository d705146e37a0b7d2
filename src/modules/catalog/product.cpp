#include "modules/catalog/product.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void cost_nothing_less(Context& context, Record& record) {
    if (auto price = record.get(product.price); price && price->minor < 0)
        throw Error::at("price",
                        context.in_language({"Please give a price of zero or more.",
                                             "Podaj cenę równą zero lub wyższą.", "Внесете цена од нула или повеќе."}));
    if (auto cost = record.get(product.cost); cost && cost->minor < 0)
        throw Error::at(
            "cost", context.in_language({"Please give a cost of zero or more.", "Podaj koszt równy zero lub wyższy.",
                                         "Внесете трошок од нула или повеќе."}));
}

void be_warranted_for_a_while(Context& context, Record& record) {
    need_range(context, record, product.warranty_months, 0, 1200);
}

// The check digit of GS1: weights 3 and 1 from the right.
bool is_right_gtin(const std::string& digits) {
    int sum = 0;
    for (std::size_t i = 0; i + 1 < digits.size(); ++i)
        sum += (digits[digits.size() - 2 - i] - '0') * (i % 2 == 0 ? 3 : 1);
    return (10 - sum % 10) % 10 == digits.back() - '0';
}

void carry_a_right_barcode(Context& context, Record& record) {
    if (!record.changed(product.barcode)) return;
    const std::string code(trimmed(record.get(product.barcode)));
    record.set(product.barcode, code);
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool gtin = digits && (code.size() == 8 || (code.size() >= 12 && code.size() <= 14));
    if (!gtin || is_right_gtin(code)) return;
    throw Error::at(
        "barcode", context.in_language({"The last digit of this barcode does not fit the others. Please type it again.",
                                        "Ostatnia cyfra tego kodu nie pasuje do pozostałych. Wpisz kod ponownie.",
                                        "Последната цифра на баркодот не одговара на другите. Внесете го пак."}));
}

void be_sold_between_its_days(Context& context, Record& record) {
    need_order(context, record, product.sold_from, product.sold_until);
}

// Following `link` from `first`, does one come to the product itself?
bool comes_back(Context& context, const Record& record, const Object::Link& link) {
    int steps = 0;
    for (Id at = record.get(link); at != 0 && steps < 100; ++steps) {
        if (at == record.id()) return true;
        at = context.load(product, at).get(link);
    }
    return steps == 100;
}

void never_replace_itself(Context& context, Record& record) {
    for (const Object::Link* link : {&product.successor, &product.predecessor})
        if (record.changed(*link) && comes_back(context, record, *link))
            throw Error::at(record.object().field(*link).name,
                            context.in_language({"A product cannot replace itself. Please choose another one.",
                                                 "Produkt nie może zastąpić samego siebie. Wybierz inny.",
                                                 "Производот не може да се замени сам себеси. Изберете друг."}));
}

// The other end of a link that was set, taken away or led elsewhere says the same.
void agree(Context& context, Record& record, const Object::Link& link, const Object::Link& back) {
    if (!record.is_new() && !record.changed(link)) return;
    const Id before = whole_or(record.before(record.object().field(link)), 0), now = record.get(link);
    if (before == now) return;
    if (before)
        if (auto other = context.find(product, before); other && other->get(back) == record.id()) {
            other->clear(back);
            context.save(*other);
        }
    if (!now) return;
    Record other = context.load(product, now);
    if (other.get(back) == record.id()) return;
    other.set(back, record.id());
    context.save(other);
}

void agree_with_its_neighbours(Context& context, Record& record) {
    agree(context, record, product.successor, product.predecessor);
    agree(context, record, product.predecessor, product.successor);
}

} // namespace

bool sold_on(const Record& record, crm::Day day) {
    const auto from = record.get(product.sold_from), until = record.get(product.sold_until);
    return record.get(product.active) && (!from || *from <= day) && (!until || day <= *until);
}

Product::Product()
    : Object("product", "catalog", {"Product", "Produkt", "Производ"}, {"Products", "Produkty", "Производи"}) {
    icon = "package";
    table_class = TableClass::small;
    setting = true;
    group("about", {"About", "Informacje", "Основни податоци"});
    group("sale", {"Sale", "Sprzedaż", "Продажба"});
    list_fields = {"name", "sku", "series", "category", "price", "unit", "active"};
    form_fields = {"name", "sku", "kind", "category", "price", "cost", "unit", "vat_rate"};
    default_sort = "name";
    menu = MenuPlace{"catalog", 10};
    before_save(cost_nothing_less);
    before_save(
        [](Context& context, Record& record) { be_taxed(context, record, product.vat_code, product.vat_rate); });
    before_save(be_warranted_for_a_while);
    before_save(carry_a_right_barcode);
    before_save(be_sold_between_its_days);
    before_save(never_replace_itself);
    after_save(agree_with_its_neighbours);
}

const Product product;

} // namespace crm
