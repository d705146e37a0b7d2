// The refused rows of an import, as a file that can be corrected and imported again.
#include "record/refused_rows.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "record/column_facts.hpp"
#include "record/csv.hpp"
#include "record/operation.hpp"

namespace crm {

namespace {

std::size_t most_cells(Engine& engine, const Operation& operation) {
    std::size_t most = 0;
    engine.database().read([&](Connection& connection) {
        connection.query(
            "SELECT \"cells\" FROM \"operation_row\" WHERE \"bucket\" = ? AND \"operation\" = ? AND \"result\" = 'r'",
            Values{std::int64_t{bucket_of(operation.id)}, operation.id}, [&](const Row& row) {
                most = std::max(most, Json::parse(row.text(0)).items().size());
                return true;
            });
    });
    return most;
}

// A cell of the file as it stood there; what a spreadsheet would take for a formula is guarded, and read as the same.
std::string harmless(const std::string& cell) {
    if (!is_formula(cell)) return cell;
    const auto inner = unwrapped_cell(trimmed(cell));
    const bool constant = inner.size() != trimmed(cell).size() && inner.find('"') == std::string_view::npos;
    return constant ? cell : guarded_cell(unguarded_cell(inner)); // ="00123" does nothing but keep its noughts
}

} // namespace

void write_refused(Engine& engine, const Operation& operation, const std::function<bool(std::string_view)>& write) {
    constexpr int at_once = 200;
    const std::string given = operation.input.text("separator");
    const char separator = given.size() == 1 && given[0] >= '\t' && given != "\x1F" ? given[0] : ',';
    std::string out;
    std::vector<std::string> cells;
    if (operation.input["header"].is_array())
        for (const Json& name : operation.input["header"].items()) cells.push_back(name.as_string());
    // A row may have more values than the file has columns.
    cells.resize(std::max(cells.size(), most_cells(engine, operation)));
    const std::size_t width = cells.size();
    for (std::string& name : cells) name = guarded_cell(name);
    cells.emplace_back(refused_row);
    cells.emplace_back(refused_reason);
    append_csv_row(out, cells, separator);
    std::int64_t after = 0;
    for (bool more = true; more;) {
        more = false;
        engine.database().read([&](Connection& connection) {
            connection.query("SELECT \"row\", \"problems\", \"cells\" FROM \"operation_row\" WHERE \"bucket\" = ? AND "
                             "\"operation\" = ? AND \"result\" = 'r' AND \"row\" > ? ORDER BY \"row\" LIMIT " +
                                 std::to_string(at_once),
                             Values{std::int64_t{bucket_of(operation.id)}, operation.id, after}, [&](const Row& row) {
                                 more = true;
                                 after = row.whole(0);
                                 cells.clear();
                                 const Json kept = Json::parse(row.text(2)), problems = Json::parse(row.text(1));
                                 for (const Json& cell : kept.items()) cells.push_back(harmless(cell.as_string()));
                                 cells.resize(std::max(width, cells.size()));
                                 std::string reason;
                                 for (const Json& problem : problems.items()) {
                                     const std::string column = problem.text("column");
                                     (reason += reason.empty() ? "" : " ") +=
                                         (column.empty() ? "" : column + ": ") + problem.text("message");
                                 }
                                 cells.push_back(std::to_string(after));
                                 cells.push_back(guarded_cell(reason));
                                 append_csv_row(out, cells, separator);
                                 return true;
                             });
        });
        if (!out.empty() && !write(out)) return;
        out.clear();
    }
}

} // namespace crm
