#include "base/time.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace crm {

namespace {

constexpr Moment day_us = 24 * hour;
constexpr std::int32_t first_day = -719162; // 0001-01-01
constexpr std::int32_t last_day = 2932896;  // 9999-12-31

void append_number(std::string& out, int value, int width) {
    char digits[12];
    for (int i = width; i-- > 0; value /= 10) digits[i] = static_cast<char>('0' + value % 10);
    out.append(digits, width);
}

// Exactly `width` decimal digits from the front of `text`, or -1.
int take_number(std::string_view& text, std::size_t width) {
    if (text.size() < width) return -1;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text[0] != expected) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> take_day(std::string_view& text) {
    int year = take_number(text, 4);
    if (year < 0 || !take(text, '-')) return std::nullopt;
    int month = take_number(text, 2);
    if (month < 0 || !take(text, '-')) return std::nullopt;
    int day = take_number(text, 2);
    if (day < 0) return std::nullopt;
    return make_day(year, month, day);
}

std::optional<Moment> take_clock(std::string_view& text) {
    int hours = take_number(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':')) return std::nullopt;
    int minutes = take_number(text, 2);
    if (minutes < 0 || minutes > 59 || !take(text, ':')) return std::nullopt;
    int seconds = take_number(text, 2);
    if (seconds < 0 || seconds > 59) return std::nullopt;
    Moment fraction = 0;
    if (take(text, '.')) {
        std::size_t decimals = 0;
        while (decimals < text.size() && text[decimals] >= '0' && text[decimals] <= '9') ++decimals;
        if (decimals == 0 || decimals > 9) return std::nullopt;
        for (std::size_t i = 0; i < 6; ++i) fraction = fraction * 10 + (i < decimals ? text[i] - '0' : 0);
        text.remove_prefix(decimals);
    }
    return hours * hour + minutes * minute + seconds * second + fraction;
}

std::optional<Moment> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return 0;
    int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
    if (sign == 0) return std::nullopt;
    int hours = take_number(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':')) return std::nullopt;
    int minutes = take_number(text, 2);
    if (minutes < 0 || minutes > 59) return std::nullopt;
    return sign * (hours * hour + minutes * minute);
}

} // namespace

Moment now() {
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::int64_t steady_us() {
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

YearMonthDay split(Day day) {
    std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.days}}};
    return {int(date.year()), static_cast<int>(unsigned(date.month())), static_cast<int>(unsigned(date.day()))};
}

std::optional<Day> make_day(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(month), std::chrono::day(day)};
    if (!date.ok()) return std::nullopt;
    return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

int weekday(Day day) {
    int since_thursday = day.days % 7; // 1970-01-01 was a Thursday
    return (since_thursday + 7 + 3) % 7 + 1;
}

std::string format_day(Day day) {
    auto [year, month, number] = split(day);
    std::string out;
    append_number(out, year, 4);
    out.push_back('-');
    append_number(out, month, 2);
    out.push_back('-');
    append_number(out, number, 2);
    return out;
}

std::optional<Day> parse_day(std::string_view text) {
    auto day = take_day(text);
    return text.empty() ? day : std::nullopt;
}

std::string format_moment(Moment at) {
    auto days = at / day_us - (at % day_us < 0);
    auto rest = at - days * day_us;
    auto out = format_day(Day{static_cast<std::int32_t>(days)});
    out.reserve(28);
    out.push_back('T');
    append_number(out, static_cast<int>(rest / hour), 2);
    out.push_back(':');
    append_number(out, static_cast<int>(rest / minute % 60), 2);
    out.push_back(':');
    append_number(out, static_cast<int>(rest / second % 60), 2);
    if (auto fraction = static_cast<int>(rest % second)) {
        out.push_back('.');
        append_number(out, fraction, 6);
    }
    out.push_back('Z');
    return out;
}

std::optional<Moment> parse_moment(std::string_view text) {
    auto day = take_day(text);
    if (!day || !(take(text, 'T') || take(text, 't'))) return std::nullopt;
    auto clock = take_clock(text);
    if (!clock) return std::nullopt;
    auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    Moment at = day->days * day_us + *clock - *offset;
    if (at < first_day * day_us || at >= (Moment{last_day} + 1) * day_us) return std::nullopt;
    return at;
}

namespace {

// The first day of the month that is `months` after that of `year` and `month`.
Day month_begin(int year, int month, int months) {
    int total = std::clamp(year * 12 + (month - 1) + months, 12, 9999 * 12 + 11);
    return *make_day(total / 12, total % 12 + 1, 1);
}

std::optional<Period> calendar_period(std::string_view unit, int shift, Day today) {
    auto [year, month, number] = split(today);
    if (unit == "week") {
        Day monday{today.days - (weekday(today) - 1) + shift * 7};
        return Period{monday, {monday.days + 7}};
    }
    int length = unit == "month" ? 1 : unit == "quarter" ? 3 : unit == "year" ? 12 : 0;
    if (length == 0) return std::nullopt;
    int first = (month - 1) / length * length + 1;
    return Period{month_begin(year, first, shift * length), month_begin(year, first, (shift + 1) * length)};
}

// "last_30_days" and "next_7_days": the number, 1 to 9999, or 0.
int day_count(std::string_view within) {
    if (!within.ends_with("_days")) return 0;
    auto digits = within.substr(5, within.size() - 10);
    int count = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    bool whole = error == std::errc() && end == digits.data() + digits.size() && digits[0] != '0';
    return whole && count > 0 && count <= 9999 ? count : 0;
}

} // namespace

std::optional<Period> period(std::string_view within, Day today) {
    if (within == "today") return Period{today, {today.days + 1}};
    if (within == "yesterday") return Period{{today.days - 1}, today};
    if (within == "tomorrow") return Period{{today.days + 1}, {today.days + 2}};
    bool last = within.starts_with("last_"), next = within.starts_with("next_");
    if (!last && !next && !within.starts_with("this_")) return std::nullopt;
    if (within.size() > 10 && (last || next))
        if (int count = day_count(within))
            return last ? Period{{today.days - count + 1}, {today.days + 1}} : Period{today, {today.days + count}};
    return calendar_period(within.substr(5), last ? -1 : next ? 1 : 0, today);
}

} // namespace crm
