#include "jobs/queue.hpp"

#include <algorithm>
#include <random>

#include "base/log.hpp"
#include "base/text.hpp"

namespace crm {

namespace {

// Tells this process's claims from those of one that was killed.
std::int64_t this_process() {
    static const std::int64_t number = [] {
        std::random_device device;
        return static_cast<std::int64_t>((std::uint64_t{device()} << 31) ^ device());
    }();
    return number;
}

std::string marks(std::size_t count) {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += i ? ", ?" : "?";
    return list;
}

constexpr Moment kept_after_end = 30 * 24 * hour;
constexpr int looked_at = 8; // rows looked at for one claim: another server may be quicker with the first

} // namespace

std::vector<std::string> jobs_tables(const Dialect& dialect) {
    const std::string number(dialect.bigint()), text(dialect.text());
    auto all = dialect.create_record_table(
        "job",
        "kind " + text + ", input " + text + ", user_id " + number + ", state " + text + ", attempt " + number +
            ", not_before " + number + ", claimed_until " + number + ", claimed_by " + number + ", version " + number +
            ", message " + text + ", created_at " + number + ", finished_at " + number,
        TableClass::single);
    all.push_back("CREATE INDEX IF NOT EXISTS job_waiting ON job (state, not_before, id)");
    for (auto& each :
         dialect.create_keyed_table("schedule", "kind " + text + ", next_at " + number, "kind", TableClass::single))
        all.push_back(std::move(each));
    return all;
}

Queue::Queue(Engine& engine) : engine_(engine) {
    engine.database().change_schema(jobs_tables(engine.dialect()));
}

// 10 s, 30 s, 90 s … at most four hours.
Moment Queue::pause_after(int attempt) {
    Moment pause = 10 * second;
    for (int i = 1; i < attempt && pause < 4 * hour; ++i) pause *= 3;
    return std::min(pause, 4 * hour);
}

std::optional<Queue::Claim> Queue::claim(const std::vector<std::string>& kinds, Moment at) {
    if (kinds.empty()) return std::nullopt;
    std::vector<Claim> found;
    std::vector<std::pair<int, bool>> states; // attempts so far, and whether it was running
    engine_.database().read([&](Connection& connection) {
        found.clear();
        states.clear();
        const std::string known = " AND kind IN (" + marks(kinds.size()) + ")";
        for (const char* condition :
             {"state = 'queued' AND not_before <= ?", "state = 'running' AND claimed_until < ?"}) {
            Values parameters{at};
            parameters.insert(parameters.end(), kinds.begin(), kinds.end());
            connection.query("SELECT id, kind, input, user_id, attempt, version FROM job WHERE " +
                                 std::string(condition) + known + " ORDER BY not_before, id LIMIT " +
                                 std::to_string(looked_at),
                             parameters, [&](const Row& row) {
                                 found.push_back({{row.whole(0), std::string(row.text(1)), Json::parse(row.text(2)),
                                                   row.whole(3), static_cast<int>(row.whole(4)) + 1},
                                                  row.whole(5)});
                                 return true;
                             });
        }
    });
    for (Claim& claim : found)
        if (take(claim, at)) return std::move(claim);
    return std::nullopt;
}

bool Queue::take(Claim& claim, Moment at) {
    if (claim.job.attempt > most_attempts) { // it was cut short so often that it may be what kills the process
        failed(claim, at, "It was interrupted " + std::to_string(most_attempts) + " times.");
        return false;
    }
    bool taken = false;
    engine_.database().write([&](Connection& connection) {
        taken = connection.execute("UPDATE job SET state = 'running', attempt = ?, claimed_until = ?, claimed_by = ?, "
                                   "version = version + 1 WHERE id = ? AND version = ?",
                                   Values{std::int64_t{claim.job.attempt}, at + lease, this_process(), claim.job.id,
                                          claim.version}) == 1;
    });
    if (taken) ++claim.version;
    return taken;
}

bool Queue::renew(const Claim& claim, Moment at) {
    bool ours = false;
    engine_.database().write([&](Connection& connection) {
        ours = connection.execute("UPDATE job SET claimed_until = ? WHERE id = ? AND version = ?",
                                  Values{at + lease, claim.job.id, claim.version}) == 1;
    });
    return ours;
}

void Queue::done(const Claim& claim, Moment at) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("UPDATE job SET state = 'done', finished_at = ?, message = NULL, version = version + 1 "
                           "WHERE id = ? AND version = ?",
                           Values{at, claim.job.id, claim.version});
    });
}

void Queue::put_back(const Claim& claim, Moment at) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("UPDATE job SET state = 'queued', attempt = ?, not_before = ?, version = version + 1 WHERE "
                           "id = ? AND version = ?",
                           Values{std::int64_t{claim.job.attempt} - 1, at, claim.job.id, claim.version});
    });
}

void Queue::failed(const Claim& claim, Moment at, const std::string& message) {
    const bool given_up = claim.job.attempt >= most_attempts;
    const std::string told = valid_utf8(message) ? cut(message, 1000) : "The message of the failure cannot be read.";
    log(given_up ? "error" : "warning",
        given_up ? "A job failed and is given up." : "A job failed and will be tried again.",
        {{"job", std::to_string(claim.job.id)},
         {"kind", claim.job.kind},
         {"attempt", std::to_string(claim.job.attempt)},
         {"cause", told}});
    engine_.database().write([&](Connection& connection) {
        if (given_up)
            connection.execute("UPDATE job SET state = 'failed', finished_at = ?, message = ?, version = version + 1 "
                               "WHERE id = ? AND version = ?",
                               Values{at, told, claim.job.id, claim.version});
        else
            connection.execute("UPDATE job SET state = 'queued', not_before = ?, message = ?, version = version + 1 "
                               "WHERE id = ? AND version = ?",
                               Values{at + pause_after(claim.job.attempt), told, claim.job.id, claim.version});
    });
}

void Queue::take_over(Moment at) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("UPDATE job SET state = 'queued', not_before = ?, version = version + 1 WHERE state = "
                           "'running' AND claimed_by <> ?",
                           Values{at, this_process()});
    });
}

Moment Queue::next_due(const std::vector<std::string>& kinds) {
    if (kinds.empty()) return 0;
    Moment due = 0;
    engine_.database().read([&](Connection& connection) {
        due = 0;
        const Values parameters(kinds.begin(), kinds.end());
        const std::string known = " AND kind IN (" + marks(kinds.size()) + ")";
        for (const char* select : {"SELECT MIN(not_before) FROM job WHERE state = 'queued'",
                                   "SELECT MIN(claimed_until) FROM job WHERE state = 'running'"}) {
            const Value found = connection.value(select + known, parameters);
            if (!is_null(found) && (due == 0 || whole(found) < due)) due = std::max<Moment>(1, whole(found));
        }
    });
    return due;
}

void Queue::sweep(Moment at) {
    engine_.database().write([&](Connection& connection) {
        connection.execute("DELETE FROM job WHERE state IN ('done', 'failed') AND finished_at < ?",
                           Values{at - kept_after_end});
    });
}

Moment Queue::scheduled_at(const std::string& kind, Moment first) {
    Moment next = 0;
    auto look = [&](Connection& connection) {
        next = whole_or(connection.value("SELECT next_at FROM schedule WHERE kind = ?", Values{kind}), 0);
    };
    engine_.database().read(look);
    if (next != 0) return next;
    engine_.database().write([&](Connection& connection) {
        connection.execute("INSERT INTO schedule (kind, next_at) VALUES (?, ?) ON CONFLICT (kind) DO NOTHING",
                           Values{kind, first});
        look(connection);
    });
    return next;
}

void Queue::begin_scheduled(const std::string& kind, Moment at, Moment next) {
    Request request;
    request.at = at;
    engine_.write(request, [&](Context& context) {
        Connection& connection = context.connection();
        if (connection.execute("UPDATE schedule SET next_at = ? WHERE kind = ? AND next_at <= ?",
                               Values{next, kind, at}) == 0)
            return; // another server was first
        const Value waits = connection.value(
            "SELECT id FROM job WHERE state IN ('queued', 'running') AND kind = ? AND user_id = 0 LIMIT 1",
            Values{kind});
        if (is_null(waits)) Jobs::enqueue(context, kind, Json::object());
    });
}

} // namespace crm
