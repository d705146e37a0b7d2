// Installation: one company's data opened by this process: the folder with its lock, the database, the engine and the
// app.
#pragma once
#include <memory>
#include <string>

#include "api/app.hpp"
#include "app/configuration.hpp"

namespace crm {

// While one lives, no other process works in the data folder; it is made where it is missing. Throws Error where
// another one does not end soon.
class FolderLock {
public:
    explicit FolderLock(const std::string& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int lock_ = -1;
};

class Installation {
public:
    // Creates what is missing. With SQLite the folder is locked: there is always one writer. Throws Error with a
    // sentence when another process holds it.
    explicit Installation(const Configuration& configuration);
    ~Installation();
    App& app() { return *app_; }
    Engine& engine() { return *engine_; }

private:
    std::unique_ptr<FolderLock> lock_;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<App> app_;
};

// All objects of the program: the modules' and auth's.
std::vector<const Object*> program_objects();
// Throws Error where a command that works on what is there finds no company in the data folder: none is made for it.
void need_company(const Configuration& configuration);
// Whether there is one: a company's tables in the data folder or in the database.
bool has_company(const Configuration& configuration);
std::string socket_path(const Configuration& configuration);
DatabaseOptions database_options(const Configuration& configuration); // throws Error where its address is none
Company beginnings(const Configuration& configuration);

} // namespace crm
