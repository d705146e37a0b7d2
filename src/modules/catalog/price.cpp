#include "modules/catalog/price.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void cost_nothing_less(Context& context, Record& record) {
    if (record.get(price.amount).value_or(0) < 0)
        throw Error::at("amount",
                        context.in_language({"Please give a price of zero or more.",
                                             "Podaj cenę równą zero lub wyższą.", "Внесете цена од нула или повеќе."}));
    if (record.get(price.from_quantity).value_or(0) < 0)
        throw Error::at("from_quantity", context.in_language({"Please give a quantity of zero or more.",
                                                              "Podaj ilość równą zero lub większą.",
                                                              "Внесете количина од нула или повеќе."}));
}

void end_after_its_beginning(Context& context, Record& record) {
    need_order(context, record, price.valid_from, price.valid_to);
}

bool overlap(const Record& one, const Record& other) {
    const auto begins = [](const Record& each) { return each.get(price.valid_from).value_or(Day{INT32_MIN}); };
    const auto ends = [](const Record& each) { return each.get(price.valid_to).value_or(Day{INT32_MAX}); };
    return begins(one) <= ends(other) && begins(other) <= ends(one);
}

// Otherwise nobody could say which of the two holds.
void be_the_only_one_of_its_days(Context& context, Record& record) {
    const auto same = context.find(price, price.price_list == record.get(price.price_list) &&
                                              price.product == record.get(price.product) &&
                                              price.from_quantity == record.get(price.from_quantity).value_or(0));
    const bool taken = std::any_of(same.begin(), same.end(), [&](const Record& each) {
        return each.id() != record.id() && overlap(each, record);
    });
    if (!taken) return;
    throw Error::at(
        "from_quantity",
        context.in_language(
            {"This list has a price of the product from this quantity for some of these days already. Please change "
             "that one, or end it before this one begins.",
             "Ten cennik ma już cenę produktu od tej ilości w części tych dni. Zmień tamtą albo zakończ ją przed "
             "początkiem tej.",
             "Овој ценовник веќе има цена на производот од оваа количина за некои од тие денови. Сменете ја или "
             "завршете ја пред почетокот на оваа."}));
}

std::string name_of_its_product(Context& context, const Record& record) {
    return context.title("product", record.get(price.product));
}

} // namespace

Price::Price() : Object("price", "catalog", {"Price", "Cena", "Цена"}, {"Prices", "Ceny", "Цени"}) {
    icon = "tag";
    table_class = TableClass::small;
    list_fields = {"product", "from_quantity", "amount", "valid_from", "valid_to"};
    form_fields = {"product", "from_quantity", "amount", "valid_from", "valid_to"};
    default_sort = "name,from_quantity";
    before_save(cost_nothing_less);
    before_save(end_after_its_beginning);
    before_save(be_the_only_one_of_its_days);
    title_rule = name_of_its_product;
}

const Price price;

} // namespace crm
