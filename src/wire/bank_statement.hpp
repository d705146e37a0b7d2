// Bank statement: what happened on an account, as banks give it in files: MT940 in the dialects of Polish banks, and
// CAMT.053 (ISO 20022, versions 02 to 08). A file that is cut off, or whose balances do not agree, is refused whole.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace crm::wire {

struct BankEntry {
    Day booked_on, value_on;
    std::int64_t minor = 0;           // above zero: it came in
    bool reversal = false;            // it takes back an earlier one
    std::string reference;            // the bank's own
    std::string title, name, account; // what was written, and of whom it is
};
struct BankStatement {
    std::string account, number, currency;
    Day from_on, to_on;
    std::int64_t opening = 0, closing = 0; // minor units
    std::vector<BankEntry> entries;
};

// Every statement of a file. `encoding`: of an MT940 where it is known; else it is told from the octets. Throws Error
// at the field `file` with a sentence.
std::vector<BankStatement> read_bank_statements(std::string_view octets, const std::string& encoding = "");

// For the readers of one format.
std::vector<BankStatement> read_mt940(const std::string& text);
std::vector<BankStatement> read_camt053(std::string_view xml);
[[noreturn]] void refuse_statement(const std::string& sentence);
[[noreturn]] void refuse_cut_off();

} // namespace crm::wire
