#include "wire/postgres_query.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace crm::wire {

namespace {

struct Free {
    void operator()(PGconn* connection) const { PQfinish(connection); }
    void operator()(PGresult* result) const { PQclear(result); }
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
    void operator()(char* text) const { PQfreemem(text); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

std::string without_end(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.remove_suffix(1);
    return cut(std::string(text), 300);
}

// Only what says where the database is: nothing that reads files of this machine.
std::map<std::string, std::string> parts_of(const std::string& address) {
    constexpr std::array<std::string_view, 7> known = {"host",    "port",    "dbname",          "user",
                                                       "sslmode", "options", "application_name"};
    char* fault = nullptr;
    const Owned<PQconninfoOption> options(PQconninfoParse(address.c_str(), &fault));
    const Owned<char> freed(fault);
    if (!options || (!address.starts_with("postgresql://") && !address.starts_with("postgres://")))
        throw Error(Problem::bad_request, "This is no address of a PostgreSQL database. Please give one such as "
                                          "postgresql://reader@db.example.com/shop?sslmode=verify-full.");
    std::map<std::string, std::string> parts;
    for (const PQconninfoOption* each = options.get(); each->keyword; ++each) {
        if (!each->val) continue;
        const std::string name = each->keyword;
        if (name == "password")
            throw Error(Problem::bad_request, "Please give the password in its own field, not inside the address.");
        if (name == "options" || std::find(known.begin(), known.end(), name) == known.end())
            throw Error(Problem::bad_request,
                        "The address of a database holds its host, port, name and user and sslmode; \"" + name +
                            "\" cannot be given.");
        parts[name] = each->val;
    }
    return parts;
}

Owned<PGconn> connect(const PostgresQuestion& question, const Outgoing& outgoing) {
    auto parts = parts_of(question.address);
    const std::string host = parts["host"], port = parts["port"].empty() ? "5432" : parts["port"];
    if (host.empty() || host.starts_with('/') || host.starts_with('@') || host.find(',') != std::string::npos)
        throw Error(Problem::forbidden, "Please name the one machine on which the database is.");
    parts["port"] = port;
    parts["hostaddr"] = outgoing.resolve(host, port).front().text;
    // Never one from the environment or a file of this machine, which is for another server.
    parts["password"] = question.password.empty() ? "none" : question.password;
    parts["passfile"] = "/dev/null";
    if (!question.user.empty()) parts["user"] = question.user;
    parts["connect_timeout"] = "15";
    parts["client_encoding"] = "UTF8";
    parts["application_name"] = "relacja";
    parts["options"] =
        "-c default_transaction_read_only=on -c statement_timeout=" + std::to_string(question.seconds * 1000);
    if (!outgoing.authorities().empty()) parts.try_emplace("sslrootcert", outgoing.authorities());
    std::vector<const char*> names, values;
    for (const auto& [name, value] : parts) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    Owned<PGconn> connection(PQconnectdbParams(names.data(), values.data(), 0));
    if (PQstatus(connection.get()) != CONNECTION_OK)
        throw Error(Problem::unavailable,
                    "The database cannot be reached: " + without_end(PQerrorMessage(connection.get())) +
                        ". Please check its address, the user and the password.");
    return connection;
}

// Until something has come.
void wait(PGconn* connection, std::int64_t deadline) {
    const std::int64_t left = (deadline - steady_us()) / 1000;
    pollfd look{PQsocket(connection), POLLIN, 0};
    if (left <= 0 || ::poll(&look, 1, static_cast<int>(std::min<std::int64_t>(left, 3'600'000))) == 0)
        throw Error(Problem::unavailable, "The database took too long to answer. Please ask for less, or later.");
    if (PQconsumeInput(connection) != 1)
        throw Error(Problem::unavailable,
                    "The connection to the database broke off: " + without_end(PQerrorMessage(connection)) + ".");
}

} // namespace

std::string ask_postgres(const PostgresQuestion& question, const Outgoing& outgoing) {
    const Owned<PGconn> connection = connect(question, outgoing);
    std::string query(trimmed(question.query));
    while (query.ends_with(';')) query = std::string(trimmed(query.substr(0, query.size() - 1)));
    const std::string copy = "COPY (" + query + "\n) TO STDOUT (FORMAT csv, HEADER true)";
    auto refused = [&](const PGresult* result) -> Error {
        return {Problem::bad_request,
                "The database refuses the query: " +
                    without_end(result ? PQresultErrorMessage(result) : PQerrorMessage(connection.get())) + "."};
    };
    const std::int64_t deadline = steady_us() + std::int64_t{question.seconds} * 1'000'000;
    // With parameters, so that one statement is all that it can be.
    PQsendQueryParams(connection.get(), copy.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0);
    while (PQisBusy(connection.get())) wait(connection.get(), deadline);
    Owned<PGresult> answer(PQgetResult(connection.get()));
    if (PQresultStatus(answer.get()) != PGRES_COPY_OUT) throw refused(answer.get());
    std::string lines;
    for (;;) {
        char* line = nullptr;
        const int size = PQgetCopyData(connection.get(), &line, 1);
        const Owned<char> freed(line);
        if (size < 0) break;
        if (size == 0) {
            wait(connection.get(), deadline);
            continue;
        }
        lines.append(line, static_cast<std::size_t>(size));
        if (lines.size() > question.most)
            throw Error(Problem::too_large, "The answer is larger than " + std::to_string(question.most / 1024 / 1024) +
                                                " MB. Please ask for less.");
    }
    while (PQisBusy(connection.get())) wait(connection.get(), deadline);
    answer.reset(PQgetResult(connection.get()));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) throw refused(answer.get());
    return lines;
}

} // namespace crm::wire
