#include "record/told_values.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "record/import_plan.hpp"

namespace crm {

namespace {

constexpr std::size_t most_values = 1000;
constexpr std::size_t most_counted = 100'000; // different ones; a column of which no value is known has no end of them
constexpr int at_once = 5000;

struct ToldValue {
    std::size_t column; // its place in the file
    std::string header, value;
    std::int64_t rows = 0;
};

// The columns that lead to choices and links, with their places.
std::map<std::string, std::size_t> chosen_columns(Engine& engine, Request& request, const Operation& operation) {
    std::vector<std::string> header;
    if (operation.input["header"].is_array())
        for (const Json& name : operation.input["header"].items()) header.push_back(name.as_string());
    std::map<std::string, std::size_t> found;
    engine.read(request, [&](Context& context) {
        found.clear();
        const Object* object = context.schema().find(operation.object);
        if (!object) return;
        const ImportPlan plan = read_plan(context, *object, header, operation.input["mapping"]);
        for (std::size_t place = 0; place < plan.columns.size(); ++place) {
            const ImportColumn& column = plan.columns[place];
            const Kind kind = column.field->kind;
            if (column.is_link() || kind == Kind::choice || kind == Kind::choices) found.emplace(column.header, place);
        }
    });
    return found;
}

} // namespace

void write_told_values(Engine& engine, Request& request, const Operation& operation, std::string& out) {
    const auto columns = chosen_columns(engine, request, operation);
    std::map<std::pair<std::size_t, std::string>, ToldValue> counted;
    bool more = false;
    auto see = [&](const Json& problem) {
        const auto column = columns.find(problem.text("column"));
        const std::string value = problem.text("value");
        if (column == columns.end() || trimmed(value).empty()) return;
        const std::pair key{column->second, value};
        auto known = counted.find(key);
        if (known == counted.end()) {
            if (counted.size() == most_counted) {
                more = true;
                return;
            }
            known = counted.emplace(key, ToldValue{column->second, column->first, value}).first;
        }
        ++known->second.rows;
    };
    std::int64_t after = 0;
    for (bool any = !columns.empty(); any;) {
        std::vector<std::string> told;
        engine.database().read([&](Connection& connection) {
            told.clear();
            connection.query("SELECT \"row\", \"problems\" FROM \"operation_row\" WHERE \"bucket\" = ? AND "
                             "\"operation\" = ? AND \"row\" > ? ORDER BY \"row\" LIMIT " +
                                 std::to_string(at_once),
                             Values{std::int64_t{bucket_of(operation.id)}, operation.id, after}, [&](const Row& row) {
                                 after = std::max(after, row.whole(0));
                                 told.emplace_back(row.text(1));
                                 return true;
                             });
        });
        any = told.size() == at_once;
        for (const std::string& each : told) {
            const Json problems = Json::parse(each);
            for (const Json& problem : problems.items()) see(problem);
        }
    }
    std::vector<ToldValue> values;
    for (auto& [key, value] : counted) values.push_back(std::move(value));
    std::stable_sort(values.begin(), values.end(), [](const ToldValue& a, const ToldValue& b) {
        return a.column != b.column ? a.column < b.column : a.rows > b.rows;
    });
    more = more || values.size() > most_values;
    values.resize(std::min(values.size(), most_values));
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const ToldValue& each : values)
        json.begin_object()
            .member("column", each.header)
            .member("value", each.value)
            .member("rows", each.rows)
            .end_object();
    json.end_array().member("more", more).end_object();
}

} // namespace crm
