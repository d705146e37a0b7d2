// TestPostgres: a private PostgreSQL of this test process, started when first asked for, reached through a socket in
// its own folder, gone with the process however that ends.
#pragma once
#include <string>
#include <vector>

namespace crm::testing {

class TestPostgres {
public:
    static TestPostgres& started();

    // postgresql://… of a database on it, "postgres" being there from the start.
    std::string address(const std::string& database) const;
    // Outside of a transaction: CREATE DATABASE and the like.
    void execute(const std::string& sql);
    // A new empty database. A template must have been closed by everybody.
    std::string fresh_database(const std::string& from = "template1");
    // Dropped before the next one is made, when the server has noticed that nobody is in it any more.
    void drop_database(const std::string& name);
    // As a server that starts again would do to all who are connected.
    void end_all_connections();

    TestPostgres(const TestPostgres&) = delete;
    TestPostgres& operator=(const TestPostgres&) = delete;

private:
    TestPostgres();
    ~TestPostgres();
    void start_server(const std::string& programs);
    void wait_until_ready();

    std::string folder_;
    std::vector<std::string> unwanted_; // databases
    int keeper_ = 0;                    // the process that ends the server when our end of the pipe closes
    int lifeline_ = -1;
};

} // namespace crm::testing
