#include "db/dialect.hpp"
#include "db/founding.hpp"
#include "db/postgres_link.hpp"
#include "db/postgres_schema.hpp"

namespace crm {

namespace {

PostgresSettings settings_of(const DatabaseOptions& options) {
    return {.address = options.postgres_address,
            .schema = options.postgres_schema,
            .dialect = &postgres_dialect(options.partitioned),
            .statement_limit = 0};
}

class PostgresFounding : public Founding {
public:
    explicit PostgresFounding(const DatabaseOptions& options)
        : partitioned_(options.partitioned), link_(settings_of(options)) {
        prepare_postgres(link_, options.postgres_schema);
        link_.plain("SET synchronous_commit = off"); // only the last commit must wait for the disk
        link_.plain("SET maintenance_work_mem = '512MB'");
    }

    const Dialect& dialect() const override { return link_.dialect(); }

    std::vector<TableShape> tables() override {
        std::vector<TableShape> found;
        run(PostgresLink::Kind::reading, [&](Connection& connection) { found = tables_of(connection); });
        return found;
    }

    void execute(const std::vector<std::string>& statements) override {
        for (const std::string& statement : statements) run_postgres_schema(link_, statement);
    }

    // The table is emptied in the same transaction, so that its rows need not be looked at ever again to know that
    // everybody sees them; not so where it is spread.
    std::int64_t fill(const TableShape& table, const std::function<std::string_view()>& next) override {
        const std::string name = "\"" + table.name + "\"";
        const bool spread = partitioned_ && table.column("bucket");
        const std::string copy =
            "COPY " + name + " (" + column_list(dialect(), table) + ") FROM STDIN" + (spread ? "" : " (FREEZE)");
        std::int64_t count = 0;
        try {
            run(PostgresLink::Kind::writing, [&](Connection&) {
                link_.execute("TRUNCATE " + name);
                count = link_.copy_in(copy, next);
            });
        } catch (const PostgresRefusal& refusal) {
            if (!refusal.state.starts_with("22")) throw; // of the data
            throw Error(Problem::invalid, "A line is no row of the table " + table.name + ".");
        }
        return count;
    }

    void write(const std::function<void(Connection&)>& job) override { run(PostgresLink::Kind::writing, job); }

    void finish() override {
        link_.plain("SET synchronous_commit = on");
        link_.plain("ANALYZE");
    }

private:
    void run(PostgresLink::Kind kind, const std::function<void(Connection&)>& job) {
        InsideTransaction inside;
        link_.begin(kind, nullptr);
        try {
            job(link_);
            link_.commit();
        } catch (...) {
            link_.rollback();
            throw;
        }
    }

    bool partitioned_;
    PostgresLink link_;
};

} // namespace

std::unique_ptr<Founding> open_postgres_founding(const DatabaseOptions& options) {
    return std::make_unique<PostgresFounding>(options);
}

} // namespace crm
