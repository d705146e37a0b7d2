// Tries: slows down guessing of passwords, per login and per address. After a few failures the wait grows from one
// minute to fifteen. A try counts as failed before the password is looked at, so that guessing in parallel gains
// nothing.
#pragma once
#include <string>

#include "db/database.hpp"

namespace crm {

class Tries {
public:
    explicit Tries(Database& database) : database_(database) {}

    // Throws Error(too_many) while slowed down; else counts a failure.
    void begin(const std::string& login, const std::string& address, Moment at);
    // The password was right: the login starts anew, the address has one failure less. In the caller's transaction.
    // What was counted was no failure; whether it was a success is still open.
    static void take_back(Connection& connection, const std::string& login, const std::string& address);
    static void succeeded(Connection& connection, const std::string& login, const std::string& address);

    static constexpr int free_by_login = 5;    // failures within fifteen minutes before the first wait
    static constexpr int free_by_address = 20; // an office shares one address
    static constexpr Moment window = 15 * minute;
    static constexpr Moment longest_wait = 15 * minute;
    static constexpr Moment forgotten_after = hour; // since the last failure

private:
    Database& database_;
};

} // namespace crm
