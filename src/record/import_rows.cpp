#include "record/import_rows.hpp"

#include <algorithm>

#include "base/country.hpp"
#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/money.hpp"
#include "base/place_text.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "record/contact_cell.hpp"
#include "record/export.hpp"
#include "record/import_lookup.hpp"
#include "record/reading/data_url.hpp"

namespace crm {

namespace {

// "* myContacts ::: friends", as Google writes a list of labels.
std::string google_list(std::string_view cell) {
    const bool written_so = cell.starts_with("* ") || cell.find(":::") != std::string_view::npos;
    if (!written_so || cell.find('"') != std::string_view::npos) return std::string(cell);
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

// "14 dni" in a column of days is 14.
std::string_view without_unit(std::string_view cell, const Field& field) {
    constexpr std::string_view units[] = {"dni", "dzien", "days", "day", "d", "дена", "ден", "dena", "den"};
    const auto space = cell.find_first_not_of("0123456789");
    if (field.kind != Kind::whole || space == std::string_view::npos || space == 0) return cell;
    const std::string unit = fold(trimmed(cell.substr(space)));
    for (const auto each : units)
        if (unit == each || unit == std::string(each) + ".") return cell.substr(0, space);
    return cell;
}

std::string path_of(const ImportColumn& column) {
    if (column.through) return column.through->name + "." + column.field->name;
    if (column.split == CellSplit::name || column.split == CellSplit::name_family_first) return "full_name";
    if (column.split == CellSplit::name_suffix) return "name_suffix";
    if (column.part < 0) return column.field->name;
    return column.field->name + "." +
           (column.field->kind == Kind::money ? "currency"
                                              : std::string(address_parts()[static_cast<std::size_t>(column.part)]));
}

RowProblem problem_at(const ImportColumn& column, std::string message, std::string_view cell) {
    return {column.header, path_of(column), std::move(message), std::string(cell)};
}

} // namespace

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
    const DecimalMark elsewhere = mark_of_all(facts_.numbers);
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
        const ImportColumn& column = plan_.columns[i];
        marks_.push_back(column.decimal != DecimalMark::as_seen
                             ? column.decimal
                             : facts_.numbers[i].mark_read(column.field->kind == Kind::money, elsewhere));
    }
}

std::string ImportRows::meant(const ImportColumn& column, std::string_view given) const {
    const bool as_it_stands = column.field->kind == Kind::long_text && !trimmed(given).empty();
    const std::string_view cell = unguarded_cell(unwrapped_cell(as_it_stands ? given : trimmed(given)));
    if (!column.values.empty())
        if (auto found = column.values.find(fold(squeezed(cell))); found != column.values.end()) return found->second;
    if (!column.prefix.empty() && !column.is_link() && !cell.empty()) return column.prefix + std::string(cell);
    const auto place = static_cast<std::size_t>(&column - plan_.columns.data());
    if (has_day(column)) {
        // A moment with its offset is read as it stands.
        if (column.field->kind == Kind::moment && parse_moment(cell)) return std::string(cell);
        return facts_.days[place].normal(cell, column.days, day_order_of(rules_.country)).value_or(std::string(cell));
    }
    if (has_number(column))
        return NumberFacts::normal(without_unit(cell, *column.field), marks_[place], column.field->kind == Kind::whole);
    if (column.is_country()) return country_named(cell).value_or(std::string(cell));
    if (column.field->kind == Kind::tags) return google_list(cell);
    return std::string(cell);
}

namespace {

std::string what_is_wrong_with(RowText text) {
    if (text == RowText::has_nul) return "This row has a NUL character, which no text has. Please take it out.";
    if (text == RowText::cut_off)
        return "The file was cut off: it ends in the middle of a character of this row. Please get the whole file.";
    return "This row is not encoded in UTF-8 as the others are.";
}

} // namespace

ImportRow ImportRows::read(const CsvRow& csv, const CsvReader::Place& after) const {
    ImportRow row(pattern_);
    row.number = csv.number;
    row.after = after;
    row.cells.reserve(csv.cells.size());
    for (auto cell : csv.cells) row.cells.emplace_back(cell);
    if (csv.text != RowText::readable) {
        for (auto& cell : row.cells)
            if (!valid_utf8(cell)) cell = "?";
        row.refuse({"", "", what_is_wrong_with(csv.text), ""});
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
    if (left_out(row)) return row;
    InputRules rules = rules_;
    if (country_ && static_cast<std::size_t>(country_->cell) < row.cells.size())
        if (const std::string country = meant(*country_, row.cells[static_cast<std::size_t>(country_->cell)]);
            country.size() == 2)
            rules.country = country;
    take_country_of_numbers(row, rules);
    for (const ImportColumn& column : plan_.columns)
        if (static_cast<std::size_t>(column.cell) < row.cells.size())
            read_column(row, column, row.cells[static_cast<std::size_t>(column.cell)], rules);
    add_suffix(row, rules);
    read_match(row, rules);
    return row;
}

bool ImportRows::left_out(ImportRow& row) const {
    for (const ImportLeaveOut& each : plan_.leave_out) {
        if (static_cast<std::size_t>(each.cell) >= row.cells.size()) continue;
        const std::string& cell = row.cells[static_cast<std::size_t>(each.cell)];
        if (std::find(each.values.begin(), each.values.end(), fold(squeezed(cell))) == each.values.end()) continue;
        row.problems.push_back({each.header, "",
                                "This row was left out, as the column \"" + cut(each.header, 60) + "\" says \"" +
                                    cut(squeezed(cell), 40) + "\".",
                                cell});
        row.action = RowAction::skip;
        return true;
    }
    return false;
}

// A row that says no country but has a number of one is of there: "1234567" under "ЕМБС" is no Polish number.
void ImportRows::take_country_of_numbers(ImportRow& row, InputRules& rules) const {
    const Field* country = row.record.object().field("country");
    if (!country || country->kind != Kind::choice || rules.country != rules_.country) return;
    if (country_ && static_cast<std::size_t>(country_->cell) < row.cells.size() &&
        !trimmed(row.cells[static_cast<std::size_t>(country_->cell)]).empty())
        return;
    for (const ImportColumn& column : plan_.columns) {
        if (column.country.empty() || column.country == rules.country || column.beside >= 0 || column.through ||
            static_cast<std::size_t>(column.cell) >= row.cells.size())
            continue;
        const std::string cell = meant(column, row.cells[static_cast<std::size_t>(column.cell)]);
        const Identifier read = column.field->name == "tax_id" ? check_tax_id(cell, column.country)
                                                               : check_register_id(cell, column.country);
        if (read.check == IdentifierCheck::bad_format || row.record.has(country->index)) continue;
        row.record.put(country->index, column.country);
        row.given.push_back({country, -1});
        rules.country = column.country;
        return;
    }
}

bool ImportRows::is_given(const ImportRow& row, const ImportColumn& column) const {
    const auto gives = [&](const GivenField& each) { return each.field == column.field && each.column == column.part; };
    if (column.beside < 0) return std::any_of(row.given.begin(), row.given.end(), gives);
    return std::any_of(row.beside.begin(), row.beside.end(), [&](const BesideRow& each) {
        return each.beside == column.beside && std::any_of(each.given.begin(), each.given.end(), gives);
    });
}

void ImportRows::add_suffix(ImportRow& row, const InputRules& rules) const {
    if (row.name_suffix.empty()) return;
    const Object& object = row.record.object();
    const Field &family = *object.field("family_name"), &given = *object.field("given_name");
    const Field& into = row.record.has(family.index) || !row.record.has(given.index) ? family : given;
    const std::string there = row.record.text_at(into.index);
    if (fold(there).ends_with(" " + fold(row.name_suffix))) return;
    if (!read_cell(row.record, into, "", there + (there.empty() ? "" : " ") + row.name_suffix, rules))
        row.given.push_back({&into, -1});
}

BesideRow& ImportRows::beside(ImportRow& row, int which) const {
    for (BesideRow& each : row.beside)
        if (each.beside == which && !each.parts) return each;
    row.beside.push_back({which, nullptr, beside_patterns_[static_cast<std::size_t>(which)], {}, {}});
    return row.beside.back();
}

namespace {

// The kind that a label names, in any language: "fax", "faks", "WhatsApp"; empty where it is a label only.
std::string kind_of_label(const Field& kind, const std::string& label) {
    const std::string folded = fold(label);
    if (folded.empty() || folded == "other") return {}; // which says nothing of a phone
    for (const Choice& choice : kind.choices)
        for (const std::string_view name : {std::string_view(choice.name), std::string_view(choice.label.en),
                                            std::string_view(choice.label.pl), std::string_view(choice.label.mk)})
            if (fold(name) == folded) return std::string(choice.name);
    return {};
}

bool same_point(const std::string& a, const std::string& b) {
    return a.find('@') == std::string::npos ? digits_of(a) == digits_of(b) && !digits_of(a).empty()
                                            : fold(a) == fold(b);
}

} // namespace

// The parts that further values of the column become, and of which kind they are; null where it takes one value only.
const ImportParts* ImportRows::parts_of(const ImportColumn& column, std::string& kind) const {
    if (column.through || column.part >= 0) return nullptr;
    const ImportBeside* beside = column.beside < 0 ? nullptr : &plan_.besides[static_cast<std::size_t>(column.beside)];
    if (beside)
        for (const auto& [field, value] : beside->set)
            if (value.is_string() && field->kind == Kind::choice) kind = value.as_string();
    for (const ImportParts& each : plan_.parts) {
        if (!beside && each.shown == column.field) {
            kind = each.is;
            return &each;
        }
        const bool numbered = each.shown->kind == Kind::phone; // a fax is written as a phone is
        if (beside && beside->object == each.object && column.field == each.value &&
            (kind == each.is || (numbered && kind == "fax")))
            return &each;
    }
    return nullptr;
}

// A cell may hold several e-mails or phones: the first goes where the column goes, the others become parts of the
// record.
std::string ImportRows::first_of_several(ImportRow& row, const ImportColumn& column, const std::string& cell,
                                         const InputRules&) const {
    std::string usual;
    const ImportParts* parts = parts_of(column, usual);
    if (!parts) return cell;
    const bool email = usual == "email" || parts->shown->kind == Kind::email;
    const auto points = email ? emails_in(cell) : phones_in(cell);
    std::string first;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const CellPoint& point = points[i];
        if (std::any_of(points.begin(), points.begin() + static_cast<std::ptrdiff_t>(i),
                        [&](const CellPoint& each) { return same_point(each.value, point.value); }))
            continue;
        const std::string named = email ? "" : kind_of_label(*parts->kind, point.label);
        const std::string kind = named.empty() ? usual : named;
        const bool leads = first.empty() && kind == usual;
        if (leads) first = point.value;
        if (leads && (point.label.empty() || column.beside >= 0)) {
            if (column.beside >= 0 && parts->label && !point.label.empty()) {
                BesideRow& lead = beside(row, column.beside);
                lead.label = point.label;
                if (!lead.record.has(parts->label->index)) lead.record.put(parts->label->index, point.label);
            }
            continue;
        }
        if (email && !read_email(point.value)) {
            if (leads) continue;
            row.problems.push_back(problem_at(
                column, "\"" + cut(point.value, 60) + "\" is not an e-mail address. It was left out.", cell));
            ++row.left_out;
            continue;
        }
        BesideRow part{-1,
                       parts,
                       part_patterns_[static_cast<std::size_t>(parts - plan_.parts.data())],
                       {},
                       named.empty() ? point.label : std::string()};
        part.record.put(parts->kind->index, kind);
        part.record.put(parts->value->index, point.value);
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
    if (column.split == CellSplit::name_suffix) {
        if (column.beside < 0) row.name_suffix = squeezed(cell);
        return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(&column - plan_.columns.data());
    const CellSplit split = column.split == CellSplit::name && facts_.names[place].family_first()
                                ? CellSplit::name_family_first
                                : column.split;
    if (column.beside < 0) return split_into(row.record, split, *column.field, cell, rules, row.given);
    BesideRow& other = beside(row, column.beside);
    return split_into(other.record, split, *column.field, cell, rules, other.given);
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
    if (cell.empty() || (column.otherwise && !column.is_link() && is_given(row, column))) return;
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
    std::optional<std::string> complaint;
    if (field.kind == Kind::phone || (field.kind == Kind::text && field.plain)) {
        CutNumber number = read_cut_number(cell);
        if (!number.whole.empty()) cell = std::move(number.whole);
        if (!number.complaint.empty()) complaint = std::move(number.complaint);
    }
    if (!complaint && (field.kind == Kind::email || field.kind == Kind::phone || column.beside >= 0)) {
        cell = first_of_several(row, column, cell, rules);
        if (cell.empty()) return;
    }
    if (!complaint)
        complaint = column.split == CellSplit::none ? read_plain(row, column, cell, rules)
                                                    : read_split(row, column, cell, rules);
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
        // Read as in the row's country, and then as all those that are compared.
        std::string key = lookup_key(*part.field, value, rules.country);
        if (rules.country != rules_.country && part.field->is_text())
            key = lookup_key(*part.field, Value(key), rules_.country);
        keys.push_back(std::move(key));
        row.match_values.push_back(std::move(value));
    }
    row.match_key = joined_key(keys);
}

} // namespace crm
