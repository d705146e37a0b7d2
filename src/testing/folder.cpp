#include "testing/folder.hpp"

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <mutex>
#include <vector>

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.hpp"

namespace crm::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "relacja-test-";
constexpr std::uintmax_t enough = 1'000'000'000;

fs::path parent() {
    std::error_code none;
    auto space = fs::space("/dev/shm", none);
    return !none && space.available > enough ? fs::path("/dev/shm") : fs::temp_directory_path();
}

void remove_left_over(const fs::path& parent) {
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(parent, none)) {
        auto name = entry.path().filename().string();
        if (!name.starts_with(prefix)) continue;
        int process = 0;
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), process);
        if (process > 0 && ::kill(process, 0) != 0 && errno == ESRCH) fs::remove_all(entry.path(), none);
    }
}

class Folders {
public:
    ~Folders() {
        std::error_code none;
        if (::getpid() != owner_) return; // a fork of ours
        for (const auto& folder : made_) fs::remove_all(folder, none);
    }
    std::string make() {
        std::lock_guard lock(mutex_);
        if (made_.empty()) remove_left_over(parent_);
        auto pattern = (parent_ / (std::string(prefix) + std::to_string(owner_) + "-XXXXXX")).string();
        if (!::mkdtemp(pattern.data()))
            throw Error(Problem::unavailable,
                        "No folder can be made in " + parent_.string() + ". Check its permissions.");
        made_.push_back(pattern);
        return pattern;
    }

private:
    fs::path parent_ = parent();
    pid_t owner_ = ::getpid();
    std::mutex mutex_;
    std::vector<fs::path> made_;
};

} // namespace

std::string new_test_folder() {
    static Folders folders;
    return folders.make();
}

} // namespace crm::testing
