#include "modules/orders/settlement.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/holidays.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/reminder.hpp"
#include "modules/orders/statement.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

void never_change(Context& context, Record& record) {
    if (record.is_new()) return;
    throw Error(Problem::conflict,
                context.in_language({"The ledger is never changed. Please post the opposite instead.",
                                     "Księgi nie można zmieniać. Zaksięguj operację odwrotną.",
                                     "Книгата не се менува. Прокнижете спротивно."}));
}

std::string party_and_currency(Context& context, const Record& record) {
    return joined(context.title("party", record.get(ledger_account.party)), record.get(ledger_account.currency));
}

// The account that lies where the invoice or payment lies: what belongs together stays together, also after a merge.
Record account_for(Context& context, Id party, const std::string& currency, int bucket) {
    for (Record& account : accounts_of(context, party))
        if (account.get(ledger_account.currency) == currency && account.bucket() == bucket) return std::move(account);
    Record account = context.make(ledger_account);
    account.set_identity(context.make_id(bucket), 0);
    account.set(ledger_account.party, party);
    account.set(ledger_account.currency, currency);
    context.save(account);
    return account;
}

int bucket_of_leg(const Leg& leg, Id party) {
    return bucket_of(leg.invoice ? leg.invoice : leg.payment ? leg.payment : party);
}

// A day that is past is closed: what comes later is posted later, though a clock went back.
Day day_of_posting(Context& context, const Posting& posting, const std::map<int, Record>& accounts) {
    if (posting.on && context.request().history_import) return *posting.on;
    Day day = context.company().zone.day_of(context.now());
    for (const auto& [bucket, account] : accounts) {
        const Value last = context.connection().value(
            "SELECT MAX(\"posted_on\") FROM \"ledger_entry\" WHERE \"deleted_at\" IS NULL AND \"account\" = ? AND "
            "\"bucket\" = ?",
            Values{account.id(), std::int64_t{bucket}});
        day = std::max(day, Day{static_cast<std::int32_t>(whole_or(last, INT32_MIN))});
    }
    return day;
}

std::int64_t sum_of(Context& context, const std::string& where, const Values& parameters) {
    const std::string sql = "SELECT " + context.connection().dialect().sum("\"amount\"") +
                            " FROM \"ledger_entry\" WHERE \"deleted_at\" IS NULL AND " + where;
    return whole_or(context.connection().value(sql, parameters), 0);
}

// Every posting adds up to nothing, and every invoice says what the ledger says.
void prove_ledger(Context& context, const std::function<void(const std::string&)>& say) {
    Connection& connection = context.connection();
    const std::string sum = connection.dialect().sum("\"amount\"");
    connection.query("SELECT \"posting\" FROM \"ledger_entry\" GROUP BY \"posting\", \"amount_currency\" HAVING " +
                         sum + " <> 0 LIMIT 20",
                     {}, [&](const Row& row) {
                         say("The ledger's posting " + std::to_string(row.whole(0)) + " does not add up to nothing.");
                         return true;
                     });
    std::map<Id, std::int64_t> open;
    connection.query("SELECT \"invoice\", " + sum +
                         " FROM \"ledger_entry\" WHERE \"book\" = 'receivable' GROUP BY \"invoice\"",
                     {}, [&](const Row& row) {
                         open[row.whole(0)] = row.whole(1);
                         return true;
                     });
    connection.query(
        "SELECT \"id\", \"open\", \"number\" FROM \"invoice\" WHERE \"state\" = 'issued' AND \"deleted_at\" IS NULL",
        {}, [&](const Row& row) {
            const auto found = open.find(row.whole(0));
            if ((found == open.end() ? 0 : found->second) != row.whole(1))
                say("What is open of " + std::string(row.text(2)) + " is not what the ledger says.");
            return true;
        });
}

} // namespace

void post(Context& context, const Posting& posting, const std::vector<Leg>& legs) {
    std::int64_t sum = 0;
    for (const Leg& leg : legs) require(!__builtin_add_overflow(sum, leg.minor, &sum), "a posting fits 64 bits");
    require(sum == 0, "a posting adds up to nothing");
    std::map<int, Record> accounts;
    for (const Leg& leg : legs)
        if (const int bucket = bucket_of_leg(leg, posting.party); leg.minor && !accounts.contains(bucket))
            accounts.emplace(bucket, account_for(context, posting.party, posting.currency, bucket));
    if (accounts.empty()) return;
    const Day day = day_of_posting(context, posting, accounts);
    const std::int64_t number = context.make_id(accounts.begin()->first);
    for (const Leg& leg : legs) {
        if (leg.minor == 0) continue;
        Record entry = context.make(ledger_entry);
        entry.set(ledger_entry.account, accounts.at(bucket_of_leg(leg, posting.party)).id());
        entry.set(ledger_entry.posting, number);
        entry.set(ledger_entry.posted_on, day);
        entry.set(ledger_entry.kind, posting.kind);
        entry.set(ledger_entry.name, posting.text);
        entry.set(ledger_entry.book, leg.book);
        entry.set(ledger_entry.amount, {leg.minor, posting.currency});
        if (leg.invoice) entry.set(ledger_entry.invoice, leg.invoice);
        if (leg.payment) entry.set(ledger_entry.payment, leg.payment);
        if (leg.due_on) entry.set(ledger_entry.due_on, working_day_from(context.company().country, *leg.due_on));
        context.save(entry);
    }
}

std::vector<Record> accounts_of(Context& context, Id party) {
    return context.find(ledger_account, ledger_account.party == party, 100);
}

std::map<std::string, std::int64_t> balances_of(Context& context, Id party) {
    std::map<std::string, std::int64_t> balances;
    for (const Record& account : accounts_of(context, party))
        balances[account.get(ledger_account.currency)] +=
            sum_of(context, "\"account\" = ? AND \"bucket\" = ? AND \"book\" IN ('receivable', 'on_account')",
                   Values{account.id(), std::int64_t{account.bucket()}});
    return balances;
}

std::int64_t open_of(Context& context, Id of) {
    return sum_of(context, "\"invoice\" = ? AND \"bucket\" = ? AND \"book\" = 'receivable'",
                  Values{of, std::int64_t{bucket_of(of)}});
}

void follow_ledger(Context& context, Id of) {
    Record record = context.load(invoice, of);
    const std::int64_t open = open_of(context, of), gross = record.get(invoice.gross_total)->minor;
    record.set(invoice.open, {open, record.get(invoice.currency)});
    record.set(invoice.settlement, open == 0 ? "settled" : open == gross ? "open" : "partly");
    context.save(record);
    if (open <= 0) follow_reminders(context, of);
}

bool within_credit_limit(Context& context, Id who, const std::optional<Money>& more) {
    const auto limit = context.load(party, who).get(party.credit_limit);
    if (!limit) return true;
    const Day today = context.company().zone.day_of(context.now());
    const std::string& own = context.company().currency;
    auto in_own = [&](const Money& money) -> std::int64_t {
        const auto rate = context.rate(money.currency, today);
        const auto converted = rate ? convert_minor(money.minor, currency_digits(money.currency).value_or(2), *rate,
                                                    Context::rate_digits, currency_digits(own).value_or(2))
                                    : std::nullopt;
        if (converted) return *converted;
        throw Error(
            Problem::conflict,
            context.in_language(
                {"There is no exchange rate of " + money.currency +
                     ", so the credit limit cannot be told. Please add one.",
                 "Brak kursu waluty " + money.currency + ", więc nie da się sprawdzić limitu kredytu. Dodaj kurs.",
                 "Нема курс за " + money.currency + ", па кредитниот лимит не може да се провери. Додајте го."}));
    };
    std::int64_t owed = more ? in_own(*more) : 0;
    for (const auto& [currency, minor] : balances_of(context, who)) owed += in_own({minor, currency});
    return owed <= in_own(*limit);
}

LedgerAccount::LedgerAccount()
    : Object("ledger_account", "orders", {"Account", "Konto rozrachunkowe", "Аналитичка сметка"},
             {"Accounts", "Konta rozrachunkowe", "Аналитички сметки"}) {
    icon = "wallet";
    list_fields = {"name", "party", "currency"};
    before_delete(never_change);
    title_rule = party_and_currency;
    never_merge(*this);
    add_report(*this, statement_of_account());
    add_report(*this, ageing_of_accounts());
    add_proof(*this, prove_ledger);
}

const LedgerAccount ledger_account;

LedgerEntry::LedgerEntry()
    : Object("ledger_entry", "orders", {"Ledger entry", "Zapis księgowy", "Книжење"},
             {"Ledger", "Zapisy księgowe", "Книжења"}) {
    icon = "arrows-left-right";
    searched = false;
    list_fields = {"posted_on", "kind", "name", "book", "amount", "invoice", "payment"};
    default_sort = "-posted_on";
    before_save(never_change);
    before_delete(never_change);
}

const LedgerEntry ledger_entry;

} // namespace crm
