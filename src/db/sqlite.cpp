#include "db/sqlite.hpp"

#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/dialect.hpp"
#include "db/sqlite_writer.hpp"

namespace crm {

namespace {

constexpr std::chrono::seconds longest_wait{30};

// The connections that read. The one used last is lent first: its cache is warm.
class Readers {
public:
    Readers(const std::string& file, int count, Moment statement_limit) {
        for (int i = 0; i < count; ++i) {
            all_.push_back(std::make_unique<SqliteConnection>(file, SqliteConnection::Use::reading, statement_limit));
            free_.push_back(all_.back().get());
        }
    }
    SqliteConnection& take() {
        std::unique_lock lock(mutex_);
        if (!returned_.wait_for(lock, longest_wait, [this] { return !free_.empty(); }))
            throw Error(Problem::unavailable, "The database is busy. Try again in a moment.");
        auto connection = free_.back();
        free_.pop_back();
        return *connection;
    }
    void give_back(SqliteConnection& connection) {
        {
            std::lock_guard lock(mutex_);
            free_.push_back(&connection);
        }
        returned_.notify_one();
    }
    std::int64_t statements() const {
        std::int64_t sum = 0;
        for (auto& connection : all_) sum += connection->statements();
        return sum;
    }

private:
    std::vector<std::unique_ptr<SqliteConnection>> all_;
    std::vector<SqliteConnection*> free_;
    std::mutex mutex_;
    std::condition_variable returned_;
};

void save_to_disk(const std::string& path) {
    int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    bool saved = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) ::close(file);
    if (!saved) throw Error(Problem::unavailable, "The backup could not be saved to " + path + ". Check its disk.");
}

class SqliteDatabase : public Database {
public:
    explicit SqliteDatabase(const DatabaseOptions& options)
        : file_(options.sqlite_file), writer_(file_, options.statement_limit),
          readers_(file_, options.readers, options.statement_limit) {}

    const Dialect& dialect() const override { return sqlite_dialect(); }

    void read(const std::function<void(Connection&)>& job) override {
        InsideTransaction inside;
        SqliteConnection& connection = readers_.take();
        struct Return {
            Readers& readers;
            SqliteConnection& connection;
            ~Return() {
                // Ending a transaction that only read fails where the file is damaged, which the job has told by then.
                for (const char* end : {"COMMIT", "ROLLBACK"}) try {
                        if (connection.in_transaction()) connection.control(end);
                    } catch (const Error& damage) {
                        log("error", "A reading transaction could not be ended.", {{"reason", damage.what()}});
                    }
                readers.give_back(connection);
            }
        } give_back{readers_, connection};
        connection.control("BEGIN");
        connection.begin_job(nullptr);
        job(connection);
    }

    void write(const std::function<void(Connection&)>& job, const std::function<bool(Connection&)>&) override {
        InsideTransaction::refuse();
        writer_.write(job);
    }

    void change_schema(const std::vector<std::string>& statements) override {
        InsideTransaction::refuse();
        writer_.change_schema(statements);
    }

    DatabaseFigures figures() const override {
        auto figures = writer_.figures();
        figures.statements += readers_.statements();
        return figures;
    }

    void backup(const std::string& file) override;

private:
    std::string file_;
    SqliteWriter writer_;
    Readers readers_;
};

void SqliteDatabase::backup(const std::string& file) {
    namespace fs = std::filesystem;
    if (fs::exists(file)) throw Error(Problem::conflict, "There is a file at " + file + ". Name a new one.");
    std::string part = file + ".part";
    fs::remove(part);
    {
        SqliteConnection source(file_, SqliteConnection::Use::reading, 0);
        sqlite3* target = nullptr;
        int result = sqlite3_open_v2(part.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        if (result == SQLITE_OK) {
            auto copy = sqlite3_backup_init(target, "main", source.handle(), "main");
            // All pages in one step: one snapshot, and in the write-ahead mode nobody waits for it.
            if (copy) sqlite3_backup_step(copy, -1);
            result = copy ? sqlite3_backup_finish(copy) : sqlite3_errcode(target);
        }
        std::string reason = sqlite3_errmsg(target);
        sqlite3_close_v2(target);
        if (result != SQLITE_OK) {
            fs::remove(part);
            throw Error(Problem::unavailable,
                        "The backup could not be written to " + file + " (" + reason + "). Check its folder and disk.");
        }
    }
    save_to_disk(part);
    fs::rename(part, file);
    auto folder = fs::path(file).parent_path();
    save_to_disk(folder.empty() ? "." : folder.string());
}

} // namespace

std::unique_ptr<Database> open_sqlite(const DatabaseOptions& options) {
    return std::make_unique<SqliteDatabase>(options);
}

} // namespace crm
