// PostgresQuery: the answer to one question to somebody's PostgreSQL, which may only read, as separated values.
#pragma once
#include <string>

#include "wire/outgoing.hpp"

namespace crm::wire {

struct PostgresQuestion {
    std::string address;                  // postgresql://user@host:5432/name, without a password
    std::string user;                     // beside the address
    std::string password;                 // empty: none is needed
    std::string query;                    // one SELECT
    std::size_t most = 100 * 1024 * 1024; // octets
    int seconds = 300;
};
// With a header line. Throws Error with a sentence where it cannot be had.
std::string ask_postgres(const PostgresQuestion& question, const Outgoing& outgoing);

} // namespace crm::wire
