#include "base/amount_words.hpp"

#include <array>
#include <map>
#include <memory>
#include <string>

#include <unicode/rbnf.h>

#include "base/error.hpp"
#include "base/macedonian_number.hpp"

namespace crm {

namespace {

// One, few (Polish only) and many of a currency, in a language.
struct CurrencyWords {
    std::string_view code, language, one, few, many;
};

constexpr std::array currency_words = {
    CurrencyWords{"PLN", "pl", "złoty", "złote", "złotych"},  CurrencyWords{"PLN", "en", "zloty", "", "zlotys"},
    CurrencyWords{"PLN", "mk", "злот", "", "злоти"},          CurrencyWords{"EUR", "pl", "euro", "euro", "euro"},
    CurrencyWords{"EUR", "en", "euro", "", "euros"},          CurrencyWords{"EUR", "mk", "евро", "", "евра"},
    CurrencyWords{"MKD", "pl", "denar", "denary", "denarów"}, CurrencyWords{"MKD", "en", "denar", "", "denars"},
    CurrencyWords{"MKD", "mk", "денар", "", "денари"},        CurrencyWords{"USD", "pl", "dolar", "dolary", "dolarów"},
    CurrencyWords{"USD", "en", "dollar", "", "dollars"},      CurrencyWords{"USD", "mk", "долар", "", "долари"},
    CurrencyWords{"GBP", "pl", "funt", "funty", "funtów"},    CurrencyWords{"GBP", "en", "pound", "", "pounds"},
    CurrencyWords{"CHF", "pl", "frank", "franki", "franków"}, CurrencyWords{"CHF", "en", "franc", "", "francs"},
    CurrencyWords{"CHF", "mk", "франк", "", "франци"},
};

std::string_view form_of(const CurrencyWords& words, std::uint64_t n) {
    const auto last = n % 10, last_two = n % 100;
    if (words.language == "pl") {
        if (n == 1) return words.one;
        return last >= 2 && last <= 4 && (last_two < 12 || last_two > 14) ? words.few : words.many;
    }
    if (words.language == "mk") return last == 1 && last_two != 11 ? words.one : words.many;
    return n == 1 ? words.one : words.many;
}

std::string unit_of(std::string_view currency, std::string_view language, std::uint64_t n) {
    for (const CurrencyWords& each : currency_words)
        if (each.code == currency && each.language == language) return std::string(form_of(each, n));
    return std::string(currency);
}

// Made once for each thread: its rules are many.
const icu::RuleBasedNumberFormat& spelling_in(const std::string& language) {
    static thread_local std::map<std::string, std::unique_ptr<icu::RuleBasedNumberFormat>> made;
    auto& format = made[language];
    if (!format) {
        UErrorCode status = U_ZERO_ERROR;
        format =
            std::make_unique<icu::RuleBasedNumberFormat>(icu::URBNF_SPELLOUT, icu::Locale(language.c_str()), status);
        require(U_SUCCESS(status), "numbers can be spelled");
    }
    return *format;
}

std::string spelled(std::uint64_t number, std::string_view currency, std::string_view language) {
    if (language == "mk") return macedonian_number(number, currency == "EUR" ? Gender::neuter : Gender::masculine);
    icu::UnicodeString text;
    spelling_in(std::string(language)).format(static_cast<int64_t>(number), text);
    text.findAndReplace(icu::UnicodeString(static_cast<UChar32>(0xAD)), icu::UnicodeString()); // where a line may break
    std::string words;
    return text.toUTF8String(words);
}

} // namespace

std::string in_words(const Money& money, std::string_view language) {
    if (language != "pl" && language != "mk") language = "en";
    const int digits = currency_digits(money.currency).value_or(2);
    std::uint64_t divisor = 1;
    for (int i = 0; i < digits; ++i) divisor *= 10;
    const bool negative = money.minor < 0;
    const std::uint64_t minor =
        negative ? -static_cast<std::uint64_t>(money.minor) : static_cast<std::uint64_t>(money.minor);
    const std::uint64_t whole = minor / divisor;
    std::string text = negative ? (language == "mk" ? "минус " : "minus ") : "";
    text += spelled(whole, money.currency, language) + " " + unit_of(money.currency, language, whole);
    if (digits == 0 || (language == "mk" && minor % divisor == 0)) return text;
    std::string rest = std::to_string(minor % divisor);
    rest.insert(0, static_cast<std::size_t>(digits) - rest.size(), '0');
    return text + (language == "mk" ? " и " : " ") + rest + "/" + std::to_string(divisor);
}

} // namespace crm
