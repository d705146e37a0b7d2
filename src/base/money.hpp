// Money: whole minor units and an ISO 4217 code; exact, never floating point.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crm {

struct Money {
    std::int64_t minor = 0;
    std::string currency;
    bool operator==(const Money&) const = default;
};

// Decimals of an ISO 4217 code: 2 for EUR, PLN, MKD; 0 for JPY; 3 for KWD. Empty for an unknown code.
std::optional<int> currency_digits(std::string_view code);

// A plain decimal ("-1234.5") as a whole number of 10^-digits; empty when it is no number, has more decimals
// than `digits` (zeros beyond are fine) or does not fit.
std::optional<std::int64_t> parse_decimal(std::string_view text, int digits);

// A decimal as people type and files hold it: spaces, no-break spaces, dots or apostrophes between thousands, comma or
// dot for decimals, a currency sign or code before or after ("1 234,50 zł", "$1,100.04", "1.234,50 ден."), a minus
// before or after or parentheses. Of a dot and a comma the last is the decimal point. A single one before exactly three
// digits ("1.234", "1,234") could be either: it is a decimal point if `digits` is 3 or more, else refused; not so
// "0.500" and "1234.500". More decimals than `digits` are refused (zeros beyond are fine).
std::optional<std::int64_t> read_decimal(std::string_view text, int digits);
// The currency that such a text names, if any ("zł" PLN, "ден." MKD, "€" EUR, "$" USD, "EUR").
std::optional<std::string> currency_named(std::string_view text);

// "1234.50" for 123450 and 2; always `digits` decimals.
// The codes that are in use or stand on old documents, in their order.
std::vector<std::string_view> known_currencies();
std::string format_decimal(std::int64_t value, int digits);
// The amount with its currency's decimals: "1234.50".
std::string format_amount(const Money& money);

// `amount` × rate / 10^rate_digits between two currencies' minor units, rounded half away from zero; empty on overflow.
std::optional<std::int64_t> convert_minor(std::int64_t amount, int from_digits, std::int64_t rate, int rate_digits,
                                          int to_digits);

// `amount` × `times` / `by`, rounded half away from zero; empty on overflow and where `by` is not above zero.
std::optional<std::int64_t> scaled(std::int64_t amount, std::int64_t times, std::int64_t by);

} // namespace crm
