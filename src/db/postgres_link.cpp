#include "db/postgres_link.hpp"

#include <charconv>
#include <deque>

#include <libpq-fe.h>
#include <sys/socket.h>

#include "db/dialect.hpp"
#include "db/faults.hpp"
#include "db/postgres_row.hpp"
#include "db/postgres_text.hpp"

namespace crm {

namespace {

constexpr std::size_t statements_kept = 400;
constexpr std::int64_t millisecond = 1000;
constexpr std::string_view lost_state = "08006";
constexpr std::string_view stale_state = "stale"; // a prepared statement that must be made again

bool connection_lost(std::string_view state) {
    return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03";
}

// The session's settings as name and value.
std::vector<std::pair<std::string, std::string>> session_settings(const PostgresSettings& settings) {
    std::vector<std::pair<std::string, std::string>> found;
    if (!settings.schema.empty()) found.emplace_back("search_path", settings.schema + ",public");
    if (settings.statement_limit > 0) {
        auto limit = std::to_string(std::max<std::int64_t>(settings.statement_limit / millisecond, 1));
        found.emplace_back("statement_timeout", limit);
        found.emplace_back("idle_in_transaction_session_timeout", limit);
    }
    return found;
}

} // namespace

bool may_run_again(std::string_view state) {
    return connection_lost(state) || state == "40001" || state == "40P01" || state == "55P03" || state == "53300" ||
           state == "25P03" || state == stale_state;
}

struct PostgresLink::Parameters {
    explicit Parameters(std::span<const Value> given) {
        values.reserve(given.size());
        for (const Value& value : given) {
            auto bytes = std::get_if<Bytes>(&value);
            values.push_back(as_text(value));
            lengths.push_back(bytes ? static_cast<int>(bytes->data.size()) : 0);
            formats.push_back(bytes ? 1 : 0);
        }
    }
    int count() const { return static_cast<int>(values.size()); }
    std::vector<const char*> values;
    std::vector<int> lengths, formats;

private:
    const char* as_text(const Value& value) {
        if (auto text = std::get_if<std::string>(&value)) return text->c_str();
        if (auto bytes = std::get_if<Bytes>(&value)) return bytes->data.c_str();
        char buffer[40];
        char* end = buffer;
        if (auto number = std::get_if<std::int64_t>(&value))
            end = std::to_chars(buffer, buffer + sizeof buffer, *number).ptr;
        else if (auto real = std::get_if<double>(&value))
            end = std::to_chars(buffer, buffer + sizeof buffer, *real).ptr;
        else
            return nullptr;
        return written_.emplace_back(buffer, end).c_str();
    }
    std::deque<std::string> written_;
};

void PostgresLink::Freeing::operator()(pg_result* result) const {
    PQclear(result);
}

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
    std::string options = "-c client_min_messages=warning";
    if (with_settings)
        for (auto& [name, value] : session_settings(settings_)) options += " -c " + name + "=" + value;
    std::vector<const char*> names{"dbname",          "connect_timeout", "client_encoding", "fallback_application_name",
                                   "keepalives_idle", "tcp_user_timeout"};
    std::vector<const char*> values{settings_.address.c_str(), "5", "UTF8", "relacja", "30", "30000"};
    if (with_settings) {
        names.push_back("options");
        values.push_back(options.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    PQfinish(connection_);
    connection_ = PQconnectdbParams(names.data(), values.data(), 1);
    PQsetNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
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
        Result(PQexec(connection_, "DEALLOCATE ALL"));
    }
    waiting_ = {kind == Kind::reading ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                      : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
    for (const std::string& name : std::exchange(dropped_, {})) waiting_.push_back("DEALLOCATE " + name);
    if (settings_at_start_) return;
    for (auto& [name, value] : session_settings(settings_)) waiting_.push_back("SET LOCAL " + name + " = " + value);
}

void PostgresLink::start_again() {
    auto kind = kind_;
    auto effects = effects_;
    rollback();
    if (!usable()) connect();
    begin(kind, effects);
}

void PostgresLink::commit() {
    waiting_.clear();
    if (!failure_.empty())
        throw std::runtime_error("a statement of this transaction failed, so nothing of it is saved");
    if (!std::exchange(open_, false)) return; // nothing was asked
    if (kind_ == Kind::reading) {
        pending_ = PQsendQuery(connection_, "COMMIT") == 1;
        return;
    }
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
    Result answer(PQexec(connection_, "COMMIT"));
    if (faults::at(faults::Point::after_commit) == faults::Fault::cut) {
        cut();
        answer.reset(PQexec(connection_, "COMMIT"));
    }
    if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) {
        if (std::string_view(PQcmdStatus(answer.get())) == "COMMIT") return;
        throw std::runtime_error("the transaction was rolled back instead of committed");
    }
    try {
        fail(answer.get(), "COMMIT", false);
    } catch (const PostgresRefusal& refusal) {
        if (connection_lost(refusal.state) || refusal.state == "40003") throw CommitUnknown(refusal.what());
        throw;
    }
}

void PostgresLink::rollback() noexcept {
    waiting_.clear();
    bool ended = PQtransactionStatus(connection_) == PQTRANS_IDLE;
    if (!ended && usable()) pending_ = PQsendQuery(connection_, "ROLLBACK") == 1;
    open_ = false;
}

void PostgresLink::finish_pending() noexcept {
    if (!std::exchange(pending_, false)) return;
    while (Result answer{PQgetResult(connection_)}) {
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
    Result result = run(sql, parameters);
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return;
    PostgresRow row(result.get());
    int rows = PQntuples(result.get());
    for (int i = 0; i < rows; ++i) {
        row.move_to(i);
        if (!each(row)) break;
    }
}

std::int64_t PostgresLink::execute(std::string_view sql, std::span<const Value> parameters) {
    Result result = run(sql, parameters);
    std::string_view tag = PQcmdStatus(result.get());
    if (tag.starts_with("SELECT")) return 0;
    std::string_view tuples = PQcmdTuples(result.get());
    std::int64_t changed = 0;
    std::from_chars(tuples.data(), tuples.data() + tuples.size(), changed);
    return changed;
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

PostgresLink::Result PostgresLink::run(std::string_view sql, std::span<const Value> parameters) {
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
    Parameters given(parameters);
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

PostgresLink::Result PostgresLink::run_once(std::string_view sql, const Parameters& parameters) {
    auto known = prepared_name(sql);
    if (!known) return travel(sql, "r" + std::to_string(++names_given_), true, parameters);
    if (!waiting_.empty()) return travel(sql, *known, false, parameters);
    Result answer(PQexecPrepared(connection_, known->c_str(), parameters.count(), parameters.values.data(),
                                 parameters.lengths.data(), parameters.formats.data(), 1));
    auto status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(answer.get(), sql, true);
    return answer;
}

PostgresLink::Result PostgresLink::travel(std::string_view sql, const std::string& name, bool preparing,
                                          const Parameters& parameters) {
    bool sent = PQenterPipelineMode(connection_) == 1;
    for (const std::string& text : waiting_)
        sent = sent && PQsendQueryParams(connection_, text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
    if (preparing)
        sent =
            sent && PQsendPrepare(connection_, name.c_str(), with_numbered_placeholders(sql).c_str(), 0, nullptr) == 1;
    sent = sent &&
           PQsendQueryPrepared(connection_, name.c_str(), parameters.count(), parameters.values.data(),
                               parameters.lengths.data(), parameters.formats.data(), 1) == 1 &&
           PQpipelineSync(connection_) == 1;
    if (!sent) fail(nullptr, sql, false);

    std::size_t before = waiting_.size() + (preparing ? 1 : 0);
    std::size_t succeeded = 0;
    Result answer;
    Result refused;
    int empty_ones = 0; // one follows every answer; two in a row mean that no more will come
    while (empty_ones < 2) {
        Result next(PQgetResult(connection_));
        empty_ones = next ? 0 : empty_ones + 1;
        if (!next) continue;
        auto status = PQresultStatus(next.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            if (++succeeded > before) answer = std::move(next);
        } else if (status != PGRES_PIPELINE_ABORTED && !refused) {
            refused = std::move(next);
        }
    }
    PQexitPipelineMode(connection_);
    open_ = open_ || succeeded > 0;
    if (succeeded >= waiting_.size()) waiting_.clear();
    if (preparing && succeeded >= before) keep(sql, name);
    if (!answer) fail(refused.get(), sql, !preparing);
    return answer;
}

void PostgresLink::plain(const std::string& sql) {
    finish_pending();
    record_statement(sql);
    if (!settings_at_start_ && !settings_.schema.empty())
        throw Error(Problem::unavailable,
                    "The pooler in front of PostgreSQL does not let a schema be chosen for changes of "
                    "tables. Start once with the address of PostgreSQL itself.");
    failure_.clear();
    Result answer(PQexec(connection_, sql.c_str()));
    auto status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(answer.get(), sql, false);
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
