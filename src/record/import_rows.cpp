#include "record/import_rows.hpp"

#include <algorithm>

#include "base/country.hpp"
#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/money.hpp"
#include "base/person_name.hpp"
#include "base/place_text.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "record/export.hpp"
#include "record/import_lookup.hpp"
#include "record/reading/data_url.hpp"

namespace crm {

namespace {

bool has_day(const ImportColumn& column) {
    return column.field->kind == Kind::day || column.field->kind == Kind::moment;
}

bool has_number(const ImportColumn& column) {
    const Kind kind = column.field->kind;
    return kind == Kind::whole || kind == Kind::decimal || kind == Kind::percent ||
           (kind == Kind::money && column.part != 1);
}

// "* myContacts ::: friends", as Google writes a list of labels.
std::string google_list(std::string_view cell) {
    std::string text;
    for (std::size_t from = 0; from <= cell.size();) {
        const auto mark = std::min(cell.find(":::", from), cell.size());
        auto item = trimmed(cell.substr(from, mark - from));
        if (item.starts_with("* ")) item.remove_prefix(2);
        if (!item.empty()) (text += text.empty() ? "" : "; ") += item;
        from = mark + 3;
    }
    return text;
}

std::string path_of(const ImportColumn& column) {
    if (column.through) return column.through->name + "." + column.field->name;
    if (column.split == CellSplit::name || column.split == CellSplit::name_family_first) return "full_name";
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
    facts.numbers.resize(plan.columns.size());
    std::vector<std::size_t> told; // columns whose cells are read differently by what the others hold
    for (std::size_t i = 0; i < plan.columns.size(); ++i)
        if (has_day(plan.columns[i]) || has_number(plan.columns[i])) told.push_back(i);
    CsvRow row;
    std::int64_t first_broken = 0;
    while (reader.next(row)) {
        ++facts.rows;
        if (!row.valid_text && facts.broken++ == 0) first_broken = row.line;
        for (std::size_t i : told) {
            const auto cell = static_cast<std::size_t>(plan.columns[i].cell);
            if (cell >= row.cells.size()) continue;
            const auto text = unwrapped_cell(trimmed(row.cells[cell]));
            if (has_day(plan.columns[i]))
                facts.days[i].see(text);
            else
                facts.numbers[i].see(text);
        }
    }
    if (facts.broken * 20 > facts.rows)
        throw Error(Problem::bad_request,
                    "Parts of this file are in another encoding than the rest (seen first on line " +
                        std::to_string(first_broken) +
                        "). Please save the whole of it as \"CSV UTF-8\" and try again.");
    return facts;
}

std::optional<std::string> split_into(Record& record, CellSplit split, const Field& field, const std::string& cell,
                                      const InputRules& rules, std::vector<GivenField>& given) {
    const Object& object = record.object();
    auto put = [&](const Field* into, std::string_view part, const std::string& text) -> std::optional<std::string> {
        if (!into || text.empty()) return std::nullopt;
        if (auto complaint = read_cell(record, *into, part, text, rules)) return complaint;
        const auto& parts = address_parts();
        const auto place = std::find(parts.begin(), parts.end(), part);
        given.push_back({into, part.empty() ? -1 : static_cast<int>(place - parts.begin())});
        return std::nullopt;
    };
    std::optional<std::string> complaint;
    auto all = [&](std::initializer_list<std::pair<std::string_view, std::string>> values, bool parts) {
        for (const auto& [name, text] : values)
            if (!complaint) complaint = parts ? put(&field, name, text) : put(object.field(name), "", text);
    };
    if (split == CellSplit::place) {
        const PlaceText place = split_place(cell);
        all({{"street", place.street},
             {"house", place.house},
             {"flat", place.flat},
             {"postal_code", place.postal_code},
             {"city", place.city},
             {"region", place.region},
             {"country", place.country}},
            true);
    } else {
        const PersonName name = split_name(cell, split == CellSplit::name_family_first);
        all({{"title_prefix", name.prefix},
             {"given_name", name.given},
             {"middle_name", name.middle},
             {"family_name", name.family}},
            false);
    }
    return complaint;
}

ImportRows::ImportRows(const ImportPlan& plan, const FileFacts& facts, const Record& pattern, InputRules rules,
                       const std::function<Record(const Object&)>& patterns)
    : plan_(plan), pattern_(pattern), rules_(std::move(rules)), facts_(facts) {
    for (const ImportBeside& each : plan_.besides) {
        beside_patterns_.push_back(patterns(*each.object));
        for (const auto& [field, value] : each.set)
            if (auto complaint = read_value(beside_patterns_.back(), *field, value, rules_))
                throw Error::at("beside", "\"" + field->name + "\": " + *complaint);
    }
    for (const ImportParts& each : plan_.parts) part_patterns_.push_back(patterns(*each.object));
    if (!plan_.currency.empty()) rules_.currency = plan_.currency;
    for (const ImportColumn& column : plan_.columns)
        if (column.is_country() && column.beside < 0 && !column.through) country_ = &column;
}

std::string ImportRows::meant(const ImportColumn& column, std::string_view given) const {
    const std::string_view cell = unguarded_cell(unwrapped_cell(trimmed(given)));
    if (!column.values.empty())
        if (auto found = column.values.find(fold(squeezed(cell))); found != column.values.end()) return found->second;
    const auto place = static_cast<std::size_t>(&column - plan_.columns.data());
    if (has_day(column)) {
        // A moment with its offset is read as it stands.
        if (column.field->kind == Kind::moment && parse_moment(cell)) return std::string(cell);
        return facts_.days[place].normal(cell, column.days, day_order_of(rules_.country)).value_or(std::string(cell));
    }
    if (has_number(column))
        return facts_.numbers[place].normal(cell, column.decimal, column.field->kind == Kind::whole);
    if (column.is_country()) return country_named(cell).value_or(std::string(cell));
    if (column.field->kind == Kind::tags) return google_list(cell);
    return std::string(cell);
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

BesideRow& ImportRows::beside(ImportRow& row, int which) const {
    for (BesideRow& each : row.beside)
        if (each.beside == which && !each.parts) return each;
    row.beside.push_back({which, nullptr, beside_patterns_[static_cast<std::size_t>(which)], {}, {}});
    return row.beside.back();
}

namespace {

// "600 100 200 (mobile)": what it is for is taken off.
std::string take_label(std::string& item) {
    if (!item.ends_with(')')) return {};
    const auto open = item.rfind('(');
    if (open == std::string::npos || open == 0) return {};
    const std::string label(trimmed(std::string_view(item).substr(open + 1, item.size() - open - 2)));
    constexpr std::size_t longest = 60;
    if (label.empty() || letters(label) > longest || !digits_of(label).empty()) return {};
    item = trimmed(std::string_view(item).substr(0, open));
    return label;
}

std::vector<std::string> items_of(std::string_view cell, std::string_view marks) {
    constexpr std::string_view google = " ::: ";
    std::vector<std::string> items;
    for (std::size_t from = 0; from <= cell.size();) {
        std::size_t to = std::min(cell.find_first_of(marks, from), cell.size());
        std::size_t length = 1;
        if (const auto mark = cell.find(google, from); mark < to) to = mark, length = google.size();
        if (auto item = squeezed(cell.substr(from, to - from)); !item.empty()) items.push_back(std::move(item));
        from = to + length;
    }
    return items;
}

bool could_be(const Field& field, const std::string& item) {
    constexpr std::size_t fewest_digits = 6;
    if (field.kind == Kind::email) return item.find('@') != std::string::npos;
    return digits_of(item).size() >= fewest_digits;
}

} // namespace

// A cell may hold several e-mails or phones: the first goes into the field, the others become parts of the record.
std::string ImportRows::first_of_several(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                         const InputRules&) const {
    const Field& field = *column.field;
    const auto parts = std::find_if(plan_.parts.begin(), plan_.parts.end(),
                                    [&](const ImportParts& each) { return each.shown == &field; });
    if (parts == plan_.parts.end() || column.beside >= 0) return cell;
    const bool lines = cell.find('\n') != std::string::npos; // what stands on a line of its own is one
    auto items = items_of(cell, lines ? "\n" : ",;|");
    std::vector<std::string> labels;
    for (auto& item : items) labels.push_back(take_label(item));
    if (!lines &&
        !std::all_of(items.begin(), items.end(), [&](const std::string& each) { return could_be(field, each); }))
        return items.size() == 1 ? items.front() : cell;
    std::string first;
    for (std::size_t i = 0; i < items.size(); ++i) {
        std::string kind = parts->is;
        for (const Choice& choice : parts->kind->choices)
            if (fold(labels[i]) == choice.name && choice.name != parts->is) kind = choice.name;
        const bool leads = first.empty() && kind == parts->is;
        if (leads) first = items[i];
        if (leads && labels[i].empty()) continue;
        if (field.kind == Kind::email && !read_email(items[i])) {
            if (leads) continue;
            row.problems.push_back(
                problem_at(column, "\"" + cut(items[i], 60) + "\" is not an e-mail address. It was left out.", cell));
            ++row.left_out;
            continue;
        }
        BesideRow part{-1,
                       &*parts,
                       part_patterns_[static_cast<std::size_t>(parts - plan_.parts.begin())],
                       {},
                       kind == parts->is ? labels[i] : std::string()};
        part.record.put(parts->kind->index, kind);
        part.record.put(parts->value->index, items[i]);
        if (parts->label && !part.label.empty()) part.record.put(parts->label->index, part.label);
        part.given = {{parts->kind, -1}, {parts->value, -1}};
        row.beside.push_back(std::move(part));
    }
    return first;
}

std::optional<std::string> ImportRows::read_content(ImportRow& row, const ImportColumn& column,
                                                    const std::string& cell) const {
    auto picture = read_data_url(cell);
    const auto ending = picture ? ending_of_picture(picture->type) : std::string_view();
    if (ending.empty()) return "This is no picture that can be taken in. Please send a JPEG, PNG, GIF or WebP.";
    BesideRow& file = beside(row, column.beside);
    const Object& object = file.record.object();
    const Field &name = *column.field, &size = *object.field("size");
    file.record.put(name.index, "photo" + std::string(ending));
    file.record.put(size.index, static_cast<std::int64_t>(picture->content.size()));
    file.record.put(object.field("type")->index, ending == ".jpg" ? std::string("image/jpeg") : picture->type);
    file.given = {{&name, -1}, {&size, -1}};
    file.content = std::move(picture->content);
    return std::nullopt;
}

std::optional<std::string> ImportRows::read_split(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                                  const InputRules& rules) const {
    if (column.split == CellSplit::content) return read_content(row, column, cell);
    if (column.beside < 0) return split_into(row.record, column.split, *column.field, cell, rules, row.given);
    BesideRow& other = beside(row, column.beside);
    return split_into(other.record, column.split, *column.field, cell, rules, other.given);
}

std::optional<std::string> ImportRows::read_plain(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                                  const InputRules& rules) const {
    const Field& field = *column.field;
    Record& record = column.beside < 0 ? row.record : beside(row, column.beside).record;
    InputRules own = rules;
    if (field.kind == Kind::money) {
        if (!column.currency.empty()) own.currency = column.currency;
        if (const auto* currency = plan_.column_of(field, 1, column.beside);
            currency && static_cast<std::size_t>(currency->cell) < row.cells.size()) {
            std::string code = meant(*currency, row.cells[static_cast<std::size_t>(currency->cell)]);
            if (auto known = currency_named(code)) code = *known;
            for (char& c : code) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
            if (!code.empty()) own.currency = code;
        }
    }
    const bool of_address = field.kind == Kind::address && column.part >= 0;
    auto complaint =
        read_cell(record, field, of_address ? address_parts()[static_cast<std::size_t>(column.part)] : "", cell, own);
    if (complaint) return complaint;
    auto& given = column.beside < 0 ? row.given : beside(row, column.beside).given;
    given.push_back({&field, of_address ? column.part : -1});
    return std::nullopt;
}

void ImportRows::read_column(ImportRow& row, const ImportColumn& column, std::string_view whole_cell,
                             const InputRules& rules) const {
    std::string cell = meant(column, whole_cell);
    const Field& field = *column.field;
    if (cell.empty()) return;
    if (column.through) {
        row.through.push_back({&column, cell});
        return;
    }
    if (field.index == Object::id.index || (field.kind == Kind::money && column.part == 1))
        return;                                          // read with the match, and with its amount
    if (field.sensitive && cell == masked_value) return; // an export by somebody who may not see it
    if (column.is_link()) {
        row.links.push_back({&column, cell});
        return;
    }
    if (field.kind == Kind::email || field.kind == Kind::phone) {
        cell = first_of_several(row, column, cell, rules);
        if (cell.empty()) return;
    }
    auto complaint =
        column.split == CellSplit::none ? read_plain(row, column, cell, rules) : read_split(row, column, cell, rules);
    if (!complaint) return;
    // People look for what stands in their file, not for what was made of it.
    const std::string typed(trimmed(whole_cell)), made = '"' + cut(cell, 40) + '"';
    if (const auto at = complaint->find(made); typed != cell && at != std::string::npos)
        complaint->replace(at, made.size(), '"' + cut(typed, 40) + '"');
    if (typed != cell) cell = typed;
    const bool matched = std::any_of(plan_.match.begin(), plan_.match.end(), [&](const MatchPart& part) {
        return plan_.columns.data() + part.column == &column;
    });
    if (plan_.strict || (field.required && column.beside < 0) || matched || field.kind == Kind::money) {
        row.refuse(problem_at(column, std::move(*complaint), cell));
        return;
    }
    constexpr std::size_t shown = 200; // octets of what was left out
    const bool content = column.split == CellSplit::content;
    row.problems.push_back(problem_at(column,
                                      std::move(*complaint) + (content ? " It was left out." : " It was left empty."),
                                      content ? std::string_view(cell).substr(0, shown) : std::string_view(cell)));
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
