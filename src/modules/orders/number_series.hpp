// Number series: what the numbers of a kind of document look like. Numbers have no gaps and begin anew with what stands
// in the pattern: the year, or the month.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "record/context.hpp"

namespace crm {

// A kind of document that is numbered.
struct SeriesKind {
    crm::Choice choice;
    std::string polish, elsewhere; // its pattern where the company has none of its own
    bool is_sale = false;          // such kinds may share a series; every other has its own, or there would be gaps
};
const std::vector<SeriesKind>& series_kinds();
std::vector<Choice> choices_of_series();

struct NumberSeries : Object {
    Choice kind{this,
                "kind",
                {"Document", "Dokument", "Документ"},
                {.required = true, .unique = true, .choices = choices_of_series()}};
    // With {n} or {n4} for the number and {yyyy} for the year; {mm} makes it count by month.
    Text pattern{this,
                 "pattern",
                 {"Pattern", "Wzór", "Образец"},
                 {.required = true, .title = true, .plain = true, .max_length = 40}};
    NumberSeries();
};
extern const NumberSeries number_series;

struct DocumentNumber {
    std::string number; // FV/17/11/2026
    std::string series; // FV/{n}/11/2026
    std::int64_t serial = 0;
};
std::string pattern_of_series(Context& context, const std::string& kind); // the company's own, else its country's
// The next number; taken last in a transaction, since whoever comes after waits for its end. Of the series of a day:
// today unless given.
DocumentNumber take_number(Context& context, const std::string& kind, std::optional<Day> of = {});

} // namespace crm
