#include "db/postgres_journey.hpp"

#include <charconv>

#include <libpq-fe.h>

namespace crm {

namespace {

template <typename Number>
std::string_view written(char (&buffer)[40], Number number) {
    return {buffer, static_cast<std::size_t>(std::to_chars(buffer, buffer + sizeof buffer, number).ptr - buffer)};
}

} // namespace

void FreePostgresResult::operator()(pg_result* result) const {
    PQclear(result);
}

PostgresParameters::PostgresParameters(std::span<const Value> given) {
    values.reserve(given.size());
    lengths.reserve(given.size());
    formats.reserve(given.size());
    for (const Value& value : given) {
        auto bytes = std::get_if<Bytes>(&value);
        values.push_back(as_text(value));
        lengths.push_back(bytes ? static_cast<int>(bytes->data.size()) : 0);
        formats.push_back(bytes ? 1 : 0);
    }
}

const char* PostgresParameters::as_text(const Value& value) {
    if (auto text = std::get_if<std::string>(&value)) return text->c_str();
    if (auto bytes = std::get_if<Bytes>(&value)) return bytes->data.c_str();
    char buffer[40];
    if (auto number = std::get_if<std::int64_t>(&value)) return written_.emplace_back(written(buffer, *number)).c_str();
    if (auto real = std::get_if<double>(&value)) return written_.emplace_back(written(buffer, *real)).c_str();
    return nullptr;
}

PostgresJourney::PostgresJourney(pg_conn* connection)
    : connection_(connection), sent_(PQenterPipelineMode(connection) == 1) {}

PostgresJourney::~PostgresJourney() {
    if (!arrived_) arrive();
    PQexitPipelineMode(connection_);
}

void PostgresJourney::plain(const std::string& sql) {
    ++steps_;
    sent_ = sent_ && PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1;
}

void PostgresJourney::prepare(const std::string& name, const std::string& sql) {
    ++steps_;
    sent_ = sent_ && PQsendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr) == 1;
}

void PostgresJourney::run_prepared(const std::string& name, const PostgresParameters& parameters) {
    ++steps_;
    sent_ = sent_ && PQsendQueryPrepared(connection_, name.c_str(), parameters.count(), parameters.values.data(),
                                         parameters.lengths.data(), parameters.formats.data(), 1) == 1;
}

bool PostgresJourney::arrive() {
    arrived_ = true;
    sent_ = sent_ && PQpipelineSync(connection_) == 1;
    if (!sent_) return false;
    int empty_ones = 0; // one follows every answer; two in a row mean that no more will come
    while (empty_ones < 2) {
        PostgresResult next(PQgetResult(connection_));
        empty_ones = next ? 0 : empty_ones + 1;
        if (!next) continue;
        auto status = PQresultStatus(next.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
            answers_.push_back(std::move(next));
        } else if (status != PGRES_PIPELINE_ABORTED && !refused_) {
            refused_ = std::move(next);
        }
    }
    return answers_.size() == steps_;
}

} // namespace crm
