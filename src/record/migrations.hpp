// Migrations: what a new program changes in a database that an older one wrote, beyond what the declarations add by
// themselves. Numbered, in order, each done once before anybody is served, and recorded in the table `migration`.
#pragma once
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace crm {

struct Migration {
    int number = 0;       // 1, 2, 3 …; never used again, never changed
    std::string sentence; // what it does
    // Statements that change tables, done before the declarations add theirs. Each is asked for anew after a kill, so
    // it looks at what is there.
    std::function<std::vector<std::string>(Connection&)> tables;
    // Changes rows, once all tables and columns are there. It is called in a transaction of its own with the place that
    // it returned last (at first ""), until it returns ""; after a kill it goes on at the last place.
    std::function<std::string(Connection&, const std::string& place)> rows;
};

class Migrating {
public:
    // `migrations` in the order of their numbers.
    Migrating(Database& database, const std::vector<Migration>& migrations);
    void refuse_newer();   // Error(conflict) where the database has a migration that is not among them
    void begin_with_all(); // a database founded now needs none of them
    void change_tables();
    void change_rows();

private:
    bool is_applied(int number);
    void change_rows(const Migration& migration);
    Database& database_;
    const std::vector<Migration>& migrations_;
    std::set<int> applied_; // as it was at the start
};

// A migration's rows: sets a column of records that lack it, a part of the table to a transaction.
std::function<std::string(Connection&, const std::string& place)> fill_empty(const std::string& table,
                                                                             const std::string& column, Value value);

} // namespace crm
