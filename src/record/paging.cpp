#include "record/paging.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "record/cursor.hpp"
#include "record/filter_names.hpp"
#include "record/rights.hpp"

namespace crm {

namespace {

constexpr std::size_t most_keys = 4;

// What a linked record of a small object is ordered by.
std::string order_column_of(const Object& small) {
    if (const Field* position = small.field("position"); position && position->column_count == 1) return position->name;
    const Field& title = small.title_field();
    return small.columns[title.first_column + (title.has_key() ? 1 : 0)].name;
}

const Object* small_target(const Field& field, const Schema& schema) {
    if (field.kind != Kind::link || field.index == Object::id.index) return nullptr;
    const Object* target = schema.find(field.to);
    return target && !target->is_big() ? target : nullptr;
}

bool sortable(const Field& field, const Schema& schema, const Rights& rights) {
    if (!field.sortable()) return false;
    if (field.kind != Kind::link || field.index == Object::id.index) return true;
    // A target out of sight must not show in the order.
    const Object* target = small_target(field, schema);
    return target && is_everything(rights.rows(schema, *target, Act::read));
}

[[noreturn]] void refuse_sort(const Object& object, std::string_view name, const Schema& schema, const Rights& rights) {
    std::string known;
    for (const Field& field : object.fields)
        if (!field.hidden && rights.may_read(object, field) && sortable(field, schema, rights))
            (known += known.empty() ? "" : ", ") += field.name;
    std::string sentence =
        "The list cannot be sorted by \"" + std::string(name.substr(0, 60)) + "\". It can be sorted by " + known + ".";
    throw Error(Problem::bad_request, sentence, {{"sort", sentence}});
}

int compared_column(const Field& field, int column) {
    if (field.has_key()) return 1;
    if (field.kind == Kind::money) return column == 1 ? 1 : 2;
    return 0;
}

bool never_null(const Field& field) {
    return field.index == Object::version.index || field.index == Object::created_at.index ||
           field.index == Object::modified_at.index;
}

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string to_base64(std::string_view data) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (unsigned char c : data) {
        bits = bits << 8 | c;
        for (count += 8; count >= 6; count -= 6) out += alphabet[bits >> (count - 6) & 63];
    }
    if (count) out += alphabet[bits << (6 - count) & 63];
    return out;
}

std::optional<std::string> from_base64(std::string_view text) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (char c : text) {
        const auto at = std::string_view(alphabet, 64).find(c);
        if (at == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(at);
        if ((count += 6) >= 8) out += static_cast<char>(bits >> (count -= 8) & 255);
    }
    return out;
}

} // namespace

std::vector<SortKey> read_sort(const Object& object, std::string_view names, const Schema& schema,
                               const Rights& rights) {
    std::vector<SortKey> keys;
    while (!names.empty()) {
        const auto comma = names.find(',');
        std::string_view name = names.substr(0, comma);
        names.remove_prefix(comma == std::string_view::npos ? names.size() : comma + 1);
        const bool descending = name.starts_with('-');
        if (descending) name.remove_prefix(1);
        const FieldName found = find_field(object, name, rights);
        if (!found.field && name.find('.') == std::string_view::npos)
            refuse_unknown("sort", name, readable_names(object, rights), "There is no field \"",
                           "\" in " + object.name + " to sort by");
        if (!found.field || !sortable(*found.field, schema, rights)) refuse_sort(object, name, schema, rights);
        if (keys.size() == most_keys)
            throw Error(Problem::bad_request, "A list is sorted by at most four fields. Please name fewer.",
                        {{"sort", "At most four fields."}});
        keys.push_back({found.field, compared_column(*found.field, found.column), descending});
    }
    return keys;
}

std::vector<SortKey> order_of(const Object& object, const std::vector<SortKey>& asked, const Schema& schema,
                              const Rights& rights) {
    if (!asked.empty()) return asked;
    const Field& id = object.field(Object::id);
    std::string_view rest = object.default_sort;
    std::vector<SortKey> keys;
    // The object's own order, as far as the caller may read its fields.
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        std::string_view name = rest.substr(0, comma);
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        const bool descending = name.starts_with('-');
        const FieldName found = find_field(object, name.substr(descending), rights);
        if (found.field && sortable(*found.field, schema, rights))
            keys.push_back({found.field, compared_column(*found.field, found.column), descending});
    }
    const Field& title = object.title_field();
    if (keys.empty() && title.sortable() && title.kind != Kind::link && rights.may_read(object, title))
        keys.push_back({&title, compared_column(title, 0), false});
    if (keys.empty()) keys.push_back({&id, 0, false});
    return keys;
}

ListOrder::ListOrder(const Object& object, const std::vector<SortKey>& keys, const Schema& schema) {
    require(!keys.empty(), "a list has an order");
    id_descending_ = keys[0].descending;
    for (const SortKey& key : keys) {
        const Field& field = *key.field;
        const Column& column = object.columns[field.first_column + key.column];
        (names_ += names_.empty() ? "" : ",") +=
            (key.descending ? "-" : "") + (field.kind == Kind::money && key.column == 1 ? column.name : field.name);
        if (field.index == Object::id.index) {
            if (expressions_.empty()) id_descending_ = key.descending;
            break; // nothing is left to order after an id
        }
        if (const Object* target = small_target(field, schema)) {
            const std::string by = order_column_of(*target);
            const auto found = std::find_if(target->columns.begin(), target->columns.end(),
                                            [&](const Column& each) { return each.name == by; });
            expressions_.push_back("(SELECT \"linked\".\"" + by + "\" FROM \"" + target->name +
                                   "\" AS \"linked\" WHERE \"linked\".\"id\" = \"" + object.name + "\".\"" +
                                   column.name + "\")");
            types_.push_back(found->type);
        } else {
            expressions_.push_back('"' + column.name + '"');
            types_.push_back(column.type);
        }
        nullable_.push_back(!never_null(field));
        descending_.push_back(key.descending);
    }
}

void ListOrder::append_section(Sql& sql, bool without_first, const Cursor* after) const {
    if (expressions_.empty()) {
        if (!after) return;
        sql << " AND \"id\"" << (id_descending_ ? " < " : " > ");
        sql.bind(after->id);
        return;
    }
    if (nullable_[0]) sql << " AND " << expressions_[0] << (without_first ? " IS NULL" : " IS NOT NULL");
    if (!after) return;
    sql << " AND ";
    if (without_first) return append_after(sql, *after, 1);
    const std::string_view sign = descending_[0] ? " < " : " > ";
    if (size() == 1) {
        sql << "(" << expressions_[0] << ", \"id\")" << sign << "(";
        sql.bind(after->values[0]) << ", ";
        sql.bind(after->id) << ")";
        return;
    }
    sql << expressions_[0] << (descending_[0] ? " <= " : " >= ");
    sql.bind(after->values[0]) << " AND (" << expressions_[0] << sign;
    sql.bind(after->values[0]) << " OR ";
    append_after(sql, *after, 1);
    sql << ")";
}

// What comes after the cursor among records with the same values of all keys before `key`.
void ListOrder::append_after(Sql& sql, const Cursor& cursor, int key) const {
    if (key == size()) {
        sql << "\"id\"" << (id_descending_ ? " < " : " > ");
        sql.bind(cursor.id);
        return;
    }
    const std::string& expression = expressions_[key];
    if (is_null(cursor.values[key])) {
        sql << "(" << expression << " IS NULL AND ";
        append_after(sql, cursor, key + 1);
        sql << ")";
        return;
    }
    sql << "(" << expression << (descending_[key] ? " < " : " > ");
    sql.bind(cursor.values[key]);
    if (nullable_[key]) sql << " OR " << expression << " IS NULL";
    sql << " OR (" << expression << " = ";
    sql.bind(cursor.values[key]) << " AND ";
    append_after(sql, cursor, key + 1);
    sql << "))";
}

void ListOrder::append_order(Sql& sql, bool without_first) const {
    sql << " ORDER BY ";
    for (int key = without_first ? 1 : 0; key < size(); ++key) {
        if (key && nullable_[key]) sql << "(" << expressions_[key] << " IS NULL), ";
        sql << expressions_[key] << (descending_[key] ? " DESC, " : ", ");
    }
    sql << "\"id\"" << (id_descending_ ? " DESC" : "");
}

std::string ListOrder::write(const Cursor& cursor) const {
    std::string json;
    JsonWriter out(json);
    out.begin_object().member("s", names_).key("v").begin_array();
    for (const Value& value : cursor.values) {
        if (auto whole = std::get_if<std::int64_t>(&value))
            out.number(*whole);
        else if (auto text = std::get_if<std::string>(&value))
            out.string(*text);
        else if (auto bytes = std::get_if<Bytes>(&value))
            out.string(to_base64(bytes->data));
        else
            out.null();
    }
    out.end_array().key("i").id(cursor.id).end_object();
    return to_base64(json);
}

Cursor ListOrder::read(std::string_view text) const {
    const auto decoded = text.size() < 4000 ? from_base64(text) : std::nullopt;
    if (!decoded) refuse_cursor();
    Json json;
    try {
        json = Json::parse(*decoded, 4);
    } catch (const Error&) {
        refuse_cursor();
    }
    const auto id = parse_id(json.is_object() ? json.text("i") : "");
    const Json& values = json["v"];
    if (!id || json.text("s") != names_ || !values.is_array() || static_cast<int>(values.items().size()) != size())
        refuse_cursor();
    Cursor cursor{{}, *id};
    for (int key = 0; key < size(); ++key) {
        const Json& value = values.items()[key];
        const bool fits = value.is_null()                    ? nullable_[key]
                          : types_[key] == ColumnType::whole ? value.is_whole()
                                                             : value.is_string();
        if (!fits) refuse_cursor();
        if (value.is_null()) {
            cursor.values.emplace_back();
        } else if (types_[key] == ColumnType::whole) {
            cursor.values.emplace_back(value.as_whole());
        } else if (types_[key] == ColumnType::text) {
            cursor.values.emplace_back(value.as_string());
        } else {
            auto bytes = from_base64(value.as_string());
            if (!bytes) refuse_cursor();
            cursor.values.emplace_back(Bytes{std::move(*bytes)});
        }
    }
    return cursor;
}

} // namespace crm
