#include "base/identifiers.hpp"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/eu_vat.hpp"
#include "base/utf8.hpp"

namespace crm {

namespace {

using enum IdentifierCheck;

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digit(char c) {
    return c - '0';
}

int number_of(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + digit(c);
    return value;
}

// Without spaces, hyphens, dots and slashes, in capitals, digits of any script as ours. A Cyrillic МК reads as Latin.
std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        auto point = utf8::next(text, at);
        if (point >= 'a' && point <= 'z') point -= 32;
        if (point == U'М' || point == U'м') point = 'M';
        if (point == U'К' || point == U'к') point = 'K';
        auto code = static_cast<UChar32>(point);
        bool apart = point == '-' || point == '.' || point == '/' || u_isUWhiteSpace(code) ||
                     u_charType(code) == U_DASH_PUNCTUATION || point == 0x2212 ||
                     u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
        if (apart) continue;
        if (point >= 0x80 && u_charDigitValue(code) >= 0) point = static_cast<char32_t>('0' + u_charDigitValue(code));
        utf8::append(out, point);
    }
    return out;
}

std::string without_prefix(std::string text, std::string_view prefix) {
    if (text.starts_with(prefix)) text.erase(0, prefix.size());
    return text;
}

bool all_equal(std::string_view digits) {
    return digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

Identifier outcome(IdentifierCheck check, std::string normal) {
    return {check, std::move(normal), std::nullopt, 0};
}

// What digits of one of these lengths are worth, by `rule`; digits that are all the same pass many rules and are
// nobody's.
template <typename Rule>
Identifier by_rule(std::string digits, std::initializer_list<std::size_t> lengths, Rule rule) {
    bool fits = all_digits(digits) && std::find(lengths.begin(), lengths.end(), digits.size()) != lengths.end();
    if (!fits) return outcome(bad_format, std::move(digits));
    if (all_equal(digits)) return outcome(suspicious, std::move(digits));
    auto check = rule(std::string_view(digits));
    return outcome(check, std::move(digits));
}

IdentifierCheck when(bool fits) {
    return fits ? ok : bad_check_digit;
}

// --- Poland

IdentifierCheck nip(std::string_view digits) {
    // The pattern of the Ministry of Finance: no leading zero, and not two zeros after it.
    if (digits[0] == '0' || digits.substr(1, 2) == "00") return bad_format;
    return when(valid_nip(digits));
}

IdentifierCheck regon(std::string_view digits) {
    if (weighted(digits, {8, 9, 2, 3, 4, 5, 6, 7}) % 11 % 10 != digit(digits[8])) return bad_check_digit;
    if (digits.size() == 9) return ok;
    return when(weighted(digits, {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8}) % 11 % 10 == digit(digits[13]));
}

Identifier check_regon(std::string digits) {
    if (digits.size() == 14 && digits.ends_with("00000")) digits.resize(9); // registers pad the short number so
    return by_rule(std::move(digits), {9, 14}, regon);
}

Identifier check_pesel(std::string digits) {
    std::optional<Day> born;
    auto result = by_rule(std::move(digits), {11}, [&](std::string_view d) {
        constexpr int centuries[] = {1900, 2000, 2100, 2200, 1800};
        int month = number_of(d.substr(2, 2));
        born = make_day(centuries[month / 20] + number_of(d.substr(0, 2)), month % 20, number_of(d.substr(4, 2)));
        if (!born) return bad_format;
        return when((10 - weighted(d, {1, 3, 7, 9, 1, 3, 7, 9, 1, 3}) % 10) % 10 == digit(d[10]));
    });
    if (result.check != ok) return result;
    result.born_on = born;
    result.gender = digit(result.normal[9]) % 2 ? 'm' : 'f';
    return result;
}

Identifier check_krs(std::string digits) {
    if (!all_digits(digits) || digits.size() > 10) return outcome(bad_format, std::move(digits));
    digits.insert(0, 10 - digits.size(), '0');
    auto check = all_equal(digits) ? suspicious : ok;
    return outcome(check, std::move(digits));
}

IdentifierCheck sort_code(std::string_view digits) {
    return when((10 - weighted(digits, {3, 9, 7, 1, 3, 9, 7}) % 10) % 10 == digit(digits[7]));
}

IdentifierCheck nrb(std::string_view digits) {
    if (mod97(std::string(digits.substr(2)) + "PL" + std::string(digits.substr(0, 2))) != 1) return bad_check_digit;
    return sort_code(digits.substr(2, 8)) == ok ? ok : suspicious;
}

// --- North Macedonia

IdentifierCheck embs(std::string_view digits) {
    int rest = 11 - weighted(digits, {7, 6, 5, 4, 3, 2}) % 11;
    // By the rule there is no number with the remainder ten, yet old ones with a final zero are about.
    if (rest == 10) return digits[6] == '0' ? suspicious : bad_check_digit;
    return when(rest % 11 == digit(digits[6]));
}

constexpr std::initializer_list<int> twice_down = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

IdentifierCheck edb(std::string_view digits) {
    return when((11 - weighted(digits, twice_down) % 11) % 11 % 10 == digit(digits[12]));
}

Identifier check_embg(std::string digits) {
    std::optional<Day> born;
    auto result = by_rule(std::move(digits), {13}, [&](std::string_view d) {
        int year = number_of(d.substr(4, 3));
        born = make_day(year + (year >= 800 ? 1000 : 2000), number_of(d.substr(2, 2)), number_of(d.substr(0, 2)));
        if (!born) return bad_format;
        return when((11 - weighted(d, twice_down) % 11) % 11 == digit(d[12])); // ten is no digit: never issued
    });
    if (result.check != ok) return result;
    result.born_on = born;
    result.gender = result.normal[9] < '5' ? 'm' : 'f';
    return result;
}

IdentifierCheck mk_account(std::string_view digits) {
    return when(mod97(digits) == 1);
}

Identifier check_mk_account(std::string text) {
    // The domestic number has its own check, which makes the digits of every IBAN 07.
    if (text.starts_with("MK07") && text.size() == 19) text.erase(0, 4);
    return by_rule(std::move(text), {15}, mk_account);
}

// --- Banks everywhere

constexpr std::string_view iban_lengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18"
                                          "DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22"
                                          "GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20"
                                          "LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30"
                                          "NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27"
                                          "SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20"
                                          "YE30";

std::size_t iban_length(std::string_view country) {
    for (std::size_t at = 0; at < iban_lengths.size(); at += 4)
        if (iban_lengths.substr(at, 2) == country)
            return static_cast<std::size_t>(number_of(iban_lengths.substr(at + 2, 2)));
    return 0;
}

IdentifierCheck iban(std::string_view text) {
    if (text.size() < 4 || text.size() != iban_length(text.substr(0, 2)) || !all_digits(text.substr(2, 2)))
        return bad_format;
    auto country = text.substr(0, 2), account = text.substr(4);
    bool letters_and_digits = std::all_of(account.begin(), account.end(),
                                          [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    bool digits_alone = country == "PL" || country == "MK";
    if (!letters_and_digits || (digits_alone && !all_digits(account))) return bad_format;
    if (all_equal(account)) return suspicious;
    if (mod97(std::string(account) + std::string(text.substr(0, 4))) != 1) return bad_check_digit;
    if (country == "PL" && sort_code(account.substr(0, 8)) != ok) return suspicious;
    if (country == "MK") return mk_account(account);
    return ok;
}

Identifier checked_eu_vat(std::string text) {
    auto check = check_eu_vat(text);
    return outcome(check, std::move(text));
}

// A number of a country whose rules are not kept here: anything with a letter or digit in it.
Identifier anything(std::string text) {
    bool some = std::any_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c >= 0x80;
    });
    return outcome(some ? ok : bad_format, std::move(text));
}

} // namespace

Identifier check_identifier(IdentifierKind kind, std::string_view text) {
    auto clean = cleaned(text);
    switch (kind) {
    case IdentifierKind::pl_nip:
        return by_rule(without_prefix(clean, "PL"), {10}, nip);
    case IdentifierKind::pl_regon:
        return check_regon(clean);
    case IdentifierKind::pl_pesel:
        return check_pesel(clean);
    case IdentifierKind::pl_krs:
        return check_krs(clean);
    case IdentifierKind::pl_nrb:
        return by_rule(without_prefix(clean, "PL"), {26}, nrb);
    case IdentifierKind::pl_sort_code:
        return by_rule(clean, {8}, sort_code);
    case IdentifierKind::mk_embs:
        return by_rule(without_prefix(clean, "MK"), {7}, embs);
    case IdentifierKind::mk_edb:
        return by_rule(without_prefix(clean, "MK"), {13}, edb);
    case IdentifierKind::mk_embg:
        return check_embg(clean);
    case IdentifierKind::mk_account:
        return check_mk_account(clean);
    case IdentifierKind::eu_vat:
        return checked_eu_vat(clean);
    case IdentifierKind::iban:
        return outcome(iban(clean), clean);
    }
    return {};
}

Identifier check_tax_id(std::string_view text, std::string_view country) {
    auto clean = cleaned(text);
    if (clean.starts_with("GR")) clean.replace(0, 2, "EL"); // what Greece is called everywhere but in VAT numbers
    auto prefix = clean.substr(0, 2);
    if (prefix == "PL") return check_identifier(IdentifierKind::pl_nip, clean);
    if (prefix == "MK") return check_identifier(IdentifierKind::mk_edb, clean);
    auto eu = eu_vat_prefix(country);
    if (!eu_vat_prefix(prefix).empty()) {
        auto as_prefixed = checked_eu_vat(clean);
        // A key of letters may look like another country's prefix: French numbers begin with any two.
        bool other = !eu.empty() && eu != prefix && as_prefixed.check == bad_format;
        if (!other) return as_prefixed;
    }
    if (country == "PL") return check_identifier(IdentifierKind::pl_nip, clean);
    if (country == "MK") return check_identifier(IdentifierKind::mk_edb, clean);
    if (!eu.empty()) return checked_eu_vat(std::string(eu) + clean);
    return anything(clean);
}

Identifier check_register_id(std::string_view text, std::string_view country) {
    auto clean = cleaned(text);
    if (country == "PL") {
        bool is_regon = clean.size() == 9 || clean.size() == 14;
        return check_identifier(is_regon ? IdentifierKind::pl_regon : IdentifierKind::pl_krs, clean);
    }
    if (country == "MK") return check_identifier(IdentifierKind::mk_embs, clean);
    return anything(clean);
}

} // namespace crm
