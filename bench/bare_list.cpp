#include "bare_list.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <unordered_map>

#include <libpq-fe.h>
#include <sqlite3.h>

#include "bare_row.hpp"

namespace bench {

namespace {

Form form_of(const std::string& kind) {
    static const std::map<std::string, Form> forms{
        {"whole", Form::whole}, {"yes_no", Form::yes_no},  {"day", Form::day},   {"moment", Form::moment},
        {"money", Form::money}, {"base", Form::base},      {"tags", Form::list}, {"choices", Form::list},
        {"link", Form::link},   {"address", Form::address}};
    const auto found = forms.find(kind);
    return found == forms.end() ? Form::text : found->second;
}

struct SqliteRow {
    sqlite3_stmt* statement;
    bool null(int column) const { return sqlite3_column_type(statement, column) == SQLITE_NULL; }
    std::int64_t whole(int column) const { return sqlite3_column_int64(statement, column); }
    std::string_view text(int column) const {
        const auto data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
        return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
    }
};

// Titles by their id, looked up once a page, each by its key.
class SqliteList : public BareList {
public:
    SqliteList(const std::string& file, const ListPlan& plan) : plan_(plan), titles_(plan.targets.size()) {
        if (sqlite3_open_v2(file.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr) !=
            SQLITE_OK)
            throw std::runtime_error("cannot open " + file);
        sqlite3_exec(database_, "PRAGMA query_only = ON; PRAGMA cache_size = -12000", nullptr, nullptr, nullptr);
        list_ = prepared(plan.select());
        for (const auto& target : plan.targets)
            lookups_.push_back(prepared("SELECT \"name\" FROM \"" + target + "\" WHERE \"id\" = ?"));
    }
    ~SqliteList() override {
        sqlite3_finalize(list_);
        for (auto lookup : lookups_) sqlite3_finalize(lookup);
        sqlite3_close_v2(database_);
    }

    void write(std::string& out) override {
        for (auto& titles : titles_) titles.clear();
        out += "{\"items\":[";
        const SqliteRow row{list_};
        bool first = true;
        for (; sqlite3_step(list_) == SQLITE_ROW; first = false) {
            if (!first) out += ',';
            crm::JsonWriter json(out);
            write_row(json, row, plan_, [&](int target, std::int64_t id) { return title(target, id); });
        }
        sqlite3_reset(list_);
        out += ']';
    }

private:
    sqlite3_stmt* prepared(const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(database_, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
            throw std::runtime_error(std::string(sqlite3_errmsg(database_)) + ": " + sql);
        return statement;
    }
    std::string_view title(int target, std::int64_t id) {
        auto [found, is_new] = titles_[static_cast<std::size_t>(target)].try_emplace(id);
        if (is_new) {
            sqlite3_stmt* lookup = lookups_[static_cast<std::size_t>(target)];
            sqlite3_bind_int64(lookup, 1, id);
            if (sqlite3_step(lookup) == SQLITE_ROW) found->second = SqliteRow{lookup}.text(0);
            sqlite3_reset(lookup);
        }
        return found->second;
    }

    ListPlan plan_;
    sqlite3* database_ = nullptr;
    sqlite3_stmt* list_ = nullptr;
    std::vector<sqlite3_stmt*> lookups_;
    std::vector<std::unordered_map<std::int64_t, std::string>> titles_;
};

struct PostgresRow {
    PGresult* result;
    int row = 0;
    bool null(int column) const { return PQgetisnull(result, row, column) != 0; }
    std::int64_t whole(int column) const { return std::strtoll(PQgetvalue(result, row, column), nullptr, 10); }
    std::string_view text(int column) const {
        return {PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column))};
    }
};

// The page is in memory before it is written, so the titles of each target are read in one query.
class PostgresList : public BareList {
public:
    PostgresList(const std::string& address, const ListPlan& plan) : plan_(plan), titles_(plan.targets.size()) {
        connection_ = PQconnectdb(address.c_str());
        if (PQstatus(connection_) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection_));
        prepare("list", plan.select());
        for (std::size_t i = 0; i < plan.targets.size(); ++i)
            prepare("titles" + std::to_string(i),
                    "SELECT \"id\", \"name\" FROM \"" + plan.targets[i] + "\" WHERE \"id\" = ANY($1::bigint[])");
        int at = 3;
        for (const Column& column : plan.columns) {
            if (column.form == Form::link) links_.emplace_back(at, column.target);
            at += column.form == Form::address ? 7 : column.form == Form::money ? 2 : 1;
        }
    }
    ~PostgresList() override { PQfinish(connection_); }

    void write(std::string& out) override {
        PGresult* page = run("list", nullptr);
        read_titles(page);
        out += "{\"items\":[";
        PostgresRow row{page};
        for (const int rows = PQntuples(page); row.row < rows; ++row.row) {
            if (row.row) out += ',';
            crm::JsonWriter json(out);
            write_row(json, row, plan_, [&](int target, std::int64_t id) -> std::string_view {
                return titles_[static_cast<std::size_t>(target)][id];
            });
        }
        out += ']';
        PQclear(page);
    }

private:
    void prepare(const std::string& name, const std::string& sql) {
        PGresult* result = PQprepare(connection_, name.c_str(), sql.c_str(), 0, nullptr);
        if (PQresultStatus(result) != PGRES_COMMAND_OK) throw std::runtime_error(PQerrorMessage(connection_) + sql);
        PQclear(result);
    }
    PGresult* run(const std::string& name, const char* parameter) {
        PGresult* result =
            PQexecPrepared(connection_, name.c_str(), parameter ? 1 : 0, &parameter, nullptr, nullptr, 0);
        if (PQresultStatus(result) != PGRES_TUPLES_OK) throw std::runtime_error(PQerrorMessage(connection_));
        return result;
    }
    void read_titles(PGresult* page) {
        for (std::size_t target = 0; target < titles_.size(); ++target) {
            auto& titles = titles_[target];
            titles.clear();
            PostgresRow row{page};
            std::string ids = "{";
            for (const int rows = PQntuples(page); row.row < rows; ++row.row)
                for (const auto& [at, of] : links_)
                    if (of == static_cast<int>(target) && !row.null(at) && titles.try_emplace(row.whole(at)).second)
                        (ids += ids.size() > 1 ? "," : "") += row.text(at);
            if (titles.empty()) continue;
            PGresult* found = run("titles" + std::to_string(target), (ids + "}").c_str());
            PostgresRow each{found};
            for (const int rows = PQntuples(found); each.row < rows; ++each.row) titles[each.whole(0)] = each.text(1);
            PQclear(found);
        }
    }

    ListPlan plan_;
    PGconn* connection_ = nullptr;
    std::vector<std::pair<int, int>> links_; // column, target
    std::vector<std::unordered_map<std::int64_t, std::string>> titles_;
};

} // namespace

std::string ListPlan::select() const {
    std::string sql = "SELECT \"id\", \"version\", \"name\"";
    auto add = [&](const std::string& name) { sql += ", \"" + name + "\""; };
    for (const Column& column : columns) {
        if (column.form == Form::address)
            for (const char* part : address_parts) add(column.name + "_" + part);
        else
            add(column.name);
        if (column.form == Form::money) add(column.name + "_currency");
    }
    return sql + " FROM \"" + object + "\" " + rest;
}

ListPlan read_plan(const crm::Json& json) {
    ListPlan plan{json.text("object"), {}, {}, json.text("rest")};
    for (const auto& each : json["columns"].items()) {
        Column column{each.text("name"), form_of(each.text("kind"))};
        if (column.form == Form::base) column.currency = each.text("to");
        if (column.form == Form::link) {
            const auto found = std::find(plan.targets.begin(), plan.targets.end(), each.text("to"));
            column.target = static_cast<int>(found - plan.targets.begin());
            if (found == plan.targets.end()) plan.targets.push_back(each.text("to"));
        }
        plan.columns.push_back(std::move(column));
    }
    return plan;
}

std::unique_ptr<BareList> bare_sqlite_list(const std::string& file, const ListPlan& plan) {
    return std::make_unique<SqliteList>(file, plan);
}
std::unique_ptr<BareList> bare_postgres_list(const std::string& address, const ListPlan& plan) {
    return std::make_unique<PostgresList>(address, plan);
}

} // namespace bench
