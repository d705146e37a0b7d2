// KSeF number: the number by which the Polish national system of e-invoices knows an invoice, with its check digits:
// NIP-YYYYMMDD-12 hexadecimal digits-CRC-8, thirty-five characters.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace crm {

// In its present form; the older one with a hyphen inside the twelve digits is taken too. Empty where it is none.
std::optional<std::string> read_ksef_number(std::string_view text);
// The first one inside a text that people wrote, such as the title of a transfer.
std::optional<std::string> ksef_number_in(std::string_view text);
std::string_view nip_of_ksef_number(std::string_view number); // its first ten digits

} // namespace crm
