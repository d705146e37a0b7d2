// Bare list: the floor of a list. The same query, prepared once, stepped through the bare driver into the same JSON,
// with the titles of linked records; no rights, no cursor, no HTTP.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace crm {
class Json;
}

namespace bench {

enum class Form {
    text,
    whole,
    yes_no,
    day,
    moment,
    money,
    base,
    list,
    address,
    link
}; // base: in the company's currency

struct Column {
    std::string name;
    Form form;
    int target = -1;        // of a link: which of the targets
    std::string currency{}; // of base
};

struct ListPlan {
    std::string object;
    std::vector<Column> columns;
    std::vector<std::string> targets; // the tables that links lead to
    std::string rest;                 // WHERE … ORDER BY … LIMIT …

    std::string select() const; // id, version, name, then the columns
};
// {"object", "columns": [{"name", "kind", "to"}], "rest"}; `to` of the kind base is the company's currency
ListPlan read_plan(const crm::Json& json);

class BareList {
public:
    virtual ~BareList() = default;
    virtual void write(std::string& out) = 0; // {"items":[…]
};
std::unique_ptr<BareList> bare_sqlite_list(const std::string& file, const ListPlan& plan);
std::unique_ptr<BareList> bare_postgres_list(const std::string& address, const ListPlan& plan);

} // namespace bench
