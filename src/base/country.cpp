#include "base/country.hpp"

#include <unicode/locid.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"

namespace crm {

namespace {

// Names that are in use beside those that ICU has.
struct OtherName {
    std::string_view name, code;
};
constexpr OtherName other_names[] = {
    {"usa", "US"},
    {"u s a", "US"},
    {"united states of america", "US"},
    {"stany zjednoczone ameryki", "US"},
    {"сад", "US"},
    {"uk", "GB"},
    {"great britain", "GB"},
    {"england", "GB"},
    {"scotland", "GB"},
    {"anglia", "GB"},
    {"велика британија", "GB"},
    {"англија", "GB"},
    {"macedonia", "MK"},
    {"republic of north macedonia", "MK"},
    {"republic of macedonia", "MK"},
    {"fyrom", "MK"},
    {"r makedonija", "MK"},
    {"makedonija", "MK"},
    {"severna makedonija", "MK"},
    {"македонија", "MK"},
    {"република македонија", "MK"},
    {"република северна македонија", "MK"},
    {"р македонија", "MK"},
    {"rzeczpospolita polska", "PL"},
    {"republika makedonija", "MK"},
    {"holland", "NL"},
    {"holandia", "NL"},
    {"холандија", "NL"},
    {"the netherlands", "NL"},
    {"czech republic", "CZ"},
    {"republika czeska", "CZ"},
    {"чешка", "CZ"},
    {"russia", "RU"},
    {"russian federation", "RU"},
    {"south korea", "KR"},
    {"korea", "KR"},
    {"turkey", "TR"},
    {"slovak republic", "SK"},
    {"kosovo", "XK"},
    {"kosowo", "XK"},
    {"косово", "XK"},
};

std::string plain(std::string_view text) {
    std::string joined;
    for (const auto& word : words(fold(text))) (joined += joined.empty() ? "" : " ") += word;
    return joined;
}

std::unordered_map<std::string, std::string> all_names() {
    std::unordered_map<std::string, std::string> names;
    for (const char* const* code = uloc_getISOCountries(); *code; ++code) {
        const icu::Locale country("", *code);
        for (const char* language : {"en", "pl", "mk"}) {
            icu::UnicodeString name;
            std::string utf8;
            country.getDisplayCountry(icu::Locale(language), name).toUTF8String(utf8);
            names.emplace(plain(utf8), *code);
        }
        // Its own language: Deutschland, Ελλάδα, Hrvatska.
        UErrorCode failure = U_ZERO_ERROR;
        icu::Locale own = icu::Locale(("und_" + std::string(*code)).c_str());
        own.addLikelySubtags(failure);
        icu::UnicodeString name;
        std::string utf8;
        if (U_SUCCESS(failure)) {
            own.getDisplayCountry(own, name).toUTF8String(utf8);
            names.emplace(plain(utf8), *code);
        }
        if (const char* three = country.getISO3Country(); three && *three) names.emplace(plain(three), *code);
        names.emplace(plain(*code), *code);
    }
    for (const auto& [name, code] : other_names) names[std::string(name)] = code;
    return names;
}

} // namespace

bool is_country(std::string_view code) {
    if (code == "XK") return true;
    for (const char* const* each = uloc_getISOCountries(); *each; ++each)
        if (code == *each) return true;
    return false;
}

std::vector<std::string> country_codes() {
    std::vector<std::string> codes{"XK"};
    for (const char* const* each = uloc_getISOCountries(); *each; ++each) codes.emplace_back(*each);
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

std::string country_name(std::string_view code, std::string_view language) {
    icu::UnicodeString name;
    std::string utf8;
    icu::Locale("", std::string(code).c_str())
        .getDisplayCountry(icu::Locale(std::string(language).c_str()), name)
        .toUTF8String(utf8);
    return utf8;
}

std::optional<std::string> country_named(std::string_view text) {
    constexpr std::size_t longest = 200;
    static const auto names = all_names();
    if (text.size() > longest) return std::nullopt;
    const auto found = names.find(plain(text));
    if (found == names.end()) return std::nullopt;
    return found->second;
}

} // namespace crm
