#include "modules/core/exchange_rate.hpp"

#include "base/error.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/checks.hpp"
#include "record/base_amounts.hpp"
#include "record/context.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

void know_the_currency(Context& context, Record& record) {
    know_currency(context, record, exchange_rate.currency);
    if (record.get(exchange_rate.currency) == context.company().currency)
        throw Error::at("currency", context.in_language({"This is the company's own currency; it needs no rate.",
                                                         "To waluta firmy, nie potrzebuje kursu.",
                                                         "Ова е валутата на фирмата, не ѝ треба курс."}));
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

void convert(Context& context, const std::string& currency, Day from) {
    const Json input = Json::object({{"currency", currency}});
    Jobs::enqueue(context, convert_amounts_job, input);
    const Zone& zone = context.company().zone;
    if (from > zone.day_of(context.now())) Jobs::enqueue(context, convert_amounts_job, input, zone.begin_of(from));
}

void convert_amounts_anew(Context& context, Record& record) {
    const std::string currency = record.get(exchange_rate.currency),
                      before = text_or_empty(record.before(record.object().field(exchange_rate.currency)));
    const bool matters = record.changed(exchange_rate.rate) || record.changed(exchange_rate.day) || currency != before;
    if (matters) convert(context, currency, *record.get(exchange_rate.day));
    if (!before.empty() && before != currency) convert(context, before, context.today());
}

void convert_amounts_with_it_again(Context& context, Record& record) {
    convert(context, record.get(exchange_rate.currency), *record.get(exchange_rate.day));
}

void convert_amounts_without(Context& context, Record& record) {
    convert(context, record.get(exchange_rate.currency), context.today());
}

} // namespace

void work_convert_amounts(Engine& engine, const Job& job, const std::function<bool()>& stopping) {
    // Of many rates that were imported together the first conversion sees all; those that wait for the same go.
    engine.database().write([&](Connection& connection) {
        connection.execute(
            "DELETE FROM job WHERE kind = ? AND input = ? AND state = 'queued' AND not_before <= ? AND id <> ?",
            Values{convert_amounts_job, job.input.dump(), now(), job.id});
    });
    convert_amounts(engine, job.input.text("currency"), stopping);
}

ExchangeRate::ExchangeRate()
    : Object("exchange_rate", "core", {"Exchange rate", "Kurs waluty", "Девизен курс"},
             {"Exchange rates", "Kursy walut", "Девизни курсеви"}) {
    icon = "currency-euro";
    rule_fills(*this, {day});
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
    after_save(convert_amounts_anew);
    before_delete(convert_amounts_without);
    after_restore(convert_amounts_with_it_again);
}

const ExchangeRate exchange_rate;

} // namespace crm
