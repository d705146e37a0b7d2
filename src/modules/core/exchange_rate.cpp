#include "modules/core/exchange_rate.hpp"

#include "base/error.hpp"
#include "record/context.hpp"

namespace crm {

namespace {

void know_the_currency(Context& context, Record& record) {
    std::string code = record.get(exchange_rate.currency);
    for (char& letter : code) letter = static_cast<char>(letter >= 'a' && letter <= 'z' ? letter - 32 : letter);
    if (!currency_digits(code))
        throw Error::at(
            "currency",
            context.in_language({"This currency is not known. Please give its code of three letters, such as USD.",
                                 "Nie znam tej waluty. Podaj jej trzyliterowy kod, na przykład USD.",
                                 "Оваа валута не е позната. Внесете го нејзиниот код од три букви, на пример USD."}));
    if (code == context.company().currency)
        throw Error::at("currency", context.in_language({"This is the company's own currency; it needs no rate.",
                                                         "To waluta firmy, nie potrzebuje kursu.",
                                                         "Ова е валутата на фирмата, не ѝ треба курс."}));
    record.set(exchange_rate.currency, code);
}

void cost_something(Context& context, Record& record) {
    if (record.get(exchange_rate.rate).value_or(0) > 0) return;
    throw Error::at("rate", context.in_language({"Please give a rate above zero.", "Podaj kurs większy od zera.",
                                                 "Внесете курс поголем од нула."}));
}

void be_of_today_unless_said(Context& context, Record& record) {
    if (!record.has(exchange_rate.day)) record.set(exchange_rate.day, context.today());
}

std::string currency_and_day(Context&, const Record& record) {
    return record.get(exchange_rate.currency) + " " + format_day(*record.get(exchange_rate.day));
}

} // namespace

ExchangeRate::ExchangeRate()
    : Object("exchange_rate", "core", {"Exchange rate", "Kurs waluty", "Девизен курс"},
             {"Exchange rates", "Kursy walut", "Девизни курсеви"}) {
    icon = "currency-euro";
    table_class = TableClass::small;
    setting = true;
    searched = false;
    list_fields = {"currency", "day", "rate", "source"};
    form_fields = {"currency", "day", "rate", "source"};
    default_sort = "-day";
    menu = MenuPlace{"settings", 70};
    before_save(know_the_currency);
    before_save(cost_something);
    before_save(be_of_today_unless_said);
    title_rule = currency_and_day;
}

const ExchangeRate exchange_rate;

} // namespace crm
