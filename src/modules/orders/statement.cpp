#include "modules/orders/statement.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "modules/orders/settlement.hpp"
#include "record/query.hpp"

namespace crm {

namespace {

constexpr const char* of_party = "\"book\" IN ('receivable', 'on_account')";
constexpr std::size_t most_parties = 1000;
const Label& day_label() {
    static const Label label{"On", "Na dzień", "На ден"};
    return label;
}
const Label& party_label() {
    static const Label label{"Party", "Kontrahent", "Деловен партнер"};
    return label;
}

void add(std::int64_t& sum, std::int64_t more) {
    require(!__builtin_add_overflow(sum, more, &sum), "a balance fits 64 bits");
}

void take_account(Context& context, const Record& account, std::optional<Day> from, Day day, Statement& into) {
    const std::string sum = context.connection().dialect().sum("\"amount\"");
    const std::string sql = "SELECT \"posting\", MIN(\"posted_on\"), MIN(\"kind\"), MIN(\"name\"), " + sum +
                            " FROM \"ledger_entry\" WHERE \"deleted_at\" IS NULL AND \"account\" = ? AND \"bucket\" = "
                            "? AND \"posted_on\" <= ? AND " +
                            of_party + " GROUP BY \"posting\" ORDER BY 2, 1";
    context.connection().query(
        sql, Values{account.id(), std::int64_t{account.bucket()}, std::int64_t{day.days}}, [&](const Row& row) {
            const Day posted{static_cast<std::int32_t>(row.whole(1))};
            const std::int64_t minor = row.whole(4);
            add(into.closing, minor);
            if (from && posted < *from)
                add(into.opening, minor);
            else if (minor != 0)
                into.lines.push_back({posted, std::string(row.text(2)), std::string(row.text(3)), minor});
            return true;
        });
}

std::string amount(std::int64_t minor, const std::string& currency) {
    return format_amount({minor, currency});
}

Json json_of(const Statement& statement, const std::string& currency) {
    Json lines = Json::array();
    for (const StatementLine& line : statement.lines)
        lines.push(Json::object({{"posted_on", format_day(line.posted_on)},
                                 {"kind", line.kind},
                                 {"document", line.text},
                                 {"amount", amount(line.minor, currency)},
                                 {"balance", amount(line.balance, currency)}}));
    return Json::object({{"currency", currency},
                         {"opening", amount(statement.opening, currency)},
                         {"closing", amount(statement.closing, currency)},
                         {"lines", lines}});
}

Json json_of(const Ageing& ageing, const std::string& currency) {
    return Json::object({{"currency", currency},
                         {"not_due", amount(ageing.not_due, currency)},
                         {"to_30", amount(ageing.to_30, currency)},
                         {"to_60", amount(ageing.to_60, currency)},
                         {"to_90", amount(ageing.to_90, currency)},
                         {"older", amount(ageing.older, currency)},
                         {"on_account", amount(ageing.on_account, currency)},
                         {"total", amount(ageing.total(), currency)}});
}

void add(Ageing& sum, const Ageing& more) {
    add(sum.not_due, more.not_due);
    add(sum.to_30, more.to_30);
    add(sum.to_60, more.to_60);
    add(sum.to_90, more.to_90);
    add(sum.older, more.older);
    add(sum.on_account, more.on_account);
}

Day day_in(Context& context, const Json& input) {
    return parse_day(input.text("day")).value_or(context.company().zone.day_of(context.now()));
}

Json statement_report(Context& context, const Json& input) {
    const Id party = *parse_id(input.text("party"));
    const Day day = day_in(context, input);
    const auto from = parse_day(input.text("from"));
    if (from && day < *from)
        throw Error::at("from", context.in_language({"The end is before the beginning. Please change one of the two.",
                                                     "Koniec wypada przed początkiem. Zmień jedno z nich.",
                                                     "Крајот е пред почетокот. Променете едно од двете."}));
    Json currencies = Json::array();
    for (const auto& [currency, statement] : statement_of(context, party, from, day))
        currencies.push(json_of(statement, currency));
    return Json::object(
        {{"party", Json::object({{"id", std::to_string(party)}, {"title", context.title("party", party)}})},
         {"day", format_day(day)},
         {"currencies", currencies}});
}

struct AgedAccount {
    Id party = 0;
    std::string currency;
    Ageing ageing;
};

// Accounts in the caller's sight with what is theirs, those of one party and currency put together.
std::vector<AgedAccount> in_sight(Context& context, const std::map<Id, Ageing>& by_account) {
    std::vector<Id> ids;
    for (const auto& [id, ageing] : by_account) ids.push_back(id);
    std::map<std::pair<Id, std::string>, Ageing> together;
    for (std::size_t begin = 0; begin < ids.size(); begin += batch_limit) {
        const std::vector<Id> some(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                   ids.begin() +
                                       static_cast<std::ptrdiff_t>(std::min(ids.size(), begin + batch_limit)));
        for (const Id id : visible(context, ledger_account, some)) {
            const Record account = context.load(ledger_account, id);
            add(together[{account.get(ledger_account.party), account.get(ledger_account.currency)}], by_account.at(id));
        }
    }
    std::vector<AgedAccount> accounts;
    for (auto& [of, ageing] : together) accounts.push_back({of.first, of.second, ageing});
    return accounts;
}

Json ageing_report(Context& context, const Json& input) {
    const Day day = day_in(context, input);
    auto accounts = in_sight(context, ageing_on(context, day, parse_id(input.text("party")).value_or(0)));
    std::map<std::string, Ageing> totals;
    for (const AgedAccount& each : accounts) add(totals[each.currency], each.ageing);
    auto overdue = [](const AgedAccount& each) {
        return each.ageing.to_30 + each.ageing.to_60 + each.ageing.to_90 + each.ageing.older;
    };
    std::stable_sort(accounts.begin(), accounts.end(),
                     [&](const AgedAccount& a, const AgedAccount& b) { return overdue(a) > overdue(b); });
    const bool more = accounts.size() > most_parties;
    if (more) accounts.resize(most_parties);
    Json rows = Json::array(), sums = Json::array();
    for (const AgedAccount& each : accounts) {
        Json row = json_of(each.ageing, each.currency);
        row.set("party",
                Json::object({{"id", std::to_string(each.party)}, {"title", context.title("party", each.party)}}));
        rows.push(std::move(row));
    }
    for (const auto& [currency, ageing] : totals) sums.push(json_of(ageing, currency));
    return Json::object({{"day", format_day(day)}, {"rows", rows}, {"more", more}, {"totals", sums}});
}

} // namespace

std::map<std::string, Statement> statement_of(Context& context, Id party, std::optional<Day> from, Day day) {
    std::map<std::string, Statement> statements;
    for (const Record& account : accounts_of(context, party))
        take_account(context, account, from, day, statements[account.get(ledger_account.currency)]);
    for (auto& [currency, statement] : statements) {
        std::stable_sort(statement.lines.begin(), statement.lines.end(),
                         [](const StatementLine& a, const StatementLine& b) { return a.posted_on < b.posted_on; });
        std::int64_t balance = statement.opening;
        for (StatementLine& line : statement.lines) {
            add(balance, line.minor);
            line.balance = balance;
        }
    }
    return statements;
}

std::map<Id, Ageing> ageing_on(Context& context, Day day, Id party) {
    const std::string sum = context.connection().dialect().sum("\"amount\""), d = std::to_string(day.days);
    std::string sql =
        "SELECT \"account\", CASE WHEN \"book\" = 'on_account' THEN 5 WHEN \"due_on\" IS NULL OR \"due_on\" >= " + d +
        " THEN 0 WHEN \"due_on\" >= " + d + " - 30 THEN 1 WHEN \"due_on\" >= " + d +
        " - 60 THEN 2 WHEN \"due_on\" >= " + d + " - 90 THEN 3 ELSE 4 END AS \"age\", " + sum +
        " FROM \"ledger_entry\" WHERE \"posted_on\" <= " + d + " AND " + of_party;
    Values parameters;
    if (party) {
        std::string some;
        for (const Record& account : accounts_of(context, party)) {
            some += some.empty() ? "?" : ", ?";
            parameters.push_back(account.id());
        }
        if (some.empty()) return {};
        sql += " AND \"deleted_at\" IS NULL AND \"account\" IN (" + some + ")"; // by its index
    }
    sql += " GROUP BY 1, 2";
    std::map<Id, Ageing> by_account;
    context.connection().query(sql, parameters, [&](const Row& row) {
        Ageing& of = by_account[row.whole(0)];
        std::int64_t* const ages[] = {&of.not_due, &of.to_30, &of.to_60, &of.to_90, &of.older, &of.on_account};
        *ages[row.whole(1)] = row.whole(2);
        return true;
    });
    std::erase_if(by_account, [](const auto& each) {
        const Ageing& of = each.second;
        return !of.not_due && !of.to_30 && !of.to_60 && !of.to_90 && !of.older && !of.on_account;
    });
    return by_account;
}

Report statement_of_account() {
    return {"statement",
            {"Statement of account", "Wyciąg z konta", "Извод од сметка"},
            {report_input("party", Kind::link, party_label(), {.required = true, .to = "party"}),
             report_input("from", Kind::day, {"From", "Od", "Од"}), report_input("day", Kind::day, day_label())},
            {},
            statement_report};
}

Report ageing_of_accounts() {
    return {"ageing",
            {"Ageing", "Struktura wiekowa należności", "Старосна структура"},
            {report_input("party", Kind::link, party_label(), {.to = "party"}),
             report_input("day", Kind::day, day_label())},
            {},
            ageing_report};
}

} // namespace crm
