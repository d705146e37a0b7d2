// A write-ahead log of SQLite is written in large pieces: SQLite itself gives each page to the system as two small
// ones.
#pragma once

namespace crm {

// The name of the file system under which sqlite3_open_v2 opens a database whose log this connection writes. What a
// transaction writes is in the file when it is made durable, or when this connection reads the log; so the connection
// must have synchronous = FULL, and others see only what was committed.
const char* sqlite_with_gathered_log();

} // namespace crm
