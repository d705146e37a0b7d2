// StatementRules: holds every statement of a test run against the rules of a distributed database, which one machine
// would let pass: two big tables in one FROM, FOR UPDATE, *, an id without its bucket, ON CONFLICT without bucket …
#pragma once
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace crm::testing {

using TableNames = std::set<std::string, std::less<>>;

// What rules `sql` breaks, as sentences; empty where none. `big` names the big tables.
std::vector<std::string> broken_rules(std::string_view sql, const TableNames& big);

// Installed while it lives; one at a time. Ask at the end of a test: EXPECT_EQ(rules.broken(), Strings{}).
class StatementRules {
public:
    explicit StatementRules(TableNames big);
    ~StatementRules();
    StatementRules(const StatementRules&) = delete;
    StatementRules& operator=(const StatementRules&) = delete;

    // Each as "sentence: statement", each statement once.
    std::vector<std::string> broken() const;
    std::size_t seen() const; // different statements

private:
    TableNames big_;
    mutable std::mutex mutex_;
    std::set<std::string, std::less<>> seen_;
    std::vector<std::string> broken_;
};

} // namespace crm::testing
