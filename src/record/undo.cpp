#include "record/undo.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/id_order.hpp"
#include "base/text.hpp"
#include "record/input.hpp"
#include "record/merge.hpp"
#include "record/plain.hpp"
#include "record/watched_connection.hpp"

namespace crm {

namespace {

constexpr int at_once = 100;
constexpr int most_in_a_millisecond = 32 * 128; // of all servers

struct Done {
    Id event = 0, record = 0;
    std::string object, kind, changes;
};

// Events of the operation from `from` up to `before`, the greatest ids first; at most `most`.
std::vector<Done> events_of(Connection& connection, const Operation& undone, Id from, Id before, int most) {
    std::vector<Done> list;
    connection.query("SELECT \"id\", \"record\", \"object\", \"kind\", \"changes\" FROM \"event\" WHERE \"id\" >= ? "
                     "AND \"id\" < ? AND \"operation\" = ? ORDER BY \"id\" DESC LIMIT " +
                         std::to_string(most),
                     Values{from, before, undone.id}, [&](const Row& row) {
                         list.push_back({row.whole(0), row.whole(1), std::string(row.text(2)), std::string(row.text(3)),
                                         std::string(row.text(4))});
                         return true;
                     });
    return list;
}

// The newest of the operation's events before `before`, the last one first, down to the end of a millisecond: within
// one the ids do not say which came first.
std::vector<Done> done_before(Connection& connection, const Operation& undone, Id before) {
    const Id begin = first_id_at(undone.created_at);
    auto list = events_of(connection, undone, begin, before, at_once);
    if (list.size() == static_cast<std::size_t>(at_once))
        for (Done& each : events_of(connection, undone, std::max(begin, first_id_of_millisecond(list.back().event)),
                                    list.back().event, most_in_a_millisecond))
            list.push_back(std::move(each));
    std::sort(list.begin(), list.end(),
              [](const Done& a, const Done& b) { return creation_order(a.event) > creation_order(b.event); });
    return list;
}

class Undoing {
public:
    Undoing(Engine& engine, Operation& operation, const Operation& undone, const ImportSurroundings& around)
        : engine_(engine), operation_(operation), undone_(undone), around_(around) {}

    void run() {
        if (operation_.total == 0) count();
        while (!around_.stopping || !around_.stopping()) {
            const Id before = operation_.place.empty() ? INT64_MAX : parse_id(operation_.place).value_or(0);
            std::vector<Done> list;
            engine_.database().read([&](Connection& connection) { list = done_before(connection, undone_, before); });
            if (list.empty()) return finish_operation(engine_, operation_, "done", "");
            const auto least = std::min_element(list.begin(), list.end(),
                                                [](const Done& a, const Done& b) { return a.event < b.event; });
            take_back(list, std::to_string(least->event));
            if (around_.progress) around_.progress(operation_);
        }
    }

private:
    void count() {
        std::int64_t number = 0;
        engine_.database().read([&](Connection& connection) {
            number = whole(connection.value("SELECT COUNT(*) FROM \"event\" WHERE \"id\" >= ? AND \"operation\" = ?",
                                            Values{first_id_at(undone_.created_at), undone_.id}));
        });
        set_total(engine_, operation_, number);
    }

    // All of them in one transaction; where one is refused after it had begun to write, each in its own. The next begin
    // behind `place`.
    void take_back(std::span<const Done> list, const std::string& place) {
        Request request;
        request.rights = around_.rights;
        request.source = "undo";
        request.operation = operation_.id;
        request.id = "undo-" + std::to_string(operation_.id) + "-" + std::to_string(list.front().event);
        request.history_import = true;
        OperationCounts counts;
        StepReport report;
        std::string refused_alone;
        auto step = [&](Context& outer) {
            WatchedConnection watched(outer.connection());
            Context context(engine_, watched, outer.request());
            counts = operation_.counts;
            report.clear();
            report.first_row = counts.done() + 1;
            for (const Done& done : list) {
                const auto written = watched.writes;
                RowResult result = RowResult::refused;
                std::string why = refused_alone;
                try {
                    if (why.empty()) result = take_back(context, done);
                } catch (const Error& error) {
                    if (watched.writes != written) throw;
                    why = error.what();
                }
                (result == RowResult::updated   ? counts.updated
                 : result == RowResult::skipped ? counts.skipped
                                                : counts.refused) += 1;
                report.rows.emplace_back(result, done.record);
                const std::int64_t row = report.first_row + static_cast<std::int64_t>(report.rows.size()) - 1;
                if (!why.empty())
                    report.reports.push_back({row, result, done.record, {{"", done.object, why, ""}}, {}});
            }
            record_step(outer.connection(), operation_, counts, place, report);
        };
        try {
            engine_.write(request, step);
        } catch (const Error& error) {
            if (error.problem == Problem::unavailable) throw;
            if (list.size() > 1) {
                for (std::size_t i = 0; i < list.size(); ++i)
                    take_back(list.subspan(i, 1), i + 1 == list.size() ? place : operation_.place);
                return;
            }
            refused_alone = error.what();
            Request again = request;
            again.ids.clear();
            engine_.write(again, step);
        }
        operation_.counts = counts;
        operation_.place = place;
    }

    RowResult take_back(Context& context, const Done& done) {
        const Object* object = context.schema().find(done.object);
        auto record = object ? context.find(*object, done.record) : std::nullopt;
        if (!record || record->binned()) return RowResult::skipped;
        record->history_import = true;
        if (done.kind == "created") {
            if (changed_since(context.connection(), done)) return RowResult::skipped;
            context.remove(*record);
            return RowResult::updated;
        }
        if (done.kind != "updated") return RowResult::skipped;
        const bool any = restore_values(context, *record, Json::parse(done.changes));
        if (!any) return RowResult::skipped;
        context.save(*record);
        return RowResult::updated;
    }

    bool changed_since(Connection& connection, const Done& done) const {
        return !is_null(
            connection.value("SELECT \"id\" FROM \"event\" WHERE \"record\" = ? AND \"id\" > ? AND (\"operation\" IS "
                             "NULL OR (\"operation\" <> ? AND \"operation\" <> ?)) LIMIT 1",
                             Values{done.record, done.event, undone_.id, operation_.id}));
    }

    // Each field that still holds what the operation wrote gets back what stood there before.
    static bool restore_values(Context& context, Record& record, const Json& changes) {
        const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                               context.company().collation.get()};
        bool any = false;
        for (const Json& change : changes.items()) {
            const Field* field = record.object().field(change.text("field"));
            if (!field || field->kind == Kind::rollup) continue;
            std::string present;
            JsonWriter out(present);
            write_plain(out, *field, field->column_count ? &record.at(*field) : nullptr,
                        field->kind == Kind::links ? record.links_at(field->index) : std::vector<Id>());
            if (Json::parse(present) != change["to"]) continue;
            if (field->kind == Kind::address) record.clear(field->index);
            any = !read_value(record, *field, change["from"], rules) || any;
        }
        return any;
    }

    Engine& engine_;
    Operation& operation_;
    const Operation& undone_;
    const ImportSurroundings& around_;
};

} // namespace

Operation begin_undo(Engine& engine, Request& request, Id id, const WithOperation& also) {
    Operation undo;
    undo.kind = "undo";
    undo.state = "queued";
    undo.user = request.rights->user;
    undo.undoes = id;
    undo.id = engine.ids().make();
    undo.input = Json::object({{"operation", std::to_string(id)}});
    engine.write(request, [&](Context& context) {
        const auto undone = find_operation(context.connection(), id);
        if (!undone) throw Error(Problem::not_found, "There is no such operation.");
        if (undone->undone_by) throw Error(Problem::conflict, "This operation has been undone already.");
        if (!undone->over() && undone->state != "paused")
            throw Error(Problem::conflict, "This operation is still " + undone->state + ". Please stop it first.");
        if (!undone->undoable(context.now()))
            throw Error(Problem::conflict,
                        "This operation cannot be undone: it wrote nothing, or is older than thirty days.");
        if (undone->kind == "merge") check_merge_undo(context, *undone);
        undo.object = undone->object;
        insert_operation(context, undo);
        mark_undone(context, id, undo.id);
        if (also) also(context, undo);
    });
    undo.created_at = request.at;
    return undo;
}

Operation run_undo(Engine& engine, Id id, const ImportSurroundings& around) {
    return run_operation(engine, id, [&](Operation& operation) {
        Operation undone;
        engine.database().read([&](Connection& connection) {
            undone = find_operation(connection, operation.undoes).value_or(Operation{});
        });
        if (undone.kind == "merge")
            undo_merge(engine, operation, undone, around);
        else
            Undoing(engine, operation, undone, around).run();
    });
}

} // namespace crm
