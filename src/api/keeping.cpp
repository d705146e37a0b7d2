// Keeping: what the program does by itself: empties the bin after thirty days, forgets old request keys, makes sort
// keys anew when the company's language or ICU has changed.
#include "api/respond.hpp"
#include "base/log.hpp"
#include "record/bin.hpp"
#include "record/field_change.hpp"
#include "record/field_work.hpp"
#include "record/keys.hpp"
#include "record/retire.hpp"
#include "record/rollup.hpp"

namespace crm {

namespace {

constexpr int purged_at_once = 100;

void empty_bin(App& app, const std::function<bool()>& stopping) {
    for (const auto& object : app.engine().schema()->objects())
        while (!stopping()) {
            Request request;
            int purged = 0;
            app.engine().write(request, [&](Context& context) {
                purged = purge(context, *object, now() - days_in_bin, purged_at_once);
            });
            if (purged < purged_at_once) break;
        }
}

void forget_request_keys(App& app) {
    app.engine().database().write([&](Connection& connection) {
        connection.execute("DELETE FROM \"request_key\" WHERE \"at\" < ?", Values{now() - 24 * hour});
    });
}

} // namespace

void enqueue_rebuild_of_keys(App& app) {
    Request request;
    app.engine().write(request, [](Context& context) { Jobs::enqueue(context, "rebuild_keys", Json::object()); });
    app.jobs().wake();
}

void register_keeping_jobs(App& app) {
    app.jobs().on("empty_bin", [&app](const Job&, const std::function<bool()>& stopping) { empty_bin(app, stopping); });
    app.jobs().every_day("empty_bin", 3);
    app.jobs().on("forget_request_keys",
                  [&app](const Job&, const std::function<bool()>&) { forget_request_keys(app); });
    app.jobs().every_day("forget_request_keys", 4);
    app.jobs().on(
        "rebuild_keys",
        [&app](const Job&, const std::function<bool()>& stopping) { rebuild_keys(app.engine(), stopping); },
        JobLength::lengthy);
    app.jobs().on(
        "drop_deleted_shape",
        [&app](const Job&, const std::function<bool()>& stopping) {
            app.engine().drop_deleted_shape(now() - days_in_bin, stopping);
        },
        JobLength::lengthy);
    app.jobs().every_day("drop_deleted_shape", 3);
    app.jobs().on(
        make_keys_job,
        [&app](const Job& job, const std::function<bool()>& stopping) {
            make_keys(app.engine(), job.input.text("object"), job.input.text("field"), stopping);
        },
        JobLength::lengthy);
    app.jobs().on(
        field_work_job,
        [&app](const Job& job, const std::function<bool()>& stopping) {
            do_field_work(app.engine(), {job.input.text("object"), job.input.text("field"), job.input.text("what")},
                          stopping);
        },
        JobLength::lengthy);
    leave_field_work_to_the_queue(app.engine()); // what a kill left
    app.jobs().on(
        retire_job,
        [&app](const Job& job, const std::function<bool()>& stopping) {
            if (auto id = parse_id(job.input.text("operation"))) run_retiring(app.engine(), *id, stopping);
        },
        JobLength::lengthy);
    app.jobs().on(
        fill_rollup_job,
        [&app](const Job& job, const std::function<bool()>& stopping) {
            fill_rollup(app.engine(), job.input.text("object"), job.input.text("field"), stopping);
        },
        JobLength::lengthy);
    app.jobs().on(bring_up_rollups_job, [&app](const Job&, const std::function<bool()>& stopping) {
        bring_up_rollups(app.engine(), stopping);
    });
    app.jobs().every(bring_up_rollups_job, hour); // also what was noted while the job before it was just ending
    if (keys_are_outdated(app.engine())) enqueue_rebuild_of_keys(app);
}

} // namespace crm
