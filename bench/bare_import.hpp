// Bare import: the floor of an import. The rows that the program wrote, written again by the bare driver into empty
// tables of the same shape with the same indexes, in one transaction. Reading them is not counted.
#pragma once
#include <cstdint>
#include <string>

namespace bench {

struct BareImport {
    double seconds = 0;
    std::int64_t rows = 0; // in all tables together
    std::string tables;    // "party 10000, event 10000, …"
};
// Copies every table of `from` that has at least `least` rows with an id greater than `after` into the new file `to`,
// or, where `after` is given, those rows beside what an earlier run has written there.
BareImport bare_sqlite_import(const std::string& from, const std::string& to, std::int64_t least, std::int64_t after);
// The same with COPY, from the database at `from` into the one at `to`, which has the same tables.
BareImport bare_postgres_import(const std::string& from, const std::string& to, std::int64_t least, std::int64_t after);

} // namespace bench
