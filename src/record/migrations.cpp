#include "record/migrations.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/log.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr int rows_at_once = 10'000;

// Another server does the same migration, and was quicker with this step.
struct DoneElsewhere {};

std::string place_of(Connection& connection, int number) {
    return text_or_empty(
        connection.value("SELECT \"place\" FROM \"migration\" WHERE \"number\" = ?", Values{std::int64_t{number}}));
}

} // namespace

Migrating::Migrating(Database& database, const std::vector<Migration>& migrations)
    : database_(database), migrations_(migrations) {
    for (std::size_t i = 0; i < migrations.size(); ++i)
        require(migrations[i].number == static_cast<int>(i) + 1, "migrations are numbered from one without a gap");
}

void Migrating::refuse_newer() {
    std::int64_t newest = 0;
    database_.read([&](Connection& connection) {
        newest = 0;
        connection.query("SELECT \"number\", \"applied_at\" FROM \"migration\"", {}, [&](const Row& row) {
            newest = std::max(newest, row.whole(0));
            if (!row.null(1)) applied_.insert(static_cast<int>(row.whole(0)));
            return true;
        });
    });
    if (newest <= static_cast<std::int64_t>(migrations_.size())) return;
    throw Error(Problem::conflict, "This database was written by a newer Relacja (it has had migration " +
                                       std::to_string(newest) + ", this program knows " +
                                       std::to_string(migrations_.size()) + "). Please install the newer version.");
}

void Migrating::begin_with_all() {
    for (const Migration& each : migrations_) applied_.insert(each.number);
    database_.write([&](Connection& connection) {
        for (const Migration& each : migrations_)
            connection.execute("INSERT INTO \"migration\" (\"number\", \"sentence\", \"place\", \"begun_at\", "
                               "\"applied_at\") VALUES (?, ?, '', ?, ?) ON CONFLICT (\"number\") DO NOTHING",
                               Values{std::int64_t{each.number}, each.sentence, now(), now()});
    });
}

bool Migrating::is_applied(int number) {
    bool found = false;
    database_.read([&](Connection& connection) {
        found = !is_null(connection.value("SELECT \"applied_at\" FROM \"migration\" WHERE \"number\" = ?",
                                          Values{std::int64_t{number}}));
    });
    return found;
}

void Migrating::change_tables() {
    for (const Migration& each : migrations_) {
        if (!each.tables || applied_.contains(each.number)) continue;
        std::vector<std::string> statements;
        database_.read([&](Connection& connection) { statements = each.tables(connection); });
        database_.change_schema(statements);
    }
}

void Migrating::change_rows() {
    for (const Migration& each : migrations_) {
        if (applied_.contains(each.number)) continue;
        log("info", "Migrating the database.", {{"migration", std::to_string(each.number)}, {"what", each.sentence}});
        change_rows(each);
    }
}

void Migrating::change_rows(const Migration& migration) {
    const Value number = std::int64_t{migration.number};
    database_.write([&](Connection& connection) {
        connection.execute("INSERT INTO \"migration\" (\"number\", \"sentence\", \"place\", \"begun_at\") VALUES (?, "
                           "?, '', ?) ON CONFLICT (\"number\") DO NOTHING",
                           Values{number, migration.sentence, now()});
    });
    while (!is_applied(migration.number)) {
        try {
            database_.write([&](Connection& connection) {
                const std::string place = place_of(connection, migration.number);
                const std::string next = migration.rows ? migration.rows(connection, place) : "";
                const Value applied_at = next.empty() ? Value(now()) : Value();
                // The place is part of the step: after a kill it is where the rows are.
                if (connection.execute("UPDATE \"migration\" SET \"place\" = ?, \"applied_at\" = ? WHERE \"number\" = "
                                       "? AND \"place\" = ? AND \"applied_at\" IS NULL",
                                       Values{next, applied_at, number, place}) == 0)
                    throw DoneElsewhere();
            });
        } catch (const DoneElsewhere&) { // what this step wrote is taken back
        }
    }
}

std::function<std::string(Connection&, const std::string& place)> fill_empty(const std::string& table,
                                                                             const std::string& column, Value value) {
    return [=](Connection& connection, const std::string& place) -> std::string {
        const Id after = place.empty() ? 0 : parse_id(place).value_or(0);
        const Value last = connection.value("SELECT MAX(\"id\") FROM (SELECT \"id\" FROM " + quoted(table) +
                                                " WHERE \"id\" > ? ORDER BY \"id\" LIMIT " +
                                                std::to_string(rows_at_once) + ") AS part",
                                            Values{after});
        if (is_null(last)) return "";
        connection.execute("UPDATE " + quoted(table) + " SET " + quoted(column) +
                               " = ? WHERE \"id\" > ? AND \"id\" <= ? AND " + quoted(column) + " IS NULL",
                           Values{value, after, last});
        return std::to_string(whole(last));
    };
}

} // namespace crm
