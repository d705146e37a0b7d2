#include "base/local_format.hpp"

namespace crm {

namespace {

struct Marks {
    std::string_view thousands, decimal;
};

Marks marks_of(std::string_view language) {
    if (language == "pl") return {"\u00a0", ","};
    if (language == "mk") return {".", ","};
    return {",", "."};
}

} // namespace

std::string local_decimal(std::int64_t value, int digits, std::string_view language) {
    const Marks marks = marks_of(language);
    std::string plain = format_decimal(value, digits), text;
    std::string_view rest = plain;
    if (rest.starts_with('-')) {
        text = "-";
        rest.remove_prefix(1);
    }
    const auto point = rest.find('.');
    const std::string_view whole = rest.substr(0, point);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += marks.thousands;
        text += whole[i];
    }
    if (point != std::string_view::npos) (text += marks.decimal) += rest.substr(point + 1);
    return text;
}

std::string local_decimal_short(std::int64_t value, int digits, int least, std::string_view language) {
    while (digits > least && value % 10 == 0) {
        value /= 10;
        --digits;
    }
    return local_decimal(value, digits, language);
}

std::string local_amount(const Money& money, std::string_view language) {
    return local_decimal(money.minor, currency_digits(money.currency).value_or(2), language);
}

std::string local_day(Day day, std::string_view language) {
    const auto [year, month, number] = split(day);
    const char mark = language == "en" ? '/' : '.';
    auto two = [](int value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    return two(number) + mark + two(month) + mark + std::to_string(year);
}

} // namespace crm
