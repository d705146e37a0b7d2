#include "record/operation.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "record/cursor.hpp"
#include "record/query.hpp"
#include "record/sentences.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

constexpr Moment undo_window = 30 * 24 * hour;

constexpr std::array<std::string_view, 21> columns = {
    "id",     "kind",    "state",   "object",    "input",      "user_id",    "dry_run",
    "total",  "created", "updated", "skipped",   "refused",    "left_out",   "place",
    "runner", "message", "undoes",  "undone_by", "created_at", "started_at", "finished_at"};

std::string column_list() {
    std::string list;
    for (auto each : columns) (list += list.empty() ? "" : ", ") += quoted(each);
    return list;
}

Operation operation_of(const Row& row) {
    Operation operation;
    operation.id = row.whole(0);
    operation.kind = row.text(1);
    operation.state = row.text(2);
    operation.object = row.text(3);
    operation.input = Json::parse(row.text(4));
    operation.user = row.whole(5);
    operation.dry_run = row.whole(6) != 0;
    operation.total = row.whole(7);
    operation.counts = {row.whole(8), row.whole(9), row.whole(10), row.whole(11), row.whole(12)};
    operation.place = row.text(13);
    operation.runner = row.text(14);
    operation.message = row.text(15);
    operation.undoes = row.whole(16);
    operation.undone_by = row.whole(17);
    operation.created_at = row.whole(18);
    operation.started_at = row.whole(19);
    operation.finished_at = row.whole(20);
    return operation;
}

std::string packed(const StepReport& report) {
    std::string text;
    for (const auto& [result, record] : report.rows) {
        if (!text.empty()) text.push_back(',');
        text.push_back(static_cast<char>(result));
        if (record) text += std::to_string(record);
    }
    return text;
}

std::string problems_json(const std::vector<RowProblem>& problems) {
    std::string text;
    JsonWriter out(text);
    out.begin_array();
    for (const auto& each : problems) {
        out.begin_object().member("column", each.column).member("field", each.field);
        out.member("message", each.message).member("value", cut(each.value, 200)).end_object();
    }
    out.end_array();
    return text;
}

std::string cells_json(const std::vector<std::string>& cells) {
    std::string text;
    JsonWriter out(text);
    out.begin_array();
    for (const auto& each : cells) out.string(each);
    out.end_array();
    return text;
}

} // namespace

std::string_view name_of(RowResult result) {
    switch (result) {
    case RowResult::created:
        return "created";
    case RowResult::updated:
        return "updated";
    case RowResult::skipped:
        return "skipped";
    case RowResult::refused:
        return "refused";
    }
    return "";
}

bool Operation::undoable(Moment now) const {
    const bool can_be = kind == "import" || kind == "merge" || kind == "retire" || kind == "undo" ||
                        (kind == "bulk" && !input.flag("has_actions"));
    const bool did_something = counts.created + counts.updated > 0 || (kind == "merge" && !place.empty());
    return can_be && !dry_run && over() && undone_by == 0 && did_something && now - created_at < undo_window;
}

std::vector<std::string> operation_tables(const Dialect& dialect) {
    const std::string big = ' ' + std::string(dialect.bigint()), text = ' ' + std::string(dialect.text());
    auto named = [](std::initializer_list<std::pair<std::string_view, const std::string*>> list) {
        std::string out;
        for (const auto& [name, type] : list) (out += out.empty() ? "" : ", ") += quoted(name) + *type;
        return out;
    };
    std::string rest;
    for (auto each : columns) {
        if (each == "id") continue;
        const bool is_text = each == "kind" || each == "state" || each == "object" || each == "input" ||
                             each == "place" || each == "runner" || each == "message";
        (rest += rest.empty() ? "" : ", ") += quoted(each) + (is_text ? text : big);
    }
    auto statements = dialect.create_record_table("operation", rest, TableClass::single);
    for (auto& each : dialect.create_keyed_table("operation_row",
                                                 named({{"bucket", &big},
                                                        {"operation", &big},
                                                        {"row", &big},
                                                        {"result", &text},
                                                        {"record", &big},
                                                        {"problems", &text},
                                                        {"cells", &text}}),
                                                 "\"bucket\", \"operation\", \"row\"", TableClass::big))
        statements.push_back(std::move(each));
    for (auto& each : dialect.create_keyed_table(
             "operation_step", named({{"bucket", &big}, {"operation", &big}, {"first_row", &big}, {"results", &text}}),
             "\"bucket\", \"operation\", \"first_row\"", TableClass::big))
        statements.push_back(std::move(each));
    return statements;
}

void prepare_operation_tables(Engine& engine) {
    bool there = false;
    engine.database().read([&](Connection& connection) { there = !connection.columns_of("operation_step").empty(); });
    if (!there) engine.database().change_schema(operation_tables(engine.dialect()));
}

void insert_operation(Context& context, const Operation& operation) {
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) marks += i ? ", ?" : "?";
    context.connection().execute("INSERT INTO \"operation\" (" + column_list() + ") VALUES (" + marks + ")",
                                 Values{operation.id,
                                        operation.kind,
                                        operation.state,
                                        operation.object,
                                        operation.input.dump(),
                                        operation.user,
                                        std::int64_t{operation.dry_run},
                                        operation.total,
                                        std::int64_t{0},
                                        std::int64_t{0},
                                        std::int64_t{0},
                                        std::int64_t{0},
                                        std::int64_t{0},
                                        operation.place,
                                        std::string(),
                                        std::string(),
                                        operation.undoes,
                                        std::int64_t{0},
                                        context.now(),
                                        std::int64_t{0},
                                        std::int64_t{0}});
}

std::optional<Operation> find_operation(Connection& connection, Id id) {
    std::optional<Operation> found;
    if (connection.columns_of("operation").empty()) return found;
    connection.query("SELECT " + column_list() + " FROM \"operation\" WHERE \"id\" = ?", Values{id},
                     [&](const Row& row) {
                         found = operation_of(row);
                         return false;
                     });
    return found;
}

bool take_operation(Engine& engine, Id id, const std::string& runner, Operation& operation) {
    bool taken = false;
    engine.database().write([&](Connection& connection) {
        taken = false;
        auto found = find_operation(connection, id);
        if (!found || (found->state != "queued" && found->state != "running")) return;
        if (!found->started_at) found->started_at = now();
        found->state = "running";
        found->runner = runner;
        connection.execute(
            "UPDATE \"operation\" SET \"state\" = 'running', \"runner\" = ?, \"started_at\" = ? WHERE \"id\" = ?",
            Values{runner, found->started_at, id});
        operation = std::move(*found);
        taken = true;
    });
    return taken;
}

Operation run_operation(Engine& engine, Id id, const std::function<void(Operation&)>& work) {
    Operation operation;
    if (!take_operation(engine, id, std::to_string(engine.ids().make()), operation)) {
        engine.database().read(
            [&](Connection& connection) { operation = find_operation(connection, id).value_or(Operation{}); });
        return operation;
    }
    try {
        work(operation);
    } catch (const OperationHalted& halted) {
        operation.state = halted.state;
    } catch (const Error& error) {
        if (error.problem == Problem::unavailable || error.problem == Problem::stale) throw;
        if (error.problem == Problem::defect)
            log("error", "An operation failed.", {{"operation", std::to_string(id)}, {"cause", error.what()}});
        finish_operation(engine, operation, "failed", error.what());
    }
    return operation;
}

void insert_step(Connection& connection, Id operation, const StepReport& report) {
    if (!report.rows.empty())
        connection.execute("INSERT INTO \"operation_step\" (\"bucket\", \"operation\", \"first_row\", \"results\") "
                           "VALUES (?, ?, ?, ?) ON CONFLICT (\"bucket\", \"operation\", \"first_row\") DO NOTHING",
                           Values{std::int64_t{bucket_of(operation)}, operation, report.first_row, packed(report)});
    for (const RowReport& each : report.reports)
        connection.execute("INSERT INTO \"operation_row\" (\"bucket\", \"operation\", \"row\", \"result\", \"record\", "
                           "\"problems\", \"cells\") VALUES (?, ?, ?, ?, ?, ?, ?) "
                           "ON CONFLICT (\"bucket\", \"operation\", \"row\") DO NOTHING",
                           Values{std::int64_t{bucket_of(operation)}, operation, each.row,
                                  std::string(1, static_cast<char>(each.result)), each.record,
                                  problems_json(each.problems), cells_json(each.cells)});
}

void record_step(Connection& connection, const Operation& before, const OperationCounts& counts,
                 const std::string& place, const StepReport& report) {
    const auto changed = connection.execute(
        "UPDATE \"operation\" SET \"created\" = ?, \"updated\" = ?, \"skipped\" = ?, \"refused\" = ?, \"left_out\" = "
        "?, \"place\" = ? WHERE \"id\" = ? AND \"state\" = 'running' AND \"runner\" = ? AND \"place\" = ?",
        Values{counts.created, counts.updated, counts.skipped, counts.refused, counts.left_out, place, before.id,
               before.runner, before.place});
    if (changed == 0) {
        // A commit whose answer was lost may have been this very step.
        auto found = find_operation(connection, before.id);
        if (found && found->runner == before.runner && found->place == place) return;
        throw OperationHalted{found ? found->state : "stopped"};
    }
    insert_step(connection, before.id, report);
}

void set_total(Engine& engine, Operation& operation, std::int64_t total) {
    engine.database().write([&](Connection& connection) {
        connection.execute("UPDATE \"operation\" SET \"total\" = ? WHERE \"id\" = ? AND \"runner\" = ?",
                           Values{total, operation.id, operation.runner});
    });
    operation.total = total;
}

void keep_input(Engine& engine, const Operation& operation) {
    engine.database().write([&](Connection& connection) {
        connection.execute("UPDATE \"operation\" SET \"input\" = ? WHERE \"id\" = ? AND \"runner\" = ?",
                           Values{operation.input.dump(), operation.id, operation.runner});
    });
}

void finish_operation(Engine& engine, Operation& operation, const std::string& state, const std::string& message) {
    const Moment at = now();
    engine.database().write([&](Connection& connection) {
        connection.execute("UPDATE \"operation\" SET \"state\" = ?, \"message\" = ?, \"finished_at\" = ? WHERE \"id\" "
                           "= ? AND \"runner\" = ? AND \"state\" = 'running'",
                           Values{state, message, at, operation.id, operation.runner});
    });
    operation.state = state;
    operation.message = message;
    operation.finished_at = at;
}

void give_up_operation(Engine& engine, Id id, const std::string& message) {
    engine.database().write([&](Connection& connection) {
        connection.execute("UPDATE \"operation\" SET \"state\" = 'failed', \"message\" = ?, \"finished_at\" = ? WHERE "
                           "\"id\" = ? AND \"state\" IN ('queued', 'running')",
                           Values{message, now(), id});
    });
}

std::vector<Operation> newest_operations(Connection& connection, Id user, int limit, Id before) {
    std::vector<Operation> found;
    if (connection.columns_of("operation").empty()) return found;
    connection.query("SELECT " + column_list() + " FROM \"operation\" WHERE \"id\" < ?" +
                         (user ? " AND \"user_id\" = ?" : "") + " ORDER BY \"id\" DESC LIMIT " + std::to_string(limit),
                     user ? Values{before, user} : Values{before}, [&](const Row& row) {
                         found.push_back(operation_of(row));
                         return true;
                     });
    return found;
}

void ask_operation(Context& context, Id id, std::string_view wanted) {
    const auto found = find_operation(context.connection(), id);
    if (!found) throw Error(Problem::not_found, "There is no such operation.");
    const std::string& state = found->state;
    const bool works = state == "queued" || state == "running";
    const bool allowed = wanted == "paused"    ? works
                         : wanted == "stopped" ? works || state == "paused"
                                               : state == "paused" || state == "failed";
    if (!allowed) {
        const std::string what = wanted == "paused" ? "paused." : wanted == "stopped" ? "stopped." : "resumed.";
        throw Error(Problem::conflict, "This operation is " + state + " and cannot be " + what);
    }
    const Moment finished = wanted == "stopped" ? context.now() : 0;
    context.connection().execute("UPDATE \"operation\" SET \"state\" = ?, \"runner\" = '', \"message\" = '', "
                                 "\"finished_at\" = ? WHERE \"id\" = ?",
                                 Values{std::string(wanted), finished, id});
}

void mark_undone(Context& context, Id id, Id by) {
    if (context.connection().execute(
            "UPDATE \"operation\" SET \"undone_by\" = ? WHERE \"id\" = ? AND \"undone_by\" = 0", Values{by, id}) == 0)
        throw Error(Problem::conflict, "This operation has been undone already.");
}

bool is_taken_back(Connection& connection, Id id) {
    bool taken_back = false;
    for (auto each = find_operation(connection, id); each && each->undone_by;
         each = find_operation(connection, each->undone_by))
        taken_back = !taken_back;
    return taken_back;
}

std::string summary(const Operation& operation) {
    const auto& counts = operation.counts;
    auto part = [](std::int64_t number, std::string_view what) {
        return std::to_string(number) + ' ' + std::string(what);
    };
    return part(counts.done(), "rows: ") + part(counts.created, "created, ") + part(counts.updated, "updated, ") +
           part(counts.skipped, "skipped, ") + part(counts.refused, "refused, ") +
           part(counts.left_out, "values left out");
}

std::map<Id, std::string> who_asked(Context& context, const std::vector<Operation>& operations) {
    const Object* users = context.schema().find("user");
    std::vector<Id> ids;
    for (const Operation& each : operations)
        if (each.user) ids.push_back(each.user);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return users ? titles(context, *users, ids) : std::map<Id, std::string>();
}

void write_operation(Context& context, const Operation& operation, std::string& out) {
    write_operation(operation, who_asked(context, {operation}), context.rights().language, context.now(), out);
}

void write_operation(const Operation& operation, const std::map<Id, std::string>& names, std::string_view language,
                     Moment now, std::string& out) {
    JsonWriter json(out);
    json.begin_object();
    json.key("id").id(operation.id);
    json.member("kind", operation.kind)
        .member("state", operation.state)
        .member("object", operation.object)
        .member("dry_run", operation.dry_run);
    json.key("by");
    if (const auto name = names.find(operation.user); name != names.end())
        json.begin_object().key("id").id(operation.user).member("title", name->second).end_object();
    else
        json.null();
    json.key("file");
    if (const Json* source = operation.input.find("source"); source && source->is_string())
        json.string(source->as_string());
    else
        json.null();
    json.member("total", operation.total).member("done", operation.counts.done());
    json.member("created", operation.counts.created)
        .member("updated", operation.counts.updated)
        .member("skipped", operation.counts.skipped);
    json.member("refused", operation.counts.refused).member("left_out", operation.counts.left_out);
    json.member("message", sentence_in(operation.message, language)).member("undoable", operation.undoable(now));
    json.key("unread").json(operation.input.find("unread") ? operation.input["unread"] : Json::array());
    json.key("notes").json(operation.input.find("notes") ? operation.input["notes"] : Json::array());
    json.key("undoes").id(operation.undoes).key("undone_by").id(operation.undone_by);
    auto moment = [&](std::string_view name, Moment at) {
        json.key(name);
        if (at)
            json.string(format_moment(at));
        else
            json.null();
    };
    moment("created_at", operation.created_at);
    moment("started_at", operation.started_at);
    moment("finished_at", operation.finished_at);
    json.end_object();
}

namespace {

struct Listed {
    std::int64_t row = 0;
    char result = 'r';
    Id record = 0;
    std::string problems = "[]";
    std::string cells; // of a refused one: what stood in the file, to be mended
};

void write_listed(JsonWriter& out, const Listed& each) {
    out.begin_object().member("row", each.row).member("result", name_of(static_cast<RowResult>(each.result)));
    out.key("record").id(each.record).key("problems").raw(each.problems);
    if (!each.cells.empty()) out.key("cells").raw(each.cells);
    out.end_object();
}

std::vector<Listed> told_rows(Connection& connection, const Operation& operation, std::string_view letter,
                              std::int64_t from, std::int64_t before, int limit) {
    std::vector<Listed> found;
    std::string sql = "SELECT \"row\", \"result\", \"record\", \"problems\", \"cells\" FROM \"operation_row\" WHERE "
                      "\"bucket\" = ? AND \"operation\" = ? AND \"row\" >= ? AND \"row\" < ?";
    Values parameters{std::int64_t{bucket_of(operation.id)}, operation.id, from, before};
    if (!letter.empty()) {
        sql += " AND \"result\" = ?";
        parameters.push_back(std::string(letter));
    }
    connection.query(sql + " ORDER BY \"row\" LIMIT " + std::to_string(limit), parameters, [&](const Row& row) {
        const char result = row.text(1).empty() ? 'r' : row.text(1)[0];
        found.push_back({row.whole(0), result, row.whole(2), std::string(row.text(3)),
                         std::string(result == 'r' ? row.text(4) : "")});
        return true;
    });
    return found;
}

// Rows of the steps from `from` on whose result is `letter` (0: any).
std::vector<Listed> step_rows(Connection& connection, const Operation& operation, char letter, std::int64_t from,
                              int limit) {
    std::vector<Listed> found;
    const Value step = connection.value("SELECT MAX(\"first_row\") FROM \"operation_step\" WHERE \"bucket\" = ? AND "
                                        "\"operation\" = ? AND \"first_row\" <= ?",
                                        Values{std::int64_t{bucket_of(operation.id)}, operation.id, from});
    connection.query(
        "SELECT \"first_row\", \"results\" FROM \"operation_step\" WHERE \"bucket\" = ? AND \"operation\" = ? AND "
        "\"first_row\" >= ? ORDER BY \"first_row\"",
        Values{std::int64_t{bucket_of(operation.id)}, operation.id, whole_or(step, 0)}, [&](const Row& row) {
            std::int64_t number = row.whole(0);
            const std::string results(row.text(1));
            for (std::size_t at = 0; at < results.size(); ++number) {
                std::size_t end = std::min(results.find(',', at), results.size());
                const char result = results[at];
                if (number >= from && (!letter || letter == result) && found.size() < static_cast<std::size_t>(limit))
                    found.push_back({number, result,
                                     end > at + 1 ? std::stoll(results.substr(at + 1, end - at - 1)) : 0, "[]", ""});
                at = end + 1;
            }
            return found.size() < static_cast<std::size_t>(limit);
        });
    if (found.empty()) return found;
    for (auto& told : told_rows(connection, operation, "", found.front().row, found.back().row + 1, 1'000'000)) {
        auto place = std::lower_bound(found.begin(), found.end(), told.row,
                                      [](const Listed& each, std::int64_t row) { return each.row < row; });
        if (place == found.end() || place->row != told.row) continue;
        place->problems = std::move(told.problems);
        place->cells = std::move(told.cells);
    }
    return found;
}

} // namespace

void write_operation_rows(Connection& connection, const Operation& operation, std::string_view result, int limit,
                          std::string_view cursor, std::string& out) {
    std::int64_t from = 1;
    const std::string list = Json::array({"rows", operation.id, result}).dump();
    if (!cursor.empty()) {
        const auto given = parse_id(place_in(list, cursor));
        if (!given) refuse_cursor();
        from = *given;
    }
    std::vector<Listed> found;
    if (result == "refused" || result == "left_out") {
        found = told_rows(connection, operation, result == "refused" ? "r" : "", from, INT64_MAX,
                          result == "refused" ? limit + 1 : 1'000'000);
        if (result == "left_out") std::erase_if(found, [](const Listed& each) { return each.result == 'r'; });
    } else if (result.empty() || result == "created" || result == "updated" || result == "skipped") {
        found = step_rows(connection, operation, result.empty() ? '\0' : result[0], from, limit + 1);
    } else {
        throw Error(Problem::bad_request,
                    "\"" + cut(result, 40) +
                        "\" is no result of a row; please choose created, updated, skipped, refused or left_out.");
    }
    const bool more = found.size() > static_cast<std::size_t>(limit);
    const std::int64_t next = more ? found[static_cast<std::size_t>(limit)].row : 0;
    if (more) found.resize(static_cast<std::size_t>(limit));
    JsonWriter json(out);
    json.begin_object().key("items").begin_array();
    for (const Listed& each : found) write_listed(json, each);
    json.end_array().key("next").json(more ? Json(cursor_for(list, std::to_string(next))) : Json());
    if (result == "refused" && operation.kind == "import") // what is needed to import them again
        json.key("header").json(operation.input["header"]).key("mapping").json(operation.input["mapping"]);
    json.end_object();
}

} // namespace crm
