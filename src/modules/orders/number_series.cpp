#include "modules/orders/number_series.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr const char* counted = "document"; // the same pattern is the same series, whoever takes of it

const SeriesKind& series_kind(const std::string& name) {
    const auto& kinds = series_kinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const SeriesKind& each) { return each.choice.name == name; });
    require(found != kinds.end(), "every kind of document that takes a number is among the kinds of series");
    return *found;
}

const std::string& usual_pattern(const std::string& country, const std::string& kind) {
    const SeriesKind& of = series_kind(kind);
    return country == "PL" ? of.polish : of.elsewhere;
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

void share_with_its_kin_only(Context& context, Record& record) {
    const std::string kind = record.get(number_series.kind);
    const Field& kinds = record.object().field(number_series.kind);
    for (const Choice& other : kinds.choices) {
        if (other.name == kind || (series_kind(kind).is_sale && series_kind(other.name).is_sale)) continue;
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

const std::vector<SeriesKind>& series_kinds() {
    static const std::vector<SeriesKind> kinds{
        {{"quote", {"Quote", "Oferta", "Понуда"}}, "OF/{n}/{yyyy}", "Q-{yyyy}-{n4}"},
        {{"order", {"Order", "Zamówienie", "Нарачка"}}, "ZO/{n}/{yyyy}", "O-{yyyy}-{n4}"},
        {{"invoice", {"Invoice", "Faktura", "Фактура"}}, "FV/{n}/{mm}/{yyyy}", "INV-{yyyy}-{n4}", true},
        {{"advance", {"Advance invoice", "Faktura zaliczkowa", "Авансна фактура"}},
         "ZAL/{n}/{mm}/{yyyy}",
         "ADV-{yyyy}-{n4}",
         true},
        {{"final", {"Final invoice", "Faktura końcowa", "Крајна фактура"}},
         "FK/{n}/{mm}/{yyyy}",
         "FIN-{yyyy}-{n4}",
         true},
        {{"correction", {"Correction invoice", "Faktura korygująca", "Корективна фактура"}},
         "KOR/{n}/{mm}/{yyyy}",
         "COR-{yyyy}-{n4}",
         true},
        {{"pro_forma", {"Pro forma", "Pro forma", "Профактура"}}, "PF/{n}/{yyyy}", "PRO-{yyyy}-{n4}"},
        {{"delivery", {"Delivery", "Dostawa", "Испорака"}}, "WZ/{n}/{yyyy}", "D-{yyyy}-{n4}"},
        {{"claim", {"Claim", "Reklamacja lub zwrot", "Рекламација или враќање"}}, "RK/{n}/{yyyy}", "C-{yyyy}-{n4}"},
        {{"reminder", {"Reminder", "Wezwanie do zapłaty", "Опомена"}}, "WEZ/{n}/{yyyy}", "REM-{yyyy}-{n4}"}};
    return kinds;
}

std::vector<Choice> choices_of_series() {
    std::vector<Choice> choices;
    for (const SeriesKind& each : series_kinds()) choices.push_back(each.choice);
    return choices;
}

std::string pattern_of_series(Context& context, const std::string& kind) {
    return pattern_of(context, kind);
}

DocumentNumber take_number(Context& context, const std::string& kind, std::optional<Day> of) {
    const auto [year, month, day] = split(of ? *of : context.company().zone.day_of(context.now()));
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
