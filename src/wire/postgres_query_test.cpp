#include "wire/postgres_query.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "testing/postgres.hpp"
#include "testing/web_server.hpp"

using namespace crm;
using namespace crm::wire;
using crm::testing::Forwarder;
using crm::testing::TestPostgres;

namespace {

// The test's PostgreSQL listens on a unix socket; it is reached by a port here, as somebody else's would be.
struct PostgresQuery : ::testing::Test {
    const std::string folder = [] {
        const std::string address = TestPostgres::started().address("postgres");
        const auto from = address.find("host=") + 5;
        return address.substr(from, address.find('&', from) - from);
    }();
    Forwarder forwarder{folder + "/.s.PGSQL.5432"};
    const Outgoing loopback{{"127.0.0.0/8"}};

    std::string address() const {
        return "postgresql://relacja@127.0.0.1:" + std::to_string(forwarder.port()) + "/postgres";
    }
    PostgresQuestion asking(const std::string& query) const {
        return {.address = address(), .query = query, .seconds = 20};
    }
    std::string refusal(const PostgresQuestion& question, const Outgoing& outgoing) const {
        try {
            ask_postgres(question, outgoing);
            return "";
        } catch (const Error& error) {
            return error.what();
        }
    }
};

} // namespace

TEST_F(PostgresQuery, answers_as_separated_values) {
    EXPECT_EQ(ask_postgres(asking("SELECT 'a,b' AS name, 12.50 AS amount, DATE '2026-11-22' AS day, NULL AS none;"),
                           loopback),
              "name,amount,day,none\n\"a,b\",12.50,2026-11-22,\n");
    EXPECT_EQ(ask_postgres(asking("SELECT n FROM generate_series(1, 3) AS n -- all"), loopback), "n\n1\n2\n3\n");
}

TEST_F(PostgresQuery, can_only_read) {
    for (const char* query : {"SELECT 1) TO STDOUT; DROP TABLE x; COPY (SELECT 1", "CREATE TABLE x (y int)",
                              "SELECT pg_sleep(0), nosuch", "", "DELETE FROM pg_class RETURNING 1"})
        EXPECT_NE(refusal(asking(query), loopback), "") << query;
}

TEST_F(PostgresQuery, is_bounded) {
    PostgresQuestion large = asking("SELECT repeat('x', 1000) FROM generate_series(1, 5000)");
    large.most = 1'000'000;
    EXPECT_NE(refusal(large, loopback).find("larger than"), std::string::npos);
    PostgresQuestion slow = asking("SELECT pg_sleep(60)");
    slow.seconds = 1;
    EXPECT_NE(refusal(slow, loopback), "");
}

TEST_F(PostgresQuery, goes_only_where_it_may_and_takes_no_files_of_this_machine) {
    EXPECT_NE(refusal(asking("SELECT 1"), Outgoing()).find("may not be called"), std::string::npos);
    auto at = [&](const std::string& other) {
        return refusal({.address = other, .query = "SELECT 1", .seconds = 5}, loopback);
    };
    EXPECT_NE(at("postgresql:///postgres?host=" + folder), "");
    EXPECT_NE(at(address() + "?sslrootcert=/etc/passwd").find("cannot be given"), std::string::npos);
    EXPECT_NE(at(address() + "?hostaddr=10.0.0.1").find("cannot be given"), std::string::npos);
    EXPECT_NE(at("postgresql://a:word@127.0.0.1/x").find("password in its own field"), std::string::npos);
    EXPECT_NE(at("http://127.0.0.1/x"), "");
}
