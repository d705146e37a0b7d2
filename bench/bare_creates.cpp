#include "bare_creates.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

#include <libpq-fe.h>

#include "load.hpp"

namespace bench {

namespace {

constexpr int most_samples = 2000;

struct FreeResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;
struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, CloseConnection>;

Connection connect(const std::string& address) {
    Connection connection(PQconnectdb(address.c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(connection.get()));
    return connection;
}

Result asked(const Connection& connection, const std::string& sql) {
    Result result(PQexec(connection.get(), sql.c_str()));
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()) + sql);
    return result;
}

// The last records made by the program, in the same order in each table.
struct Samples {
    struct Table {
        std::string name;
        std::vector<std::string> numbers; // the columns that hold the id of the record, or that of the row
        Result rows;
        std::vector<bool> is_number;
    };
    std::vector<Table> tables;
    int count = 0;
};

Samples read_samples(const Connection& connection) {
    const std::string newest =
        "(SELECT \"id\" FROM \"party\" WHERE \"kind\" = 'organization' ORDER BY \"id\" DESC LIMIT " +
        std::to_string(most_samples) + ")";
    Samples samples;
    samples.tables.push_back(
        {"party",
         {"id"},
         asked(connection, "SELECT * FROM \"party\" WHERE \"id\" IN " + newest + " ORDER BY \"id\""),
         {}});
    samples.tables.push_back(
        {"event",
         {"id", "record"},
         asked(connection, "SELECT * FROM \"event\" WHERE \"kind\" = 'created' AND \"record\" IN " + newest +
                               " ORDER BY \"record\""),
         {}});
    samples.tables.push_back(
        {"search_party",
         {"id"},
         asked(connection, "SELECT * FROM \"search_party\" WHERE \"id\" IN " + newest + " ORDER BY \"id\""),
         {}});
    samples.count = PQntuples(samples.tables[0].rows.get());
    for (auto& table : samples.tables) {
        if (PQntuples(table.rows.get()) != samples.count || samples.count == 0)
            throw std::runtime_error("the last records made have other rows than the measure expects in " + table.name);
        for (int column = 0; column < PQnfields(table.rows.get()); ++column)
            table.is_number.push_back(std::find(table.numbers.begin(), table.numbers.end(),
                                                PQfname(table.rows.get(), column)) != table.numbers.end());
    }
    return samples;
}

void prepare(const Connection& connection, const Samples& samples) {
    for (const auto& table : samples.tables) {
        std::string columns, marks;
        for (int column = 0; column < PQnfields(table.rows.get()); ++column) {
            columns += std::string(column ? ", \"" : "\"") + PQfname(table.rows.get(), column) + "\"";
            marks += (column ? ", $" : "$") + std::to_string(column + 1);
        }
        const std::string sql = "INSERT INTO \"" + table.name + "\" (" + columns + ") VALUES (" + marks + ")";
        Result result(PQprepare(connection.get(), table.name.c_str(), sql.c_str(), 0, nullptr));
        if (PQresultStatus(result.get()) != PGRES_COMMAND_OK)
            throw std::runtime_error(PQerrorMessage(connection.get()));
    }
    for (const char* word : {"BEGIN", "COMMIT"}) Result(PQprepare(connection.get(), word, word, 0, nullptr));
}

// Writes a sample once more, its ids so much greater.
void write_again(const Connection& connection, const Samples& samples, int row, std::int64_t greater) {
    PGconn* const to = connection.get();
    auto send = [&](const char* name, const std::vector<const char*>& values) {
        if (!PQsendQueryPrepared(to, name, static_cast<int>(values.size()), values.data(), nullptr, nullptr, 0))
            throw std::runtime_error(PQerrorMessage(to));
    };
    send("BEGIN", {});
    for (const auto& table : samples.tables) {
        std::vector<std::string> numbers;
        numbers.reserve(table.is_number.size());
        std::vector<const char*> values;
        for (int column = 0; column < static_cast<int>(table.is_number.size()); ++column) {
            const char* value = PQgetvalue(table.rows.get(), row, column);
            if (table.is_number[static_cast<std::size_t>(column)])
                value = numbers.emplace_back(std::to_string(std::stoll(value) + greater)).c_str();
            else if (PQgetisnull(table.rows.get(), row, column))
                value = nullptr;
            values.push_back(value);
        }
        send(table.name.c_str(), values);
    }
    send("COMMIT", {});
    PQpipelineSync(to);
    for (bool over = false; !over;) {
        const Result result(PQgetResult(to));
        if (!result) continue; // between two statements
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC)
            throw std::runtime_error(PQresultErrorMessage(result.get()));
        over = status == PGRES_PIPELINE_SYNC;
    }
}

} // namespace

double bare_postgres_creates(const std::string& address, int connections, double seconds) {
    const Samples samples = read_samples(connect(address));
    constexpr std::int64_t beyond_all = std::int64_t{1} << 60; // nine years ahead
    std::atomic<std::int64_t> next = 0, written = 0;
    std::string failure;
    std::mutex mutex;
    const double begin = milliseconds_now(), end = begin + seconds * 1000;
    std::vector<std::thread> writers;
    for (int i = 0; i < connections; ++i)
        writers.emplace_back([&] {
            try {
                const auto connection = connect(address);
                prepare(connection, samples);
                PQenterPipelineMode(connection.get());
                while (milliseconds_now() < end) {
                    const std::int64_t number = next++;
                    const std::int64_t round = number / samples.count + 1;
                    write_again(connection, samples, static_cast<int>(number % samples.count),
                                beyond_all + (round << 45));
                    ++written;
                }
            } catch (const std::exception& problem) {
                const std::lock_guard lock(mutex);
                failure = problem.what();
            }
        });
    for (auto& writer : writers) writer.join();
    const double took = milliseconds_now() - begin;
    for (const auto& table : samples.tables)
        asked(connect(address), "DELETE FROM \"" + table.name + "\" WHERE \"id\" > " + std::to_string(beyond_all));
    if (!failure.empty()) throw std::runtime_error(failure);
    return static_cast<double>(written) * 1000 / took;
}

} // namespace bench
