#include "modules/sales/deal_stages.hpp"

#include <algorithm>
#include <array>

#include "modules/sales/deal.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/deal_state.hpp"
#include "modules/sales/stage.hpp"
#include "record/aggregate_figures.hpp"
#include "record/list_sql.hpp"

namespace crm {

namespace {

constexpr std::int64_t weight_of_pipeline = 10; // as many deals as the pipeline's own share counts for

// States of the deals that were asked for.
ListQuery states_of(Context& context, const Json& input, Condition deals, Condition states) {
    Condition of{Condition::Op::follows, deal_state.deal.index};
    of.parts = {deals_asked_for(context, input, std::move(deals)).filter};
    of.object = "deal";
    ListQuery query;
    query.filter = std::move(states);
    if (!is_everything(of.parts[0])) query.filter = std::move(query.filter) && std::move(of);
    return query;
}

Condition stage_was_left() {
    return !Condition{Condition::Op::is_null, deal_state.left.index};
}

void count_by_stage(Context& context, const Json& input, const char* outcome, std::map<Id, Learnt>& into,
                    std::int64_t Learnt::*which) {
    Sql sql;
    sql << "SELECT \"stage\", COUNT(DISTINCT \"deal\") FROM \"deal_state\"";
    append_where(sql, context, context.object("deal_state"),
                 states_of(context, input, deal.outcome == outcome, stage_was_left() && deal_state.outcome == "open"),
                 Act::read);
    sql << " GROUP BY \"stage\"";
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (!row.null(0)) into[row.whole(0)].*which = row.whole(1);
        return true;
    });
}

// What became of the stage: how often it was left which way, and after how many days.
struct Passing {
    std::map<std::string, std::int64_t, std::less<>> ways;
    std::map<std::int64_t, std::int64_t> days; // how often after so many
    std::int64_t left = 0, counted = 0;
    Total all_days = 0;

    // The days within which that share of them had left; empty while none has.
    std::optional<std::int64_t> within(std::int64_t percent) const {
        std::int64_t seen = 0;
        for (const auto& [day, times] : days)
            if ((seen += times) * 100 >= counted * percent && counted) return day;
        return std::nullopt;
    }
};

std::map<Id, Passing> passings(Context& context, const Json& input) {
    Condition when = stage_was_left();
    const Zone& zone = context.rights().zone;
    if (const auto from = parse_day(input.text("from")))
        when = std::move(when) && deal_state.until_at >= zone.begin_of(*from);
    if (const auto to = parse_day(input.text("to")))
        when = std::move(when) && deal_state.until_at < zone.begin_of(Day{to->days + 1});
    Sql sql;
    sql << "SELECT \"stage\", \"left\", \"days_in_stage\", COUNT(*) FROM \"deal_state\"";
    append_where(sql, context, context.object("deal_state"),
                 states_of(context, input, Condition::everything(), std::move(when)), Act::read);
    sql << " GROUP BY \"stage\", \"left\", \"days_in_stage\"";
    std::map<Id, Passing> all;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (row.null(0)) return true;
        Passing& passing = all[row.whole(0)];
        const std::int64_t times = row.whole(3);
        passing.ways[std::string(row.text(1))] += times;
        passing.left += times;
        if (!row.null(2)) {
            passing.days[row.whole(2)] += times;
            passing.counted += times;
            passing.all_days += Total{row.whole(2)} * times;
        }
        return true;
    });
    return all;
}

struct Standing {
    std::int64_t deals = 0, amount = 0, stalled = 0;
};

std::map<Id, Standing> standings(Context& context, const Json& input) {
    Sql sql;
    sql << "SELECT \"stage\", COUNT(*), " << context.connection().dialect().sum("\"amount_base\"") << ", "
        << context.connection().dialect().sum("\"stalled\"") << " FROM \"deal\"";
    append_where(sql, context, context.object("deal"), deals_asked_for(context, input, deal.outcome == "open"),
                 Act::read);
    sql << " GROUP BY \"stage\"";
    std::map<Id, Standing> all;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (!row.null(0))
            all[row.whole(0)] = {row.whole(1), row.null(2) ? 0 : row.whole(2), row.null(3) ? 0 : row.whole(3)};
        return true;
    });
    return all;
}

Json days_or_null(const std::optional<std::int64_t>& days) {
    return days ? Json(*days) : Json();
}

Json stages(Context& context, const Json& input) {
    const auto passed = passings(context, input);
    const auto stand = standings(context, input);
    const History history = history_of(context, input);
    auto all = context.find(stage, stage.outcome == "open");
    std::stable_sort(all.begin(), all.end(), [](const Record& a, const Record& b) {
        return std::pair(a.get(stage.pipeline), a.get(stage.position).value_or(0)) <
               std::pair(b.get(stage.pipeline), b.get(stage.position).value_or(0));
    });
    Json rows = Json::array();
    for (const Record& each : all) {
        static const Passing none;
        const auto at = passed.find(each.id());
        const Passing& passing = at == passed.end() ? none : at->second;
        const auto here = stand.find(each.id());
        const Standing standing = here == stand.end() ? Standing{} : here->second;
        if (each.get(stage.retired) && !passing.left && !standing.deals) continue;
        Json line = Json::object(
            {{"stage", linked(each.id(), each.title())},
             {"pipeline", linked(each.get(stage.pipeline), context.title("pipeline", each.get(stage.pipeline)))},
             {"deals", standing.deals},
             {"amount", own_money(context, standing.amount)},
             {"stalled", standing.stalled},
             {"left", passing.left},
             {"average_days", passing.counted ? Json(divided(passing.all_days * 10, passing.counted)) : Json()},
             {"median_days", days_or_null(passing.within(50))},
             {"most_days", days_or_null(passing.within(90))},
             {"probability", each.get(stage.probability).value_or(0)}});
        for (const char* way : {"forward", "back", "won", "lost"}) {
            const auto times = passing.ways.find(way);
            line.set(way, times == passing.ways.end() ? std::int64_t{0} : times->second);
        }
        const auto learnt = history.by_stage.find(each.id());
        line.set("once_won", learnt == history.by_stage.end() ? std::int64_t{0} : learnt->second.won);
        line.set("once_lost", learnt == history.by_stage.end() ? std::int64_t{0} : learnt->second.lost);
        const auto likely = history.likely(each.id(), each.get(stage.pipeline));
        line.set("learnt", likely ? Json(std::int64_t{(*likely + 5) / 10}) : Json());
        rows.push(std::move(line));
    }
    return Json::object({{"rows", rows}});
}

} // namespace

std::optional<std::uint32_t> History::likely(Id at, Id in_pipeline) const {
    const auto whole = by_pipeline.find(in_pipeline);
    if (whole == by_pipeline.end() || whole->second.won + whole->second.lost == 0) return std::nullopt;
    const auto& [all_won, all_lost] = whole->second;
    const auto own = by_stage.find(at);
    const Learnt seen = own == by_stage.end() ? Learnt{} : own->second;
    const std::int64_t closed = all_won + all_lost;
    const Total part = (Total{seen.won} * closed + Total{weight_of_pipeline} * all_won) * 10'000;
    return static_cast<std::uint32_t>(divided(part, (seen.won + seen.lost + weight_of_pipeline) * closed));
}

History history_of(Context& context, const Json& input) {
    History history;
    count_by_stage(context, input, "won", history.by_stage, &Learnt::won);
    count_by_stage(context, input, "lost", history.by_stage, &Learnt::lost);
    Sql sql;
    sql << "SELECT \"pipeline\", \"outcome\", COUNT(*) FROM \"deal\"";
    append_where(sql, context, context.object("deal"), deals_asked_for(context, input, deal.outcome != "open"),
                 Act::read);
    sql << " GROUP BY \"pipeline\", \"outcome\"";
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (row.null(0) || row.null(1)) return true;
        Learnt& of = history.by_pipeline[row.whole(0)];
        (row.text(1) == "won" ? of.won : of.lost) += row.whole(2);
        return true;
    });
    return history;
}

Report stages_report() {
    return {"stages",
            {"Stages", "Etapy", "Фази"},
            {filter_input(), report_input("from", Kind::day, {"From", "Od", "Од"}),
             report_input("to", Kind::day, {"To", "Do", "До"})},
            {"stage", "pipeline", "outcome", "amount", "stalled"},
            stages};
}

} // namespace crm
