#include "modules/orders/number_series.hpp"

#include <map>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr const char* counted = "document"; // the same pattern is the same series, whoever takes of it

const std::string& usual_pattern(const std::string& country, const std::string& kind) {
    using Patterns = std::map<std::string, std::string>;
    static const Patterns polish{
        {"quote", "OF/{n}/{yyyy}"},         {"order", "ZO/{n}/{yyyy}"},      {"invoice", "FV/{n}/{mm}/{yyyy}"},
        {"advance", "ZAL/{n}/{mm}/{yyyy}"}, {"final", "FK/{n}/{mm}/{yyyy}"}, {"correction", "KOR/{n}/{mm}/{yyyy}"},
        {"pro_forma", "PF/{n}/{yyyy}"},     {"delivery", "WZ/{n}/{yyyy}"},   {"claim", "RK/{n}/{yyyy}"}};
    static const Patterns other{
        {"quote", "Q-{yyyy}-{n4}"},       {"order", "O-{yyyy}-{n4}"},    {"invoice", "INV-{yyyy}-{n4}"},
        {"advance", "ADV-{yyyy}-{n4}"},   {"final", "FIN-{yyyy}-{n4}"},  {"correction", "COR-{yyyy}-{n4}"},
        {"pro_forma", "PRO-{yyyy}-{n4}"}, {"delivery", "D-{yyyy}-{n4}"}, {"claim", "C-{yyyy}-{n4}"}};
    return (country == "PL" ? polish : other).at(kind);
}

std::string pattern_of(Context& context, const std::string& kind) {
    const auto own = context.find_one(number_series, number_series.kind == kind);
    return own ? own->get(number_series.pattern) : usual_pattern(context.company().country, kind);
}

bool replace(std::string& text, const std::string& mark, const std::string& by) {
    const auto at = text.find(mark);
    if (at == std::string::npos) return false;
    text.replace(at, mark.size(), by);
    return true;
}

void count_and_name_the_year(Context& context, Record& record) {
    std::string pattern(trimmed(record.get(number_series.pattern)));
    record.set(number_series.pattern, pattern);
    const bool counts = replace(pattern, "{n4}", "") || replace(pattern, "{n}", "");
    const bool dated = replace(pattern, "{yyyy}", "");
    replace(pattern, "{mm}", "");
    if (counts && dated && pattern.find_first_of("{}#") == std::string::npos) return;
    throw Error::at(
        "pattern",
        context.in_language(
            {"Please write {n} or {n4} once for the number and {yyyy} once for the year, and {mm} to count by month.",
             "Wpisz raz {n} lub {n4} jako numer i raz {yyyy} jako rok; {mm}, aby liczyć w miesiącu.",
             "Напишете еднаш {n} или {n4} за бројот и еднаш {yyyy} за годината; {mm} за броење по месец."}));
}

bool is_sale(const std::string& kind) {
    return kind != "quote" && kind != "order" && kind != "pro_forma" && kind != "delivery" && kind != "claim";
}

// Invoices may share a series; what is no invoice has its own, or there would be gaps.
void share_with_its_kin_only(Context& context, Record& record) {
    const std::string kind = record.get(number_series.kind);
    const Field& kinds = record.object().field(number_series.kind);
    for (const Choice& other : kinds.choices) {
        if (other.name == kind || (is_sale(kind) && is_sale(other.name))) continue;
        if (pattern_of(context, other.name) != record.get(number_series.pattern)) continue;
        const std::string who = context.in_language(other.label);
        throw Error::at(
            "pattern",
            context.in_language({"This is the pattern of another kind of document: " + who + ". Please choose another.",
                                 "To wzór innego rodzaju dokumentu: " + who + ". Wybierz inny.",
                                 "Ова е образец на друг вид документ: " + who + ". Изберете друг."}));
    }
}

} // namespace

std::string pattern_of_series(Context& context, const std::string& kind) {
    return pattern_of(context, kind);
}

DocumentNumber take_number(Context& context, const std::string& kind) {
    const auto [year, month, day] = split(context.company().zone.day_of(context.now()));
    DocumentNumber taken;
    taken.series = pattern_of(context, kind);
    replace(taken.series, "{yyyy}", std::to_string(year));
    replace(taken.series, "{mm}", (month < 10 ? "0" : "") + std::to_string(month));
    taken.number = context.take_number(counted, taken.series);
    const bool padded = taken.series.find("{n4}") != std::string::npos;
    const std::string mark = padded ? "{n4}" : "{n}";
    const auto at = taken.series.find(mark);
    const std::size_t digits = taken.number.size() - (taken.series.size() - mark.size());
    taken.serial = parse_decimal(std::string_view(taken.number).substr(at, digits), 0).value();
    return taken;
}

NumberSeries::NumberSeries()
    : Object("number_series", "orders", {"Number series", "Seria numeracji", "Серија на броеви"},
             {"Number series", "Serie numeracji", "Серии на броеви"}) {
    icon = "hash";
    table_class = TableClass::small;
    setting = true;
    searched = false;
    list_fields = {"kind", "pattern"};
    form_fields = {"kind", "pattern"};
    default_sort = "pattern";
    menu = MenuPlace{"settings", 75};
    before_save(count_and_name_the_year);
    before_save(share_with_its_kin_only);
}

const NumberSeries number_series;

} // namespace crm
