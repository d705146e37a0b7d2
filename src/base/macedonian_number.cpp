#include "base/macedonian_number.hpp"

#include <array>
#include <vector>

namespace crm {

namespace {

constexpr std::array<const char*, 20> below_twenty = {
    "",          "еден",        "два",        "три",        "четири",    "пет",       "шест",         "седум",
    "осум",      "девет",       "десет",      "единаесет",  "дванаесет", "тринаесет", "четиринаесет", "петнаесет",
    "шеснаесет", "седумнаесет", "осумнаесет", "деветнаесет"};
constexpr std::array<const char*, 10> tens = {"",        "",       "дваесет",    "триесет",   "четириесет",
                                              "педесет", "шеесет", "седумдесет", "осумдесет", "деведесет"};
constexpr std::array<const char*, 10> hundreds = {
    "",           "сто",         "двесте",       "триста",      "четиристотини",
    "петстотини", "шестстотини", "седумстотини", "осумстотини", "деветстотини"};

std::string small(std::uint64_t number, Gender gender) {
    if (number == 1 && gender != Gender::masculine) return gender == Gender::feminine ? "една" : "едно";
    if (number == 2 && gender != Gender::masculine) return "две";
    return below_twenty[number];
}

// Hundreds, tens and units of a number below a thousand.
std::vector<std::string> parts_of(std::uint64_t number, Gender gender) {
    std::vector<std::string> parts;
    if (number >= 100) parts.emplace_back(hundreds[number / 100]);
    number %= 100;
    if (number >= 20) parts.emplace_back(tens[number / 10]);
    if (const std::uint64_t rest = number >= 20 ? number % 10 : number) parts.push_back(small(rest, gender));
    return parts;
}

std::string joined_parts(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.size() ? " и " : " ";
        text += parts[i];
    }
    return text;
}

struct Scale {
    std::uint64_t of;
    const char *one, *many;
    Gender gender;
};
constexpr std::array<Scale, 6> scales = {Scale{1'000'000'000'000'000'000, "трилион", "трилиони", Gender::masculine},
                                         Scale{1'000'000'000'000'000, "билијарда", "билијарди", Gender::feminine},
                                         Scale{1'000'000'000'000, "билион", "билиони", Gender::masculine},
                                         Scale{1'000'000'000, "милијарда", "милијарди", Gender::feminine},
                                         Scale{1'000'000, "милион", "милиони", Gender::masculine},
                                         Scale{1'000, "илјада", "илјади", Gender::feminine}};

} // namespace

std::string macedonian_number(std::uint64_t number, Gender gender) {
    if (number == 0) return "нула";
    std::string text;
    for (const Scale& scale : scales) {
        const std::uint64_t count = number / scale.of;
        number %= scale.of;
        if (count == 0) continue;
        if (!text.empty()) text += ' ';
        const bool one = count % 10 == 1 && count % 100 != 11;
        if (scale.of == 1'000 && count == 1 && text.empty())
            text += scale.one; // "илјада", never "една илјада" at the head
        else
            text += joined_parts(parts_of(count, scale.gender)) + " " + (one ? scale.one : scale.many);
    }
    const auto parts = parts_of(number, gender);
    if (parts.empty()) return text;
    if (!text.empty()) text += parts.size() == 1 ? " и " : " ";
    return text + joined_parts(parts);
}

} // namespace crm
