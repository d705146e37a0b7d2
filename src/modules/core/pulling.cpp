#include "modules/core/pulling.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "jobs/jobs.hpp"
#include "modules/core/checks.hpp"
#include "modules/core/file.hpp"
#include "modules/core/pull.hpp"
#include "modules/core/pull_run.hpp"
#include "record/import.hpp"
#include "record/sealing.hpp"
#include "record/sentences.hpp"
#include "record/stored_file.hpp"

namespace crm {

namespace {

constexpr const char* job_kind = "pull";
constexpr int contents_kept = 5; // of a pull's last runs that brought something

Request own_request() {
    Request request;
    request.source = pull_source;
    return request;
}

// The newest run of a pull that `also` holds for; 0 where none.
Id newest_run(Connection& connection, Id of, const std::string& also = "") {
    return whole_or(connection.value("SELECT \"id\" FROM \"pull_run\" WHERE \"pull\" = ? AND \"deleted_at\" IS NULL" +
                                         also + " ORDER BY \"id\" DESC LIMIT 1",
                                     Values{of}),
                    0);
}

Moment next_run(const Record& record, Moment last, const Zone& zone) {
    const std::string interval = record.get(pull.interval);
    if (interval == "quarter_hour") return last + 15 * minute;
    if (interval == "hour") return last + hour;
    const int days = interval == "week" ? 7 : 1;
    const auto at_hour = record.get(pull.at_hour);
    if (!at_hour) return last + days * 24 * hour;
    Day on = zone.day_of(last);
    if (days == 7) on.days += 7;
    while (zone.begin_of(on) + *at_hour * hour <= last) ++on.days;
    return zone.begin_of(on) + *at_hour * hour;
}

// One run of one pull.
class Pulling {
public:
    Pulling(Engine& engine, const PullSurroundings& surroundings, const Record& record,
            const std::function<bool()>& stopping)
        : engine_(engine), surroundings_(surroundings), pull_(record), stopping_(stopping) {}

    void run() {
        try {
            if (const Id unfinished = unfinished_run()) {
                take_up(unfinished);
                if (unfinished_run()) return; // somebody paused its import
            }
            source();
        } catch (const Error& error) {
            if (error.problem == Problem::defect) throw;
            note("failed", {}, sentence_in(error.what(), language()), "");
        }
    }

private:
    void source() {
        const std::string kind = pull_.get(pull.source);
        if (kind == "web") return take(fetch_from_web(pull_, secret(), surroundings_));
        if (kind == "database") return take(ask_database(pull_, secret(), surroundings_));
        for (const auto& file : dropped_files(surroundings_.drop_folder, pull_.get(pull.address))) {
            if (stopping_ && stopping_()) return;
            take(read_dropped(file));
        }
    }

    std::string secret() const {
        const std::string stored = pull_.get(pull.secret);
        if (!stored.starts_with(sealed_secret)) return {};
        const auto opened =
            sealing_of(engine_).open(std::string_view(stored).substr(sealed_secret.size()), secret_of_pull(pull_.id()));
        if (!opened)
            throw Error(Problem::unavailable, "The password cannot be opened: the key of this server is another than "
                                              "when it was given. Please give it again.");
        return *opened;
    }

    void take(const PullContent& content) {
        const std::string told = pull_.get(pull.object) + '\n' + pull_.get(pull.mapping);
        const std::string digest = std::to_string(fnv1a(content.data)) + "-" + std::to_string(content.data.size()) +
                                   "-" + std::to_string(fnv1a(told));
        if (digest == last_digest()) {
            note("unchanged", content, "", digest);
        } else {
            import(content, digest);
        }
    }

    std::string last_digest() {
        std::string digest;
        engine_.database().read([&](Connection& connection) {
            Id operation = 0;
            const Id id = newest_run(connection, pull_.id(), " AND \"outcome\" IN ('done', 'partly')");
            connection.query("SELECT \"digest\", \"operation\" FROM \"pull_run\" WHERE \"id\" = ?", Values{id},
                             [&](const Row& row) {
                                 digest = row.text(0);
                                 operation = parse_id(row.text(1)).value_or(0);
                                 return false;
                             });
            // What was taken back is brought in anew.
            if (is_taken_back(connection, operation)) digest.clear();
        });
        return digest;
    }

    Id unfinished_run() {
        Id id = 0;
        engine_.database().read(
            [&](Connection& connection) { id = newest_run(connection, pull_.id(), " AND \"outcome\" = 'running'"); });
        return id;
    }

    std::shared_ptr<const Rights> rights() const {
        const Id user = pull_.get(pull.acts_for);
        return user ? surroundings_.rights_of(user) : Rights::system();
    }

    // Of whoever it acts for; where that one is gone, the company's.
    std::string language() const {
        try {
            return rights()->language;
        } catch (const Error&) {
            return engine_.company()->language;
        }
    }

    Json mapping() const {
        const std::string text = pull_.get(pull.mapping);
        Json mapping = text.empty() ? Json::object() : Json::parse(text);
        const Object* object = engine_.schema()->find(pull_.get(pull.object));
        const Field* source = object ? object->field("source") : nullptr;
        if (!source || !source->is_text() || source->read_only) return mapping;
        Json defaults = mapping["defaults"].is_object() ? mapping["defaults"] : Json::object();
        if (!defaults.find("source")) defaults.set("source", pull_.get(pull.name));
        mapping.set("defaults", defaults);
        return mapping;
    }

    // Everything up to here is one place to go on from after a kill: the run and its import are there, or neither.
    void import(const PullContent& content, const std::string& digest) {
        const Id file = store(content);
        Request request = own_request();
        request.rights = rights();
        const ImportOrder order{pull_.get(pull.object), mapping(), std::to_string(file), false, pull_.get(pull.name)};
        Id run = 0;
        try {
            begin_import(engine_, request, order, stored_file(engine_, file),
                         [&](Context& context, const Operation& operation) {
                             Record record = new_run(context, "running", content.name, "", digest);
                             record.set(pull_run.operation, std::to_string(operation.id));
                             record.set(pull_run.content, file);
                             record.clear(pull_run.finished_at);
                             context.save(record);
                             run = record.id();
                         });
        } catch (const Error& error) {
            if (error.problem == Problem::unavailable) throw;
            note("failed", content, error.what(), digest);
            return;
        }
        take_up(run);
    }

    Id store(const PullContent& content) {
        Id id = 0;
        Request request = own_request();
        engine_.write(request, [&](Context& context) {
            Record record = context.make(file);
            record.set(file.name, content.name);
            record.set(file.size, static_cast<std::int64_t>(content.data.size()));
            record.set(file.type, "application/octet-stream");
            record.set(file.about, AnyLink{"pull", pull_.id()});
            context.save(record);
            write_content(context, record.id(), content.data);
            id = record.id();
        });
        return id;
    }

    Record new_run(Context& context, const char* outcome, const std::string& place, const std::string& message,
                   const std::string& digest) {
        Record record = context.make(pull_run);
        record.set(pull_run.pull, pull_.id());
        record.set(pull_run.started_at, context.now());
        record.set(pull_run.finished_at, context.now());
        record.set(pull_run.outcome, outcome);
        if (!place.empty()) record.set(pull_run.place, cut(place, 200));
        if (!message.empty()) record.set(pull_run.message, message);
        if (!digest.empty()) record.set(pull_run.digest, digest);
        return record;
    }

    // What was found once more is the same line with a later end.
    void note(const char* outcome, const PullContent& content, const std::string& message, const std::string& digest) {
        Request request = own_request();
        engine_.write(request, [&](Context& context) {
            const Id last = newest_run(context.connection(), pull_.id());
            if (last) {
                Record before = context.load(pull_run, last);
                if (before.get(pull_run.outcome) == outcome && before.get(pull_run.message) == message) {
                    before.set(pull_run.finished_at, context.now());
                    context.save(before);
                    return;
                }
            }
            Record record = new_run(context, outcome, content.name, message, digest);
            context.save(record);
            if (!message.empty()) tell(context, message);
        });
        if (!content.file.empty()) put_away(content.file, message.empty() ? "taken" : "failed");
    }

    void tell(Context& context, const std::string& message) {
        const Object& users = context.object("user");
        const auto user = context.find(users, pull_.get(pull.acts_for));
        if (!user || user->binned()) return;
        if (users.retiring && whole_or(user->at(users.fields[users.retiring->field]), 0)) return;
        const std::string failed = in_company_language(
            context, {"Scheduled pull failed", "Pobieranie nie powiodło się", "Преземањето не успеа"});
        context.notify(user->id(), "pull_failed", AnyLink{"pull", pull_.id()},
                       cut(failed + ": " + pull_.get(pull.name) + ". " + message, 450));
    }

    // Runs the import of a run, or goes on with it, and writes down what became of it.
    void take_up(Id run) {
        Operation operation;
        Id file = 0;
        engine_.database().read([&](Connection& connection) {
            connection.query("SELECT \"operation\", \"content\" FROM \"pull_run\" WHERE \"id\" = ?", Values{run},
                             [&](const Row& row) {
                                 operation.id = parse_id(row.text(0)).value_or(0);
                                 file = row.whole(1);
                                 return false;
                             });
        });
        ImportSurroundings around;
        around.rights = rights();
        around.stopping = stopping_;
        operation = run_import(engine_, operation.id, stored_file(engine_, file), around);
        if (operation.over() || operation.id == 0) settle(run, operation);
    }

    void settle(Id run, const Operation& operation) {
        const bool came_in = operation.state == "done";
        std::string name;
        Request request = own_request();
        engine_.write(request, [&](Context& context) {
            Record record = context.load(pull_run, run);
            record.set(pull_run.outcome, !came_in ? "failed" : operation.counts.refused ? "partly" : "done");
            record.set(pull_run.finished_at, context.now());
            record.set(pull_run.created, operation.counts.created);
            record.set(pull_run.updated, operation.counts.updated);
            record.set(pull_run.skipped, operation.counts.skipped);
            record.set(pull_run.refused, operation.counts.refused);
            record.set(pull_run.left_out, operation.counts.left_out);
            if (!operation.message.empty()) record.set(pull_run.message, operation.message);
            context.save(record);
            name = record.get(pull_run.place);
            if (!came_in) tell(context, operation.message);
            let_old_contents_go(context);
        });
        if (pull_.get(pull.source) != "folder" || name.empty()) return;
        const auto path = std::filesystem::path(surroundings_.drop_folder) / pull_.get(pull.address) / name;
        if (std::filesystem::exists(path)) put_away(path, came_in ? "taken" : "failed");
    }

    void let_old_contents_go(Context& context) {
        std::vector<Id> files;
        context.connection().query("SELECT \"content\" FROM \"pull_run\" WHERE \"pull\" = ? AND \"content\" IS NOT "
                                   "NULL ORDER BY \"id\" DESC LIMIT 50",
                                   Values{pull_.id()}, [&](const Row& row) {
                                       files.push_back(row.whole(0));
                                       return true;
                                   });
        for (std::size_t i = contents_kept; i < files.size(); ++i)
            if (auto old = context.find(file, files[i]); old && !old->binned()) context.remove(*old);
    }

    Engine& engine_;
    const PullSurroundings& surroundings_;
    const Record& pull_;
    const std::function<bool()>& stopping_;
};

} // namespace

std::string secret_of_pull(Id id) {
    return "pull:" + std::to_string(id);
}

void enqueue_pull(Context& context, Id id) {
    const Json input = Json::object({{"pull", std::to_string(id)}});
    const bool waits = !is_null(context.connection().value(
        "SELECT 1 FROM job WHERE kind = ? AND input = ? AND state = 'queued'", Values{job_kind, input.dump()}));
    if (!waits) Jobs::enqueue(context, job_kind, input);
}

std::vector<Id> due_pulls(Engine& engine, Moment at) {
    std::vector<Id> due;
    Request request;
    request.at = at;
    engine.read(request, [&](Context& context) {
        constexpr int most = 1000;
        due.clear();
        for (const Record& record : context.find(pull, pull.paused == false, most)) {
            const Id last = newest_run(context.connection(), record.id());
            if (last) {
                const Record run = context.load(pull_run, last);
                const Moment begun = run.get(pull_run.outcome) == "running" ? run.get(pull_run.started_at).value_or(0)
                                                                            : run.get(pull_run.finished_at).value_or(0);
                const Moment changed = record.whole_at(Object::modified_at.index).value_or(0);
                if (changed <= begun && next_run(record, begun, context.company().zone) > at) continue;
            }
            due.push_back(record.id());
        }
    });
    return due;
}

void run_pull(Engine& engine, const PullSurroundings& surroundings, Id id, const std::function<bool()>& stopping) {
    std::optional<Record> record;
    Request request;
    engine.read(request, [&](Context& context) { record = context.find(pull, id); });
    if (record && !record->binned()) Pulling(engine, surroundings, *record, stopping).run();
}

void schedule_pulls(Jobs& jobs, Engine& engine, PullSurroundings surroundings) {
    auto shared = std::make_shared<const PullSurroundings>(std::move(surroundings));
    jobs.on(
        job_kind,
        [&engine, shared](const Job& job, const std::function<bool()>& stopping) {
            run_pull(engine, *shared, parse_id(job.input.text("pull")).value_or(0), stopping);
        },
        JobLength::lengthy);
    jobs.on("begin_due_pulls", [&engine](const Job&, const std::function<bool()>&) {
        const auto due = due_pulls(engine, now());
        if (due.empty()) return;
        Request request;
        engine.write(request, [&](Context& context) {
            for (const Id id : due) enqueue_pull(context, id);
        });
    });
    jobs.every("begin_due_pulls", 5 * minute);
}

} // namespace crm
