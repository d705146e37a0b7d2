// Bare creates: the floor of single creates on PostgreSQL. The rows that the program wrote for its last ones (the
// record, its event, its words) are written again under new ids by the bare driver, a transaction of one journey for
// each, and taken away again. The program must not be running: it would take the new ids for the present.
#pragma once
#include <string>

namespace bench {

// A second, by so many connections, for so long.
double bare_postgres_creates(const std::string& address, int connections, double seconds);

} // namespace bench
