#include "app/migrations.hpp"

#include <algorithm>

#include "base/company_name.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "modules/core/party.hpp"
#include "modules/core/relationship.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

// Gives parties that were saved before there was one the key that they are recognised by.
std::string fold_names(Connection& connection, const std::string& place) {
    constexpr int rows_at_once = 2'000;
    std::vector<std::pair<Id, std::string>> names;
    connection.query("SELECT \"id\", \"name\" FROM \"party\" WHERE \"id\" > ? AND \"folded_name\" IS NULL AND \"name\" "
                     "IS NOT NULL ORDER BY \"id\" LIMIT " +
                         std::to_string(rows_at_once),
                     Values{place.empty() ? 0 : parse_id(place).value_or(0)}, [&](const Row& row) {
                         names.emplace_back(row.whole(0), row.text(1));
                         return true;
                     });
    for (const auto& [id, name] : names)
        connection.execute("UPDATE \"party\" SET \"folded_name\" = ? WHERE \"id\" = ? AND \"bucket\" = ?",
                           Values{cut(name_key(name), party.field(party.folded_name).length_limit()), id,
                                  std::int64_t{bucket_of(id)}});
    return names.size() < rows_at_once ? std::string() : std::to_string(names.back().first);
}

// Columns that hold e-mail addresses: contact points', parties', and those of own fields that are not unique.
struct Addresses {
    std::string table, column, among;
};
std::vector<Addresses> all_addresses(Connection& connection) {
    std::vector<Addresses> all = {{"contact_point", "normal", " AND \"kind\" = 'email'"}, {"party", "email", ""}};
    connection.query("SELECT \"object\", \"field\", \"definition\" FROM \"shape\" WHERE \"field\" <> '' ORDER BY "
                     "\"object\", \"field\"",
                     {}, [&](const Row& row) {
                         const Json definition = Json::parse(row.text(2));
                         if (definition.text("kind") == "email" && !definition.flag("unique") &&
                             !definition.flag("dropped"))
                             all.push_back({std::string(row.text(0)), std::string(row.text(1)), ""});
                         return true;
                     });
    return all;
}

// One part of one column; the place is the column's number and the last id.
std::string lower_addresses(Connection& connection, const std::string& place) {
    constexpr int rows_at_once = 2'000;
    const auto all = all_addresses(connection);
    const auto space = std::min(place.find(' '), place.size());
    std::size_t at = place.empty() ? 0 : std::stoul(place.substr(0, space));
    const Id after = place.empty() ? 0 : parse_id(place.substr(std::min(space + 1, place.size()))).value_or(0);
    if (at >= all.size()) return "";
    const Addresses& where = all[at];
    std::vector<std::pair<Id, std::string>> rows;
    connection.query("SELECT \"id\", " + quoted(where.column) + " FROM " + quoted(where.table) +
                         " WHERE \"id\" > ? AND " + quoted(where.column) + " IS NOT NULL" + where.among +
                         " ORDER BY \"id\" LIMIT " + std::to_string(rows_at_once),
                     Values{after}, [&](const Row& row) {
                         rows.emplace_back(row.whole(0), row.text(1));
                         return true;
                     });
    for (const auto& [id, address] : rows)
        if (const std::string kept = lower(address); kept != address)
            connection.execute("UPDATE " + quoted(where.table) + " SET " + quoted(where.column) +
                                   " = ? WHERE \"id\" = ? AND \"bucket\" = ?",
                               Values{kept, id, std::int64_t{bucket_of(id)}});
    if (rows.size() == rows_at_once) return std::to_string(at) + " " + std::to_string(rows.back().first);
    return ++at < all.size() ? std::to_string(at) + " 0" : std::string();
}

// The job of a relationship was in the field that says what it is called.
std::vector<std::string> part_job_from_title(Connection& connection) {
    const auto columns = connection.columns_of("relationship");
    std::vector<std::string> statements;
    for (const auto& [from, to] : {std::pair{"title", "job_title"}, {"title_key", "job_title_key"}})
        if (std::find(columns.begin(), columns.end(), from) != columns.end() &&
            std::find(columns.begin(), columns.end(), to) == columns.end())
            statements.push_back("ALTER TABLE \"relationship\" RENAME COLUMN " + quoted(from) + " TO " + quoted(to));
    // Those of the order of lists are made anew, by the name.
    for (const char* index : {"title", "from", "to"})
        statements.push_back("DROP INDEX IF EXISTS " + quoted("relationship_by_" + std::string(index)));
    return statements;
}

// What names the field by what it was called: roles, layouts, mappings, the history.
void rename_in_settings(Connection& connection) {
    auto replace = [&](const std::string& table, const std::string& column, const std::string& from,
                       const std::string& to, const std::string& among) {
        connection.execute("UPDATE " + quoted(table) + " SET " + quoted(column) + " = replace(" + quoted(column) +
                               ", ?, ?) WHERE " + quoted(column) + " LIKE ?" + among,
                           Values{from, to, "%" + from + "%"});
    };
    const std::string before = "relationship.title", after = "relationship.job_title";
    replace("fact", "value", before, after, "");
    replace("pull", "mapping", before, after, "");
    replace("layout", "definition", "\"title\"", "\"job_title\"", " AND \"object\" = 'relationship'");
    std::vector<std::pair<Id, Json>> roles;
    connection.query("SELECT \"id\", \"grants\" FROM \"role\" WHERE \"grants\" LIKE '%relationship%'", {},
                     [&](const Row& row) {
                         roles.emplace_back(row.whole(0), Json::parse(row.text(1)));
                         return true;
                     });
    for (const auto& [id, grants] : roles) {
        Json::Array changed;
        for (Json grant : grants.is_array() ? grants.items() : Json::Array()) {
            Json fields = Json::object();
            if (grant.text("object") == "relationship" && grant["fields"].is_object()) {
                for (const auto& [name, value] : grant["fields"].members())
                    fields.set(name == "title" ? "job_title" : name, value);
                grant.set("fields", fields);
            }
            changed.push_back(std::move(grant));
        }
        connection.execute("UPDATE \"role\" SET \"grants\" = ? WHERE \"id\" = ?",
                           Values{Json(std::move(changed)).dump(), id});
    }
}

// The last id of the next part of a table, null at its end.
Value end_of_part(Connection& connection, const std::string& table, Id after, const std::string& among) {
    return connection.value("SELECT MAX(\"id\") FROM (SELECT \"id\" FROM " + quoted(table) + " WHERE \"id\" > ?" +
                                among + " ORDER BY \"id\" LIMIT 2000) AS part",
                            Values{after});
}

// The place is "r" and an id while it goes over relationships, then "e" and one while over their history.
std::string take_job_from_title(Connection& connection, const std::string& place) {
    const bool history = place.starts_with("e");
    const Id after = place.empty() ? 0 : parse_id(place.substr(1)).value_or(0);
    if (history) {
        const Value last = end_of_part(connection, "event", after, " AND \"object\" = 'relationship'");
        if (is_null(last)) return "";
        connection.execute("UPDATE \"event\" SET \"changes\" = replace(\"changes\", ?, ?) WHERE \"id\" > ? AND \"id\" "
                           "<= ? AND \"object\" = 'relationship'",
                           Values{R"("field":"title")", R"("field":"job_title")", after, last});
        return "e" + std::to_string(whole(last));
    }
    if (place.empty()) rename_in_settings(connection);
    const Value last = end_of_part(connection, "relationship", after, "");
    if (is_null(last)) return "e0";
    connection.execute("UPDATE \"relationship\" SET \"name\" = \"job_title\", \"name_key\" = \"job_title_key\" WHERE "
                       "\"id\" > ? AND \"id\" <= ? AND \"name\" IS NULL",
                       Values{after, last});
    for (const Choice& kind : relationship.field(relationship.kind).choices)
        connection.execute("UPDATE \"relationship\" SET \"job_title\" = NULL, \"job_title_key\" = NULL WHERE \"id\" > "
                           "? AND \"id\" <= ? AND \"kind\" = ? AND \"job_title\" IN (?, ?, ?)",
                           Values{after, last, kind.name, kind.label.en, kind.label.pl, kind.label.mk});
    return "r" + std::to_string(whole(last));
}

// The day a deal was made is the day it was opened, unless it was closed before: that one was brought in from
// elsewhere.
std::string say_since_when(Connection& connection, const std::string& place) {
    constexpr int rows_at_once = 2'000;
    constexpr std::int64_t day_long = 24 * hour;
    struct Deal {
        Id id;
        std::int64_t opened;
        Value closed;
    };
    std::vector<Deal> deals;
    connection.query(
        "SELECT \"id\", \"created_at\", \"closed_on\" FROM \"deal\" WHERE \"id\" > ? ORDER BY \"id\" LIMIT " +
            std::to_string(rows_at_once),
        Values{place.empty() ? 0 : parse_id(place).value_or(0)}, [&](const Row& row) {
            deals.push_back({row.whole(0), row.whole(1) / day_long, row.value(2)});
            return true;
        });
    for (const auto& [id, opened, closed] : deals) {
        if (!is_null(closed) && whole(closed) < opened) continue;
        connection.execute(
            "UPDATE \"deal\" SET \"opened_on\" = ?, \"cycle_days\" = ? WHERE \"id\" = ? AND \"bucket\" = ? AND "
            "\"opened_on\" IS NULL",
            Values{opened, is_null(closed) ? Value() : Value(whole(closed) - opened), id, std::int64_t{bucket_of(id)}});
    }
    return deals.size() < rows_at_once ? std::string() : std::to_string(deals.back().id);
}

} // namespace

// A new one is added at the end. One that has gone out to people is never changed, nor is its number used again.
const std::vector<Migration>& program_migrations() {
    static const std::vector<Migration> all = {
        {1,
         "Contact points of which nobody said that they are verified are not.",
         {},
         fill_empty("contact_point", "verified", std::int64_t{0})},
        {2, "Roles that are not built in say so.", {}, fill_empty("role", "built_in", std::int64_t{0})},
        {3,
         "Indexes that carry what is summed take the place of narrower ones.",
         [](Connection&) -> std::vector<std::string> {
             return {"DROP INDEX IF EXISTS \"activity_by_starts_at\"", "DROP INDEX IF EXISTS \"deal_by_outcome\""};
         },
         {}},
        {4, "Parties are recognised by their folded names, also those saved before there were any.", {}, fold_names},
        {5, "E-mail addresses are kept in lower case.", {}, lower_addresses},
        {6, "The job of a relationship is a field of its own beside what the relationship is called.",
         part_job_from_title, take_job_from_title},
        {7,
         "Indexes of people, activities and deals carry what tasks are filtered by and boards and figures count.",
         [](Connection&) -> std::vector<std::string> {
             return {"DROP INDEX IF EXISTS \"activity_by_owner\"",
                     "DROP INDEX IF EXISTS \"activity_by_assigned_to\"",
                     "DROP INDEX IF EXISTS \"deal_by_owner\"",
                     "DROP INDEX IF EXISTS \"deal_by_stage\"",
                     "DROP INDEX IF EXISTS \"party_by_kind\"",
                     "DROP INDEX IF EXISTS \"party_by_lifecycle_stage\"",
                     "DROP INDEX IF EXISTS \"activity_by_starts_at_kind_owner\"",
                     "DROP INDEX IF EXISTS \"deal_by_outcome_stage_owner\""};
         },
         {}},
        {8, "Deals know since when they are worked on, and closed ones how many days it took.", {}, say_since_when}};
    return all;
}

} // namespace crm
