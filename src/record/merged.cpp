#include "record/merged.hpp"

#include "record/tables.hpp"

namespace crm {

std::vector<std::string> merged_tables(const Dialect& dialect) {
    const std::string big = ' ' + std::string(dialect.bigint()), text = ' ' + std::string(dialect.text());
    auto statements = dialect.create_keyed_table("merged",
                                                 "\"bucket\"" + big + ", \"id\"" + big + ", \"object\"" + text +
                                                     ", \"survivor\"" + big + ", \"operation\"" + big,
                                                 "\"bucket\", \"id\"", TableClass::big);
    statements.push_back("CREATE INDEX IF NOT EXISTS \"merged_by_survivor\" ON \"merged\" (\"survivor\")");
    statements.push_back("CREATE INDEX IF NOT EXISTS \"merged_by_operation\" ON \"merged\" (\"operation\")");
    // What each step of a merge moved, so that it can be taken back.
    for (auto& each : dialect.create_keyed_table(
             "merge_step", "\"bucket\"" + big + ", \"operation\"" + big + ", \"step\"" + big + ", \"moves\"" + text,
             "\"bucket\", \"operation\", \"step\"", TableClass::big))
        statements.push_back(std::move(each));
    return statements;
}

Id survivor_of(Connection& connection, Id id) {
    Id found = 0;
    for (Id next = id; next;) {
        next = whole_or(connection.value("SELECT \"survivor\" FROM \"merged\" WHERE \"bucket\" = ? AND \"id\" = ?",
                                         Values{std::int64_t{bucket_of(next)}, next}),
                        0);
        if (next) found = next;
    }
    return found;
}

std::vector<Id> absorbed_into(Connection& connection, Id id) {
    std::vector<Id> found;
    auto add = [&](Id survivor) {
        connection.query("SELECT \"id\" FROM \"merged\" WHERE \"survivor\" = ? ORDER BY \"operation\" DESC, \"id\"",
                         Values{survivor}, [&](const Row& row) {
                             found.push_back(row.whole(0));
                             return true;
                         });
    };
    add(id);
    for (std::size_t i = 0; i < found.size(); ++i) add(found[i]); // what had gone into those before
    return found;
}

} // namespace crm
