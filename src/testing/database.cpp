#include "testing/database.hpp"

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>

#include "testing/folder.hpp"
#include "testing/postgres.hpp"

namespace crm::testing {

namespace {

namespace fs = std::filesystem;

// A database that is removed after it is closed.
class PassingDatabase : public Database {
public:
    PassingDatabase(const DatabaseOptions& options, std::function<void()> remove)
        : database_(Database::open(options)), remove_(std::move(remove)) {}
    ~PassingDatabase() override {
        database_.reset();
        remove_();
    }
    const Dialect& dialect() const override { return database_->dialect(); }
    void read(const std::function<void(Connection&)>& job) override { database_->read(job); }
    void write(const std::function<void(Connection&)>& job, const std::function<bool(Connection&)>& done) override {
        database_->write(job, done);
    }
    void change_schema(const std::vector<std::string>& statements) override { database_->change_schema(statements); }
    DatabaseFigures figures() const override { return database_->figures(); }
    void backup(const std::string& file) override { database_->backup(file); }

private:
    std::unique_ptr<Database> database_;
    std::function<void()> remove_;
};

std::string fresh_number() {
    static std::atomic<int> made = 0;
    return std::to_string(++made);
}

std::string fresh_file() {
    static const std::string folder = new_test_folder();
    return folder + "/" + fresh_number() + ".db";
}

void remove_file(const std::string& file) {
    std::error_code none;
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(file + end, none);
}

DatabaseOptions options_of_copy(const std::string& filled, bool in_postgres) {
    DatabaseOptions options;
    options.partitioned = database_kind() == Kind::partitioned;
    if (in_postgres) {
        auto& server = TestPostgres::started();
        options.postgres_address =
            server.address(filled.empty() ? server.fresh_database() : server.fresh_database(filled));
        return options;
    }
    options.sqlite_file = fresh_file();
    if (!filled.empty()) fs::copy_file(filled, options.sqlite_file);
    return options;
}

std::string database_in(const std::string& address) { // postgresql:///NAME?host=…
    constexpr std::size_t start = std::string_view("postgresql:///").size();
    return address.substr(start, address.find('?') - start);
}

std::unique_ptr<Database> open_passing(const DatabaseOptions& options) {
    return std::make_unique<PassingDatabase>(options, [options] {
        if (!options.sqlite_file.empty())
            remove_file(options.sqlite_file);
        else if (options.postgres_schema.empty())
            TestPostgres::started().drop_database(database_in(options.postgres_address));
    });
}

} // namespace

Kind database_kind() {
    auto named = std::getenv("RELACJA_TEST_DATABASE");
    std::string_view name = named ? named : "sqlite";
    if (name == "postgresql") return Kind::postgresql;
    if (name == "partitioned") return Kind::partitioned;
    require(name == "sqlite", "RELACJA_TEST_DATABASE is sqlite, postgresql or partitioned");
    return Kind::sqlite;
}

DatabaseOptions fresh_database_options() {
    DatabaseOptions options;
    options.partitioned = database_kind() == Kind::partitioned;
    if (database_kind() == Kind::sqlite) {
        options.sqlite_file = fresh_file();
    } else {
        options.postgres_address = TestPostgres::started().address("postgres");
        options.postgres_schema = "s" + fresh_number();
    }
    return options;
}

std::unique_ptr<Database> fresh_database() {
    return open_passing(fresh_database_options());
}

std::unique_ptr<Database> fresh_database(const std::string& name, const std::function<void(Database&)>& fill) {
    static std::mutex mutex;
    static std::map<std::string, std::string> filled; // name → file, or database on the server
    bool in_postgres = database_kind() != Kind::sqlite;
    std::lock_guard lock(mutex);
    std::string& source = filled[name];
    if (source.empty()) {
        auto options = options_of_copy({}, in_postgres);
        fill(*Database::open(options));
        source = in_postgres ? database_in(options.postgres_address) : options.sqlite_file;
    }
    return open_passing(options_of_copy(source, in_postgres));
}

} // namespace crm::testing
