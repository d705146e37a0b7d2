#include "base/transfer_code.hpp"

#include <algorithm>

#include "base/identifiers.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::int64_t most_grosze = 999'999;

std::string without_bars(std::string_view text, std::size_t letters) {
    std::string one = squeezed(text);
    std::erase(one, '|');
    return std::string(trimmed(cut(one, letters)));
}

} // namespace

std::optional<std::string> transfer_code(const TransferCode& transfer) {
    const Identifier account = check_identifier(IdentifierKind::pl_nrb, transfer.account);
    if (account.check != IdentifierCheck::ok || transfer.grosze <= 0 || transfer.grosze > most_grosze)
        return std::nullopt;
    const std::string digits = std::to_string(transfer.grosze);
    return transfer.nip + "|PL|" + account.normal + "|" + std::string(6 - digits.size(), '0') + digits + "|" +
           without_bars(transfer.payee, 20) + "|" + without_bars(transfer.title, 32) + "|||";
}

} // namespace crm
