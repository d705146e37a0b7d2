// Installation: one company's data opened by this process: the folder with its lock, the database, the engine and the app.
#pragma once
#include <memory>
#include <string>

#include "api/app.hpp"
#include "app/configuration.hpp"

namespace crm {

class Installation {
public:
    // Creates what is missing. With SQLite the folder is locked: there is always one writer. Throws Error with a sentence
    // when another process holds it.
    explicit Installation(const Configuration& configuration);
    ~Installation();
    App& app() { return *app_; }
    Engine& engine() { return *engine_; }

private:
    void lock(const std::string& folder);
    int lock_ = -1;
    std::unique_ptr<Engine> engine_;
    std::unique_ptr<App> app_;
};

// All objects of the program: the modules' and auth's.
std::vector<const Object*> program_objects();
std::string socket_path(const Configuration& configuration);

} // namespace crm
