// Transfer code: the text of the QR code by which a Polish bank's application fills in a transfer, as the Polish Bank
// Association recommends ("2D", 1.0 of 2013).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

struct TransferCode {
    std::string nip;     // ten digits; empty for a payee that is no firm
    std::string account; // NRB or Polish IBAN
    std::int64_t grosze = 0;
    std::string payee, title; // cut to 20 and 32 letters
};
// Empty where it cannot be said: no Polish account, nothing to pay, or 10,000 zloty and more.
std::optional<std::string> transfer_code(const TransferCode& transfer);

} // namespace crm
