#include "record/import_rows.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "record/export.hpp"
#include "record/import_lookup.hpp"

namespace crm {

namespace {

// The first two numbers of "22/7/2017" and what stands between them; 0 where a cell is no such day.
struct DayParts {
    int first = 0, second = 0;
    char between = 0;
    std::size_t stroke = 0, second_stroke = 0;
};

DayParts day_parts(std::string_view cell) {
    DayParts parts;
    std::size_t i = 0;
    auto number = [&](int& into) {
        const std::size_t from = i;
        for (; i < cell.size() && i < from + 3 && cell[i] >= '0' && cell[i] <= '9'; ++i)
            into = into * 10 + (cell[i] - '0');
        return i > from && i <= from + 2;
    };
    if (!number(parts.first) || i >= cell.size()) return {};
    parts.between = cell[i];
    parts.stroke = i++;
    if (parts.between != '/' && parts.between != '.' && parts.between != '-') return {};
    if (!number(parts.second) || i >= cell.size() || cell[i] != parts.between) return {};
    parts.second_stroke = i;
    return parts;
}

std::string path_of(const ImportColumn& column) {
    if (column.part < 0) return column.field->name;
    return column.field->name + "." +
           (column.field->kind == Kind::money ? "currency"
                                              : std::string(address_parts()[static_cast<std::size_t>(column.part)]));
}

RowProblem problem_at(const ImportColumn& column, std::string message, std::string_view cell) {
    return {column.header, path_of(column), std::move(message), std::string(cell)};
}

} // namespace

FileFacts read_facts(CsvReader& reader, const ImportPlan& plan) {
    FileFacts facts;
    facts.days.resize(plan.columns.size());
    std::vector<std::size_t> with_days;
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        if (plan.columns[i].field->kind == Kind::day || plan.columns[i].field->kind == Kind::moment)
            with_days.push_back(i);
    CsvRow row;
    std::int64_t first_broken = 0;
    while (reader.next(row)) {
        ++facts.rows;
        if (!row.valid_text && facts.broken++ == 0) first_broken = row.line;
        for (std::size_t i : with_days) {
            const auto cell = static_cast<std::size_t>(plan.columns[i].cell);
            if (cell >= row.cells.size()) continue;
            const DayParts parts = day_parts(trimmed(row.cells[cell]));
            if (!parts.between) continue;
            auto& days = facts.days[i];
            (parts.between == '/' ? days.stroke_first : days.other_first) |= parts.first > 12;
            (parts.between == '/' ? days.stroke_second : days.other_second) |= parts.second > 12;
        }
    }
    if (facts.broken * 20 > facts.rows)
        throw Error(Problem::bad_request, "This file is not encoded in UTF-8 (seen first on line " +
                                              std::to_string(first_broken) +
                                              "). Please save it as \"CSV UTF-8\" and try again.");
    return facts;
}

ImportRows::ImportRows(const ImportPlan& plan, const FileFacts& facts, const Record& pattern, InputRules rules)
    : plan_(plan), pattern_(pattern), rules_(std::move(rules)) {
    if (!plan_.currency.empty()) rules_.currency = plan_.currency;
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        const auto& days = facts.days.at(i);
        days_.push_back({days.stroke_first && !days.stroke_second, days.other_second && !days.other_first});
        const ImportColumn& column = plan_.columns[i];
        if (column.field->kind == Kind::address && address_parts()[static_cast<std::size_t>(column.part)] == "country")
            country_ = &column;
    }
}

std::string ImportRows::meant(const ImportColumn& column, std::string_view given) const {
    const std::string_view cell = unguarded_cell(trimmed(given));
    if (!column.values.empty())
        if (auto found = column.values.find(fold(squeezed(cell))); found != column.values.end()) return found->second;
    std::string text(cell);
    if (column.field->kind != Kind::day && column.field->kind != Kind::moment) return text;
    const Turned turned = days_[static_cast<std::size_t>(&column - plan_.columns.data())];
    const DayParts parts = day_parts(text);
    // read_cell takes month/day and day.month; a column that shows itself to be otherwise is turned to that.
    if (parts.between && ((parts.between == '/') ? turned.day_first : turned.month_first))
        text[parts.stroke] = text[parts.second_stroke] = parts.between == '/' ? '.' : '/';
    return text;
}

ImportRow ImportRows::read(const CsvRow& csv, const CsvReader::Place& after) const {
    ImportRow row(pattern_);
    row.number = csv.number;
    row.after = after;
    row.cells.reserve(csv.cells.size());
    for (auto cell : csv.cells) row.cells.emplace_back(cell);
    if (!csv.valid_text) {
        for (auto& cell : row.cells)
            if (!valid_utf8(cell)) cell = "?";
        row.refuse({"", "", "This row is not encoded in UTF-8, or has a NUL character.", ""});
        return row;
    }
    if (csv.cells.size() > after.columns) {
        row.refuse({"", "",
                    "This row has " + std::to_string(csv.cells.size()) + " values, but the file has " +
                        std::to_string(after.columns) +
                        " columns. Please put values that contain the separator in quotes.",
                    ""});
        return row;
    }
    InputRules rules = rules_;
    if (country_ && static_cast<std::size_t>(country_->cell) < row.cells.size())
        if (const std::string country = meant(*country_, row.cells[static_cast<std::size_t>(country_->cell)]);
            country.size() == 2)
            rules.country = country;
    for (const ImportColumn& column : plan_.columns)
        if (static_cast<std::size_t>(column.cell) < row.cells.size())
            read_column(row, column, row.cells[static_cast<std::size_t>(column.cell)], rules);
    read_match(row, rules);
    return row;
}

void ImportRows::read_column(ImportRow& row, const ImportColumn& column, std::string_view given,
                             const InputRules& rules) const {
    const std::string cell = meant(column, given);
    const Field& field = *column.field;
    if (cell.empty()) return;
    if (field.index == Object::id.index || (field.kind == Kind::money && column.part == 1))
        return;                                          // read with the match, and with its amount
    if (field.sensitive && cell == masked_value) return; // an export by somebody who may not see it
    if (column.is_link()) {
        row.links.push_back({&column, cell});
        return;
    }
    std::optional<std::string> complaint;
    if (field.kind == Kind::money) {
        InputRules of_amount = rules;
        if (!column.currency.empty()) of_amount.currency = column.currency;
        if (const auto* currency = plan_.column_of(field, 1);
            currency && static_cast<std::size_t>(currency->cell) < row.cells.size()) {
            std::string code = meant(*currency, row.cells[static_cast<std::size_t>(currency->cell)]);
            if (auto known = currency_named(code)) code = *known;
            for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
            if (!code.empty()) of_amount.currency = code;
        }
        complaint = read_cell(row.record, field, "", cell, of_amount);
    } else {
        complaint =
            read_cell(row.record, field, column.part >= 0 ? address_parts()[static_cast<std::size_t>(column.part)] : "",
                      cell, rules);
    }
    if (!complaint) {
        row.given.push_back({&field, field.kind == Kind::address ? column.part : -1});
        return;
    }
    const bool matched = std::any_of(plan_.match.begin(), plan_.match.end(), [&](const MatchPart& part) {
        return plan_.columns.data() + part.column == &column;
    });
    if (plan_.strict || field.required || matched || field.kind == Kind::money) {
        row.refuse(problem_at(column, std::move(*complaint), cell));
        return;
    }
    row.problems.push_back(problem_at(column, std::move(*complaint) + " It was left empty.", cell));
    ++row.left_out;
}

// The key of what is not a link; a match by a link is completed when links are looked up.
void ImportRows::read_match(ImportRow& row, const InputRules& rules) const {
    std::vector<std::string> keys;
    for (const MatchPart& part : plan_.match) {
        const ImportColumn& column = plan_.columns[static_cast<std::size_t>(part.column)];
        Value value = row.record.at(*part.field, part.part);
        const bool given = std::any_of(row.given.begin(), row.given.end(),
                                       [&](const ImportRow::Given& each) { return each.field == part.field; });
        if (!given) value = {}; // a default does not find a record
        if (part.field->index == Object::id.index && static_cast<std::size_t>(column.cell) < row.cells.size()) {
            const std::string cell = meant(column, row.cells[static_cast<std::size_t>(column.cell)]);
            const auto id = parse_id(cell);
            if (!id && !cell.empty())
                row.refuse(problem_at(column, "\"" + cut(cell, 40) + "\" is not an id of a record here.", cell));
            if (id) value = *id;
        }
        keys.push_back(lookup_key(*part.field, value, rules.country));
        row.match_values.push_back(std::move(value));
    }
    row.match_key = joined_key(keys);
}

} // namespace crm
