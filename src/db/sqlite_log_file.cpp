#include "db/sqlite_log_file.hpp"

#include <cstring>
#include <mutex>
#include <string>

#include <sqlite3.h>

#include "base/error.hpp"

namespace crm {

namespace {

constexpr std::size_t gathered_at_most = 120 * 1024; // octets; SQLite's files take less than 128 kB at a time
constexpr const char* name = "gathered-log";

// SQLite keeps the memory of a file itself: first what we add, then the file of the system.
struct LogFile {
    sqlite3_file base;
    std::string* gathered; // what is still to be written,
    sqlite3_int64 place;   // from here on
    sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
static_assert(sizeof(LogFile) % alignof(sqlite3_int64) == 0);

sqlite3_vfs* system_files() {
    return sqlite3_vfs_find(nullptr);
}

LogFile& log_of(sqlite3_file* file) {
    return *reinterpret_cast<LogFile*>(file);
}

int write_gathered(LogFile& log) {
    if (log.gathered->empty()) return SQLITE_OK;
    const int result = log.system()->pMethods->xWrite(log.system(), log.gathered->data(),
                                                      static_cast<int>(log.gathered->size()), log.place);
    log.gathered->clear(); // where it failed, SQLite takes the transaction back
    return result;
}

// Asks the system's file, once all that was gathered is in it.
template <class Ask>
int after_gathered(sqlite3_file* file, Ask ask) {
    LogFile& log = log_of(file);
    if (const int result = write_gathered(log); result != SQLITE_OK) return result;
    return ask(log.system());
}

int close_log(sqlite3_file* file) {
    const int written = write_gathered(log_of(file));
    const int closed = log_of(file).system()->pMethods->xClose(log_of(file).system());
    delete log_of(file).gathered;
    return written == SQLITE_OK ? closed : written;
}

int read_log(sqlite3_file* file, void* into, int size, sqlite3_int64 place) {
    return after_gathered(file,
                          [&](sqlite3_file* system) { return system->pMethods->xRead(system, into, size, place); });
}

int write_log(sqlite3_file* file, const void* data, int size, sqlite3_int64 place) {
    LogFile& log = log_of(file);
    const auto length = static_cast<std::size_t>(size);
    const bool follows = place == log.place + static_cast<sqlite3_int64>(log.gathered->size());
    if (!follows || log.gathered->size() + length > gathered_at_most)
        if (const int result = write_gathered(log); result != SQLITE_OK) return result;
    if (log.gathered->empty()) log.place = place;
    log.gathered->append(static_cast<const char*>(data), length);
    return SQLITE_OK;
}

int truncate_log(sqlite3_file* file, sqlite3_int64 size) {
    return after_gathered(file, [&](sqlite3_file* system) { return system->pMethods->xTruncate(system, size); });
}

int sync_log(sqlite3_file* file, int how) {
    return after_gathered(file, [&](sqlite3_file* system) { return system->pMethods->xSync(system, how); });
}

int size_of_log(sqlite3_file* file, sqlite3_int64* size) {
    return after_gathered(file, [&](sqlite3_file* system) { return system->pMethods->xFileSize(system, size); });
}

int control_log(sqlite3_file* file, int what, void* with) {
    return after_gathered(file,
                          [&](sqlite3_file* system) { return system->pMethods->xFileControl(system, what, with); });
}

// A log is locked through the shared memory of its database.
int lock_log(sqlite3_file* file, int how) {
    return log_of(file).system()->pMethods->xLock(log_of(file).system(), how);
}

int unlock_log(sqlite3_file* file, int how) {
    return log_of(file).system()->pMethods->xUnlock(log_of(file).system(), how);
}

int log_is_reserved(sqlite3_file* file, int* is) {
    return log_of(file).system()->pMethods->xCheckReservedLock(log_of(file).system(), is);
}

int sector_of_log(sqlite3_file* file) {
    return log_of(file).system()->pMethods->xSectorSize(log_of(file).system());
}

int kind_of_log(sqlite3_file* file) {
    return log_of(file).system()->pMethods->xDeviceCharacteristics(log_of(file).system());
}

// Without shared memory and mapped pages, which are the database's own.
const sqlite3_io_methods* log_methods() {
    static const sqlite3_io_methods methods = [] {
        sqlite3_io_methods made{};
        made.iVersion = 1;
        made.xClose = close_log;
        made.xRead = read_log;
        made.xWrite = write_log;
        made.xTruncate = truncate_log;
        made.xSync = sync_log;
        made.xFileSize = size_of_log;
        made.xLock = lock_log;
        made.xUnlock = unlock_log;
        made.xCheckReservedLock = log_is_reserved;
        made.xFileControl = control_log;
        made.xSectorSize = sector_of_log;
        made.xDeviceCharacteristics = kind_of_log;
        return made;
    }();
    return &methods;
}

int open_file(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* given) {
    sqlite3_vfs* system = system_files();
    if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, path, file, flags, given);
    LogFile& log = log_of(file);
    log = {};
    std::memset(log.system(), 0, static_cast<std::size_t>(system->szOsFile));
    const int result = system->xOpen(system, path, log.system(), flags, given);
    if (result != SQLITE_OK) return result; // SQLite closes only what has methods
    log.gathered = new std::string;
    log.gathered->reserve(gathered_at_most);
    log.base.pMethods = log_methods();
    return SQLITE_OK;
}

} // namespace

const char* sqlite_with_gathered_log() {
    static std::once_flag once;
    static sqlite3_vfs files;
    std::call_once(once, [] {
        files = *system_files();
        files.szOsFile += static_cast<int>(sizeof(LogFile));
        files.pNext = nullptr;
        files.zName = name;
        files.xOpen = open_file;
        require(sqlite3_vfs_register(&files, 0) == SQLITE_OK, "a name for the files of SQLite that is free");
    });
    return name;
}

} // namespace crm
