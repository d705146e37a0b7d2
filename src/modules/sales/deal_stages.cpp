#include "modules/sales/deal_stages.hpp"

#include <algorithm>
#include <functional>

#include "modules/sales/deal.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/deal_state.hpp"
#include "modules/sales/stage.hpp"
#include "record/aggregate_figures.hpp"
#include "record/aggregate_rows.hpp"
#include "record/list_sql.hpp"

namespace crm {

namespace {

constexpr double weight_of_pipeline = 10; // as many deals as the pipeline's own share counts for
constexpr int rounds = 500;               // more than enough for chances to settle

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

// Calls `each` with every group of the columns and its number. SQLite sorts what it groups by; to tell the rows apart
// here takes a third of that.
void count_groups(Context& context, const std::string& columns, std::vector<bool> are_texts, const ListQuery& query,
                  const std::function<void(const Values& group, std::int64_t times)>& each) {
    const std::size_t width = are_texts.size();
    const bool groups_itself = context.connection().dialect().postgres();
    Sql sql;
    sql << "SELECT " << columns << (groups_itself ? ", COUNT(*)" : "") << " FROM \"deal_state\"";
    append_where(sql, context, context.object("deal_state"), query, Act::read);
    if (groups_itself) sql << " GROUP BY " << columns;
    RowGroups groups(std::move(are_texts));
    std::vector<std::pair<Values, std::int64_t>> found;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        const std::size_t at = groups.of(row);
        if (at == found.size()) {
            found.emplace_back();
            for (std::size_t i = 0; i < width; ++i) found.back().first.push_back(row.value(static_cast<int>(i)));
        }
        found[at].second += groups_itself ? row.whole(static_cast<int>(width)) : 1;
        return true;
    });
    for (const auto& [group, times] : found) each(group, times);
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
    std::map<Id, Passing> all;
    count_groups(context, "\"stage\", \"left\", \"days_in_stage\"", {false, true, false},
                 states_of(context, input, Condition::everything(), std::move(when)),
                 [&](const Values& group, std::int64_t times) {
                     if (is_null(group[0])) return;
                     Passing& passing = all[whole(group[0])];
                     passing.ways[text(group[1])] += times;
                     passing.left += times;
                     if (is_null(group[2])) return;
                     passing.days[whole(group[2])] += times;
                     passing.counted += times;
                     passing.all_days += Total{whole(group[2])} * times;
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
        const auto cases = history.left_times.find(each.id());
        line.set("cases", cases == history.left_times.end() ? std::int64_t{0} : cases->second);
        const auto likely = history.likely(each.id());
        line.set("learnt", likely ? Json(std::int64_t{(*likely + 5) / 10}) : Json());
        rows.push(std::move(line));
    }
    return Json::object({{"rows", rows}});
}

} // namespace

namespace {

// How many deals each pipeline won and lost: by the stages that they are in, which an index knows.
std::map<Id, std::pair<std::int64_t, std::int64_t>> closed_by_pipeline(Context& context, const Json& input,
                                                                       const std::vector<Record>& stages) {
    std::map<Id, std::int64_t> in_stage;
    Sql sql;
    sql << "SELECT \"stage\", COUNT(*) FROM \"deal\"";
    append_where(sql, context, context.object("deal"),
                 deals_asked_for(context, input, Condition{Condition::Op::in, deal.outcome.index, -1, {"won", "lost"}}),
                 Act::read);
    sql << " GROUP BY \"stage\"";
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (!row.null(0)) in_stage[row.whole(0)] = row.whole(1);
        return true;
    });
    std::map<Id, std::pair<std::int64_t, std::int64_t>> all;
    for (const Record& each : stages) {
        const auto found = in_stage.find(each.id());
        if (found == in_stage.end() || each.get(stage.outcome) == "open") continue;
        auto& [won, lost] = all[each.get(stage.pipeline)];
        (each.get(stage.outcome) == "won" ? won : lost) += found->second;
    }
    return all;
}

// How often deals went from each stage to each other.
std::map<Id, std::map<Id, std::int64_t>> moves(Context& context, const Json& input) {
    std::map<Id, std::map<Id, std::int64_t>> all;
    count_groups(context, "\"stage\", \"to_stage\"", {false, false},
                 states_of(context, input, Condition::everything(), stage_was_left()),
                 [&](const Values& group, std::int64_t times) {
                     if (!is_null(group[0]) && !is_null(group[1])) all[whole(group[0])][whole(group[1])] += times;
                 });
    return all;
}

} // namespace

std::optional<std::uint32_t> History::likely(Id at) const {
    const auto found = chances.find(at);
    if (found == chances.end()) return std::nullopt;
    return static_cast<std::uint32_t>(std::clamp(found->second, 0.0, 1.0) * 10'000 + 0.5);
}

History history_of(Context& context, const Json& input) {
    History history;
    const auto all = context.find(stage, Condition::everything());
    const auto closed = closed_by_pipeline(context, input, all);
    const auto went = moves(context, input);
    std::map<Id, double> share; // what the pipeline of an open stage won
    for (const Record& each : all) {
        const std::string outcome = each.get(stage.outcome);
        if (outcome != "open") {
            history.chances[each.id()] = outcome == "won" ? 1 : 0;
            continue;
        }
        const auto whole = closed.find(each.get(stage.pipeline));
        if (whole == closed.end()) continue;
        const auto [won, lost] = whole->second;
        history.chances[each.id()] = share[each.id()] = static_cast<double>(won) / static_cast<double>(won + lost);
    }
    for (const auto& [from, to] : went)
        for (const auto& [stage, times] : to) history.left_times[from] += times;
    for (int round = 0; round < rounds; ++round)
        for (const auto& [at, own] : share) {
            const auto found = went.find(at);
            if (found == went.end()) continue;
            double sum = weight_of_pipeline * own, weight = weight_of_pipeline;
            for (const auto& [to, times] : found->second) {
                const auto next = history.chances.find(to);
                if (next == history.chances.end()) continue;
                sum += static_cast<double>(times) * next->second;
                weight += static_cast<double>(times);
            }
            history.chances[at] = sum / weight;
        }
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
