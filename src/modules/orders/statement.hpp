// Statement: what a party owes on a day, how it came about and how old it is. Read from the ledger alone, so that the
// answer for a past day never changes.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "record/context.hpp"
#include "record/reports.hpp"

namespace crm {

struct StatementLine {
    Day posted_on;
    std::string kind, text;
    std::int64_t minor = 0;   // above zero: they owe more
    std::int64_t balance = 0; // after it
};
struct Statement {
    std::int64_t opening = 0, closing = 0;
    std::vector<StatementLine> lines;
};
// By currency: what happened after `from` (from the beginning without one) up to the end of `day`.
std::map<std::string, Statement> statement_of(Context& context, Id party, std::optional<Day> from, Day day);

// How long what is owed is overdue: not yet, up to 30, 60, 90 days, longer; and what was paid and not allocated.
struct Ageing {
    std::int64_t not_due = 0, to_30 = 0, to_60 = 0, to_90 = 0, older = 0, on_account = 0;
    std::int64_t total() const { return not_due + to_30 + to_60 + to_90 + older + on_account; }
};
// By ledger account. `party` 0: of all.
std::map<Id, Ageing> ageing_on(Context& context, Day day, Id party = 0);

// The reports of ledger accounts.
Report statement_of_account();
Report ageing_of_accounts();

} // namespace crm
