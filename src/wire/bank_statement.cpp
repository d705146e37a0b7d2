#include "wire/bank_statement.hpp"

#include "base/encoding.hpp"
#include "base/error.hpp"
#include "base/money.hpp"

namespace crm::wire {

namespace {

constexpr std::size_t largest = 20 * 1024 * 1024;

std::string encoding_of(std::string_view octets) {
    EncodingGuess guess;
    guess.feed(octets);
    return guess.answer().encoding;
}

bool is_xml(std::string_view octets) {
    if (octets.starts_with("\xef\xbb\xbf")) octets.remove_prefix(3);
    const auto first = octets.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && octets[first] == '<';
}

void agree(const BankStatement& statement) {
    std::int64_t sum = statement.opening;
    for (const BankEntry& each : statement.entries)
        if (__builtin_add_overflow(sum, each.minor, &sum))
            refuse_statement("The amounts of this statement are too large.");
    if (sum == statement.closing) return;
    refuse_statement("The balances of the statement " + statement.number +
                     " do not agree: " + format_amount({statement.opening, statement.currency}) +
                     " and its entries give " + format_amount({sum, statement.currency}) + ", but it ends with " +
                     format_amount({statement.closing, statement.currency}) +
                     ". Please fetch the file from the bank once more.");
}

} // namespace

void refuse_statement(const std::string& sentence) {
    throw Error::at("file", sentence);
}

void refuse_cut_off() {
    refuse_statement(
        "This file breaks off before its end, so nothing of it was taken. Please fetch it from the bank once "
        "more.");
}

std::vector<BankStatement> read_bank_statements(std::string_view octets, const std::string& encoding) {
    if (octets.size() > largest) refuse_statement("This file is larger than 20 MB. Please fetch shorter periods.");
    std::vector<BankStatement> statements;
    if (is_xml(octets)) {
        statements = read_camt053(octets);
    } else if (octets.find(":20:") != std::string_view::npos) {
        statements = read_mt940(decoded(octets, encoding.empty() ? encoding_of(octets) : encoding));
    } else {
        refuse_statement("This is no bank statement that can be read. Please choose MT940 or CAMT.053 at the bank.");
    }
    for (const BankStatement& each : statements) agree(each);
    return statements;
}

} // namespace crm::wire
