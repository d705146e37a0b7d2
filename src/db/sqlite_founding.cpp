#include <fcntl.h>
#include <unistd.h>

#include "db/copied_row.hpp"
#include "db/dialect.hpp"
#include "db/founding.hpp"
#include "db/sqlite_connection.hpp"

namespace crm {

namespace {

constexpr Moment longest_statement = 1000 * hour;

class SqliteFounding : public Founding {
public:
    explicit SqliteFounding(std::string file)
        : file_(std::move(file)), connection_(file_, SqliteConnection::Use::founding, longest_statement) {}

    const Dialect& dialect() const override { return sqlite_dialect(); }
    std::vector<TableShape> tables() override { return tables_of(connection_); }

    void execute(const std::vector<std::string>& statements) override {
        for (const std::string& statement : statements) connection_.change_schema(statement);
    }

    std::int64_t fill(const TableShape& table, const std::function<std::string_view()>& next) override {
        const std::string sql =
            insert_statement("\"" + table.name + "\"", column_list(dialect(), table), table.columns.size());
        std::int64_t count = 0;
        Values row;
        in_transaction([&](Connection&) {
            for (auto lines = next(); !lines.empty(); lines = next())
                while (!lines.empty()) {
                    const auto end = lines.find('\n');
                    read_copied(lines.substr(0, end), table, row);
                    connection_.execute(sql, row);
                    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
                    ++count;
                }
        });
        return count;
    }

    void write(const std::function<void(Connection&)>& job) override { in_transaction(job); }

    void finish() override {
        connection_.control("PRAGMA optimize");
        const int file = ::open(file_.c_str(), O_RDONLY | O_CLOEXEC);
        const bool saved = file >= 0 && ::fsync(file) == 0;
        if (file >= 0) ::close(file);
        if (!saved) throw Error(Problem::unavailable, "The file " + file_ + " could not be saved. Check its disk.");
    }

private:
    // There is no journal to go back by: what was written before something failed stays, to be dropped with its table.
    void in_transaction(const std::function<void(Connection&)>& job) {
        InsideTransaction inside;
        connection_.control("BEGIN");
        connection_.begin_job(nullptr);
        try {
            job(connection_);
            connection_.end_job();
        } catch (...) {
            connection_.begin_job(nullptr);
            connection_.control("COMMIT");
            throw;
        }
        connection_.control("COMMIT");
    }

    std::string file_;
    SqliteConnection connection_;
};

} // namespace

std::unique_ptr<Founding> open_sqlite_founding(const DatabaseOptions& options) {
    return std::make_unique<SqliteFounding>(options.sqlite_file);
}

} // namespace crm
