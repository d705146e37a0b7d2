// Reading of amounts as people write them: the sign, the currency and the grouping are taken off, then money.cpp reads.
#include <algorithm>
#include <array>

#include "base/money.hpp"

namespace crm {

namespace {

struct CurrencySign {
    std::string_view sign, code;
};

// What people write instead of a code; compared after a final dot is taken off. ASCII letters in lower case.
constexpr std::array currency_signs = {
    CurrencySign{"zł", "PLN"},  CurrencySign{"zl", "PLN"},     CurrencySign{"złotych", "PLN"},
    CurrencySign{"ден", "MKD"}, CurrencySign{"денари", "MKD"}, CurrencySign{"den", "MKD"},
    CurrencySign{"МКД", "MKD"}, CurrencySign{"мкд", "MKD"},    CurrencySign{"denari", "MKD"},
    CurrencySign{"€", "EUR"},   CurrencySign{"euro", "EUR"},   CurrencySign{"евра", "EUR"},
    CurrencySign{"$", "USD"},   CurrencySign{"us$", "USD"},    CurrencySign{"£", "GBP"},
    CurrencySign{"лв", "BGN"},  CurrencySign{"дин", "RSD"},    CurrencySign{"din", "RSD"},
    CurrencySign{"kč", "CZK"},  CurrencySign{"ft", "HUF"},     CurrencySign{"lei", "RON"},
    CurrencySign{"₴", "UAH"},   CurrencySign{"₺", "TRY"},      CurrencySign{"sfr", "CHF"},
};

// A space or apostrophe that may stand between thousands, or around the parts; its length in octets, else 0.
std::size_t gap_length(std::string_view text) {
    if (text.empty() || (text[0] >= '(' && static_cast<unsigned char>(text[0]) < 0x80)) return 0;
    for (std::string_view gap : {" ", "\t", "'", "\u00a0", "\u202f", "\u2009", "\u2007", "\u2019"})
        if (text.starts_with(gap)) return gap.size();
    return 0;
}

std::string_view trim_gaps(std::string_view text) {
    while (std::size_t length = gap_length(text)) text.remove_prefix(length);
    for (bool again = true; again;) {
        again = false;
        for (std::size_t length = 1; length <= 3 && length <= text.size(); ++length)
            if (gap_length(text.substr(text.size() - length)) == length) {
                text.remove_suffix(length);
                again = true;
                break;
            }
    }
    return text;
}

std::optional<std::string> currency_of(std::string_view token) {
    token = trim_gaps(token);
    if (token.ends_with('.')) token.remove_suffix(1);
    std::string lower(token), upper(token);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c += 32;
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c -= 32;
    for (auto& known : currency_signs)
        if (known.sign == lower) return std::string(known.code);
    if (currency_digits(upper)) return upper;
    return std::nullopt;
}

struct Parts {
    std::string_view before, number, after; // what stands before the first digit, up to the last, and after
};

Parts split_amount(std::string_view text) {
    constexpr std::string_view digits = "0123456789";
    auto first = text.find_first_of(digits);
    if (first == std::string_view::npos) return {text, {}, {}};
    auto last = text.find_last_of(digits);
    return {text.substr(0, first), text.substr(first, last - first + 1), text.substr(last + 1)};
}

// Takes `mark` off one end of `text`, gaps about it included.
bool take_off(std::string_view& text, std::string_view mark, bool front) {
    text = trim_gaps(text);
    if (front ? !text.starts_with(mark) : !text.ends_with(mark)) return false;
    front ? text.remove_prefix(mark.size()) : text.remove_suffix(mark.size());
    text = trim_gaps(text);
    return true;
}

bool take_minus(std::string_view& text, bool front) {
    return take_off(text, "-", front) || take_off(text, "\u2212", front);
}

// The sign written around the number, which is taken off both sides; empty where it is written in two ways.
std::optional<bool> take_sign(std::string_view& before, std::string_view& after) {
    int minuses = 0, pluses = 0, opened = 0, closed = 0;
    for (bool front : {true, false}) {
        // "-$5" and "$-5", "(5 zł)" and "(5) zł": the mark stands at either end of what surrounds the number.
        opened += take_off(before, "(", front);
        closed += take_off(after, ")", front);
        minuses += take_minus(before, front);
        pluses += take_off(before, "+", front);
        minuses += take_minus(after, front);
    }
    if (opened != closed || minuses + pluses + opened > 1) return std::nullopt;
    return minuses + opened == 1;
}

// Digits with thousands apart, as plain digits; empty where the groups are not of three.
std::optional<std::string> ungrouped(std::string_view text) {
    std::string digits, mark;
    std::size_t group = 0;
    bool first = true;
    while (!text.empty()) {
        if (text[0] >= '0' && text[0] <= '9') {
            digits.push_back(text[0]);
            text.remove_prefix(1);
            ++group;
            continue;
        }
        auto length = text[0] == '.' || text[0] == ',' ? 1 : gap_length(text);
        if (length == 0 || group == 0 || group > 3 || (!first && group != 3)) return std::nullopt;
        if (!first && text.substr(0, length) != mark) return std::nullopt;
        mark = text.substr(0, length);
        text.remove_prefix(length);
        group = 0;
        first = false;
    }
    if (group == 0 || (!first && group != 3)) return std::nullopt;
    return digits;
}

std::optional<std::string> plain_decimal(std::string_view number, int digits) {
    auto marks = std::count_if(number.begin(), number.end(), [](char c) { return c == '.' || c == ','; });
    auto last = number.find_last_of(".,");
    bool same = marks > 1 && number.find(number[last] == '.' ? ',' : '.') == std::string_view::npos;
    if (marks == 0 || same) return ungrouped(number); // "1 234" and "1.234.567"
    auto whole = ungrouped(number.substr(0, last));
    auto decimals = number.substr(last + 1);
    if (!whole || !std::all_of(decimals.begin(), decimals.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool could_be_thousands =
        marks == 1 && last <= 3 && decimals.size() == 3 && number[0] != '0' && whole->size() == last;
    if (could_be_thousands && digits < 3) return std::nullopt;
    // The two marks in turn must differ: "1.234,56", never "1,234,56".
    if (marks > 1 && number.substr(0, last).find(number[last]) != std::string_view::npos) return std::nullopt;
    return *whole + "." + std::string(decimals);
}

} // namespace

std::optional<std::int64_t> read_decimal(std::string_view text, int digits) {
    auto [before, number, after] = split_amount(text);
    if (number.empty()) return std::nullopt;
    auto negative = take_sign(before, after);
    if (!negative) return std::nullopt;
    std::optional<std::string> first, second;
    if (!before.empty() && !(first = currency_of(before))) return std::nullopt;
    if (!after.empty() && !(second = currency_of(after))) return std::nullopt;
    if (first && second && *first != *second) return std::nullopt;
    auto plain = plain_decimal(number, digits);
    if (!plain) return std::nullopt;
    return parse_decimal(*negative ? "-" + *plain : *plain, digits);
}

std::optional<std::string> currency_named(std::string_view text) {
    auto [before, number, after] = split_amount(text);
    if (!take_sign(before, after)) return std::nullopt;
    if (auto code = currency_of(before)) return code;
    return currency_of(after);
}

} // namespace crm
