#include "record/export.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "record/csv.hpp"
#include "record/headings.hpp"
#include "record/list_cell.hpp"

namespace crm {

namespace {

constexpr std::size_t piece_size = 64 * 1024;

void need_right(const Context& context, const Object& object) {
    if (!context.rights().allows(context.schema(), object, Act::export_out))
        throw Error(Problem::forbidden,
                    "You may not export " + object.name + ". Please ask an administrator for the right.");
}

bool sees_sensitive(const Context& context) {
    return context.rights().everything || context.rights().may.contains("sensitive");
}

// What goes out when no fields are named: the keys, then the fields in their order, then who and when.
std::vector<FieldPath> all_fields(const Context& context, const Object& object) {
    std::vector<FieldPath> paths;
    auto add = [&](const Field& field) {
        if (context.rights().may_read(object, field)) paths.push_back({&field, nullptr, nullptr});
    };
    add(object.field(Object::id));
    add(object.field(Object::external_id));
    for (const Field& field : object.fields)
        if (!field.system && !field.hidden) add(field);
    for (const auto& handle : {Object::created_at, Object::created_by, Object::modified_at, Object::modified_by})
        add(object.field(handle));
    return paths;
}

struct Column {
    std::string name;
    FieldPath path;
    std::string part; // amount or currency of money, a part of an address
    const Field& shown() const { return path.linked ? *path.linked : *path.field; }
};

std::vector<Column> columns_for(const std::vector<FieldPath>& paths) {
    std::vector<Column> columns;
    for (const FieldPath& path : paths) {
        const Field& field = path.linked ? *path.linked : *path.field;
        const std::string name = path.linked ? path.field->name + "." + field.name : field.name;
        if (field.kind == Kind::money) {
            columns.push_back({name, path, "amount"});
            columns.push_back({name + ".currency", path, "currency"});
        } else if (field.kind == Kind::address) {
            for (auto part : address_parts())
                columns.push_back({name + "." + std::string(part), path, std::string(part)});
        } else {
            columns.push_back({name, path, ""});
        }
    }
    return columns;
}

// Each once: where two fields are called alike, what programs call them tells them apart.
std::vector<std::string> names_of(const Context& context, const std::vector<Column>& columns, Headings headings) {
    std::vector<std::string> names;
    for (const Column& column : columns) {
        if (headings == Headings::names) {
            names.push_back(column.name);
            continue;
        }
        std::string name = context.in_language(heading(column.shown(), column.part == "amount" ? "" : column.part));
        if (column.path.linked) name = context.in_language(column.path.field->label) + ": " + name;
        if (std::find(names.begin(), names.end(), name) != names.end()) name += " (" + column.name + ")";
        names.push_back(std::move(name));
    }
    return names;
}

ExportCell text_cell(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string())
        return value.as_string().empty() ? ExportCell{} : ExportCell{ExportCell::Kind::text, value.as_string()};
    if (value.is_array()) { // tags, choices, links
        std::vector<std::string> items;
        bool titles = false;
        for (const Json& each : value.items()) {
            titles = titles || !each.is_string();
            items.push_back(each.is_string() ? each.as_string() : each.text("title"));
        }
        std::string list = list_cell(items, titles ? title_marks : list_marks);
        return list.empty() ? ExportCell{} : ExportCell{ExportCell::Kind::text, list};
    }
    if (value.is_object() && value.find("title")) return text_cell(value["title"]);
    return {ExportCell::Kind::text, value.dump()};
}

// Choices as people read them; those that one no longer has stand as they are kept.
Json choices_in_words(const Context& context, const Field& field, const Json& value) {
    if (value.is_string()) {
        const Choice* choice = field.choice(value.as_string());
        return choice ? Json(context.in_language(choice->label)) : value;
    }
    Json words = Json::array();
    for (const Json& each : value.items()) words.push(choices_in_words(context, field, each));
    return words;
}

ExportCell cell_of(const Context& context, const Json& record, const Column& column, bool sensitive_seen,
                   Headings headings) {
    const Json* value = &record[column.path.field->name];
    if (column.path.linked) value = &(*value)[column.path.linked->name];
    const Field& field = column.shown();
    if (value->is_null()) return {};
    if (field.sensitive && !sensitive_seen) return {ExportCell::Kind::text, std::string(masked_value)};
    if (!column.part.empty()) value = &(*value)[column.part];
    const bool in_words = headings == Headings::labels && !field.choices.empty();
    ExportCell cell = in_words ? text_cell(choices_in_words(context, field, *value)) : text_cell(*value);
    if (cell.kind == ExportCell::Kind::empty) return cell;
    switch (field.kind) {
    case Kind::whole:
    case Kind::rollup:
    case Kind::decimal:
    case Kind::percent:
        cell.kind = ExportCell::Kind::number;
        break;
    case Kind::money:
        cell.kind = column.part == "amount" ? ExportCell::Kind::number : ExportCell::Kind::text;
        break;
    case Kind::day:
        cell.kind = ExportCell::Kind::day;
        break;
    case Kind::moment:
        cell.kind = ExportCell::Kind::moment;
        break;
    case Kind::yes_no:
        cell.kind = ExportCell::Kind::yes_no;
        break;
    default:
        break;
    }
    return cell;
}

// The line with its sensitive values masked.
std::string masked_line(const Json& record, const std::vector<FieldPath>& paths) {
    Json copy = record;
    for (const FieldPath& path : paths) {
        Json* holder = &copy;
        if (path.linked) {
            Json linked = copy[path.field->name];
            if (!linked.is_object() || !path.linked->sensitive || linked[path.linked->name].is_null()) continue;
            linked.set(path.linked->name, masked_value);
            copy.set(path.field->name, std::move(linked));
        } else if (path.field->sensitive && !(*holder)[path.field->name].is_null()) {
            holder->set(path.field->name, masked_value);
        }
    }
    return copy.dump();
}

} // namespace

void CsvSheet::header(const std::vector<std::string>& names) {
    std::vector<std::string> guarded;
    for (const auto& name : names) guarded.push_back(guarded_cell(name));
    append_csv_row(held_, guarded);
}

bool CsvSheet::row(const std::vector<ExportCell>& cells) {
    std::vector<std::string> texts;
    texts.reserve(cells.size());
    for (const ExportCell& cell : cells)
        texts.push_back(cell.kind == ExportCell::Kind::text ? guarded_cell(cell.text) : cell.text);
    append_csv_row(held_, texts);
    return flush(piece_size);
}

void CsvSheet::end() {
    flush(1);
}

bool CsvSheet::flush(std::size_t from) {
    if (gone_ || held_.size() < from) return !gone_;
    gone_ = !write_(held_);
    held_.clear();
    return !gone_;
}

std::int64_t export_table(Context& context, const Object& object, ListQuery query, ExportSheet& sheet,
                          Headings headings) {
    need_right(context, object);
    if (query.fields.empty()) query.fields = all_fields(context, object);
    const auto columns = columns_for(query.fields);
    const bool seen = sees_sensitive(context);
    sheet.header(names_of(context, columns, headings));
    std::int64_t count = 0;
    std::vector<ExportCell> cells(columns.size());
    each_record(context, object, query, Act::export_out, [&](std::string_view json) {
        const Json record = Json::parse(json);
        for (std::size_t i = 0; i < columns.size(); ++i)
            cells[i] = cell_of(context, record, columns[i], seen, headings);
        ++count;
        return sheet.row(cells);
    });
    return count;
}

std::int64_t export_lines(Context& context, const Object& object, ListQuery query, const ExportWrite& write) {
    need_right(context, object);
    if (query.fields.empty()) query.fields = all_fields(context, object);
    const bool mask =
        !sees_sensitive(context) && std::any_of(query.fields.begin(), query.fields.end(), [](const FieldPath& path) {
            return path.field->sensitive || (path.linked && path.linked->sensitive);
        });
    std::string held;
    std::int64_t count = 0;
    bool gone = false;
    each_record(context, object, query, Act::export_out, [&](std::string_view json) {
        if (mask)
            held += masked_line(Json::parse(json), query.fields);
        else
            held += json;
        held += '\n';
        ++count;
        if (held.size() < piece_size) return true;
        gone = !write(held);
        held.clear();
        return !gone;
    });
    if (!gone && !held.empty()) write(held);
    return count;
}

} // namespace crm
