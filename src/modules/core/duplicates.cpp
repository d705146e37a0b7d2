#include "modules/core/duplicates.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/compared.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/merge_rule.hpp"
#include "modules/core/party.hpp"
#include "record/alike.hpp"
#include "record/likely.hpp"
#include "record/likely_search.hpp"

namespace crm {

namespace {

constexpr std::size_t written_at_once = 500;
const std::string of_parties = "party";
constexpr double least_score = 0.5, least_at_once = 0.9;
constexpr std::size_t most_pairs = 100'000;
constexpr const char* looked_until = "duplicates_looked_until";
// Shares of the work: reading the records, comparing them; the rest is writing the list.
constexpr double reading = 0.2, comparing = 0.75;

// One search, from reading the records to the list of pairs.
class DuplicateSearch {
public:
    DuplicateSearch(Engine& engine, Operation& operation, const ImportSurroundings& around)
        : engine_(engine), operation_(operation), around_(around), schema_(engine.schema()),
          object_(schema_->object(operation.object)), columns_(object_), table_(columns_.meanings()) {}

    void run() {
        // Begun anew, also after a kill: nothing is written before all is known.
        show(0);
        const auto records = static_cast<double>(std::max<std::int64_t>(operation_.total, 1));
        const bool all_read = columns_.read_all(engine_, table_, ids_, [&](std::size_t read) {
            return go_on(reading * std::min(1.0, static_cast<double>(read) / records));
        });
        if (!all_read) return;
        DuplicateOptions options;
        options.least_score = least_score;
        bool stopped = false;
        options.stopping = [&](double done) { return stopped = stopped || !go_on(reading + comparing * done); };
        const auto pairs = find_duplicates(table_, options);
        if (stopped || !write(pairs)) return;
        join_by_rules(engine_, object_, around_.stopping);
        show(1);
        engine_.set_fact(searched_fact(object_), format_moment(now()));
        finish_operation(engine_, operation_, "done", told(std::min(pairs.size(), most_pairs)));
    }

private:
    // How many there are is told to whom may see them all.
    std::string told(std::size_t found) const {
        if (!operation_.input.flag("sees_all")) return "The list of likely pairs is new.";
        return found == 1 ? "Found 1 likely pair." : "Found " + std::to_string(found) + " likely pairs.";
    }

    bool go_on(double done) {
        if (around_.stopping && around_.stopping()) return false;
        if (done >= shown_ + 0.01) show(done);
        return true;
    }

    // Throws OperationHalted where somebody has paused or stopped the search.
    void show(double done) {
        shown_ = done;
        OperationCounts counts;
        counts.skipped = static_cast<std::int64_t>(done * static_cast<double>(operation_.total));
        const std::string place = operation_.runner + "-" + std::to_string(static_cast<int>(done * 1000));
        engine_.database().write(
            [&](Connection& connection) { record_step(connection, operation_, counts, place, {}); });
        operation_.counts = counts;
        operation_.place = place;
        if (around_.progress) around_.progress(operation_);
    }

    // The new pairs come before the old ones go, so that the list is never empty meanwhile.
    bool write(const std::vector<LikelyPair>& pairs) {
        const Moment begin = now();
        const std::size_t count = std::min(pairs.size(), most_pairs);
        for (std::size_t first = 0; first < count; first += written_at_once) {
            if (!go_on(reading + comparing +
                       (1 - reading - comparing) * static_cast<double>(first) / static_cast<double>(count)))
                return false;
            Request request;
            engine_.write(request, [&](Context& context) {
                for (std::size_t i = first; i < count && i < first + written_at_once; ++i) {
                    const auto reasons = columns_.reasons(pairs[i]);
                    note_likely(context, object_,
                                {ids_[pairs[i].a], ids_[pairs[i].b], pairs[i].score, reasons.same, reasons.alike});
                }
            });
        }
        Request request;
        engine_.write(request, [&](Context& context) { forget_likely(context, object_, begin); });
        return true;
    }

    Engine& engine_;
    Operation& operation_;
    const ImportSurroundings& around_;
    const std::shared_ptr<const Schema> schema_;
    const Object& object_;
    const ComparedColumns columns_;
    DuplicateTable table_;
    std::vector<Id> ids_;
    double shown_ = 0;
};

} // namespace

Operation run_duplicate_search(Engine& engine, Id id, const ImportSurroundings& around) {
    return run_operation(engine, id, [&](Operation& operation) { DuplicateSearch(engine, operation, around).run(); });
}

Operation find_all_duplicates(Engine& engine, const std::string& name, const std::function<bool()>& stopping) {
    Request request;
    ImportSurroundings around;
    around.stopping = stopping;
    return run_duplicate_search(engine, begin_likely_search(engine, request, name).id, around);
}

namespace {

// What was written by hand since the last look, each once. `last` is where the next look begins.
std::vector<Id> changed_since(Engine& engine, Id after, int most, Id& last) {
    std::vector<Id> changed;
    bool is_full = false;
    engine.database().read([&](Connection& connection) {
        changed.clear();
        last = after;
        std::size_t seen = 0;
        std::vector<Id> reached; // further e-mails and phones, of whom the party is asked below
        connection.query(
            "SELECT \"id\", \"record\", \"object\" FROM \"event\" WHERE \"id\" > ? AND \"object\" IN (?, ?) AND "
            "\"operation\" IS NULL AND \"kind\" IN "
            "('created', 'updated') ORDER BY \"id\" LIMIT " +
                std::to_string(most),
            Values{after, of_parties, contact_point.name}, [&](const Row& row) {
                last = row.whole(0);
                (row.text(2) == of_parties ? changed : reached).push_back(row.whole(1));
                ++seen;
                return true;
            });
        is_full = seen == static_cast<std::size_t>(most);
        for (Id point : reached)
            if (const Id of = whole_or(
                    connection.value("SELECT \"party\" FROM \"contact_point\" WHERE \"id\" = ? AND \"bucket\" = ?",
                                     Values{point, std::int64_t{bucket_of(point)}}),
                    0))
                changed.push_back(of);
    });
    // A commit may come late with a smaller id: the end of what was read is read again.
    constexpr Moment overlap = 10 * second;
    if (!is_full) last = std::max(after, std::min(last, first_id_at(now() - overlap)));
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

} // namespace

void look_up_changed(Engine& engine) {
    constexpr int most_at_once = 500;
    const Id after = parse_id(engine.fact(looked_until)).value_or(first_id_at(now() - minute));
    Id last = after;
    const std::vector<Id> changed = changed_since(engine, after, most_at_once, last);
    for (Id id : changed) {
        Request request;
        engine.write(request, [&](Context& context) {
            const auto record = context.find(party, id);
            if (!record || record->binned()) return;
            for (const Alike& each : find_alike(context, *record, 5))
                if (each.score >= least_at_once)
                    note_likely(context, context.object(of_parties), {id, each.id, each.score, each.fields, {}});
        });
    }
    join_changed_by_rules(engine, party, changed);
    engine.set_fact(looked_until, std::to_string(last));
}

namespace {

// What stands by itself: customers, products, an administrator's own objects. Deals and calls of one customer may well
// be alike.
std::vector<std::string> searched_at_night(const Schema& schema) {
    std::vector<std::string> names;
    for (const auto& object : schema.objects()) {
        const bool has_home = std::any_of(object->fields.begin(), object->fields.end(),
                                          [](const Field& field) { return field.home || field.follows; });
        if (!object->hidden && !object->setting && !has_home && !object->parent_field() && object->module != "auth" &&
            object->searched && !ComparedColumns(*object).empty())
            names.push_back(object->name);
    }
    return names;
}

} // namespace

void schedule_duplicates(Jobs& jobs, Engine& engine) {
    jobs.on(
        likely_search,
        [&engine](const Job& job, const std::function<bool()>& stopping) {
            ImportSurroundings around;
            around.stopping = stopping;
            if (const auto operation = parse_id(job.input.text("operation")))
                run_duplicate_search(engine, *operation, around);
            else
                for (const std::string& name : searched_at_night(*engine.schema()))
                    if (!stopping()) find_all_duplicates(engine, name, stopping);
        },
        JobLength::lengthy);
    jobs.every_day(likely_search, 2);
    jobs.on("look_up_changed", [&engine](const Job&, const std::function<bool()>&) { look_up_changed(engine); });
    jobs.every("look_up_changed", minute);
}

} // namespace crm
