#include "record/undo.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/id_order.hpp"
#include "base/text.hpp"
#include "db/changed_meanwhile.hpp"
#include "record/bin.hpp"
#include "record/bulk.hpp"
#include "record/field_work.hpp"
#include "record/input.hpp"
#include "record/merge.hpp"
#include "record/plain.hpp"
#include "record/query.hpp"
#include "record/tables.hpp"
#include "record/watched_connection.hpp"

namespace crm {

namespace {

constexpr int at_once = 1000;
constexpr int most_in_a_millisecond = 32 * 128; // of all servers

struct Done {
    Id event = 0, record = 0;
    std::string object, kind, changes;
};

const Label no_longer_yours = {"You may no longer change this, and somebody has worked with it since.",
                               "Nie możesz już tego zmieniać, a ktoś później tego używał.",
                               "Повеќе не смеете да го менувате ова, а некој потоа работел со него."};
const Label worked_with = {"This has been worked with since and stays.", "Ten rekord był później używany i zostaje.",
                           "Со ова е работено потоа и останува."};

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
    // `by_hand`: what was changed by hand is taken back under the rights and rules of changes by hand.
    Undoing(Engine& engine, Operation& operation, const Operation& undone, bool by_hand,
            const ImportSurroundings& around)
        : engine_(engine), operation_(operation), undone_(undone), by_hand_(by_hand), around_(around) {}

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
    // Of a row, the changes of fields that parts feed.
    struct Fed {
        std::size_t row = 0;
        Json changes;
        bool rest_restored = false;
    };

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
        request.source = by_hand_ ? bulk_change : "undo";
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
            RemovingTogether together(context, prepare(context, list));
            together_ = &together;
            later_.clear();
            std::vector<std::string> why(list.size(), refused_alone);
            for (std::size_t i = 0; i < list.size(); ++i)
                report.rows.emplace_back(
                    refused_alone.empty()
                        ? attempt(watched, why[i], [&] { return take_back(context, list[i], i, why[i]); })
                        : RowResult::refused,
                    list[i].record);
            together.write(context);
            for (const Fed& each : later_) {
                RowResult& result = report.rows[each.row].first;
                std::string& reason = why[each.row];
                result = attempt(watched, reason,
                                 [&] { return take_back_fed(context, list[each.row], each, result, reason); });
            }
            tell(list, why, counts, report);
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

    // What is refused before anything was written is told of the row.
    static RowResult attempt(const WatchedConnection& watched, std::string& why,
                             const std::function<RowResult()>& job) {
        const auto written = watched.writes;
        try {
            return job();
        } catch (const ChangedMeanwhile&) {
            throw; // perhaps of a row before this one: all of them are looked at again
        } catch (const Error& error) {
            if (watched.writes != written) throw;
            why = error.what();
            return RowResult::refused;
        }
    }

    static void tell(std::span<const Done> list, const std::vector<std::string>& why, OperationCounts& counts,
                     StepReport& report) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const RowResult result = report.rows[i].first;
            (result == RowResult::updated   ? counts.updated
             : result == RowResult::skipped ? counts.skipped
                                            : counts.refused) += 1;
            if (why[i].empty()) continue;
            counts.left_out += result != RowResult::refused;
            report.reports.push_back({report.first_row + static_cast<std::int64_t>(i),
                                      result,
                                      list[i].record,
                                      {{"", list[i].object, why[i], ""}},
                                      {}});
        }
    }

    // Asks for many records at once: those that the operation made, and which of them have been worked with. One that
    // several events are about is looked at when its turn comes. Gives those that can be removed together, by object.
    std::map<std::string, std::vector<Id>> prepare(Context& context, std::span<const Done> list) {
        made_.clear();
        kept_.clear();
        look_at_later_work(context);
        std::map<std::string, Values> ids;
        std::set<Id> seen, twice;
        for (const Done& done : list)
            if (!seen.insert(done.record).second) twice.insert(done.record);
        Id first = INT64_MAX;
        for (const Done& done : list) {
            first = std::min(first, done.event);
            if (done.kind == "created" && !twice.contains(done.record)) ids[done.object].emplace_back(done.record);
        }
        for (const auto& [name, values] : ids) {
            const Object* object = context.schema().find(name);
            if (!object) continue;
            const Condition among{Condition::Op::in, Object::id.index, -1, values};
            for (Record& record : context.find(*object, among, static_cast<int>(values.size())))
                made_.emplace(record.id(), std::move(record));
            find_changed(context.connection(), values, first);
        }
        return without_parts_of_their_own(context.schema(), list, ids);
    }

    // What has a part among the others is removed by itself: the part is gone by then.
    static std::map<std::string, std::vector<Id>> without_parts_of_their_own(const Schema& schema,
                                                                             std::span<const Done> list,
                                                                             const std::map<std::string, Values>& ids) {
        std::set<std::string> named;
        for (const Done& done : list) named.insert(done.object);
        std::map<std::string, std::vector<Id>> found;
        for (const auto& [name, values] : ids) {
            const auto parts = schema.parts_of(name);
            if (std::any_of(parts.begin(), parts.end(), [&](const Object* part) { return named.contains(part->name); }))
                continue;
            for (const Value& id : values) found[name].push_back(whole(id));
        }
        return found;
    }

    std::optional<Record> record_of(Context& context, const Done& done) {
        if (const auto found = made_.find(done.record); found != made_.end()) return std::move(found->second);
        const Object* object = context.schema().find(done.object);
        return object ? context.find(*object, done.record) : std::nullopt;
    }

    RowResult take_back(Context& context, const Done& done, std::size_t row, std::string& why) {
        const bool prepared = made_.contains(done.record);
        auto record = record_of(context, done);
        if (!record || record->binned() != (done.kind == "deleted")) return RowResult::skipped;
        record->history_import = true;
        if (by_hand_ && !may_take_back(context, *record, done)) {
            why = context.in_language(no_longer_yours);
            return RowResult::skipped;
        }
        if (done.kind == "created" || done.kind == "restored") {
            if (!prepared) find_changed(context.connection(), {done.record}, done.event);
            if (kept_.contains(done.record) || led_to_.contains(done.record)) {
                why = context.in_language(worked_with);
                return RowResult::skipped;
            }
            context.remove(*record);
            return RowResult::updated;
        }
        together_->write(context);
        if (done.kind == "deleted") { // an undo is undone
            context.restore(*record);
            return RowResult::updated;
        }
        if (done.kind != "updated") return RowResult::skipped;
        Json own = Json::array(), fed = Json::array();
        const Json changes = Json::parse(done.changes);
        for (const Json& change : changes.items())
            (is_fed(context.schema(), record->object(), change.text("field")) ? fed : own).push(change);
        const bool any = restore_values(context, *record, own, why);
        if (any) context.save(*record);
        if (!fed.items().empty()) later_.push_back({row, fed, any});
        return any || why.empty() ? RowResult::updated : RowResult::skipped;
    }

    // When the parts are what they were, the fields that they feed have mostly followed.
    RowResult take_back_fed(Context& context, const Done& done, const Fed& fed, RowResult result, std::string& why) {
        const Object* object = context.schema().find(done.object);
        auto record = object ? context.find(*object, done.record) : std::nullopt;
        if (!record || record->binned()) return result;
        record->history_import = true;
        const bool any = restore_values(context, *record, fed.changes, why);
        if (any) context.save(*record);
        return any || fed.rest_restored || why.empty() ? RowResult::updated : RowResult::skipped;
    }

    // Under the rights of today; what the change itself gave out of hand comes back while nobody has touched it.
    bool may_take_back(Context& context, const Record& record, const Done& done) {
        if (context.rights().everything) return true;
        const bool may = done.kind == "updated"   ? allowed(context, record.object(), record.id(), Act::update)
                         : done.kind == "deleted" ? deletable(context, record.object(), record.id())
                                                  : allowed(context, record.object(), record.id(), Act::remove);
        if (may) return true;
        find_changed(context.connection(), {done.record}, done.event);
        return !kept_.contains(done.record);
    }

    // Somebody else has written them, and it was not taken back.
    void find_changed(Connection& connection, const Values& ids, Id after) {
        Values parameters = ids;
        parameters.insert(parameters.end(), {after, std::string(field_work_request), undone_.id, operation_.id});
        std::set<std::pair<Id, Id>> written; // by (0: no operation), record
        connection.query("SELECT DISTINCT \"operation\", \"record\" FROM \"event\" WHERE \"record\" IN (" +
                             marks(ids.size()) +
                             ") AND \"id\" > ? AND (\"request\" IS NULL OR \"request\" <> ?) AND (\"operation\" IS "
                             "NULL OR (\"operation\" <> ? AND \"operation\" <> ?))",
                         parameters, [&](const Row& row) {
                             written.emplace(row.null(0) ? 0 : row.whole(0), row.whole(1));
                             return true;
                         });
        for (const auto& [by, record] : written)
            if (!by || !came_to_nothing(connection, by)) kept_.insert(record);
    }

    // An operation that was taken back, and the taking back itself.
    bool came_to_nothing(Connection& connection, Id by) {
        const auto known = came_to_nothing_.find(by);
        if (known != came_to_nothing_.end()) return known->second;
        const auto operation = find_operation(connection, by);
        return came_to_nothing_[by] = operation && (operation->undoes || is_taken_back(connection, by));
    }

    // What others have written since the operation, from their events: the records that it leads to (a call, a deal, a
    // further phone) have been worked with. Each event is looked at once.
    void look_at_later_work(Context& context) {
        constexpr int at_once_at_most = 5'000;
        if (!looked_until_) looked_until_ = first_id_at(undone_.finished_at ? undone_.finished_at : undone_.created_at);
        for (int count = at_once_at_most; count == at_once_at_most;) {
            count = 0;
            std::map<std::string, std::set<Id>> written;
            context.connection().query(
                "SELECT \"id\", \"object\", \"record\", \"operation\" FROM \"event\" WHERE "
                "\"id\" > ? AND (\"request\" IS NULL OR \"request\" <> ?) ORDER BY \"id\" LIMIT " +
                    std::to_string(at_once_at_most),
                Values{looked_until_, std::string(field_work_request)}, [&](const Row& row) {
                    looked_until_ = row.whole(0);
                    ++count;
                    const Id by = row.whole(3); // 0: of none
                    if (!by || (by != undone_.id && by != operation_.id))
                        written[std::string(row.text(1))].insert(row.whole(2));
                    return true;
                });
            for (const auto& [name, ids] : written)
                if (const Object* object = context.schema().find(name)) note_links(context, *object, ids);
        }
    }

    void note_links(Context& context, const Object& object, const std::set<Id>& ids) {
        Values part;
        auto read = [&] {
            const Condition among{Condition::Op::in, Object::id.index, -1, part};
            for (const Record& record : context.find(object, among, static_cast<int>(part.size()))) {
                if (record.binned()) continue;
                for (const Field& field : object.fields) {
                    if (field.system) continue;
                    if (field.kind == Kind::links)
                        for (Id id : record.links_at(field.index)) led_to_.insert(id);
                    else if (field.is_link() && record.has(field.index))
                        led_to_.insert(record.link(field.index));
                }
            }
            part.clear();
        };
        for (Id id : ids) {
            part.emplace_back(id);
            if (part.size() == at_once) read();
        }
        if (!part.empty()) read();
    }

    // In a length that prepared statements are kept for.
    static std::string marks(std::size_t count) {
        std::string text = "?";
        for (std::size_t i = 1; i < count; ++i) text += ", ?";
        return text;
    }

    // The e-mail of a party is that of a contact point, which is taken back by itself.
    static bool is_fed(const Schema& schema, const Object& object, std::string_view field) {
        for (const Object* part : schema.parts_of(object.name))
            for (const Feeding& feeding : part->feeds)
                if (feeding.parent_field == field) return true;
        return false;
    }

    // Each field that still holds what the operation wrote gets back what stood there before; `why` names the others.
    static bool restore_values(Context& context, Record& record, const Json& changes, std::string& why) {
        const InputRules rules{context.company().country, context.company().currency, &context.rights().zone,
                               context.company().collation.get()};
        bool any = false;
        std::string kept;
        for (const Json& change : changes.items()) {
            const Field* field = record.object().field(change.text("field"));
            if (!field || field->kind == Kind::rollup) continue;
            std::string present;
            JsonWriter out(present);
            write_plain(out, *field, field->column_count ? &record.at(*field) : nullptr,
                        field->kind == Kind::links ? record.links_at(field->index) : std::vector<Id>());
            const Json is = Json::parse(present);
            if (is == change["from"]) continue; // it is already what it was
            if (is != change["to"]) {
                if (!field->hidden && context.rights().may_read(record.object(), *field))
                    (kept += kept.empty() ? "" : ", ") += context.in_language(field->label);
                continue;
            }
            if (field->kind == Kind::address) record.clear(field->index);
            any = !read_value(record, *field, change["from"], rules) || any;
        }
        if (!kept.empty())
            why +=
                (why.empty() ? "" : " ") + context.in_language({"Changed since, and stays as it is: " + kept + ".",
                                                                "Zmieniono później i zostaje bez zmian: " + kept + ".",
                                                                "Изменето потоа и останува како што е: " + kept + "."});
        return any;
    }

    Engine& engine_;
    Operation& operation_;
    const Operation& undone_;
    const bool by_hand_;
    const ImportSurroundings& around_;
    RemovingTogether* together_ = nullptr; // of the present part
    std::map<Id, Record> made_;            // of the present part, those that only one event is about
    std::set<Id> kept_;                    // those that somebody else has written since
    std::map<Id, bool> came_to_nothing_;   // by operation
    std::set<Id> led_to_;                  // by what others have written since
    std::vector<Fed> later_;               // of the present part
    Id looked_until_ = 0;                  // the last event that was looked at for that
};

// The merge that an undo took back, to be done again; empty where it was something else.
std::optional<Operation> merge_taken_back(Engine& engine, Id undo) {
    std::optional<Operation> merge;
    engine.database().read([&](Connection& connection) {
        merge.reset();
        const auto undone = find_operation(connection, undo);
        if (undone && undone->kind == "undo") merge = find_operation(connection, undone->undoes);
        if (merge && (merge->kind != "merge" || undone->undone_by || !undone->over())) merge.reset();
    });
    return merge;
}

// Of an undo, the kind of what was undone first.
std::string begun_by(Engine& engine, Operation operation) {
    engine.database().read([&](Connection& connection) {
        while (operation.kind == "undo") operation = find_operation(connection, operation.undoes).value_or(Operation{});
    });
    return operation.kind;
}

} // namespace

Operation begin_undo(Engine& engine, Request& request, Id id, const WithOperation& also) {
    if (const auto merge = merge_taken_back(engine, id))
        return begin_merge_again(engine, request, *merge, [&](Context& context, const Operation& again) {
            mark_undone(context, id, again.id);
            if (also && again.state == "queued") also(context, again);
        });
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
        if (!undone->over())
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
            Undoing(engine, operation, undone, begun_by(engine, undone) == bulk_change, around).run();
    });
}

} // namespace crm
