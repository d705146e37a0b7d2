// Bank match: whose payment a line of a statement is and for which invoices, with a score and the reason in words. In
// this order: a KSeF number, our invoice numbers however they are written, a known account, a tax number, a name, and
// at last the amount alone, which is only proposed.
#pragma once
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

struct PaidLine {
    std::string text, name, account;
    Money amount;
    Day day;
};
struct BankMatch {
    Id party = 0;
    std::vector<Id> invoices; // in the order in which they are settled
    int score = 0;            // of 100
    Label reason;
};
BankMatch match_of(Context& context, const PaidLine& line);
constexpr int sure_enough = 80;

} // namespace crm
