#include "modules/core/legal_figure.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"

namespace crm {

namespace {

void be_a_figure_of_a_time(Context& context, Record& record) {
    need_order(context, record, legal_figure.valid_from, legal_figure.valid_to);
    if (record.has(legal_figure.currency)) know_currency(context, record, legal_figure.currency);
    if (record.get(legal_figure.value).value_or(0) >= 0) return;
    throw Error::at(
        "value", context.in_language({"Please give a value of zero or more.", "Podaj wartość równą zero lub większą.",
                                      "Внесете вредност од нула или повеќе."}));
}

struct Known {
    const char *kind, *country;
    std::int64_t value;
    const char* currency;
    Day from;
    std::optional<Day> to;
    const char* source;
};

} // namespace

std::optional<Figure> legal_figure_on(Context& context, const std::string& kind, const std::string& country, Day day) {
    std::optional<Figure> latest;
    for (const Record& each : context.find(legal_figure, legal_figure.kind == kind && legal_figure.country == country &&
                                                             legal_figure.valid_from <= std::int64_t{day.days})) {
        const auto to = each.get(legal_figure.valid_to);
        if ((to && *to < day) || (latest && latest->valid_from > *each.get(legal_figure.valid_from))) continue;
        latest =
            Figure{*each.get(legal_figure.value), each.get(legal_figure.currency), *each.get(legal_figure.valid_from)};
    }
    return latest;
}

void make_legal_figures(Context& context) {
    const Known known[] = {
        {"split_payment_above",
         "PL",
         15'000'0000,
         "PLN",
         *make_day(2019, 11, 1),
         {},
         "Ustawa o VAT, art. 106e ust. 1 pkt 18a"},
        {"interest_commercial", "PL", 15'2500, "", *make_day(2025, 7, 1), make_day(2025, 12, 31),
         "Stopa referencyjna NBP z 1 lipca 2025 + 10 pp"},
        {"interest_commercial",
         "PL",
         14'0000,
         "",
         *make_day(2026, 1, 1),
         {},
         "Stopa referencyjna NBP z 1 stycznia 2026 + 10 pp"},
        {"interest_general",
         "PL",
         10'0000,
         "",
         *make_day(2025, 10, 9),
         {},
         "KC art. 481: stopa referencyjna NBP + 5,5 pp"},
        {"interest_commercial",
         "MK",
         16'3000,
         "",
         *make_day(2024, 1, 1),
         {},
         "ЗОО чл. 266-а: референтна стапка на НБРСМ + 10 пп"},
        {"interest_general",
         "MK",
         14'3000,
         "",
         *make_day(2024, 1, 1),
         {},
         "ЗОО чл. 266-а: референтна стапка на НБРСМ + 8 пп"},
        {"claim_answer_days", "PL", 14'0000, "", *make_day(2014, 12, 25), {}, "Ustawa o prawach konsumenta, art. 7a"},
        {"claim_answer_days", "MK", 15'0000, "", *make_day(2022, 1, 1), {}, "Закон за заштита на потрошувачите 236/22"},
        {"withdrawal_days", "PL", 14'0000, "", *make_day(2014, 12, 25), {}, "Ustawa o prawach konsumenta, art. 27"},
        {"withdrawal_days", "MK", 14'0000, "", *make_day(2022, 1, 1), {}, "Закон за заштита на потрошувачите 236/22"},
    };
    for (const Known& each : known) {
        if (context.exists(legal_figure, legal_figure.kind == each.kind && legal_figure.country == each.country &&
                                             legal_figure.valid_from == std::int64_t{each.from.days}))
            continue;
        Record record = context.make(legal_figure);
        record.set(legal_figure.kind, each.kind);
        record.set(legal_figure.country, each.country);
        record.set(legal_figure.value, each.value);
        if (*each.currency) record.set(legal_figure.currency, each.currency);
        record.set(legal_figure.valid_from, each.from);
        if (each.to) record.set(legal_figure.valid_to, *each.to);
        record.set(legal_figure.source, each.source);
        context.save(record);
    }
}

LegalFigure::LegalFigure()
    : Object("legal_figure", "core", {"Legal figure", "Wielkość ustawowa", "Законска вредност"},
             {"Legal figures", "Wielkości ustawowe", "Законски вредности"}) {
    icon = "scale";
    table_class = TableClass::small;
    setting = true;
    searched = false;
    list_fields = {"kind", "country", "value", "currency", "valid_from", "valid_to", "source"};
    form_fields = {"kind", "country", "value", "currency", "valid_from", "source"};
    default_sort = "-valid_from";
    menu = MenuPlace{"settings", 80};
    before_save(be_a_figure_of_a_time);
}

const LegalFigure legal_figure;

} // namespace crm
