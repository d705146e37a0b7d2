// PostgresJourney: statements that go to PostgreSQL together, without waiting between them, and their answers. Where
// one fails, those behind it are not carried out.
#pragma once
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/value.hpp"

struct pg_conn;
struct pg_result;

namespace crm {

struct FreePostgresResult {
    void operator()(pg_result* result) const;
};
using PostgresResult = std::unique_ptr<pg_result, FreePostgresResult>;

// Values as libpq wants them; the values given must live as long as this.
class PostgresParameters {
public:
    explicit PostgresParameters(std::span<const Value> given);
    int count() const { return static_cast<int>(values.size()); }
    std::vector<const char*> values;
    std::vector<int> lengths, formats;

private:
    const char* as_text(const Value& value);
    std::deque<std::string> written_;
};

class PostgresJourney {
public:
    explicit PostgresJourney(pg_conn* connection);
    ~PostgresJourney();
    PostgresJourney(const PostgresJourney&) = delete;
    PostgresJourney& operator=(const PostgresJourney&) = delete;

    // Steps, carried out in this order. Placeholders are $1, $2 …
    void plain(const std::string& sql); // BEGIN and the like
    void prepare(const std::string& name, const std::string& sql);
    void run_prepared(const std::string& name, const PostgresParameters& parameters);

    // Takes in all answers; false where a step failed or the connection was lost.
    bool arrive();
    std::size_t steps() const { return steps_; }
    std::size_t succeeded() const { return answers_.size(); } // how many of the steps, from the first on
    pg_result* answer(std::size_t step) const { return answers_[step].get(); }
    PostgresResult take_answer(std::size_t step) { return std::move(answers_[step]); }
    const pg_result* refusal() const { return refused_.get(); } // null where the connection was lost

private:
    pg_conn* connection_;
    bool sent_;
    bool arrived_ = false;
    std::size_t steps_ = 0;
    std::vector<PostgresResult> answers_;
    PostgresResult refused_;
};

} // namespace crm
