// Issuing: the invoice takes its number and is frozen with seller, rate, sums and words; it enters the register and the
// ledger. All of it in one transaction: where any of it fails, no number is taken.
#include <algorithm>

#include "base/amount_words.hpp"
#include "base/error.hpp"
#include "base/holidays.hpp"
#include "modules/core/exchange_rate.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/ksef_document.hpp"
#include "modules/orders/number_series.hpp"
#include "modules/orders/payment.hpp"
#include "modules/orders/register_entry.hpp"
#include "modules/orders/settlement.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

constexpr std::int64_t usual_payment_days = 14;
constexpr int oldest_rate_days = 10; // between two tables of rates there are never more

void say_who_sells(Context& context, Record& record) {
    const Company& company = context.company();
    if (company.name.empty())
        throw Error(
            Problem::conflict,
            context.in_language({"The company has no name yet. Please fill in its settings before invoices are issued.",
                                 "Firma nie ma jeszcze nazwy. Przed wystawieniem faktury uzupełnij jej ustawienia.",
                                 "Фирмата нема име. Пополнете ги нејзините поставки пред да издавате фактури."}));
    record.set(invoice.seller_name, company.name);
    auto take = [&](const Object::Text& field, const char* setting) {
        if (const std::string value = company.more.text(setting); !value.empty()) record.set(field, value);
    };
    take(invoice.seller_tax_id, "tax_id");
    take(invoice.seller_address_1, "address_1");
    take(invoice.seller_address_2, "address_2");
    if (!record.has(invoice.bank_account)) take(invoice.bank_account, "bank_account");
}

void need_a_buyer(Context& context, const Record& record) {
    if (record.has(invoice.buyer_name)) return;
    throw Error::at("buyer_name", context.in_language({"Please give the buyer's name.", "Podaj nazwę nabywcy.",
                                                       "Внесете го името на купувачот."}));
}

void set_days(Context& context, Record& record) {
    const bool told = context.request().history_import && record.has(invoice.day);
    const Day today = told ? *record.get(invoice.day) : context.company().zone.day_of(context.now());
    record.set(invoice.issued_on, today);
    if (!record.has(invoice.supplied_on)) record.set(invoice.supplied_on, today);
    const bool passed = record.has(invoice.number) && record.has(invoice.due_on) && *record.get(invoice.due_on) < today;
    if (record.has(invoice.due_on) && !passed) return;
    const auto days =
        record.get(invoice.payment_days).value_or(context.company().more.number("payment_days", usual_payment_days));
    // A term that would end on a day on which nobody works ends on the next working day.
    record.set(invoice.due_on,
               working_day_from(context.company().country, Day{static_cast<std::int32_t>(today.days + days)}));
}

// In Poland the rate is that of the last working day before the sale, or before the issue where that is earlier;
// elsewhere that of the day of sale.
Day last_day_for_rate(Context& context, const Record& record) {
    const Day supplied = *record.get(invoice.supplied_on), issued = *record.get(invoice.issued_on);
    if (context.company().country != "PL") return supplied;
    return Day{std::min(supplied, issued).days - 1};
}

void freeze_rate(Context& context, Record& record) {
    const std::string currency = record.get(invoice.currency);
    if (currency == context.company().currency) return;
    if (const Id corrected = record.get(invoice.corrects)) { // at the rate of what it corrects
        const Record first = context.load(invoice, corrected);
        record.set(invoice.exchange_rate, *first.get(invoice.exchange_rate));
        return record.set(invoice.rate_on, *first.get(invoice.rate_on));
    }
    const Day latest = last_day_for_rate(context, record);
    const Value day = context.connection().value(
        "SELECT MAX(\"day\") FROM \"exchange_rate\" WHERE \"currency\" = ? AND \"day\" <= ? AND \"deleted_at\" IS NULL",
        Values{currency, std::int64_t{latest.days}});
    if (is_null(day) || whole(day) < latest.days - oldest_rate_days) {
        const std::string text = format_day(latest);
        throw Error::at(
            "currency",
            context.in_language({"There is no exchange rate of " + currency + " for " + text + ". Please add it first.",
                                 "Brak kursu waluty " + currency + " na " + text + ". Najpierw go dodaj.",
                                 "Нема курс на " + currency + " за " + text + ". Прво додајте го."}));
    }
    const Day of{static_cast<std::int32_t>(whole(day))};
    record.set(invoice.exchange_rate, context.rate(currency, of).value());
    record.set(invoice.rate_on, of);
}

// The words are due above a threshold between two taxpayers, when one of the lines falls under it.
void mark_split_payment(Context& context, Record& record, const std::vector<Record>& lines) {
    if (record.get(invoice.split_payment) || !record.has(invoice.seller_tax_id) || !record.has(invoice.buyer_tax_id))
        return;
    const auto threshold =
        legal_figure_on(context, "split_payment_above", context.company().country, *record.get(invoice.issued_on));
    const bool falls = std::any_of(lines.begin(), lines.end(),
                                   [](const Record& line) { return line.get(invoice_line.split_payment); });
    if (!threshold || !falls) return;
    const auto gross = *record.get(invoice.gross_total);
    std::int64_t minor = gross.minor;
    if (gross.currency != threshold->currency) {
        const Day day = record.get(invoice.rate_on).value_or(*record.get(invoice.issued_on));
        const auto from = context.rate(gross.currency, day), to = context.rate(threshold->currency, day);
        if (!from || !to || *to == 0) return;
        const auto own =
            convert_minor(gross.minor, currency_digits(gross.currency).value_or(2), *from, Context::rate_digits, 4);
        if (!own) return;
        __extension__ typedef __int128 Wide;
        Wide one = 1;
        for (int i = 0; i < Context::rate_digits; ++i) one *= 10;
        minor = static_cast<std::int64_t>(Wide{*own} * one / *to / 100);
    }
    record.set(invoice.split_payment, minor * 100 > threshold->value); // the figure has four decimals
}

void refuse_a_correction_of_nothing(Context& context, const Record& record) {
    if (record.get(invoice.kind) != "correction") return;
    if (record.get(invoice.taxes) != "[]") return;
    const Record first = context.load(invoice, record.get(invoice.corrects));
    for (const Object::Text* text : {&invoice.buyer_name, &invoice.buyer_tax_id, &invoice.buyer_address_1,
                                     &invoice.buyer_address_2, &invoice.buyer_country})
        if (first.get(*text) != record.get(*text)) return;
    throw Error(Problem::conflict,
                context.in_language({"This correction changes nothing. Please change its lines or the buyer first.",
                                     "Ta korekta niczego nie zmienia. Najpierw zmień pozycje lub dane nabywcy.",
                                     "Оваа корекција ништо не менува. Прво сменете ги ставките или купувачот."}));
}

void say_why_it_is_exempt(Context& context, Record& record, const std::vector<Record>& lines) {
    const bool exempt = std::any_of(lines.begin(), lines.end(),
                                    [](const Record& line) { return line.get(invoice_line.vat_code) == "exempt"; });
    if (!exempt || record.has(invoice.exemption_basis) || context.company().country != "PL") return;
    if (const std::string usual = context.company().more.text("exemption_basis"); !usual.empty())
        return record.set(invoice.exemption_basis, usual);
    throw Error::at("exemption_basis",
                    context.in_language({"Please give the law by which these lines are exempt from VAT.",
                                         "Podaj podstawę prawną zwolnienia z VAT.",
                                         "Внесете го законскиот основ за ослободување од ДДВ."}));
}

void begin_settlement(Record& record) {
    const std::string kind = record.get(invoice.kind);
    if (kind == "pro_forma" || kind == "correction") return;
    const auto gross = *record.get(invoice.gross_total);
    record.set(invoice.open, gross);
    record.set(invoice.settlement, gross.minor == 0 ? "settled" : "open");
}

void enter_in_ledger(Context& context, const Record& record) {
    const std::string kind = record.get(invoice.kind);
    if (kind == "pro_forma") return;
    const auto gross = *record.get(invoice.gross_total);
    const Id about = kind == "correction" ? record.get(invoice.corrects) : record.id();
    const auto due =
        kind == "correction" ? context.load(invoice, about).get(invoice.due_on) : record.get(invoice.due_on);
    post(context,
         {record.get(invoice.party), gross.currency, kind == "correction" ? "correction" : "invoice",
          record.get(invoice.number), record.get(invoice.issued_on)},
         {{book::receivable, gross.minor, about, 0, due}, {book::sales, -gross.minor, about, 0}});
    if (kind != "correction") return;
    const std::int64_t open = open_of(context, about);
    if (open < 0) credit(context, context.load(invoice, about), record, -open);
    follow_ledger(context, about);
}

std::string language_of(Context& context, const Record& record) {
    const auto who = context.find(party, record.get(invoice.party));
    const std::string theirs = who ? who->get(party.language) : "";
    return theirs.empty() ? context.company().language : theirs;
}

} // namespace

void issue(Context& context, Record& record) {
    need_for(context, record, "issue");
    const auto lines = load_lines(context, record);
    need_lines(context, lines);
    need_a_buyer(context, record);
    refuse_a_correction_of_nothing(context, record);
    refuse_before_ksef_answers(context, record);
    say_who_sells(context, record);
    set_days(context, record);
    freeze_rate(context, record);
    mark_split_payment(context, record, lines);
    say_why_it_is_exempt(context, record, lines);
    record.set(invoice.words, in_words(*record.get(invoice.gross_total), language_of(context, record)));
    begin_settlement(record);
    const bool again = record.has(invoice.number); // what KSeF rejected keeps its number
    if (!again) {
        const DocumentNumber taken = take_number(context, record.get(invoice.kind), record.get(invoice.issued_on));
        record.set(invoice.number, taken.number);
        record.set(invoice.series, taken.series);
        record.set(invoice.serial, taken.serial);
    }
    record.set(invoice.state, "issued");
    context.save(record);
    if (again)
        enter_again(context, record, "issued_again");
    else
        enter_in_register(context, record);
    enter_in_ledger(context, record);
    record = context.load(invoice, record.id());
    begin_ksef(context, record);
}

} // namespace crm
