#include "modules/orders/interest.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "base/error.hpp"
#include "base/holidays.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/settlement.hpp"
#include "record/actions.hpp"

namespace crm {

namespace {

__extension__ typedef __int128 Wide;

// Between two taxpayers more is due than from anybody else.
std::string kind_of_rate(const Record& of) {
    return of.has(invoice.buyer_tax_id) ? "interest_commercial" : "interest_general";
}

std::int64_t rate_on(Context& context, const Record& of, Day day) {
    const std::string kind = kind_of_rate(of), country = context.company().country;
    if (const auto figure = legal_figure_on(context, kind, country, day)) return figure->value;
    const std::string text = format_day(day);
    throw Error::at(
        "until",
        context.in_language({"There is no legal rate of interest for " + text + ". Please add it to the legal figures.",
                             "Brak stopy odsetek na " + text + ". Dodaj ją do wielkości ustawowych.",
                             "Нема законска камата за " + text + ". Додајте ја во законските вредности."}));
}

// What was open of the invoice itself, from each day on which that changed.
std::map<Day, std::int64_t> open_by_day(Context& context, const Record& of) {
    std::map<Day, std::int64_t> changes, open;
    for (const Record& entry :
         context.find(ledger_entry, ledger_entry.invoice == of.id() && ledger_entry.book == "receivable", 10'000))
        if (entry.get(ledger_entry.kind) != "interest")
            changes[*entry.get(ledger_entry.posted_on)] += entry.get(ledger_entry.amount)->minor;
    std::int64_t sum = 0;
    for (const auto& [day, change] : changes) open[day] = sum += change;
    return open;
}

std::int64_t open_on(const std::map<Day, std::int64_t>& open, Day day) { // at the end of the day before
    auto after = open.lower_bound(day);
    return after == open.begin() ? 0 : std::prev(after)->second;
}

std::int64_t charged_of(Context& context, const Record& of) {
    std::int64_t sum = 0;
    for (const Record& entry :
         context.find(ledger_entry, ledger_entry.invoice == of.id() && ledger_entry.kind == "interest", 10'000))
        if (entry.get(ledger_entry.book) == "receivable") sum += entry.get(ledger_entry.amount)->minor;
    return sum;
}

} // namespace

std::optional<std::int64_t> interest_of(const std::vector<InterestPart>& parts) {
    Wide sum = 0;
    for (const InterestPart& part : parts) {
        Wide product = Wide{part.amount} * part.rate;
        if (__builtin_mul_overflow(product, Wide{part.days}, &product) || __builtin_add_overflow(sum, product, &sum))
            return std::nullopt;
    }
    constexpr Wide divisor = Wide{100} * 10'000 * 365;
    const Wide interest = (sum + divisor / 2) / divisor;
    if (interest > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return static_cast<std::int64_t>(interest);
}

std::vector<InterestPart> interest_parts(Context& context, const Record& of, Day until) {
    std::vector<InterestPart> parts;
    const auto open = open_by_day(context, of);
    const Day due = working_day_from(context.company().country, *of.get(invoice.due_on));
    for (Day day{due.days + 1}; day <= until; ++day.days) {
        const std::int64_t owed = open_on(open, day);
        if (owed <= 0) continue;
        const std::int64_t rate = rate_on(context, of, day);
        if (!parts.empty() && parts.back().amount == owed && parts.back().rate == rate)
            ++parts.back().days;
        else
            parts.push_back({owed, rate, 1});
    }
    return parts;
}

std::int64_t interest_due(Context& context, const Record& of, Day until) {
    const auto all = interest_of(interest_parts(context, of, until));
    return std::max<std::int64_t>(all.value_or(0) - charged_of(context, of), 0);
}

Json charge_interest_as_asked(Context& context, Record& of, const Json& input) {
    need_for(context, of, "charge_interest");
    const Day today = context.company().zone.day_of(context.now());
    const Day until = parse_day(input.text("until")).value_or(today);
    if (until > today)
        throw Error::at("until", context.in_language({"This day is still to come. Please give today or an earlier one.",
                                                      "Ten dzień dopiero nadejdzie. Podaj dzisiejszy lub wcześniejszy.",
                                                      "Овој ден допрва доаѓа. Внесете го денешниот или порано."}));
    const std::int64_t more = interest_due(context, of, until);
    if (more == 0)
        throw Error(Problem::conflict,
                    context.in_language({"No more interest is due for this invoice up to that day.",
                                         "Do tego dnia nie należą się dalsze odsetki od tej faktury.",
                                         "До тој ден нема повеќе камата за оваа фактура."}));
    post(context, {of.get(invoice.party), of.get(invoice.currency), "interest", of.get(invoice.number)},
         {{book::receivable, more, of.id(), 0, of.get(invoice.due_on)}, {book::interest, -more, of.id(), 0}});
    follow_ledger(context, of.id());
    return {};
}

Json write_off_as_asked(Context& context, Record& of, const Json& input) {
    need_for(context, of, "write_off");
    const auto open = *of.get(invoice.open);
    std::int64_t minor = open.minor;
    if (const Json& given = input["amount"]; !given.is_null()) {
        if (given.text("currency") != open.currency)
            minor = 0;
        else
            minor = parse_decimal(given.text("amount"), currency_digits(open.currency).value_or(2)).value_or(0);
    }
    if (minor <= 0 || minor > open.minor) {
        const std::string text = format_amount(open) + " " + open.currency;
        throw Error::at("amount", context.in_language({"At most " + text + " can be written off.",
                                                       "Można odpisać najwyżej " + text + ".",
                                                       "Може да се отпише најмногу " + text + "."}));
    }
    post(context,
         {of.get(invoice.party), open.currency, "write_off", of.get(invoice.number) + ": " + input.text("reason")},
         {{book::receivable, -minor, of.id(), 0, of.get(invoice.due_on)}, {book::write_off, minor, of.id(), 0}});
    follow_ledger(context, of.id());
    return {};
}

} // namespace crm
