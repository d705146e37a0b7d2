#include "modules/sales/target.hpp"

#include "base/error.hpp"
#include "modules/core/checks.hpp"
#include "modules/sales/attainment.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

constexpr std::int64_t most_deals = 1'000'000'000;

void be_somebodys_alone(Context& context, Record& record) {
    if (!record.has(target.person) || !record.has(target.team)) return;
    throw Error::at("team", context.in_language({"A target is a person's or a team's. Please choose one of the two.",
                                                 "Cel jest celem osoby albo zespołu. Wybierz jedno z nich.",
                                                 "Целта е на лице или на тим. Изберете едно од двете."}));
}

Day day_of(int year, int month) {
    return make_day(year + (month - 1) / 12, (month - 1) % 12 + 1, 1).value();
}

void reach_over_its_period(Context& context, Record& record) {
    const auto given = record.get(target.starts_on);
    if (!given) return; // is refused as required
    const std::string period = record.get(target.period);
    const auto [year, month, day] = split(*given);
    if (period == "days") {
        if (!record.has(target.ends_on))
            throw Error::at("ends_on", context.in_language({"Please give the last day.", "Podaj ostatni dzień.",
                                                            "Внесете го последниот ден."}));
        return need_order(context, record, target.starts_on, target.ends_on);
    }
    const int months = period == "month" ? 1 : period == "quarter" ? 3 : 12;
    const int first = (static_cast<int>(month) - 1) / months * months + 1;
    record.set(target.starts_on, day_of(static_cast<int>(year), first));
    record.set(target.ends_on, Day{day_of(static_cast<int>(year), first + months).days - 1});
}

void say_how_much(Context& context, Record& record) {
    const bool counted = record.get(target.measure) == "won_count";
    const auto amount = record.get(target.amount);
    const auto number = record.get(target.number);
    if (counted ? number && *number > 0 && *number <= most_deals : amount && amount->minor > 0) return;
    throw Error::at(counted ? "number" : "amount",
                    context.in_language({"Please give what is to be reached, above zero.",
                                         "Podaj, ile ma być osiągnięte, więcej niż zero.",
                                         "Внесете што треба да се достигне, над нула."}));
}

std::string period_text(const Record& record) {
    const auto [year, month, day] = split(*record.get(target.starts_on));
    const std::string period = record.get(target.period), of_year = std::to_string(static_cast<int>(year));
    if (period == "year") return of_year;
    if (period == "quarter") return std::to_string((static_cast<int>(month) - 1) / 3 + 1) + "/4 " + of_year;
    if (period == "month") return (month < 10 ? "0" : "") + std::to_string(static_cast<int>(month)) + "." + of_year;
    return format_day(*record.get(target.starts_on)) + " – " + format_day(*record.get(target.ends_on));
}

void have_a_name(Context& context, Record& record) {
    if (record.has(target.name) || !record.has(target.starts_on)) return;
    std::string who = context.title("user", record.get(target.person));
    if (who.empty()) who = context.title("team", record.get(target.team));
    if (who.empty()) who = in_company_language(context, {"Everybody", "Wszyscy", "Сите"});
    const std::string what = context.title("product", record.get(target.product));
    record.set(target.name, joined(joined(who, what), period_text(record)));
}

} // namespace

Target::Target()
    : Object("target", "sales", {"Target", "Cel sprzedażowy", "Продажна цел"},
             {"Targets", "Cele sprzedażowe", "Продажни цели"}) {
    icon = "target-arrow";
    rule_fills(*this, {ends_on});
    list_fields = {"name", "person", "team", "product", "starts_on", "ends_on", "amount", "number"};
    form_fields = {"person", "team", "product", "period", "starts_on", "ends_on", "measure", "amount", "number"};
    default_sort = "-starts_on,name";
    menu = MenuPlace{"sales", 95};
    before_save(be_somebodys_alone);
    before_save(reach_over_its_period);
    before_save(say_how_much);
    before_save(have_a_name);
    never_merge(*this);
    add_report(*this, attainment_report());
}

const Target target;

} // namespace crm
