#include "modules/sales/deal_changes.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/error.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/deal_reports.hpp"
#include "modules/sales/deal_state.hpp"
#include "modules/sales/stage.hpp"
#include "record/aggregate_figures.hpp"
#include "record/list_sql.hpp"

namespace crm {

namespace {

constexpr int most_changes = 200'000, most_told = 100; // deals told by name in each kind of change

struct State {
    Id stage = 0;
    std::string outcome;
    std::int64_t amount = 0;
    std::optional<std::int64_t> closes_on;
};
struct Now : State {
    Id id = 0;
    std::string name;
    Moment created_at = 0;
};

// One kind of change: how many deals, what it does to the open sum, and the deals themselves.
struct Change {
    std::int64_t deals = 0;
    Total amount = 0;
    std::vector<Json> told;

    void add(const Now& now, Total difference, Json was = {}, Json is = {}) {
        ++deals;
        amount += difference;
        if (told.size() < static_cast<std::size_t>(most_told))
            told.push_back(
                Json::object({{"deal", linked(now.id, now.name)}, {"was", std::move(was)}, {"is", std::move(is)}}));
    }
};

[[noreturn]] void refuse_too_many(Context& context) {
    throw Error(
        Problem::bad_request,
        context.in_language({"Too much has changed since that day. Please choose a later day or narrow the filter.",
                             "Od tego dnia zmieniło się zbyt wiele. Wybierz późniejszy dzień albo zawęź filtr.",
                             "Премногу се променило од тој ден. Изберете подоцнежен ден или стеснете го филтерот."}));
}

// What each deal that changed was at that moment: its earliest state that lasted beyond it.
std::unordered_map<Id, State> states_at(Context& context, const Json& input, Moment at) {
    Condition of{Condition::Op::follows, deal_state.deal.index};
    of.parts = {deals_asked_for(context, input).filter};
    of.object = "deal";
    ListQuery query;
    query.filter = deal_state.until_at >= at;
    if (!is_everything(of.parts[0])) query.filter = std::move(query.filter) && std::move(of);
    Sql sql;
    sql << "SELECT \"deal\", \"stage\", \"outcome\", \"amount_base\", \"closes_on\" FROM \"deal_state\"";
    append_where(sql, context, context.object("deal_state"), query, Act::read);
    sql << " ORDER BY \"until_at\", \"id\" LIMIT " << std::to_string(most_changes + 1);
    std::unordered_map<Id, State> states;
    int rows = 0;
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (++rows > most_changes) refuse_too_many(context);
        State state{row.null(1) ? 0 : row.whole(1), row.null(2) ? "" : std::string(row.text(2)),
                    row.null(3) ? 0 : row.whole(3), std::nullopt};
        if (!row.null(4)) state.closes_on = row.whole(4);
        states.emplace(row.whole(0), std::move(state));
        return true;
    });
    return states;
}

void read_deals(Context& context, const ListQuery& query, const Condition& more, std::vector<Now>& into) {
    ListQuery narrowed = query;
    narrowed.filter = std::move(narrowed.filter) && more;
    Sql sql;
    sql << "SELECT \"id\", \"name\", \"created_at\", \"stage\", \"outcome\", \"amount_base\", \"closes_on\" FROM "
           "\"deal\"";
    append_where(sql, context, context.object("deal"), narrowed, Act::read);
    sql << " ORDER BY \"id\" LIMIT " << std::to_string(most_changes + 1);
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        if (into.size() >= static_cast<std::size_t>(most_changes)) refuse_too_many(context);
        Now now;
        now.id = row.whole(0);
        now.name = row.text(1);
        now.created_at = row.whole(2);
        now.stage = row.null(3) ? 0 : row.whole(3);
        now.outcome = row.null(4) ? "" : std::string(row.text(4));
        now.amount = row.null(5) ? 0 : row.whole(5);
        if (!row.null(6)) now.closes_on = row.whole(6);
        into.push_back(std::move(now));
        return true;
    });
}

class Changes {
public:
    explicit Changes(Context& context) : context_(context) {
        for (const Record& each : context.find(stage, Condition::everything())) {
            places_[each.id()] = each.get(stage.position).value_or(0);
            names_[each.id()] = each.title();
        }
    }

    void take_new(const Now& now) {
        if (now.outcome != "open" && now.outcome != "won" && now.outcome != "lost") return;
        all_["new"].add(now, now.amount, {}, own_money(context_, now.amount));
        close(now);
    }
    void take(const State& was, const Now& now) {
        if (was.outcome == "open") {
            if (now.amount != was.amount)
                all_[now.amount > was.amount ? "more" : "less"].add(now, Total{now.amount} - was.amount,
                                                                    own_money(context_, was.amount),
                                                                    own_money(context_, now.amount));
            if (now.outcome == "open") compare(was, now);
            return close(now);
        }
        if (now.outcome == "open") all_["reopened"].add(now, now.amount, {}, own_money(context_, now.amount));
    }
    Total difference() const {
        Total sum = 0;
        for (const char* kind : {"new", "won", "lost", "reopened", "more", "less"})
            if (const auto found = all_.find(kind); found != all_.end()) sum += found->second.amount;
        return sum;
    }
    Json json() {
        Json kinds = Json::object();
        for (const char* kind :
             {"new", "won", "lost", "reopened", "more", "less", "later", "sooner", "forward", "back"}) {
            Change& change = all_[kind];
            Json told = Json::array();
            for (Json& each : change.told) told.push(std::move(each));
            kinds.set(kind, Json::object({{"deals", change.deals},
                                          {"amount", own_money(context_, fitting(change.amount))},
                                          {"rows", std::move(told)}}));
        }
        return kinds;
    }

private:
    void close(const Now& now) {
        if (now.outcome == "won" || now.outcome == "lost")
            all_[now.outcome].add(now, -Total{now.amount}, {}, own_money(context_, now.amount));
    }
    static Json day(const std::optional<std::int64_t>& days) {
        return days ? Json(format_day(Day{static_cast<std::int32_t>(*days)})) : Json();
    }
    // What stays open and is expected on another day or stands in another stage; the sums tell its value.
    void compare(const State& was, const Now& now) {
        if (was.closes_on && now.closes_on && *was.closes_on != *now.closes_on)
            all_[*now.closes_on > *was.closes_on ? "later" : "sooner"].add(now, now.amount, day(was.closes_on),
                                                                           day(now.closes_on));
        if (was.stage == now.stage || !places_.contains(was.stage) || !places_.contains(now.stage)) return;
        all_[places_[now.stage] > places_[was.stage] ? "forward" : "back"].add(
            now, now.amount, linked(was.stage, names_[was.stage]), linked(now.stage, names_[now.stage]));
    }

    Context& context_;
    std::map<std::string, Change, std::less<>> all_;
    std::map<Id, std::int64_t> places_;
    std::map<Id, std::string> names_;
};

Json changes(Context& context, const Json& input) {
    const Moment since = context.rights().zone.begin_of(*parse_day(input.text("since")));
    const auto before = states_at(context, input, since);
    const ListQuery asked = deals_asked_for(context, input);
    Changes found(context);
    std::vector<Now> fresh, others;
    read_deals(context, asked, Condition{Condition::Op::gte, Object::created_at.index, -1, {since}}, fresh);
    for (const Now& now : fresh) found.take_new(now);
    std::vector<Id> ids;
    for (const auto& [id, state] : before) ids.push_back(id);
    std::sort(ids.begin(), ids.end());
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        Condition among{Condition::Op::in, Object::id.index};
        for (std::size_t i = begin; i < std::min(ids.size(), begin + batch_limit); ++i) among.values.push_back(ids[i]);
        read_deals(context, asked, std::move(among), others);
    }
    for (const Now& now : others)
        if (now.created_at < since) found.take(before.at(now.id), now);
    Total open_now = 0;
    std::int64_t deals_now = 0;
    Sql sql;
    sql << "SELECT COUNT(*), " << context.connection().dialect().sum("\"amount_base\"") << " FROM \"deal\"";
    append_where(sql, context, context.object("deal"), deals_asked_for(context, input, deal.outcome == "open"),
                 Act::read);
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        deals_now = row.whole(0);
        open_now = row.null(1) ? 0 : row.whole(1);
        return true;
    });
    return Json::object({{"since", input.text("since")},
                         {"open_then", own_money(context, fitting(open_now - found.difference()))},
                         {"open_now", own_money(context, fitting(open_now))},
                         {"deals_now", deals_now},
                         {"changes", found.json()}});
}

} // namespace

Report changes_report() {
    return {"changes",
            {"What changed since", "Co się zmieniło od", "Што се промени од"},
            {filter_input(), report_input("since", Kind::day, {"Since", "Od dnia", "Од ден"}, {.required = true})},
            {"name", "stage", "outcome", "amount", "closes_on"},
            changes};
}

} // namespace crm
