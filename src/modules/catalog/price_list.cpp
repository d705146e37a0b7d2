#include "modules/catalog/price_list.hpp"

#include "base/error.hpp"
#include "modules/catalog/pricing.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void be_in_a_known_currency(Context& context, Record& record) {
    if (record.has(price_list.currency)) know_currency(context, record, price_list.currency);
}

void end_after_its_beginning(Context& context, Record& record) {
    need_order(context, record, price_list.valid_from, price_list.valid_to);
}

void never_refer_to_itself(Context& context, Record& record) {
    if (!record.changed(price_list.base_list)) return;
    int steps = 0;
    for (Id base = record.get(price_list.base_list); base != 0; ++steps) {
        if (base == record.id() || steps == deepest_price_list)
            throw Error::at("base_list",
                            context.in_language({"A price list cannot refer to itself. Please choose another one.",
                                                 "Cennik nie może odwoływać się do siebie. Wybierz inny.",
                                                 "Ценовникот не може да се повикува на себе. Изберете друг."}));
        base = context.load(price_list, base).get(price_list.base_list);
    }
}

void agree_with_its_base(Context& context, Record& record) {
    if (!record.has(price_list.base_list)) return;
    const Record base = context.load(price_list, record.get(price_list.base_list));
    if (base.get(price_list.currency) != record.get(price_list.currency))
        throw Error::at("base_list",
                        context.in_language({"That list is in another currency. Please choose one in the same.",
                                             "Tamten cennik jest w innej walucie. Wybierz w tej samej.",
                                             "Тој ценовник е во друга валута. Изберете во истата."}));
    if (base.get(price_list.with_tax) == record.get(price_list.with_tax)) return;
    throw Error::at("base_list", context.in_language(
                                     {"Of the two lists one includes VAT and one does not. Please choose another one.",
                                      "Jeden z cenników zawiera VAT, drugi nie. Wybierz inny.",
                                      "Едниот ценовник е со ДДВ, другиот без. Изберете друг."}));
}

void keep_what_others_are_based_on(Context& context, Record& record) {
    const bool changes = record.changed(price_list.currency) || record.changed(price_list.with_tax);
    if (record.is_new() || !changes || !context.exists(price_list, price_list.base_list == record.id())) return;
    throw Error::at(record.changed(price_list.currency) ? "currency" : "with_tax",
                    context.in_language({"Other lists are based on this one. Please make a new list instead.",
                                         "Inne cenniki opierają się na tym. Utwórz nowy cennik.",
                                         "Други ценовници се засноваат на овој. Направете нов ценовник."}));
}

void change_within_reason(Context& context, Record& record) {
    const auto percent = record.get(price_list.percent);
    if (percent && (*percent <= -100'00 || *percent > 1000'00))
        throw Error::at("percent", context.in_language({"Please give a percent above -100 and up to 1000.",
                                                        "Podaj procent większy od -100 i nie większy niż 1000.",
                                                        "Внесете процент над -100 и најмногу 1000."}));
    if (record.get(price_list.rounding).value_or(1) > 0) return;
    throw Error::at("rounding", context.in_language({"Please round to a multiple above zero, such as 0.05.",
                                                     "Zaokrąglaj do wielokrotności większej od zera, na przykład 0,05.",
                                                     "Заокружувајте на содржател поголем од нула, на пример 0,05."}));
}

} // namespace

PriceList::PriceList()
    : Object("price_list", "catalog", {"Price list", "Cennik", "Ценовник"}, {"Price lists", "Cenniki", "Ценовници"}) {
    icon = "list-details";
    table_class = TableClass::small;
    setting = true;
    group("about", {"About", "Informacje", "Основни податоци"});
    group("audience", {"For whom", "Dla kogo", "За кого"});
    group("base", {"Based on another list", "Na podstawie innego cennika", "Врз основа на друг ценовник"});
    group("languages", {"In other languages", "W innych językach", "На други јазици"});
    list_fields = {"name", "currency", "valid_from", "valid_to", "base_list", "percent", "active"};
    form_fields = {"name", "currency", "valid_from", "valid_to", "base_list", "percent", "rounding"};
    default_sort = "name";
    menu = MenuPlace{"catalog", 30};
    before_save(be_in_a_known_currency);
    before_save(end_after_its_beginning);
    before_save(never_refer_to_itself);
    before_save(agree_with_its_base);
    before_save(keep_what_others_are_based_on);
    before_save(change_within_reason);
    add_report(*this, price_of_a_product());
}

const PriceList price_list;

} // namespace crm
