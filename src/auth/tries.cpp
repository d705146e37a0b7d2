#include "auth/tries.hpp"

#include <arpa/inet.h>

#include <algorithm>

#include "auth/password.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

struct Counted {
    std::int64_t count = 0;  // failures that still matter
    std::int64_t stored = 0; // as the row has it
    Moment first_at = 0, last_at = 0;
    bool present = false;
};

// Somebody may type the password where the login belongs, so the key is a digest.
std::string login_key(const std::string& login) {
    return hash_of_secret("login:" + login);
}

// All of an IPv6 network of one customer (64 bits) counts as one address, however it is written.
std::string address_key(const std::string& address) {
    unsigned char octets[16];
    if (inet_pton(AF_INET6, address.c_str(), octets) != 1) return hash_of_secret("address:" + address);
    return hash_of_secret("address:" + std::string(reinterpret_cast<const char*>(octets), 8));
}

Moment wait_after(std::int64_t failures, int free) {
    if (failures < free) return 0;
    const auto doublings = std::min<std::int64_t>(failures - free, 10);
    return std::min(Tries::longest_wait, minute << doublings);
}

Counted counted(Connection& connection, const std::string& key, int free, Moment at) {
    Counted found;
    connection.query("SELECT \"count\", first_at, last_at FROM failed_try WHERE \"key\" = ?", Values{key},
                     [&](const Row& row) {
                         found = {row.whole(0), row.whole(0), row.whole(1), row.whole(2), true};
                         return false;
                     });
    const bool old =
        found.count < free ? at - found.first_at > Tries::window : at - found.last_at > Tries::forgotten_after;
    if (old) found.count = 0;
    return found;
}

Moment wait_of(const Counted& found, int free, Moment at) {
    const Moment wait = wait_after(found.count, free);
    return wait == 0 ? 0 : std::max<Moment>(0, found.last_at + wait - at);
}

// False where somebody else counted meanwhile.
bool count_one_more(Connection& connection, const std::string& key, const Counted& before, Moment at) {
    const Moment first_at = before.count == 0 ? at : before.first_at;
    if (!before.present)
        return connection.execute("INSERT INTO failed_try (\"key\", \"count\", first_at, last_at) VALUES (?, 1, ?, ?) "
                                  "ON CONFLICT (\"key\") DO NOTHING",
                                  Values{key, at, at}) == 1;
    return connection.execute(
               "UPDATE failed_try SET \"count\" = ?, first_at = ?, last_at = ? WHERE \"key\" = ? AND \"count\" = ?",
               Values{before.count + 1, first_at, at, key, before.stored}) == 1;
}

// Counts, or says how long to wait: asked anew after each clash, so that of many tries at once only the free ones pass.
Moment count_or_wait(Connection& connection, const std::string& key, int free, Moment at) {
    for (int round = 0; round < 50; ++round) {
        const Counted before = counted(connection, key, free, at);
        if (const Moment wait = wait_of(before, free, at)) return wait;
        if (count_one_more(connection, key, before, at)) return 0;
    }
    return minute;
}

std::string in_words(Moment wait) {
    const auto minutes = (wait + minute - 1) / minute;
    return minutes == 1 ? "a minute" : std::to_string(minutes) + " minutes";
}

} // namespace

void Tries::begin(const std::string& login, const std::string& address, Moment at) {
    const std::pair<std::string, int> keys[] = {{login_key(login), free_by_login},
                                                {address_key(address), free_by_address}};
    Moment wait = 0;
    database_.write([&](Connection& connection) {
        wait = 0;
        connection.execute("DELETE FROM failed_try WHERE last_at < ?", Values{at - 2 * forgotten_after});
        for (const auto& [key, free] : keys)
            wait = std::max(wait, wait_of(counted(connection, key, free, at), free, at));
        for (const auto& [key, free] : keys)
            if (wait == 0) wait = count_or_wait(connection, key, free, at);
    });
    if (wait > 0)
        throw Error(Problem::too_many, "There were too many wrong tries. Try again in " + in_words(wait) + ".");
}

void Tries::succeeded(Connection& connection, const std::string& login, const std::string& address) {
    connection.execute("DELETE FROM failed_try WHERE \"key\" = ?", Values{login_key(login)});
    connection.execute("UPDATE failed_try SET \"count\" = \"count\" - 1 WHERE \"key\" = ? AND \"count\" > 0",
                       Values{address_key(address)});
}

void Tries::take_back(Connection& connection, const std::string& login, const std::string& address) {
    for (const auto& key : {login_key(login), address_key(address)})
        connection.execute("UPDATE failed_try SET \"count\" = \"count\" - 1 WHERE \"key\" = ? AND \"count\" > 0",
                           Values{key});
}

} // namespace crm
