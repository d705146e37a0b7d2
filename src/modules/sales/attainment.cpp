#include "modules/sales/attainment.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/target.hpp"
#include "record/aggregate_figures.hpp"
#include "record/list_sql.hpp"

namespace crm {

namespace {

constexpr int most_targets = 500;

// What was won by somebody of one product.
struct Won {
    Id owner, product;
    std::int64_t deals, without_rate;
    Total amount;
};

std::vector<Won> won_between(Context& context, Day from, Day to) {
    Sql sql;
    sql << "SELECT \"owner\", \"product\", COUNT(*), " << context.connection().dialect().sum("\"amount_base\"")
        << ", COUNT(\"amount\") - COUNT(\"amount_base\") FROM \"deal\"";
    ListQuery query;
    query.filter =
        deal.outcome == "won" && deal.closed_on >= std::int64_t{from.days} && deal.closed_on <= std::int64_t{to.days};
    append_where(sql, context, context.object("deal"), query, Act::read);
    sql << " GROUP BY \"owner\", \"product\"";
    std::vector<Won> all;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        all.push_back({row.null(0) ? 0 : row.whole(0), row.null(1) ? 0 : row.whole(1), row.whole(2), row.whole(4),
                       row.null(3) ? Total{0} : Total{row.whole(3)}});
        return true;
    });
    return all;
}

// Who is in which team, and which team is part of which.
struct People {
    std::map<Id, Id> team_of;
    std::map<Id, std::vector<Id>> below;

    explicit People(Context& context) {
        const Object* users = context.schema().find("user");
        if (!users || !users->field("team") || !context.schema().find("team")) return;
        context.connection().query("SELECT \"id\", \"team\" FROM \"user\" WHERE \"team\" IS NOT NULL", {},
                                   [&](const Row& row) {
                                       team_of[row.whole(0)] = row.whole(1);
                                       return true;
                                   });
        context.connection().query(
            "SELECT \"id\", \"parent\" FROM \"team\" WHERE \"parent\" IS NOT NULL AND \"deleted_at\" IS NULL", {},
            [&](const Row& row) {
                below[row.whole(1)].push_back(row.whole(0));
                return true;
            });
    }
    std::set<Id> with_below(Id top) const {
        std::set<Id> all{top};
        std::vector<Id> next{top};
        while (!next.empty()) {
            const Id at = next.back();
            next.pop_back();
            if (const auto found = below.find(at); found != below.end())
                for (const Id each : found->second)
                    if (all.insert(each).second) next.push_back(each);
        }
        return all;
    }
};

// The list of deals that a target is counted from.
Json rows_behind(const Record& record, const std::set<Id>& teams) {
    Json filter = Json::object({{"outcome", Json::object({{"in", Json(Json::Array{Json("won")})}})},
                                {"closed_on", Json::object({{"gte", format_day(*record.get(target.starts_on))},
                                                            {"lte", format_day(*record.get(target.ends_on))}})}});
    const auto among = [](const std::set<Id>& ids) {
        Json::Array list;
        for (const Id id : ids) list.push_back(Json(std::to_string(id)));
        return Json::object({{"in", Json(std::move(list))}});
    };
    if (const Id person = record.get(target.person)) filter.set("owner", among({person}));
    if (!teams.empty()) filter.set("owner.team", among(teams));
    if (const Id product = record.get(target.product)) filter.set("product", among({product}));
    return filter;
}

Json link_or_null(const char* object, Context& context, Id id) {
    return id ? linked(id, context.title(object, id)) : Json();
}

// In tenths of a percent.
std::int64_t share(Total part, std::int64_t whole) {
    return whole ? divided(part * 1000, whole) : 0;
}

Json line_of(Context& context, const Record& record, const std::vector<Won>& won, const People& people, Day day) {
    const Id person = record.get(target.person), product = record.get(target.product), team = record.get(target.team);
    const std::set<Id> teams = team ? people.with_below(team) : std::set<Id>();
    Total amount = 0;
    std::int64_t deals = 0, without_rate = 0;
    for (const Won& each : won) {
        const auto in_team = people.team_of.find(each.owner);
        if (person && each.owner != person) continue;
        if (team && (in_team == people.team_of.end() || !teams.contains(in_team->second))) continue;
        if (product && each.product != product) continue;
        amount += each.amount;
        deals += each.deals;
        without_rate += each.without_rate;
    }
    const Day first = *record.get(target.starts_on), last = *record.get(target.ends_on);
    const std::int64_t past = std::clamp(day.days - first.days + 1, 0, last.days - first.days + 1);
    const bool counted = record.get(target.measure) == "won_count";
    const Value base = record.at(record.object().field(target.amount), 2);
    const bool comparable = counted || !is_null(base);
    const std::int64_t goal = counted ? *record.get(target.number) : is_null(base) ? 0 : whole(base);
    const Total reached = counted ? Total{deals} : amount;
    return Json::object({{"target", linked(record.id(), record.title())},
                         {"person", link_or_null("user", context, person)},
                         {"team", link_or_null("team", context, team)},
                         {"product", link_or_null("product", context, product)},
                         {"measure", record.get(target.measure)},
                         {"starts_on", format_day(first)},
                         {"ends_on", format_day(last)},
                         {"goal", counted      ? Json(goal)
                                  : comparable ? own_money(context, goal)
                                               : Json()},
                         {"reached", counted ? Json(deals) : own_money(context, fitting(amount))},
                         {"deals", deals},
                         {"no_rate", without_rate},
                         {"attained", comparable ? Json(share(reached, goal)) : Json()},
                         {"time_passed", share(past, last.days - first.days + 1)},
                         {"filter", rows_behind(record, teams)}});
}

Json attainment(Context& context, const Json& input) {
    need_deal_fields(context, {deal.owner, deal.product, deal.outcome, deal.closed_on, deal.amount});
    const Day day = parse_day(input.text("day")).value_or(context.today());
    const Object& targets = context.object("target");
    const Condition now = target.starts_on <= std::int64_t{day.days} && target.ends_on >= std::int64_t{day.days};
    const Condition mine = context.rights().rows(context.schema(), targets, Act::read);
    std::map<std::pair<Day, Day>, std::vector<Record>> by_period;
    for (Record& each : context.find(targets, now && mine, most_targets))
        if (!each.binned())
            by_period[{*each.get(target.starts_on), *each.get(target.ends_on)}].push_back(std::move(each));
    const People people(context);
    Json lines = Json::array();
    for (const auto& [period, records] : by_period) {
        const auto won = won_between(context, period.first, period.second);
        for (const Record& record : records) lines.push(line_of(context, record, won, people, day));
    }
    return Json::object({{"day", format_day(day)}, {"rows", lines}});
}

} // namespace

Report attainment_report() {
    return {"attainment",
            {"Attainment", "Realizacja celów", "Остварување на целите"},
            {report_input("day", Kind::day, {"On", "Na dzień", "На ден"})},
            {"person", "team", "product", "amount", "number"},
            attainment};
}

} // namespace crm
