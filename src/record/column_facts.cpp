#include "record/column_facts.hpp"

#include <algorithm>

#include "base/day_text.hpp"
#include "base/text.hpp"

namespace crm {

std::string_view name_of(DayOrder order) {
    return order == DayOrder::day_first ? "day_first" : order == DayOrder::month_first ? "month_first" : "";
}

DayOrder day_order_of(std::string_view country) {
    return writes_month_first(country) ? DayOrder::month_first : DayOrder::day_first;
}

void DayFacts::see(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.empty()) return;
    ++filled_;
    const auto day = read_day_text(cell);
    if (!day) return;
    switch (day->shape) {
    case DayText::Shape::digits:
        ++digits_;
        return;
    case DayText::Shape::serial:
        ++serials_;
        return;
    case DayText::Shape::turnable: {
        Turns& seen = day->between == '/' ? strokes_ : others_;
        seen.any = true;
        seen.first |= day->first > 12;
        seen.second |= day->second > 12;
        break;
    }
    case DayText::Shape::certain:
        break;
    }
    ++days_;
}

DayOrder DayFacts::order(char between) const {
    const Turns& seen = turns(between);
    if (seen.first == seen.second) return DayOrder::as_seen;
    return seen.first ? DayOrder::day_first : DayOrder::month_first;
}

bool DayFacts::ambiguous() const {
    return (strokes_.any && order('/') == DayOrder::as_seen) || (others_.any && order('.') == DayOrder::as_seen);
}

DayOrder DayFacts::order_read(DayOrder otherwise) const {
    if (!strokes_.any && !others_.any) return DayOrder::as_seen;
    const DayOrder seen = order(strokes_.any ? '/' : '.');
    return seen == DayOrder::as_seen ? otherwise : seen;
}

std::optional<std::string> DayFacts::normal(std::string_view cell, DayOrder said, DayOrder otherwise) const {
    const auto day = read_day_text(cell);
    if (!day) return std::nullopt;
    if (day->shape == DayText::Shape::digits && !all_digits()) return std::nullopt;
    if (day->shape == DayText::Shape::serial && !all_serials()) return std::nullopt;
    DayOrder order = said;
    if (order == DayOrder::as_seen) order = this->order(day->between);
    if (order == DayOrder::as_seen) order = otherwise;
    const auto on = day_of(*day, order == DayOrder::day_first);
    if (!on) return std::nullopt;
    std::string text = format_day(*on);
    if (!day->time) return text;
    const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const Moment time = *day->time;
    text += ' ';
    text += two(time / hour);
    text += ':';
    text += two(time / minute % 60);
    text += ':';
    text += two(time / second % 60);
    return text;
}

namespace {

struct NumberShape {
    bool number = false, comma_decimal = false, point_decimal = false, unclear = false;
    std::size_t mark = 0; // of an unclear one
};

// The marks between the digits of a number: which of them could part the decimals.
NumberShape shape_of(std::string_view cell) {
    NumberShape shape;
    const auto first = cell.find_first_of("0123456789");
    if (first == std::string_view::npos) return shape;
    const auto last = cell.find_last_of("0123456789");
    constexpr std::size_t longest_around = 24; // a sign and a currency
    if (first > longest_around || cell.size() - last > longest_around) return shape;
    std::size_t commas = 0, points = 0, digits = 0;
    for (std::size_t i = first; i <= last; ++i) {
        const auto c = static_cast<unsigned char>(cell[i]);
        commas += c == ',';
        points += c == '.';
        digits += c >= '0' && c <= '9';
        const bool gap = c == ' ' || c == '\'' || c >= 0x80;
        if (!gap && c != ',' && c != '.' && (c < '0' || c > '9')) return shape;
    }
    constexpr std::size_t most_digits = 18;
    shape.number = digits <= most_digits;
    if (commas + points == 0) return shape;
    const auto mark = cell.find_last_of(".,", last);
    const bool comma = cell[mark] == ',';
    const std::size_t behind = last - mark;
    if (commas && points) {
        (comma ? shape.comma_decimal : shape.point_decimal) = true;
    } else if (commas + points > 1) {
        (comma ? shape.point_decimal : shape.comma_decimal) = true; // 1.234.567 has its thousands apart
    } else if (behind != 3 || mark - first > 3 || cell[first] == '0') {
        (comma ? shape.comma_decimal : shape.point_decimal) = true;
    } else {
        shape.unclear = true;
        shape.mark = mark;
    }
    return shape;
}

} // namespace

void NumberFacts::see(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.empty()) return;
    ++filled_;
    const NumberShape shape = shape_of(cell);
    if (!shape.number) return;
    ++numbers_;
    commas_ += shape.comma_decimal;
    points_ += shape.point_decimal;
    unclear_ += shape.unclear;
    unclear_commas_ += shape.unclear && cell[shape.mark] == ',';
}

DecimalMark NumberFacts::mark() const {
    if ((commas_ > 0) == (points_ > 0)) return DecimalMark::as_seen;
    return commas_ > 0 ? DecimalMark::comma : DecimalMark::point;
}

DecimalMark NumberFacts::mark_read(bool of_cents, DecimalMark elsewhere) const {
    if (unclear_ == 0 || commas_ + points_ > 0) return mark();
    if (of_cents && unclear_commas_ == 0) return DecimalMark::comma;
    if (of_cents && unclear_commas_ == unclear_) return DecimalMark::point;
    return elsewhere;
}

std::string NumberFacts::normal(std::string_view cell, DecimalMark decimal, bool whole) {
    std::string text(cell);
    const NumberShape shape = shape_of(cell);
    if (!shape.unclear) return text;
    const bool comma = text[shape.mark] == ',';
    if (whole || (decimal == DecimalMark::comma && !comma) || (decimal == DecimalMark::point && comma))
        text.erase(shape.mark, 1);
    else if (decimal != DecimalMark::as_seen)
        text.insert(text.find_last_of("0123456789") + 1, "0"); // four decimals cannot be thousands
    return text;
}

std::string_view unwrapped_cell(std::string_view cell) {
    if (cell.size() >= 3 && cell.starts_with("=\"") && cell.ends_with('"')) return cell.substr(2, cell.size() - 3);
    return cell;
}

} // namespace crm
