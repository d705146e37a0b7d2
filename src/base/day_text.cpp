#include "base/day_text.hpp"

#include <array>
#include <vector>

#include "base/text.hpp"

namespace crm {

namespace {

constexpr std::int32_t serial_zero = -25'569;                        // 1899-12-30, a workbook's day 0
constexpr std::int64_t least_serial = 10'000, most_serial = 109'575; // 1927-05-18 to 2199-12-31
constexpr int pivot = 50;                                            // "49" is 2049, "50" is 1950

// Folded beginnings of the months' names, the longer before the shorter where one begins another.
struct MonthName {
    std::string_view begins;
    int month;
};
constexpr MonthName month_names[] = {
    {"jan", 1},  {"styczn", 1}, {"stycz", 1}, {"sty", 1},  {"јан", 1},  {"янв", 1},   {"feb", 2},
    {"lut", 2},  {"фев", 2},    {"mar", 3},   {"мар", 3},  {"apr", 4},  {"kwi", 4},   {"апр", 4},
    {"maj", 5},  {"may", 5},    {"maia", 5},  {"мај", 5},  {"jun", 6},  {"czerw", 6}, {"cze", 6},
    {"јун", 6},  {"jul", 7},    {"lip", 7},   {"јул", 7},  {"aug", 8},  {"sie", 8},   {"авг", 8},
    {"sep", 9},  {"wrz", 9},    {"сеп", 9},   {"oct", 10}, {"paz", 10}, {"okt", 10},  {"окт", 10},
    {"nov", 11}, {"lis", 11},   {"ное", 11},  {"dec", 12}, {"gru", 12}, {"дек", 12},
};

int month_named(std::string_view folded) {
    for (const auto& [begins, month] : month_names)
        if (folded.starts_with(begins)) return month;
    return 0;
}

struct Piece {
    bool number = false;
    int value = 0;
    std::size_t length = 0;
    int month = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

int full_year(int year, std::size_t length) {
    if (length != 2) return year;
    return year < pivot ? 2000 + year : 1900 + year;
}

// A time of day at the end: "10:15", "10:15:30.5", "3:07 PM", with Z or an offset; taken off the text.
bool take_time(std::string_view& text, DayText& into) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos) return true;
    std::size_t from = colon;
    while (from > 0 && is_digit(text[from - 1])) --from;
    if (from == colon || colon - from > 2) return false;
    std::string_view rest = text.substr(from);
    auto number = [&](int most) -> int {
        int value = 0;
        std::size_t length = 0;
        while (length < rest.size() && length < 2 && is_digit(rest[length]))
            value = value * 10 + (rest[length++] - '0');
        if (length == 0 || value > most) return -1;
        rest.remove_prefix(length);
        return value;
    };
    int hours = number(23);
    if (hours < 0 || rest.empty()) return false;
    rest.remove_prefix(1);
    const int minutes = number(59);
    int seconds = 0;
    if (minutes < 0) return false;
    if (rest.starts_with(':')) {
        rest.remove_prefix(1);
        if ((seconds = number(59)) < 0) return false;
        if (rest.starts_with('.') || rest.starts_with(',')) {
            rest.remove_prefix(1);
            while (!rest.empty() && is_digit(rest[0])) rest.remove_prefix(1);
        }
    }
    rest = trimmed(rest);
    const std::string half = fold(rest.substr(0, 4));
    if (half == "am" || half == "pm" || half == "a.m." || half == "p.m.") {
        if (hours < 1 || hours > 12) return false;
        hours = hours % 12 + (half[0] == 'p' ? 12 : 0);
        rest = {};
    }
    if (rest == "Z" || rest == "z" || rest == "UTC" || rest == "GMT") {
        into.offset = 0;
    } else if (!rest.empty() && (rest[0] == '+' || rest[0] == '-')) {
        const bool west = rest[0] == '-';
        rest.remove_prefix(1);
        const int h = number(15);
        if (rest.starts_with(':')) rest.remove_prefix(1);
        const int m = rest.empty() ? 0 : number(59);
        if (h < 0 || m < 0 || !rest.empty()) return false;
        into.offset = (west ? -1 : 1) * (h * hour + m * minute);
    } else if (!rest.empty()) {
        return false;
    }
    into.time = hours * hour + minutes * minute + seconds * second;
    text = trimmed(text.substr(0, from));
    while (!text.empty() && (text.back() == 'T' || text.back() == 't' || text.back() == ',')) text.remove_suffix(1);
    text = trimmed(text);
    return true;
}

// A number alone: eight digits, or the number of days a workbook counts with, its fraction the time of day.
std::optional<DayText> number_alone(std::string_view text) {
    DayText day;
    std::int64_t whole = 0;
    std::size_t i = 0;
    for (; i < text.size() && is_digit(text[i]) && i < 9; ++i) whole = whole * 10 + (text[i] - '0');
    if (i == 8 && i == text.size()) {
        day.shape = DayText::Shape::digits;
        const auto on = make_day(static_cast<int>(whole / 10'000), static_cast<int>(whole / 100 % 100),
                                 static_cast<int>(whole % 100));
        if (!on || whole < 15'000'000) return std::nullopt;
        day.on = *on;
        return day;
    }
    if (i == 0 || i > 6 || whole > most_serial || whole < least_serial) return std::nullopt;
    if (i < text.size()) {
        if (text[i] != '.' && text[i] != ',') return std::nullopt;
        double fraction = 0, unit = 0.1;
        for (++i; i < text.size() && is_digit(text[i]); ++i, unit /= 10) fraction += (text[i] - '0') * unit;
        if (i < text.size()) return std::nullopt;
        if (fraction > 0) day.time = static_cast<Moment>(fraction * 86'400 + 0.5) * second;
    }
    day.shape = DayText::Shape::serial;
    day.on = Day{static_cast<std::int32_t>(serial_zero + whole)};
    return day;
}

std::vector<Piece> pieces_of(std::string_view text, char& between, bool& plain) {
    std::vector<Piece> pieces;
    plain = true;
    for (const auto& word : words(text)) {
        Piece piece;
        std::size_t i = 0;
        while (i < word.size() && is_digit(word[i]) && i < 5) piece.value = piece.value * 10 + (word[i++] - '0');
        piece.number = i > 0;
        piece.length = i;
        const std::string rest = fold(std::string_view(word).substr(i));
        if (piece.number && !rest.empty() && rest != "st" && rest != "nd" && rest != "rd" && rest != "th") return {};
        if (!piece.number) piece.month = month_named(rest);
        pieces.push_back(piece);
        if (pieces.size() > 5) return {};
    }
    for (const char c : text) {
        if (is_digit(c)) continue;
        if ((c != '/' && c != '.' && c != '-') || (between && c != between)) plain = false;
        between = c;
    }
    return pieces;
}

} // namespace

bool writes_month_first(std::string_view country) {
    for (std::string_view each : {"US", "PH", "FM", "MH", "PW", "GU", "PR", "VI", "AS", "MP", "BZ"})
        if (country == each) return true;
    return false;
}

std::optional<DayText> read_day_text(std::string_view given) {
    constexpr std::size_t longest = 60;
    std::string_view text = trimmed(given);
    if (text.empty() || text.size() > longest) return std::nullopt;
    DayText day;
    if (!take_time(text, day)) return std::nullopt;
    if (text.ends_with('.')) text.remove_suffix(1); // 21.11.2026.
    if (text.ends_with(" r")) text.remove_suffix(2);
    if (text.ends_with(" г")) text.remove_suffix(3);
    if (text.ends_with(" година")) text.remove_suffix(std::string_view(" година").size());
    if (auto alone = number_alone(text)) {
        if (!day.time || alone->shape == DayText::Shape::digits) {
            alone->time = day.time ? day.time : alone->time;
            return alone;
        }
        return std::nullopt;
    }
    char between = 0;
    bool plain = true;
    const auto pieces = pieces_of(text, between, plain);
    if (pieces.size() < 3 || pieces.size() > 4) return std::nullopt;
    std::vector<Piece> numbers;
    int month = 0;
    for (const Piece& piece : pieces) {
        if (piece.number) numbers.push_back(piece);
        if (piece.month) month = month ? -1 : piece.month;
    }
    std::optional<Day> on;
    if (month > 0 && numbers.size() == 2) { // the longer is the year
        const bool year_first = numbers[0].length > 2;
        on = make_day(full_year(numbers[year_first ? 0 : 1].value, numbers[year_first ? 0 : 1].length), month,
                      numbers[year_first ? 1 : 0].value);
    } else if (month == 0 && numbers.size() == 3 && pieces.size() == 3 && plain && numbers[0].length == 4) {
        on = make_day(numbers[0].value, numbers[1].value, numbers[2].value);
    } else if (month == 0 && numbers.size() == 3 && pieces.size() == 3 && plain &&
               (numbers[2].length == 4 || numbers[2].length == 2) && numbers[0].length <= 2 && numbers[1].length <= 2) {
        day.shape = DayText::Shape::turnable;
        day.between = between;
        day.first = numbers[0].value;
        day.second = numbers[1].value;
        day.year = full_year(numbers[2].value, numbers[2].length);
        if (!make_day(day.year, day.first, day.second) && !make_day(day.year, day.second, day.first))
            return std::nullopt;
        return day;
    }
    if (!on) return std::nullopt;
    day.on = *on;
    return day;
}

std::optional<Day> day_of(const DayText& text, bool day_first) {
    if (text.shape != DayText::Shape::turnable) return text.on;
    return day_first ? make_day(text.year, text.second, text.first) : make_day(text.year, text.first, text.second);
}

} // namespace crm
