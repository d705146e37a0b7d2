// ColumnFacts: what all the cells of a column tell together of how its days and numbers are written, where one cell
// alone would be read in two ways.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crm {

enum class DayOrder { as_seen, day_first, month_first };
std::string_view name_of(DayOrder order);
DayOrder day_order_of(std::string_view country); // as people there write days
enum class DecimalMark { as_seen, comma, point };

class DayFacts {
public:
    void see(std::string_view cell);
    DayOrder order(char between) const; // as_seen: nothing in the column tells
    // How the column is read where nobody says it; as_seen: no day in it could be turned.
    DayOrder order_read(DayOrder otherwise) const;
    bool ambiguous() const; // there are days that could be turned, and nothing tells
    // The whole column is of this shape; a few that are no day are slips, and are told one by one.
    bool all_digits() const { return nearly_all(digits_); }
    bool all_serials() const { return nearly_all(serials_); }
    std::int64_t filled() const { return filled_; }
    std::int64_t days() const { return days_; } // cells that can be read as a day, numbers alone not counted
    // The cell as "2026-11-21" or "2026-11-21 10:15:30"; empty where it is no day in this column.
    // `otherwise` is how days are read of which neither the column nor anybody says it.
    std::optional<std::string> normal(std::string_view cell, DayOrder said, DayOrder otherwise) const;

private:
    struct Turns {
        bool first = false, second = false, any = false; // a number over twelve stood there
    };
    bool nearly_all(std::int64_t count) const { return count > 0 && (filled_ - count) * 20 <= filled_; }
    const Turns& turns(char between) const { return between == '/' ? strokes_ : others_; }
    Turns strokes_, others_;
    std::int64_t filled_ = 0, digits_ = 0, serials_ = 0, days_ = 0;
};

class NumberFacts {
public:
    void see(std::string_view cell);
    DecimalMark mark() const; // as_seen: nothing tells, or both were seen
    std::int64_t filled() const { return filled_; }
    std::int64_t numbers() const { return numbers_; }
    bool ambiguous() const { return unclear_ > 0 && mark() == DecimalMark::as_seen; }
    // How the column is read where nobody says it. Where all its numbers are like "1.234": `of_cents`, no amount has
    // three decimals, so those are thousands; else as the rest of the file shows.
    DecimalMark mark_read(bool of_cents, DecimalMark elsewhere) const;
    // The cell with its thousands together where "1.234" or "1,234" could be read in two ways and `mark` tells which;
    // `whole`: the field has no decimals.
    static std::string normal(std::string_view cell, DecimalMark mark, bool whole);

private:
    std::int64_t filled_ = 0, numbers_ = 0, commas_ = 0, points_ = 0, unclear_ = 0, unclear_commas_ = 0;
};

// ="00123", as programs write a text that Excel must not take for a number, is 00123.
std::string_view unwrapped_cell(std::string_view cell);

} // namespace crm
