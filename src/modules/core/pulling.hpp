// Pulling: the work of pulls. What is due is fetched; what is new in it comes in through an import, which can be
// paused, looked at and undone as any other.
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"
#include "wire/outgoing.hpp"

namespace crm {

class Jobs;

struct PullSurroundings {
    wire::Outgoing outgoing;
    std::string drop_folder; // in it lie the folders for dropped files; empty: there are none
    std::function<std::shared_ptr<const Rights>(Id user)> rights_of;
};

// Looks every five minutes for what is due.
void schedule_pulls(Jobs& jobs, Engine& engine, PullSurroundings surroundings);
void enqueue_pull(Context& context, Id pull); // once, however often it is asked for
std::vector<Id> due_pulls(Engine& engine, Moment at);
// What is wrong with the source stands in the run. Thrown is only what may go better when the job is tried again.
void run_pull(Engine& engine, const PullSurroundings& surroundings, Id pull, const std::function<bool()>& stopping);

inline constexpr std::string_view pull_source = "pull";      // of the requests that write runs
inline constexpr std::string_view sealed_secret = "sealed:"; // what a stored secret begins with
std::string secret_of_pull(Id pull);                         // what it is sealed for

// What was found at one place at one time.
struct PullContent {
    std::string data, name;
    std::filesystem::path file; // of a dropped one
};
bool is_folder_name(std::string_view name);
// Files that nobody writes to any more, the oldest first.
std::vector<std::filesystem::path> dropped_files(const std::string& drop_folder, const std::string& name);
PullContent read_dropped(const std::filesystem::path& file);
// Out of the way: into the folder `taken` or `failed` beside it.
void put_away(const std::filesystem::path& file, const char* where);
PullContent fetch_from_web(const Record& pull, const std::string& secret, const PullSurroundings& surroundings);
PullContent ask_database(const Record& pull, const std::string& secret, const PullSurroundings& surroundings);

} // namespace crm
