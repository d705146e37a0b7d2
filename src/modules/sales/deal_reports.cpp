#include "modules/sales/deal_reports.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/core/party.hpp"
#include "modules/sales/deal.hpp"
#include "record/list_sql.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int most_competitors = 200;

struct Fights {
    Id competitor = 0;
    std::string title;
    std::int64_t won = 0, lost = 0, won_amount = 0, lost_amount = 0;
};

// A statement for each competitor: there are few, and no big table is joined with another.
void count(Context& context, const Object& deals, const Json& input, Fights& fights) {
    Condition against{Condition::Op::has, deal.competitors.index, -1, {fights.competitor}};
    against.object = "party";
    Sql sql;
    sql << "SELECT \"outcome\", COUNT(*), " << context.connection().dialect().sum("\"amount_base\"")
        << " FROM \"deal\"";
    append_where(sql, context, deals, deals_asked_for(context, input, against), Act::read);
    sql << " GROUP BY \"outcome\"";
    context.connection().query(sql.text, sql.parameters, [&](const Row& row) {
        const std::string_view outcome = row.text(0);
        if (outcome == "won") {
            fights.won = row.whole(1);
            fights.won_amount = row.null(2) ? 0 : row.whole(2);
        } else if (outcome == "lost") {
            fights.lost = row.whole(1);
            fights.lost_amount = row.null(2) ? 0 : row.whole(2);
        }
        return true;
    });
}

Json competitors(Context& context, const Json& input) {
    const Object& deals = context.object("deal");
    std::vector<Id> ids;
    context.connection().query("SELECT DISTINCT \"target\" FROM " +
                                   quoted(deals.link_table(deals.field(deal.competitors))) +
                                   " ORDER BY \"target\" LIMIT " + std::to_string(most_competitors),
                               {}, [&](const Row& row) {
                                   ids.push_back(row.whole(0));
                                   return true;
                               });
    std::vector<Fights> all;
    for (const auto& [id, title] : titles(context, context.object("party"), ids)) {
        Fights fights{id, title};
        count(context, deals, input, fights);
        if (fights.won || fights.lost) all.push_back(std::move(fights));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Fights& a, const Fights& b) { return a.won + a.lost > b.won + b.lost; });
    Json rows = Json::array();
    for (const Fights& each : all)
        rows.push(Json::object({{"competitor", linked(each.competitor, each.title)},
                                {"won", each.won},
                                {"lost", each.lost},
                                {"won_amount", own_money(context, each.won_amount)},
                                {"lost_amount", own_money(context, each.lost_amount)}}));
    return Json::object({{"rows", rows}});
}

} // namespace

void need_deal_fields(Context& context, std::initializer_list<Object::Handle> fields) {
    const Object& deals = context.object("deal");
    bool may = context.rights().allows(context.schema(), deals, Act::read);
    for (const Object::Handle& each : fields) may = may && context.rights().may_read(deals, deals.field(each));
    if (!may)
        throw Error(Problem::forbidden,
                    context.in_language(
                        {"This is counted from deals, which you may not see. Please ask an administrator.",
                         "To liczone jest z szans sprzedaży, których nie możesz widzieć. Zwróć się do administratora.",
                         "Ова се пресметува од продажни можности што не смеете да ги гледате. Обратете се кај "
                         "администратор."}));
}

Json own_money(Context& context, std::int64_t minor) {
    const std::string& currency = context.company().currency;
    return Json::object({{"amount", format_amount({minor, currency})}, {"currency", currency}});
}

Json linked(Id id, const std::string& title) {
    return Json::object({{"id", std::to_string(id)}, {"title", title}});
}

Field filter_input() {
    return report_input("filter", Kind::long_text, {"Filter", "Filtr", "Филтер"});
}

ListQuery deals_asked_for(Context& context, const Json& input, Condition more) {
    ListQuery query;
    query.filter = std::move(more);
    if (const std::string text = input.text("filter"); !text.empty())
        query.filter =
            read_filter(context.object("deal"), Json::parse(text, 32), asker_of(context)) && std::move(query.filter);
    return query;
}

Report competitors_report() {
    return {"competitors",
            {"Against competitors", "Wobec konkurentów", "Наспроти конкурентите"},
            {filter_input()},
            {"competitors", "outcome", "amount"},
            competitors};
}

} // namespace crm
