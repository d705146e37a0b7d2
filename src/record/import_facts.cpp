#include "record/import_facts.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "record/refused_rows.hpp"

namespace crm {

bool has_day(const ImportColumn& column) {
    return column.field->kind == Kind::day || column.field->kind == Kind::moment;
}

bool has_number(const ImportColumn& column) {
    const Kind kind = column.field->kind;
    return kind == Kind::whole || kind == Kind::decimal || kind == Kind::percent ||
           (kind == Kind::money && column.part != 1);
}

namespace {

[[noreturn]] void refuse_broken(RowText what, std::int64_t line) {
    const std::string where = std::to_string(line);
    if (what == RowText::has_nul)
        throw Error(Problem::bad_request, "This file has NUL characters, which no text has (seen first on line " +
                                              where + "). Please take them out, or get the file again.");
    if (what == RowText::cut_off)
        throw Error(Problem::bad_request, "This file was cut off: on line " + where +
                                              " it ends in the middle of a character. Please get the whole file.");
    throw Error(Problem::bad_request, "Parts of this file are in another encoding than the rest (seen first on line " +
                                          where + "). Please save the whole of it as \"CSV UTF-8\" and try again.");
}

} // namespace

FileFacts read_facts(CsvReader& reader, const ImportPlan& plan) {
    FileFacts facts;
    facts.days.resize(plan.columns.size());
    facts.numbers.resize(plan.columns.size());
    facts.names.resize(plan.columns.size());
    std::vector<std::size_t> told; // columns whose cells are read differently by what the others hold
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        if (has_day(plan.columns[i]) || has_number(plan.columns[i]) || plan.columns[i].split == CellSplit::name)
            told.push_back(i);
    for (std::size_t i = 0; i < reader.header().size(); ++i)
        if (!added_to_refused(reader.header(), i) &&
            std::none_of(plan.columns.begin(), plan.columns.end(),
                         [&](const ImportColumn& each) { return each.cell == static_cast<int>(i); }) &&
            std::none_of(plan.leave_out.begin(), plan.leave_out.end(),
                         [&](const ImportLeaveOut& each) { return each.cell == static_cast<int>(i); }))
            facts.unread.push_back({i, 0});
    CsvRow row;
    std::int64_t first_broken = 0;
    RowText what = RowText::readable;
    while (reader.next(row)) {
        ++facts.rows;
        if (row.text != RowText::readable && facts.broken++ == 0) first_broken = row.line, what = row.text;
        for (auto& [cell, filled] : facts.unread)
            filled += cell < row.cells.size() && !trimmed(row.cells[cell]).empty();
        for (std::size_t i : told) {
            const auto cell = static_cast<std::size_t>(plan.columns[i].cell);
            if (cell >= row.cells.size()) continue;
            const auto text = unwrapped_cell(trimmed(row.cells[cell]));
            if (plan.columns[i].split == CellSplit::name)
                facts.names[i].see(text);
            else if (has_day(plan.columns[i]))
                facts.days[i].see(text);
            else
                facts.numbers[i].see(text);
        }
    }
    if (facts.broken * 20 > facts.rows) refuse_broken(what, first_broken);
    return facts;
}

DecimalMark mark_of_all(const std::vector<NumberFacts>& numbers) {
    DecimalMark all = DecimalMark::as_seen;
    for (const NumberFacts& each : numbers) {
        const DecimalMark mark = each.mark();
        if (mark == DecimalMark::as_seen) continue;
        if (all != DecimalMark::as_seen && all != mark) return DecimalMark::as_seen;
        all = mark;
    }
    return all;
}

} // namespace crm
