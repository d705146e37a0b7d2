#include "testing/everything.hpp"

#include <vector>

namespace crm::testing {

namespace {

class Telling {
public:
    Telling(Connection& connection, const Schema& schema, Rows rows)
        : connection_(connection), schema_(schema), living_(rows == Rows::living) {}

    std::multiset<std::string> tell() {
        for (const auto& object : schema_.objects()) tell(*object);
        add("timeline", {"#record", "#at", "#id", "#source"},
            R"(SELECT "record", "at", "id", "source_id" FROM "timeline")", living_ ? 0 : -1, living_ ? 3 : -1);
        add("key", {"object", "field", "key", "#id"}, R"(SELECT "object", "field", "key", "id" FROM "unique_key")");
        add("merged", {"#id"}, R"(SELECT "id" FROM "merged")");
        return std::move(rows_);
    }

private:
    void tell(const Object& object) {
        if (living_)
            connection_.query("SELECT \"id\" FROM \"" + object.name + "\" WHERE \"deleted_at\" IS NOT NULL", {},
                              [&](const Row& row) {
                                  binned_.insert(row.whole(0));
                                  return true;
                              });
        std::vector<std::string> names;
        std::string list;
        for (const Column& column : object.columns) {
            if (column.name == "version" || column.name == "modified_at" || column.name == "modified_by") continue;
            names.push_back((column.type == ColumnType::whole ? "#" : "") + column.name);
            (list += list.empty() ? "\"" : ", \"") += column.name + "\"";
        }
        add(object.name, names,
            "SELECT " + list + " FROM \"" + object.name + "\"" + (living_ ? " WHERE \"deleted_at\" IS NULL" : ""));
        for (const Field& field : object.fields)
            if (field.kind == crm::Kind::links)
                add(object.link_table(field), {"#id", "#target"},
                    "SELECT \"id\", \"target\" FROM \"" + object.link_table(field) + "\"", living_ ? 0 : -1);
        if (object.has_search_table())
            add("search " + object.name, {"#id", "open", "guarded"},
                "SELECT " + std::string(connection_.dialect().search_id()) + ", open, guarded FROM " +
                    object.search_table());
    }

    // Rows whose record in one of these columns is in the bin are left out.
    void add(const std::string& table, const std::vector<std::string>& columns, const std::string& sql, int of = -1,
             int also_of = -1) {
        connection_.query(sql, {}, [&](const Row& row) {
            for (const int column : {of, also_of})
                if (column >= 0 && binned_.contains(row.whole(column))) return true;
            std::string line = table;
            for (int i = 0; i < static_cast<int>(columns.size()); ++i)
                line += "|" + (row.null(i)                                           ? "-"
                               : columns[static_cast<std::size_t>(i)].front() == '#' ? std::to_string(row.whole(i))
                                                                                     : std::string(row.text(i)));
            rows_.insert(line);
            return true;
        });
    }

    Connection& connection_;
    const Schema& schema_;
    const bool living_;
    std::set<Id> binned_;
    std::multiset<std::string> rows_;
};

} // namespace

std::multiset<std::string> everything(Engine& engine, Rows rows) {
    std::multiset<std::string> found;
    const auto schema = engine.schema();
    engine.database().read([&](Connection& connection) { found = Telling(connection, *schema, rows).tell(); });
    return found;
}

} // namespace crm::testing
