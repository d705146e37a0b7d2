#include "record/import_lookup.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/identifiers.hpp"
#include "base/text.hpp"
#include "record/query.hpp"
#include "record/search.hpp"
#include "record/survivors.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr std::size_t most_names = 20'000;
constexpr std::size_t most_asked = 500'000;
constexpr std::size_t most_found = 8;
constexpr Id removed = -1;

std::uint64_t hash_of(const std::string& key) {
    return fnv1a(key);
}

std::string column_name(const Object& object, const LookupPart& part) {
    return object.columns[static_cast<std::size_t>(part.field->first_column + part.part)].name;
}

bool is_word_field(const Field& field) {
    return (field.is_text() && !field.plain) || field.kind == Kind::address;
}

} // namespace

void KeyTable::grow() {
    std::vector<Entry> old = std::move(entries_);
    entries_.assign(std::max<std::size_t>(1024, size_ * 3), {});
    used_ = size_ = 0;
    for (const Entry& entry : old)
        if (entry.id != 0 && entry.id != removed) add(entry.hash, entry.id);
}

void KeyTable::add(std::uint64_t hash, Id id) {
    if ((used_ + 1) * 3 >= entries_.size() * 2) grow();
    std::size_t at = hash % entries_.size();
    while (entries_[at].id != 0) {
        if (entries_[at].hash == hash && entries_[at].id == id) return;
        at = at + 1 == entries_.size() ? 0 : at + 1;
    }
    entries_[at] = {hash, id};
    ++size_, ++used_;
}

void KeyTable::remove(std::uint64_t hash, Id id) {
    if (entries_.empty()) return;
    for (std::size_t at = hash % entries_.size(); entries_[at].id != 0; at = at + 1 == entries_.size() ? 0 : at + 1)
        if (entries_[at].hash == hash && entries_[at].id == id) {
            entries_[at].id = removed;
            --size_;
            return;
        }
}

void KeyTable::find(std::uint64_t hash, std::vector<Id>& into) const {
    if (entries_.empty()) return;
    for (std::size_t at = hash % entries_.size(); entries_[at].id != 0 && into.size() < most_found;
         at = at + 1 == entries_.size() ? 0 : at + 1)
        if (entries_[at].hash == hash && entries_[at].id != removed &&
            std::find(into.begin(), into.end(), entries_[at].id) == into.end())
            into.push_back(entries_[at].id);
}

void KeyTable::clear() {
    entries_.clear();
    size_ = used_ = 0;
}

std::string lookup_key(const Field& field, const Value& value, const std::string& country) {
    if (is_null(value)) return {};
    const auto* given = std::get_if<std::string>(&value);
    if (!given) return std::holds_alternative<std::int64_t>(value) ? std::to_string(whole(value)) : std::string();
    if (field.index == Object::external_id.index) return std::string(trimmed(*given));
    if (field.kind == Kind::phone) return given->starts_with('+') ? *given : digits_of(*given);
    if (field.name == "tax_id" || field.name == "register_id") {
        const Identifier read =
            field.name == "tax_id" ? check_tax_id(*given, country) : check_register_id(*given, country);
        if (read.check != IdentifierCheck::bad_format && !read.normal.empty()) return read.normal;
    }
    return fold(squeezed(*given));
}

std::string joined_key(const std::vector<std::string>& keys) {
    std::string joined;
    for (const auto& key : keys) {
        if (key.empty()) return {};
        if (&key != &keys.front()) joined.push_back('\x1F');
        joined += key;
    }
    return joined;
}

ImportLookup::ImportLookup(Engine& engine, Settings settings, const Object& object, std::vector<LookupPart> parts,
                           const Field* scope)
    : engine_(engine), settings_(std::move(settings)), object_(object), parts_(std::move(parts)), scope_(scope) {
    if (scope_) settings_.expected = INT64_MAX; // such objects are small; all of it is needed
}

std::string ImportLookup::selected() const {
    std::string list = "\"id\"";
    for (const auto& part : parts_) list += ", " + quoted(column_name(object_, part));
    if (scope_) list += ", " + quoted(scope_->name);
    return list;
}

void ImportLookup::in_sight(Sql& sql, const Dialect& dialect) const {
    sql << "\"deleted_at\" IS NULL";
    if (settings_.rights->everything) return;
    sql << " AND (";
    append_condition(sql, object_, settings_.rights->rows(*settings_.schema, object_, Act::read), *settings_.schema,
                     *Rights::system(), dialect);
    sql << ")";
}

Value ImportLookup::value_of(const Row& row, std::size_t part) const {
    return row.value(static_cast<int>(part) + 1);
}

void ImportLookup::take(const Row& row) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < parts_.size(); ++i)
        keys.push_back(lookup_key(*parts_[i].field, value_of(row, i), settings_.country));
    const std::string key = joined_key(keys);
    if (key.empty()) return;
    found_.add(hash_of(key), row.whole(0));
    if (scope_) scopes_[row.whole(0)] = row.whole(static_cast<int>(parts_.size()) + 1);
    if (loaded_ && parts_.size() == 1 && names_.size() <= most_names && is_word_field(*parts_[0].field))
        names_.emplace_back(key, row.text(1));
}

// All of it, when it is small or the file asks for much of it.
void ImportLookup::choose() {
    if (chosen_) return;
    chosen_ = true;
    std::int64_t there = 0;
    engine_.database().read([&](Connection& connection) {
        there = whole_or(connection.value("SELECT COUNT(*) FROM (SELECT \"id\" FROM " + quoted(object_.name) +
                                          " LIMIT " + std::to_string(settings_.most_loaded + 1) + ") AS there"),
                         0);
    });
    const int first = parts_[0].field->index; // an id may be that of a merged record
    const bool only_key =
        parts_.size() == 1 && (first == Object::id.index || (first == Object::external_id.index && object_.is_big()));
    loaded_ = there <= settings_.most_loaded && !only_key && (there <= 20'000 || settings_.expected > there / 100);
    if (loaded_) load();
}

void ImportLookup::load() {
    engine_.database().read([&](Connection& connection) {
        found_.clear();
        names_.clear();
        Sql sql;
        sql << "SELECT " << selected() << " FROM " << quoted(object_.name) << " WHERE ";
        in_sight(sql, connection.dialect());
        connection.query(sql.text, sql.parameters, [&](const Row& row) {
            take(row);
            return true;
        });
    });
    if (names_.size() > most_names) names_ = {};
}

void ImportLookup::prepare(const std::vector<Wanted>& wanted) {
    choose();
    if (loaded_) return;
    if (asked_.size() > most_asked) {
        asked_.clear();
        found_.clear();
    }
    std::vector<const Wanted*> unknown;
    for (const auto& each : wanted)
        if (!each.key.empty() && asked_.insert(hash_of(each.key)).second) unknown.push_back(&each);
    if (unknown.empty()) return;
    Request request;
    request.rights = settings_.rights;
    engine_.read(request, [&](Context& context) {
        for (std::size_t from = 0; from < unknown.size(); from += batch_limit) {
            const std::vector<const Wanted*> some(
                unknown.begin() + static_cast<std::ptrdiff_t>(from),
                unknown.begin() + static_cast<std::ptrdiff_t>(std::min(unknown.size(), from + batch_limit)));
            if (parts_.size() == 1 && parts_[0].field->index == Object::external_id.index && object_.is_big())
                fetch_external(context.connection(), context, some);
            else
                fetch(context.connection(), some);
        }
    });
}

// Keys of big objects stand in a table of their own; a merged record's keys lead to the survivor.
void ImportLookup::fetch_external(Connection& connection, Context& context, const std::vector<const Wanted*>& wanted) {
    Sql sql;
    sql << "SELECT \"key\", \"id\" FROM \"unique_key\" WHERE \"bucket\"";
    Values at, keys;
    for (const auto* each : wanted) {
        at.push_back(bucket_of_key(object_.name, "external_id", each->key));
        keys.push_back(each->key);
    }
    append_in(sql, at);
    sql << " AND \"object\" = ";
    sql.bind(object_.name) << " AND \"field\" = 'external_id' AND \"key\"";
    append_in(sql, keys);
    std::vector<std::pair<std::string, Id>> found;
    connection.query(sql.text, sql.parameters, [&](const Row& row) {
        found.emplace_back(row.text(0), row.whole(1));
        return true;
    });
    std::vector<Id> seen;
    if (!settings_.rights->everything) {
        for (const auto& [key, id] : found) seen.push_back(id);
        seen = visible(context, object_, seen);
    }
    for (const auto& [key, id] : found)
        if (settings_.rights->everything || std::find(seen.begin(), seen.end(), id) != seen.end())
            found_.add(hash_of(key), id);
}

// Candidates by the words of a name, through the search index.
bool ImportLookup::fetch_by_words(Connection& connection, const Wanted& wanted) {
    const Field& field = *parts_[0].field;
    if (!object_.has_search_table() || !(field.searchable || field.title) || field.sensitive ||
        field.kind != Kind::text)
        return false;
    const auto patterns = search_patterns(text_or_empty(wanted.values[0]));
    if (patterns.empty()) return false;
    const Dialect& dialect = connection.dialect();
    const std::string table = object_.search_table();
    Sql found;
    std::vector<Id> ids;
    found << "SELECT " << dialect.search_id() << " FROM " << table << " WHERE "
          << dialect.search_condition(table, "open", patterns, found.parameters) << " LIMIT 2000";
    connection.query(found.text, found.parameters, [&](const Row& row) {
        ids.push_back(row.whole(0));
        return true;
    });
    take_ids(connection, ids);
    return true;
}

void ImportLookup::fetch_ids(Connection& connection, const std::vector<const Wanted*>& wanted) {
    std::vector<Id> ids;
    for (const auto* each : wanted)
        if (Id id = whole_or(each->values[0], 0)) ids.push_back(id);
    take_ids(connection, ids);
    std::vector<Id> missing;
    for (const auto* each : wanted)
        if (const Id id = whole_or(each->values[0], 0); id && find(each->key).empty()) missing.push_back(id);
    if (missing.empty()) return;
    const auto survivors = survivors_of(connection, missing);
    std::vector<Id> unknown;
    for (const auto& [id, survivor] : survivors)
        if (std::find(unknown.begin(), unknown.end(), survivor) == unknown.end()) unknown.push_back(survivor);
    take_ids(connection, unknown);
    for (const auto* each : wanted) {
        const auto led = survivors.find(whole_or(each->values[0], 0));
        if (led != survivors.end() &&
            !find(lookup_key(*parts_[0].field, Value(led->second), settings_.country)).empty())
            found_.add(hash_of(each->key), led->second);
    }
}

void ImportLookup::take_ids(Connection& connection, const std::vector<Id>& ids) {
    for (std::size_t from = 0; from < ids.size(); from += batch_limit) {
        Sql sql;
        sql << "SELECT " << selected() << " FROM " << quoted(object_.name) << " WHERE ";
        append_batch(sql, object_.is_big(),
                     std::span<const Id>(ids).subspan(from, std::min(batch_limit, ids.size() - from)));
        sql << " AND ";
        in_sight(sql, connection.dialect());
        connection.query(sql.text, sql.parameters, [&](const Row& row) {
            take(row);
            return true;
        });
    }
}

void ImportLookup::fetch(Connection& connection, const std::vector<const Wanted*>& wanted) {
    const bool by_words = is_word_field(*parts_[0].field);
    std::vector<const Wanted*> rest;
    for (const auto* each : wanted)
        if (!by_words || !fetch_by_words(connection, *each)) rest.push_back(each);
    if (rest.empty()) return;
    const Dialect& dialect = connection.dialect();
    if (parts_[0].field->index == Object::id.index) return fetch_ids(connection, rest);
    const std::string column = quoted(column_name(object_, parts_[0]));
    Values values;
    for (const auto* each : rest) {
        const std::string first = each->key.substr(0, each->key.find('\x1F'));
        values.push_back(by_words ? Value(first) : each->values[0]);
        if (const auto* given = std::get_if<std::string>(&each->values[0]); given && !by_words && first != *given)
            values.push_back(first);
    }
    for (std::size_t from = 0; from < values.size(); from += batch_limit) {
        Sql sql;
        sql << "SELECT " << selected() << " FROM " << quoted(object_.name) << " WHERE "
            << (by_words ? dialect.folded(column) : column);
        append_in(sql,
                  Values(values.begin() + static_cast<std::ptrdiff_t>(from),
                         values.begin() + static_cast<std::ptrdiff_t>(std::min(values.size(), from + batch_limit))));
        sql << " AND ";
        in_sight(sql, dialect);
        connection.query(sql.text, sql.parameters, [&](const Row& row) {
            take(row);
            return true;
        });
    }
}

std::vector<Id> ImportLookup::find(const std::string& key) const {
    std::vector<Id> ids;
    if (key.empty()) return ids;
    added_.find(hash_of(key), ids);
    found_.find(hash_of(key), ids);
    return ids;
}

Id ImportLookup::scope_of(Id id) const {
    auto found = scopes_.find(id);
    return found == scopes_.end() ? 0 : found->second;
}

void ImportLookup::add(const std::string& key, Id id, Id scope) {
    if (key.empty()) return;
    added_.add(hash_of(key), id);
    if (scope_) scopes_[id] = scope;
}

void ImportLookup::remove(const std::string& key, Id id) {
    if (!key.empty()) added_.remove(hash_of(key), id);
}

std::string ImportLookup::key_of(const Record& record) const {
    std::vector<std::string> keys;
    for (const auto& part : parts_)
        keys.push_back(lookup_key(*part.field, record.at(*part.field, part.part), settings_.country));
    return joined_key(keys);
}

std::string ImportLookup::nearest_name(const std::string& key) const {
    std::vector<std::string_view> keys;
    for (const auto& [each, name] : names_) keys.push_back(each);
    const auto near = nearest(key, keys);
    for (const auto& [each, name] : names_)
        if (each == near) return name;
    return {};
}

} // namespace crm
