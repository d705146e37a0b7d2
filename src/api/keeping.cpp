// Keeping: what the program does by itself: empties the bin after thirty days, forgets old request keys, makes sort keys anew
// when the company's language or ICU has changed.
#include "api/respond.hpp"
#include "base/log.hpp"
#include "record/bin.hpp"
#include "record/keys.hpp"

namespace crm {

namespace {

constexpr int purged_at_once = 100;

void empty_bin(App& app, const std::function<bool()>& stopping) {
    for (const auto& object : app.engine().schema()->objects())
        while (!stopping()) {
            Request request;
            int purged = 0;
            app.engine().write(request, [&](Context& context) { purged = purge(context, *object, now() - days_in_bin, purged_at_once); });
            if (purged < purged_at_once) break;
        }
}

void forget_request_keys(App& app) {
    app.engine().database().write([&](Connection& connection) { connection.execute("DELETE FROM \"request_key\" WHERE \"at\" < ?", Values{now() - 24 * hour}); });
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
    app.jobs().on("forget_request_keys", [&app](const Job&, const std::function<bool()>&) { forget_request_keys(app); });
    app.jobs().every_day("forget_request_keys", 4);
    app.jobs().on("rebuild_keys", [&app](const Job&, const std::function<bool()>& stopping) { rebuild_keys(app.engine(), stopping); });
    if (keys_are_outdated(app.engine())) enqueue_rebuild_of_keys(app);
}

} // namespace crm
