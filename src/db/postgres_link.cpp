#include "db/postgres_link.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

#include <libpq-fe.h>
#include <sys/socket.h>

#include "db/changed_meanwhile.hpp"
#include "db/dialect.hpp"
#include "db/faults.hpp"
#include "db/postgres_connect.hpp"
#include "db/postgres_row.hpp"
#include "db/postgres_text.hpp"

namespace crm {

namespace {

constexpr std::size_t statements_kept = 400;
constexpr std::int64_t millisecond = 1000;
constexpr std::string_view lost_state = "08006";
constexpr std::string_view stale_state = "stale"; // a prepared statement that must be made again
constexpr std::string_view overtaken_state = "overtaken";

void hand_out(pg_result* answer, const std::function<bool(const Row&)>& each) {
    if (PQresultStatus(answer) != PGRES_TUPLES_OK) return;
    PostgresRow row(answer);
    const int rows = PQntuples(answer);
    for (int i = 0; i < rows; ++i) {
        row.move_to(i);
        if (!each(row)) break;
    }
}

std::int64_t rows_changed(pg_result* answer) {
    const std::string_view count = PQcmdTuples(answer);
    std::int64_t rows = 0;
    std::from_chars(count.data(), count.data() + count.size(), rows);
    return rows;
}

bool connection_lost(std::string_view state) {
    return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03";
}

} // namespace

bool may_run_again(std::string_view state) {
    return connection_lost(state) || state == "40001" || state == "40P01" || state == "55P03" || state == "53300" ||
           state == "25P03" || state == stale_state;
}

class PostgresLink::Sending {
public:
    explicit Sending(PostgresLink& link) : link_(link), journey_(link.connection_) {
        for (const std::string& text : link.opening_) plain(text);
    }

    void plain(const std::string& sql) {
        journey_.plain(sql);
        sqls_.push_back(sql);
    }
    // Its number among the steps.
    std::size_t statement(std::string_view sql, const PostgresParameters& parameters) {
        journey_.run_prepared(name_of(sql), parameters);
        sqls_.push_back(sql);
        return sqls_.size() - 1;
    }
    std::size_t statement(std::string_view sql, std::span<const Value> parameters) {
        return statement(sql, given_.emplace_back(parameters));
    }
    void waiting() {
        for (const Waiting& each : link_.waiting_) {
            const std::size_t step = statement(each.text(), each.parameters);
            if (each.must_fit) must_fit_.push_back(step);
        }
        takes_waiting_ = true;
    }
    // The answer to the last step; throws what PostgreSQL refused.
    PostgresResult arrive() { return std::move(arrive({journey_.steps() - 1}).front()); }
    // The answers to some of the steps.
    std::vector<PostgresResult> arrive(const std::vector<std::size_t>& asked) {
        const bool whole = journey_.arrive();
        const auto succeeded = journey_.succeeded();
        link_.open_ = link_.open_ || succeeded > 0;
        if (succeeded >= link_.opening_.size()) link_.opening_.clear();
        for (const New& each : new_)
            if (each.step < succeeded) link_.keep(each.sql, each.name);
        if (whole && takes_waiting_) link_.forget_waiting();
        // What was overtaken is why a step behind it failed.
        if (PQstatus(link_.connection_) == CONNECTION_OK)
            for (const std::size_t step : must_fit_)
                if (step < succeeded && rows_changed(journey_.answer(step)) == 0) link_.overtaken();
        if (whole) {
            std::vector<PostgresResult> answers;
            for (const std::size_t step : asked) answers.push_back(journey_.take_answer(step));
            return answers;
        }
        const auto failed = std::min(succeeded, sqls_.size() - 1);
        const bool was_prepared =
            std::none_of(new_.begin(), new_.end(), [&](const New& each) { return each.step == failed; });
        link_.fail(journey_.refusal(), sqls_[failed], was_prepared);
    }

private:
    struct New {
        std::string_view sql;
        std::string name;
        std::size_t step;
    };

    std::string name_of(std::string_view sql) {
        if (auto known = link_.prepared_name(sql)) return *known;
        for (const New& each : new_)
            if (each.sql == sql) return each.name;
        new_.push_back({sql, "r" + std::to_string(++link_.names_given_), sqls_.size()});
        journey_.prepare(new_.back().name, with_numbered_placeholders(sql));
        sqls_.push_back(sql);
        return new_.back().name;
    }

    PostgresLink& link_;
    PostgresJourney journey_;
    std::vector<std::string_view> sqls_; // of the steps
    std::vector<New> new_;               // prepared on this journey
    std::deque<PostgresParameters> given_;
    std::vector<std::size_t> must_fit_; // steps that change a row or are overtaken
    bool takes_waiting_ = false;
};

PostgresLink::PostgresLink(const PostgresSettings& settings) : settings_(settings) {
    try {
        connect();
    } catch (...) {
        PQfinish(connection_);
        throw;
    }
}

PostgresLink::~PostgresLink() {
    PQfinish(connection_);
}

void PostgresLink::try_connect(bool with_settings) {
    PQfinish(connection_);
    connection_ = connect_postgres(settings_, with_settings);
    settings_at_start_ = with_settings;
}

void PostgresLink::connect() {
    by_text_.clear();
    prepared_.clear();
    dropped_.clear();
    open_ = pending_ = forget_ = false;
    try_connect(settings_at_start_);
    if (PQstatus(connection_) == CONNECTION_OK) return;
    if (std::string_view(PQerrorMessage(connection_)).find("startup parameter") != std::string_view::npos)
        try_connect(false); // a pooler in front: it hands the settings on with every transaction
    if (PQstatus(connection_) == CONNECTION_OK) return;
    std::string reason = PQerrorMessage(connection_);
    while (!reason.empty() && reason.back() == '\n') reason.pop_back();
    throw ServerUnreachable(Problem::unavailable, "The PostgreSQL database cannot be reached (" + reason +
                                                      "). Check its address and that it runs.");
}

bool PostgresLink::usable() const {
    return PQstatus(connection_) == CONNECTION_OK && PQpipelineStatus(connection_) == PQ_PIPELINE_OFF &&
           !connection_lost(failure_);
}

int PostgresLink::server_process() const {
    return PQbackendPID(connection_);
}

int PostgresLink::server_version() const {
    return PQserverVersion(connection_);
}

std::string PostgresLink::setting(const char* name) const {
    auto found = PQparameterStatus(connection_, name);
    return found ? found : "";
}

void PostgresLink::begin(Kind kind, Effects* effects) {
    finish_pending();
    kind_ = kind;
    effects_ = effects;
    failure_.clear();
    open_ = false;
    if (std::exchange(forget_, false)) {
        by_text_.clear();
        prepared_.clear();
        dropped_.clear();
        PostgresResult(PQexec(connection_, "DEALLOCATE ALL"));
    }
    opening_ = {kind == Kind::reading ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                      : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
    for (const std::string& name : std::exchange(dropped_, {})) opening_.push_back("DEALLOCATE " + name);
    if (settings_at_start_) return;
    for (auto& [name, value] : session_settings(settings_)) opening_.push_back("SET LOCAL " + name + " = " + value);
}

void PostgresLink::start_again() {
    auto kind = kind_;
    auto effects = effects_;
    auto kept = std::move(waiting_);
    rollback();
    if (!usable()) connect();
    begin(kind, effects);
    waiting_ = std::move(kept);
}

void PostgresLink::commit() {
    if (!failure_.empty())
        throw std::runtime_error("a statement of this transaction failed, so nothing of it is saved");
    if (!open_ && waiting_.empty()) { // nothing was asked
        opening_.clear();
        return;
    }
    if (kind_ == Kind::reading) {
        open_ = false;
        pending_ = PQsendQuery(connection_, "COMMIT") == 1;
        return;
    }
    copy_many();
    // What must have changed a row is known before the transaction ends.
    if (std::any_of(waiting_.begin(), waiting_.end(), [](const Waiting& each) { return each.must_fit; }))
        send_waiting();
    switch (faults::at(faults::Point::before_commit)) {
    case faults::Fault::none:
        break;
    case faults::Fault::serialization:
        raise("40001", "COMMIT");
        break;
    case faults::Fault::deadlock:
        raise("40P01", "COMMIT");
        break;
    case faults::Fault::cut:
        cut();
        break;
    }
    try {
        PostgresResult answer = commit_journey();
        if (faults::at(faults::Point::after_commit) == faults::Fault::cut) {
            cut();
            answer = command("COMMIT");
        }
        open_ = false;
        if (std::string_view(PQcmdStatus(answer.get())) == "COMMIT") return;
        throw std::runtime_error("the transaction was rolled back instead of committed");
    } catch (const PostgresRefusal& refusal) {
        if (connection_lost(refusal.state) || refusal.state == "40003") throw CommitUnknown(refusal.what());
        throw;
    }
}

PostgresResult PostgresLink::commit_journey() {
    if (waiting_.empty()) return command("COMMIT");
    Sending sending(*this);
    sending.waiting();
    sending.plain("COMMIT");
    return sending.arrive();
}

void PostgresLink::rollback() noexcept {
    opening_.clear();
    forget_waiting();
    bool ended = PQtransactionStatus(connection_) == PQTRANS_IDLE;
    if (!ended && usable()) {
        pending_ = PQsendQuery(connection_, "ROLLBACK") == 1;
        if (!pending_) retire();
    }
    open_ = false;
}

void PostgresLink::finish_pending() noexcept {
    if (std::exchange(pending_, false)) finish_answers();
}

void PostgresLink::finish_answers() noexcept {
    while (PostgresResult answer{PQgetResult(connection_)}) {
    }
}

void PostgresLink::cut() noexcept {
    ::shutdown(PQsocket(connection_), SHUT_RDWR);
}

void PostgresLink::raise(std::string_view state, std::string_view sql) {
    failure_ = state;
    open_ = true; // as after a real failure, there is a transaction to roll back
    throw PostgresRefusal(std::string(state), "raised by a test, in: " + std::string(sql));
}

void PostgresLink::query(std::string_view sql, std::span<const Value> parameters,
                         const std::function<bool(const Row&)>& each) {
    hand_out(run(sql, parameters).get(), each);
}

void PostgresLink::query_together(const std::vector<Question>& questions) {
    // The first of a transaction goes alone: it may have to go again.
    if (!open_ || questions.size() < 2) return Connection::query_together(questions);
    for (const Question& each : questions) admit(each.sql, each.parameters);
    copy_many();
    std::vector<PostgresResult> answers;
    {
        Sending sending(*this);
        sending.waiting();
        std::vector<std::size_t> asked;
        for (const Question& each : questions) asked.push_back(sending.statement(each.sql, each.parameters));
        answers = sending.arrive(asked);
    }
    for (std::size_t i = 0; i < questions.size(); ++i) hand_out(answers[i].get(), questions[i].each);
}

std::int64_t PostgresLink::execute(std::string_view sql, std::span<const Value> parameters) {
    PostgresResult result = run(sql, parameters);
    std::string_view tag = PQcmdStatus(result.get());
    if (tag.starts_with("SELECT")) return 0;
    return rows_changed(result.get());
}

std::vector<std::string> PostgresLink::columns_of(std::string_view table) {
    std::vector<std::string> names;
    Values parameters{std::string(table)};
    query("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped "
          "ORDER BY attnum",
          parameters, [&](const Row& row) {
              names.emplace_back(row.text(0));
              return true;
          });
    return names;
}

void PostgresLink::after_commit(std::function<void()> effect) {
    require(effects_ != nullptr, "an effect after the commit of a transaction that only reads");
    effects_->push_back(std::move(effect));
}

const std::string* PostgresLink::prepared_name(std::string_view sql) {
    auto found = by_text_.find(sql);
    if (found == by_text_.end()) return nullptr;
    prepared_.splice(prepared_.begin(), prepared_, found->second);
    return &found->second->name;
}

void PostgresLink::keep(std::string_view sql, std::string name) {
    prepared_.push_front({std::string(sql), std::move(name)});
    by_text_.emplace(prepared_.front().sql, prepared_.begin());
    if (prepared_.size() <= statements_kept) return;
    dropped_.push_back(prepared_.back().name);
    by_text_.erase(prepared_.back().sql);
    prepared_.pop_back();
}

// Before a statement is sent, or kept to be sent.
void PostgresLink::admit(std::string_view sql, std::span<const Value> parameters) {
    record_statement(sql);
    check_parameters(parameters);
    if (!failure_.empty())
        throw std::runtime_error("a statement of this transaction failed before: " + std::string(sql));
    ++statements_;
    switch (faults::at(faults::Point::statement)) {
    case faults::Fault::none:
        break;
    case faults::Fault::serialization:
        raise("40001", sql);
        break;
    case faults::Fault::deadlock:
        raise("40P01", sql);
        break;
    case faults::Fault::cut:
        cut();
        break;
    }
}

void PostgresLink::send_waiting() {
    copy_many();
    if (waiting_.empty()) return;
    Sending sending(*this);
    sending.waiting();
    sending.arrive();
}

void PostgresLink::send_begin() {
    if (opening_.empty()) return;
    Sending sending(*this);
    sending.arrive();
}

PostgresResult PostgresLink::command(const std::string& sql) {
    PostgresResult answer(PQexec(connection_, sql.c_str()));
    auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(answer.get(), sql, false);
    return answer;
}

PostgresResult PostgresLink::run(std::string_view sql, std::span<const Value> parameters) {
    admit(sql, parameters);
    PostgresParameters given(parameters);
    copy_many(); // what was copied is not there again when the transaction begins anew
    if (open_) return run_once(sql, given);
    try {
        return run_once(sql, given);
    } catch (const PostgresRefusal& refusal) {
        if (!may_run_again(refusal.state)) throw;
    }
    // The first statement of its transaction: the job has seen nothing yet, so a connection that died while it was
    // idle, or a statement prepared for an older schema, is no matter of the job's.
    start_again();
    return run_once(sql, given);
}

PostgresResult PostgresLink::run_once(std::string_view sql, const PostgresParameters& parameters) {
    copy_many();
    auto known = opening_.empty() && waiting_.empty() ? prepared_name(sql) : nullptr;
    if (known) {
        PostgresResult answer(PQexecPrepared(connection_, known->c_str(), parameters.count(), parameters.values.data(),
                                             parameters.lengths.data(), parameters.formats.data(), 1));
        auto status = PQresultStatus(answer.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(answer.get(), sql, true);
        return answer;
    }
    Sending sending(*this);
    sending.waiting();
    sending.statement(sql, parameters);
    return sending.arrive();
}

void PostgresLink::plain(const std::string& sql) {
    finish_pending();
    record_statement(sql);
    if (!settings_at_start_ && !settings_.schema.empty())
        throw Error(Problem::unavailable,
                    "The pooler in front of PostgreSQL does not let a schema be chosen for changes of "
                    "tables. Start once with the address of PostgreSQL itself.");
    failure_.clear();
    command(sql);
}

bool PostgresLink::was_overtaken() const {
    return failure_ == overtaken_state;
}

void PostgresLink::overtaken() {
    failure_ = overtaken_state;
    throw ChangedMeanwhile();
}

void PostgresLink::fail(const pg_result* result, std::string_view sql, bool was_prepared) {
    auto field = [&](int code) {
        auto found = result ? PQresultErrorField(result, code) : nullptr;
        return std::string(found ? found : "");
    };
    std::string state = field(PG_DIAG_SQLSTATE);
    std::string message = field(PG_DIAG_MESSAGE_PRIMARY);
    if (state.empty()) state = PQstatus(connection_) == CONNECTION_OK ? "XX000" : std::string(lost_state);
    if (message.empty()) message = PQerrorMessage(connection_);
    if (was_prepared && (state == "0A000" || state == "26000")) {
        state = stale_state;
        forget_ = true;
    }
    failure_ = state;
    if (state == "23505") throw UniqueViolation(table_of_partition(field(PG_DIAG_TABLE_NAME)), message);
    if (state == "57014")
        throw Interrupted("The statement took longer than " + std::to_string(settings_.statement_limit / millisecond) +
                          " ms and was stopped: " + std::string(sql));
    if (state == "53100")
        throw Error(Problem::unavailable, "The database's disk is full. Free some space on it and try again.");
    if (state == "25006")
        throw Error(Problem::unavailable, "The database only lets itself be read at present. Try again later.");
    throw PostgresRefusal(state, message + " (" + state + "), in: " + std::string(sql));
}

} // namespace crm
