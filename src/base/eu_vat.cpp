#include "base/eu_vat.hpp"

#include <algorithm>

namespace crm {

namespace {

// # a digit, @ a letter, ? either, and the rest as `fits` says; anything else stands for itself.
struct Shape {
    std::string_view country, number;
};

constexpr Shape shapes[] = {
    {"AT", "U########"},   {"BE", "o#########"}, {"BG", "#########"},    {"BG", "##########"},
    {"CY", "########@"},   {"CZ", "########"},   {"CZ", "#########"},    {"CZ", "##########"},
    {"DE", "#########"},   {"DK", "########"},   {"EE", "#########"},    {"EL", "#########"},
    {"ES", "?#######?"},   {"FI", "########"},   {"FR", "ff#########"},  {"HR", "###########"},
    {"HU", "########"},    {"IE", "#######w"},   {"IE", "#######wi"},    {"IE", "#s#####w"},
    {"IT", "###########"}, {"LT", "#########"},  {"LT", "############"}, {"LU", "########"},
    {"LV", "###########"}, {"MT", "########"},   {"NL", "#########B##"}, {"PL", "##########"},
    {"PT", "#########"},   {"RO", "##"},         {"RO", "###"},          {"RO", "####"},
    {"RO", "#####"},       {"RO", "######"},     {"RO", "#######"},      {"RO", "########"},
    {"RO", "#########"},   {"RO", "##########"}, {"SE", "##########01"}, {"SI", "########"},
    {"SK", "##########"},  {"XI", "#########"},  {"XI", "############"}, {"XI", "GD###"},
    {"XI", "HA###"},
};

bool fits(char c, char shape) {
    bool digit = c >= '0' && c <= '9', letter = c >= 'A' && c <= 'Z';
    switch (shape) {
    case '#':
        return digit;
    case '@':
        return letter;
    case '?':
        return digit || letter;
    case 'f':
        return digit || (letter && c != 'I' && c != 'O');
    case 'i':
        return c >= 'A' && c <= 'I';
    case 'o':
        return c == '0' || c == '1';
    case 's':
        return letter || c == '+' || c == '*';
    case 'w':
        return c >= 'A' && c <= 'W';
    default:
        return c == shape;
    }
}

int digit(char c) {
    return c - '0';
}

int number_of(std::string_view digits) {
    int value = 0;
    for (char c : digits) value = value * 10 + digit(c);
    return value;
}

// ISO 7064, MOD 11,10.
bool mod11_10(std::string_view digits) {
    int product = 10;
    for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
        int sum = (digit(digits[i]) + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digit(digits.back());
}

bool austrian(std::string_view digits) {
    int sum = 4;
    for (std::size_t i = 0; i < 7; ++i) {
        int product = digit(digits[i]) * (i % 2 ? 2 : 1);
        sum += product / 10 + product % 10;
    }
    return (10 - sum % 10) % 10 == digit(digits[7]);
}

bool lithuanian(std::string_view digits) {
    auto sum = [&](int shift) {
        int total = 0;
        for (std::size_t i = 0; i + 1 < digits.size(); ++i)
            total += digit(digits[i]) * ((static_cast<int>(i) + shift) % 9 + 1);
        return total % 11;
    };
    int check = sum(0);
    if (check == 10) check = sum(2) % 10;
    return check == digit(digits.back());
}

bool czech_company(std::string_view digits) {
    int check = (11 - weighted(digits, {8, 7, 6, 5, 4, 3, 2}) % 11) % 11;
    return (check == 0 ? 1 : check % 10) == digit(digits[7]);
}

bool french(std::string_view number) {
    bool plain = number[0] <= '9' && number[1] <= '9'; // keys with letters follow another rule
    return !plain || (12 + 3 * (number_of(number.substr(2)) % 97)) % 97 == number_of(number.substr(0, 2));
}

bool dutch(std::string_view number) {
    // Companies by the old rule of eleven, persons by mod 97 over the whole.
    int old_rule = weighted(number, {9, 8, 7, 6, 5, 4, 3, 2}) % 11;
    return old_rule == digit(number[8]) || mod97("NL" + std::string(number)) == 1;
}

bool slovene(std::string_view digits) {
    int check = 11 - weighted(digits, {8, 7, 6, 5, 4, 3, 2}) % 11;
    return check != 11 && check % 10 == digit(digits[7]);
}

bool greek(std::string_view digits) {
    return weighted(digits, {256, 128, 64, 32, 16, 8, 4, 2}) % 11 % 10 == digit(digits[8]);
}

bool portuguese(std::string_view digits) {
    return (11 - weighted(digits, {9, 8, 7, 6, 5, 4, 3, 2}) % 11) % 11 % 10 == digit(digits[8]);
}

bool slovak(std::string_view digits) {
    int rest = 0;
    for (char c : digits) rest = (rest * 10 + digit(c)) % 11;
    return rest == 0;
}

// True as well for countries whose rule is not kept here: VIES decides.
bool check_digits_fit(std::string_view country, std::string_view number) {
    if (country == "DE" || country == "HR") return mod11_10(number);
    if (country == "AT") return austrian(number.substr(1));
    if (country == "BE") return 97 - number_of(number.substr(0, 8)) % 97 == number_of(number.substr(8));
    if (country == "CZ") return number.size() != 8 || czech_company(number);
    if (country == "DK") return weighted(number, {2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
    if (country == "EE") return weighted(number, {3, 7, 1, 3, 7, 1, 3, 7, 1}) % 10 == 0;
    if (country == "EL") return greek(number);
    if (country == "FI") return weighted(number, {7, 9, 10, 5, 8, 4, 2, 1}) % 11 == 0;
    if (country == "FR") return french(number);
    if (country == "HU") return weighted(number, {9, 7, 3, 1, 9, 7, 3, 1}) % 10 == 0;
    if (country == "IT") return luhn(number);
    if (country == "LT") return lithuanian(number);
    if (country == "LU") return number_of(number.substr(0, 6)) % 89 == number_of(number.substr(6));
    if (country == "NL") return dutch(number);
    if (country == "PL") return valid_nip(number);
    if (country == "PT") return portuguese(number);
    if (country == "SE") return luhn(number.substr(0, 10));
    if (country == "SI") return slovene(number);
    if (country == "SK") return slovak(number);
    return true;
}

} // namespace

int weighted(std::string_view digits, std::initializer_list<int> weights) {
    int sum = 0;
    std::size_t at = 0;
    for (int weight : weights) sum += digit(digits[at++]) * weight;
    return sum;
}

int mod97(std::string_view text) {
    int rest = 0;
    for (char c : text) rest = c >= 'A' ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + digit(c)) % 97;
    return rest;
}

bool luhn(std::string_view digits) {
    int sum = 0;
    bool twice = false;
    for (auto c = digits.rbegin(); c != digits.rend(); ++c, twice = !twice) {
        int value = digit(*c) * (twice ? 2 : 1);
        sum += value / 10 + value % 10;
    }
    return sum % 10 == 0;
}

bool valid_nip(std::string_view digits) {
    return weighted(digits, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11 == digit(digits[9]);
}

std::string_view eu_vat_prefix(std::string_view country) {
    if (country == "GR") return "EL";
    for (auto& shape : shapes)
        if (shape.country == country) return shape.country;
    return "";
}

IdentifierCheck check_eu_vat(std::string_view text) {
    if (text.size() < 4) return IdentifierCheck::bad_format;
    auto country = text.substr(0, 2), number = text.substr(2);
    for (auto& shape : shapes) {
        if (shape.country != country || shape.number.size() != number.size()) continue;
        if (!std::equal(number.begin(), number.end(), shape.number.begin(), fits)) continue;
        if (number.find_first_not_of(number[0]) == std::string_view::npos) return IdentifierCheck::suspicious;
        return check_digits_fit(country, number) ? IdentifierCheck::ok : IdentifierCheck::bad_check_digit;
    }
    return IdentifierCheck::bad_format;
}

} // namespace crm
