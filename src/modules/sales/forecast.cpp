#include "modules/sales/forecast.hpp"

#include "analysis/chances.hpp"
#include "base/error.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/deal_stages.hpp"
#include "modules/sales/stage.hpp"
#include "record/aggregate_figures.hpp"
#include "record/list_sql.hpp"

namespace crm {

namespace {

constexpr int most_deals = 200'000; // of one answer

struct Sum {
    std::int64_t deals = 0;
    Total amount = 0;
    void add(std::int64_t minor) {
        ++deals;
        amount += minor;
    }
    Json json(Context& context) const {
        return Json::object({{"deals", deals}, {"amount", own_money(context, fitting(amount))}});
    }
};

// Of the deals that meet the condition.
Sum sum_of(Context& context, const Json& input, Condition which) {
    Sql sql;
    sql << "SELECT COUNT(*), " << context.connection().dialect().sum("\"amount_base\"") << " FROM \"deal\"";
    append_where(sql, context, context.object("deal"), deals_asked_for(context, input, std::move(which)), Act::read);
    Sum sum;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        sum = {row.whole(0), row.null(1) ? Total{0} : Total{row.whole(1)}};
        return true;
    });
    return sum;
}

// What the open deals expected in the period come to; weights in 10,000.
struct Expected {
    Sum all, commit, best_case, pipeline, omitted;
    Total by_stage = 0, by_owner = 0, by_history = 0;
    std::int64_t without_value = 0;
    std::vector<Gain> gains;

    void add(const std::string_view category, std::int64_t minor, std::uint32_t stage_weight, std::uint32_t own_weight,
             std::uint32_t learnt) {
        all.add(minor);
        if (category == "omitted") return omitted.add(minor);
        (category == "commit" ? commit : category == "best_case" ? best_case : pipeline).add(minor);
        by_stage += Total{minor} * stage_weight;
        by_owner += Total{minor} * own_weight;
        by_history += Total{minor} * learnt;
        if (minor > 0) gains.push_back({minor, learnt});
    }
};

std::uint32_t weight(std::int64_t percent) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(percent, 0, 100)) * 100;
}

Expected expected(Context& context, const Json& input, Condition in_period, const History& history) {
    std::map<Id, std::int64_t> of_stage;
    for (const Record& each : context.find(stage, Condition::everything()))
        of_stage[each.id()] = each.get(stage.probability).value_or(0);
    Sql sql;
    sql << "SELECT \"amount_base\", \"probability\", \"stage\", \"forecast_category\" FROM \"deal\"";
    append_where(sql, context, context.object("deal"),
                 deals_asked_for(context, input, deal.outcome == "open" && std::move(in_period)), Act::read);
    sql << " ORDER BY \"id\" LIMIT " << std::to_string(most_deals + 1);
    Expected sums;
    int rows = 0;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (++rows > most_deals)
            throw Error(
                Problem::bad_request,
                context.in_language(
                    {"There are too many deals for one forecast. Please choose a shorter period or narrow the filter.",
                     "Za dużo szans na jedną prognozę. Wybierz krótszy okres albo zawęź filtr.",
                     "Премногу можности за една прогноза. Изберете пократок период или стеснете го филтерот."}));
        if (row.null(0)) {
            ++sums.without_value;
            return true;
        }
        const Id at = row.null(2) ? 0 : row.whole(2);
        const std::int64_t usual = of_stage[at];
        const std::uint32_t own = weight(row.null(1) ? usual : row.whole(1));
        const std::string category = row.null(3) ? "" : std::string(row.text(3));
        sums.add(category, row.whole(0), weight(usual), own, history.likely(at).value_or(weight(usual)));
        return true;
    });
    return sums;
}

Json weighted(Context& context, Total weighted_sum, Total won) {
    return own_money(context, fitting(won + divided(weighted_sum, 10'000)));
}

Json forecast(Context& context, const Json& input) {
    const auto from = parse_day(input.text("from")), to = parse_day(input.text("to"));
    if (*to < *from)
        throw Error::at("to", context.in_language({"The end is before the beginning. Please change one of the two.",
                                                   "Koniec wypada przed początkiem. Zmień jedno z nich.",
                                                   "Крајот е пред почетокот. Променете едно од двете."}));
    const std::int64_t first = from->days, last = to->days;
    const Sum won = sum_of(context, input, deal.outcome == "won" && deal.closed_on >= first && deal.closed_on <= last);
    const Sum late =
        sum_of(context, input, deal.outcome == "open" && deal.closes_on < std::int64_t{context.today().days});
    const Sum undated =
        sum_of(context, input, deal.outcome == "open" && Condition{Condition::Op::is_null, deal.closes_on.index});
    const Expected open =
        expected(context, input, deal.closes_on >= first && deal.closes_on <= last, history_of(context, input));
    const Spread spread = spread_of(open.gains);
    const auto beside_won = [&](std::int64_t minor) { return own_money(context, fitting(won.amount + minor)); };
    return Json::object({{"won", won.json(context)},
                         {"open", open.all.json(context)},
                         {"commit", open.commit.json(context)},
                         {"best_case", open.best_case.json(context)},
                         {"pipeline", open.pipeline.json(context)},
                         {"omitted", open.omitted.json(context)},
                         {"late", late.json(context)},
                         {"undated", undated.json(context)},
                         {"without_value", open.without_value},
                         {"by_stage", weighted(context, open.by_stage, won.amount)},
                         {"by_owner", weighted(context, open.by_owner, won.amount)},
                         {"by_history", weighted(context, open.by_history, won.amount)},
                         {"p10", beside_won(spread.low)},
                         {"p50", beside_won(spread.middle)},
                         {"p90", beside_won(spread.high)},
                         {"tries", std::int64_t{spread.tries}}});
}

} // namespace

Report forecast_report() {
    return {"forecast",
            {"Forecast", "Prognoza", "Прогноза"},
            {filter_input(), report_input("from", Kind::day, {"From", "Od", "Од"}, {.required = true}),
             report_input("to", Kind::day, {"To", "Do", "До"}, {.required = true})},
            {"stage", "pipeline", "outcome", "amount", "probability", "forecast_category", "closes_on", "closed_on"},
            forecast};
}

} // namespace crm
