#include "record/tables.hpp"

#include <algorithm>
#include <set>

#include "record/likely.hpp"
#include "record/merged.hpp"
#include "record/operation.hpp"

namespace crm {

namespace {

std::string sql_type(const Dialect& dialect, ColumnType type) {
    switch (type) {
    case ColumnType::whole:
        return std::string(dialect.bigint());
    case ColumnType::text:
        return std::string(dialect.text());
    case ColumnType::bytes:
        return std::string(dialect.bytes());
    }
    return {};
}

void append(std::vector<std::string>& statements, std::vector<std::string> more) {
    for (auto& each : more) statements.push_back(std::move(each));
}

// The column a list is ordered by first.
std::string order_column(const Object& object) {
    std::string first = object.default_sort.substr(0, object.default_sort.find(','));
    if (!first.empty() && first[0] == '-') first.erase(0, 1);
    if (first.ends_with("_base"))
        if (auto money = object.field(first.substr(0, first.size() - 5)); money && money->kind == Kind::money)
            return first;
    const Field* field = first.empty() ? &object.title_field() : object.field(first);
    if (!field || field->column_count == 0) return "id";
    return field->has_key() ? field->name + "_key" : object.columns[field->first_column].name;
}

// By the columns and then by the id, as every list is ordered; what it carries besides comes behind that.
std::string index(const Dialect& dialect, const Object& object, const std::string& name,
                  std::vector<std::string> columns, const std::vector<std::string>& carried = {}) {
    std::string list;
    const bool ends_with_id =
        carried.empty() && !dialect.postgres(); // SQLite keeps the rowid at the end of every index
    columns.push_back("id");
    columns.insert(columns.end(), carried.begin(), carried.end());
    std::vector<std::string> seen;
    for (const auto& column : columns) {
        if (std::find(seen.begin(), seen.end(), column) != seen.end() || (ends_with_id && column == "id")) continue;
        seen.push_back(column);
        (list += list.empty() ? "" : ", ") += quoted(column);
    }
    return "CREATE INDEX IF NOT EXISTS " + quoted(object.name + "_by_" + name) + " ON " + quoted(object.name) + " (" +
           list + ") WHERE \"deleted_at\" IS NULL";
}

// What is filtered by a field comes in the order of the list.
std::string index_of(const Dialect& dialect, const Object& object, const Field& field, const std::string& order) {
    std::string name = field.name;
    std::vector<std::string> carried;
    for (const std::string& each : field.index_carries) {
        name += (carried.empty() ? "_with_" : "_") + each;
        carried.push_back(object.columns[object.field(each)->first_column].name);
    }
    return index(dialect, object, name, {object.columns[field.first_column].name, order}, carried);
}

} // namespace

std::int64_t bucket_of_key(const std::string& object, const std::string& field, const std::string& key) {
    return static_cast<std::int64_t>(fnv1a(object + '\0' + field + '\0' + key) % buckets);
}

std::string quoted(std::string_view identifier) {
    return '"' + std::string(identifier) + '"';
}

std::vector<std::string> engine_tables(const Dialect& dialect) {
    const std::string big(dialect.bigint()), text(dialect.text()), bytes(dialect.bytes());
    auto columns = [&](std::initializer_list<std::pair<const char*, const std::string*>> list) {
        std::string out;
        for (const auto& [name, type] : list) (out += out.empty() ? "" : ", ") += quoted(name) + ' ' + *type;
        return out;
    };
    std::vector<std::string> statements;
    append(statements, dialect.create_record_table("event",
                                                   columns({{"at", &big},
                                                            {"by", &big},
                                                            {"object", &text},
                                                            {"record", &big},
                                                            {"version", &big},
                                                            {"kind", &text},
                                                            {"changes", &text},
                                                            {"operation", &big},
                                                            {"request", &text}}),
                                                   TableClass::big));
    statements.push_back("CREATE INDEX IF NOT EXISTS \"event_by_record\" ON \"event\" (\"record\", \"id\")");
    append(statements, dialect.create_keyed_table("timeline",
                                                  columns({{"bucket", &big},
                                                           {"record", &big},
                                                           {"at", &big},
                                                           {"id", &big},
                                                           {"source_object", &text},
                                                           {"source_id", &big},
                                                           {"kind", &text}}),
                                                  "\"bucket\", \"record\", \"at\", \"id\"", TableClass::big));
    statements.push_back("CREATE INDEX IF NOT EXISTS \"timeline_by_source\" ON \"timeline\" (\"source_id\")");
    append(statements,
           dialect.create_keyed_table(
               "unique_key",
               columns({{"bucket", &big}, {"object", &text}, {"field", &text}, {"key", &text}, {"id", &big}}),
               "\"bucket\", \"object\", \"field\", \"key\"", TableClass::big));
    append(statements,
           dialect.create_keyed_table(
               "rollup_due",
               columns({{"bucket", &big}, {"object", &text}, {"field", &text}, {"id", &big}, {"mark", &big}}),
               "\"bucket\", \"object\", \"field\", \"id\", \"mark\"", TableClass::big));
    append(statements,
           dialect.create_keyed_table(
               "migration",
               columns(
                   {{"number", &big}, {"sentence", &text}, {"place", &text}, {"begun_at", &big}, {"applied_at", &big}}),
               "\"number\"", TableClass::single));
    append(statements, dialect.create_keyed_table("series", columns({{"name", &text}, {"next", &big}}), "\"name\"",
                                                  TableClass::single));
    append(statements,
           dialect.create_keyed_table("shape", columns({{"object", &text}, {"field", &text}, {"definition", &text}}),
                                      "\"object\", \"field\"", TableClass::small));
    append(statements,
           dialect.create_keyed_table("company", columns({{"id", &big}, {"version", &big}, {"settings", &text}}),
                                      "\"id\"", TableClass::small));
    append(statements, dialect.create_keyed_table("server", columns({{"number", &big}, {"until", &big}}), "\"number\"",
                                                  TableClass::single));
    append(statements,
           dialect.create_keyed_table("file_piece",
                                      columns({{"bucket", &big}, {"id", &big}, {"piece", &big}, {"content", &bytes}}),
                                      "\"bucket\", \"id\", \"piece\"", TableClass::big));
    append(statements, operation_tables(dialect));
    append(statements, dialect.create_keyed_table("request_key",
                                                  columns({{"bucket", &big},
                                                           {"user_id", &big},
                                                           {"key", &text},
                                                           {"at", &big},
                                                           {"digest", &text},
                                                           {"status", &big},
                                                           {"headers", &text},
                                                           {"body", &text}}),
                                                  "\"bucket\", \"user_id\", \"key\"", TableClass::big));
    append(statements, merged_tables(dialect));
    append(statements, likely_tables(dialect));
    return statements;
}

std::vector<std::string> create_object(const Dialect& dialect, const Object& object) {
    std::string columns;
    for (const auto& column : object.columns) {
        if (column.name == "id") continue;
        (columns += columns.empty() ? "" : ", ") += quoted(column.name) + ' ' + sql_type(dialect, column.type);
    }
    std::vector<std::string> statements = dialect.create_record_table(object.name, columns, object.table_class);
    if (object.has_search_table()) append(statements, dialect.create_search_table(object.search_table()));
    for (const auto& field : object.fields) {
        if (field.kind != Kind::links) continue;
        const std::string table = object.link_table(field), type(dialect.bigint());
        append(statements,
               dialect.create_keyed_table(table, "\"bucket\" " + type + ", \"id\" " + type + ", \"target\" " + type,
                                          "\"bucket\", \"id\", \"target\"", object.table_class));
        statements.push_back("CREATE INDEX IF NOT EXISTS " + quoted(table + "_by_target") + " ON " + quoted(table) +
                             " (\"target\", \"id\")");
    }
    return statements;
}

std::vector<std::string> add_columns(const Dialect& dialect, const Object& object,
                                     const std::vector<std::string>& present) {
    const std::set<std::string> has(present.begin(), present.end());
    std::vector<std::string> statements;
    for (const auto& column : object.columns)
        if (!has.contains(column.name))
            statements.push_back("ALTER TABLE " + quoted(object.name) + " ADD COLUMN " + quoted(column.name) + ' ' +
                                 sql_type(dialect, column.type));
    return statements;
}

std::vector<std::string> object_indexes(const Dialect& dialect, const Object& object) {
    std::vector<std::string> statements;
    const std::string order = order_column(object);
    const Field& title = object.title_field();
    const std::string title_column = title.has_key() ? title.name + "_key" : title.name;
    statements.push_back(index(dialect, object, title.name, {title_column}));
    const Field* ordered = object.field(order);
    if (order != title_column && order != "id" && !(ordered && ordered->indexed))
        statements.push_back(index(dialect, object, order, {order}));
    if (object.menu) // what people list they also list by newest and by latest changed
        for (const char* moment : {"created_at", "modified_at"})
            statements.push_back(index(dialect, object, moment, {moment}));
    for (const auto& field : object.fields) {
        if (field.index == Object::id.index) continue;
        if (field.system && field.index != Object::external_id.index) continue;
        if (!object.is_big() && field.unique)
            statements.push_back("CREATE UNIQUE INDEX IF NOT EXISTS " + quoted(object.name + "_unique_" + field.name) +
                                 " ON " + quoted(object.name) + " (" + quoted(field.name) +
                                 ") WHERE \"deleted_at\" IS NULL");
        if (field.indexed || (field.is_link() && field.kind != Kind::file))
            statements.push_back(index_of(dialect, object, field, order));
    }
    statements.push_back("CREATE INDEX IF NOT EXISTS " + quoted(object.name + "_binned") + " ON " +
                         quoted(object.name) + " (\"deleted_at\") WHERE \"deleted_at\" IS NOT NULL");
    std::sort(statements.begin(), statements.end());
    statements.erase(std::unique(statements.begin(), statements.end()), statements.end());
    return statements;
}

std::vector<std::string> learn_sizes(const Dialect& dialect, const Schema& schema, const Object& object) {
    if (!dialect.postgres()) return {};
    std::vector<std::string> tables{"event", "timeline"};
    auto add = [&](const Object& each) {
        tables.push_back(each.name);
        if (each.has_search_table()) tables.push_back(each.search_table());
        for (const Field& field : each.fields)
            if (field.kind == Kind::links) tables.push_back(each.link_table(field));
    };
    add(object);
    for (const Object* part : schema.parts_of(object.name)) add(*part);
    for (std::string& table : tables) table = "ANALYZE " + quoted(table);
    return tables;
}

} // namespace crm
