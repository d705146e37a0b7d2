#include "base/money.hpp"

#include <algorithm>
#include <limits>

namespace crm {

namespace {

__extension__ typedef __int128 Wide;

// ISO 4217, list one, as of 2026, with some codes that old documents still carry.
constexpr std::string_view two_decimals =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF "
    "CHW "
    "CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF "
    "IDR "
    "ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV "
    "MYR "
    "MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP "
    "STN "
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ";
constexpr std::string_view no_decimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ";
constexpr std::string_view three_decimals = "BHD IQD JOD KWD LYD OMR TND ";
constexpr std::string_view four_decimals = "CLF UYW ";

bool lists(std::string_view codes, std::string_view code) {
    for (std::size_t at = 0; at < codes.size(); at += 4)
        if (codes.substr(at, 3) == code) return true;
    return false;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<int> currency_digits(std::string_view code) {
    if (code.size() != 3) return std::nullopt;
    if (lists(two_decimals, code)) return 2;
    if (lists(no_decimals, code)) return 0;
    if (lists(three_decimals, code)) return 3;
    if (lists(four_decimals, code)) return 4;
    return std::nullopt;
}

std::vector<std::string_view> known_currencies() {
    std::vector<std::string_view> codes;
    for (std::string_view some : {two_decimals, no_decimals, three_decimals, four_decimals})
        for (std::size_t at = 0; at < some.size(); at += 4) codes.push_back(some.substr(at, 3));
    std::sort(codes.begin(), codes.end());
    return codes;
}

std::optional<std::int64_t> parse_decimal(std::string_view text, int digits) {
    bool negative = !text.empty() && text[0] == '-';
    if (negative) text.remove_prefix(1);
    auto point = text.find('.');
    auto whole = text.substr(0, point);
    auto decimals = point == std::string_view::npos ? std::string_view() : text.substr(point + 1);
    if (whole.empty() || (point != std::string_view::npos && decimals.empty())) return std::nullopt;
    if (!std::all_of(whole.begin(), whole.end(), is_digit)) return std::nullopt;
    if (!std::all_of(decimals.begin(), decimals.end(), is_digit)) return std::nullopt;
    // Counted below zero, where there is room for one more.
    std::int64_t value = 0;
    auto add = [&](int digit) {
        return !__builtin_mul_overflow(value, std::int64_t{10}, &value) &&
               !__builtin_sub_overflow(value, std::int64_t{digit}, &value);
    };
    for (char c : whole)
        if (!add(c - '0')) return std::nullopt;
    for (int i = 0; i < digits; ++i)
        if (!add(static_cast<std::size_t>(i) < decimals.size() ? decimals[i] - '0' : 0)) return std::nullopt;
    for (std::size_t i = static_cast<std::size_t>(std::max(digits, 0)); i < decimals.size(); ++i)
        if (decimals[i] != '0') return std::nullopt;
    if (negative) return value;
    if (value == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
    return -value;
}

std::string format_decimal(std::int64_t value, int digits) {
    auto rest = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    auto text = std::to_string(rest);
    if (digits > 0) {
        auto decimals = static_cast<std::size_t>(digits);
        if (text.size() <= decimals) text.insert(0, decimals + 1 - text.size(), '0');
        text.insert(text.size() - decimals, 1, '.');
    }
    if (value < 0) text.insert(0, 1, '-');
    return text;
}

std::string format_amount(const Money& money) {
    return format_decimal(money.minor, currency_digits(money.currency).value_or(2));
}

std::optional<std::int64_t> convert_minor(std::int64_t amount, int from_digits, std::int64_t rate, int rate_digits,
                                          int to_digits) {
    Wide value = Wide{amount} * rate; // at most 2^126
    int shift = to_digits - from_digits - rate_digits;
    for (; shift > 0 && value != 0; --shift)
        if (__builtin_mul_overflow(value, Wide{10}, &value)) return std::nullopt;
    if (shift < 0) {
        if (shift < -38) return 0; // 2^126 is less than half of 10^39
        Wide divisor = 1;
        for (; shift < 0; ++shift) divisor *= 10;
        Wide rest = value % divisor;
        value /= divisor;
        Wide magnitude = rest < 0 ? -rest : rest;
        if (magnitude >= divisor - magnitude) value += rest < 0 ? -1 : 1;
    }
    if (value > std::numeric_limits<std::int64_t>::max() || value < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> scaled(std::int64_t amount, std::int64_t times, std::int64_t by) {
    if (by <= 0) return std::nullopt;
    const Wide product = Wide{amount} * times; // at most 2^126
    Wide whole = product / by;
    const Wide rest = product % by;
    if (rest * 2 >= by) ++whole;
    if (rest * 2 <= -Wide{by}) --whole;
    if (whole > std::numeric_limits<std::int64_t>::max() || whole < std::numeric_limits<std::int64_t>::min())
        return std::nullopt;
    return static_cast<std::int64_t>(whole);
}

} // namespace crm
