#include "testing/postgres.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "db/dialect.hpp"
#include "db/postgres_link.hpp"
#include "testing/folder.hpp"

namespace crm::testing {

namespace {

namespace fs = std::filesystem;

// Runs as the server's user; ends it and removes the folder when nobody holds the other end of its input any more.
constexpr const char* keeper_script = R"(
folder=$1 programs=$2
cd "$folder" || exit 1
"$programs/initdb" -D "$folder/data" -U relacja -A trust --no-sync --no-instructions --encoding=UTF8 --locale=C.UTF-8 \
    >"$folder/log" 2>&1 || exit 1
"$programs/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=256MB -c shared_buffers=64MB -c max_connections=200 \
    -c max_locks_per_transaction=512 -c autovacuum=off -c jit=off -c deadlock_timeout=50ms >>"$folder/log" 2>&1 &
server=$!
read -r line
kill -QUIT $server
wait $server
rm -rf "$folder"
)";

std::string newest_programs() {
    std::string found;
    int newest = 0;
    std::error_code none;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", none)) {
        int number = std::atoi(version.path().filename().c_str());
        if (number > newest && fs::exists(version.path() / "bin" / "initdb")) {
            newest = number;
            found = (version.path() / "bin").string();
        }
    }
    if (found.empty())
        throw Error(Problem::unavailable,
                    "There is no PostgreSQL in /usr/lib/postgresql. Install postgresql, then test again.");
    return found;
}

// PostgreSQL refuses to run as root.
const passwd* user_of_server() {
    if (geteuid() != 0) return nullptr;
    auto user = getpwnam("postgres");
    return user ? user : getpwnam("nobody");
}

} // namespace

TestPostgres& TestPostgres::started() {
    static TestPostgres server;
    return server;
}

TestPostgres::TestPostgres() : folder_(new_test_folder()) {
    start_server(newest_programs());
    wait_until_ready();
}

TestPostgres::~TestPostgres() {
    ::close(lifeline_);
    ::waitpid(keeper_, nullptr, 0);
    std::error_code none;
    fs::remove_all(folder_, none); // the keeper may remove what is in it, but not always itself
}

void TestPostgres::start_server(const std::string& programs) {
    auto user = user_of_server();
    if (user && ::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw Error(Problem::unavailable, "The folder of the test database cannot be given to its user.");
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw Error(Problem::unavailable, "No pipe can be made. Close other programs.");
    keeper_ = ::fork();
    if (keeper_ == 0) {
        ::setsid();
        ::dup2(ends[0], STDIN_FILENO);
        if (user && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0))
            ::_exit(1);
        ::execl("/bin/sh", "sh", "-c", keeper_script, "keeper", folder_.c_str(), programs.c_str(), nullptr);
        ::_exit(1);
    }
    ::close(ends[0]);
    lifeline_ = ends[1];
}

void TestPostgres::wait_until_ready() {
    auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
        try {
            return execute("SELECT 1");
        } catch (const std::exception& failure) {
            bool ended = ::waitpid(keeper_, nullptr, WNOHANG) != 0;
            if (ended || std::chrono::steady_clock::now() > until)
                throw Error(Problem::unavailable, "The test database did not start; its words are in " + folder_ +
                                                      "/log (" + failure.what() + ").");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

std::string TestPostgres::address(const std::string& database) const {
    return "postgresql:///" + database + "?host=" + folder_ + "&user=relacja";
}

void TestPostgres::execute(const std::string& sql) {
    static std::mutex mutex;
    static std::unique_ptr<PostgresLink> link;
    std::lock_guard lock(mutex);
    if (!link || !link->usable())
        link = std::make_unique<PostgresLink>(
            PostgresSettings{.address = address("postgres"), .dialect = &postgres_dialect(false)});
    link->plain(sql);
}

std::string TestPostgres::fresh_database(const std::string& from) {
    static std::atomic<int> made = 0;
    std::string name = "test_" + std::to_string(++made);
    for (const std::string& old : std::exchange(unwanted_, {})) execute("DROP DATABASE " + old + " WITH (FORCE)");
    execute("CREATE DATABASE " + name + " TEMPLATE " + from);
    return name;
}

void TestPostgres::drop_database(const std::string& name) {
    unwanted_.push_back(name);
}

void TestPostgres::end_all_connections() {
    execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND "
            "backend_type = 'client backend'");
}

} // namespace crm::testing
