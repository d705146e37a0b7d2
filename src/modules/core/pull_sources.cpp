// Where pulls fetch from: the web, folders for dropped files, databases.
#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "modules/core/pull.hpp"
#include "modules/core/pulling.hpp"
#include "wire/postgres_query.hpp"
#include "wire/web.hpp"

namespace crm {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_content = 100 * 1024 * 1024; // as of a file that somebody sends
constexpr Moment settled_after = 10 * second;                 // since it was last written to

bool is_half_sent(const std::string& name) {
    constexpr std::string_view ends[] = {".part", ".tmp", ".filepart", ".crdownload", ".swp"};
    return name.starts_with('.') ||
           std::any_of(std::begin(ends), std::end(ends), [&](auto end) { return name.ends_with(end); });
}

} // namespace

bool is_folder_name(std::string_view name) {
    return !name.empty() && name.size() <= 100 && name[0] != '.' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '.';
    });
}

std::vector<fs::path> dropped_files(const std::string& drop_folder, const std::string& name) {
    if (drop_folder.empty() || !is_folder_name(name))
        throw Error(
            Problem::unavailable,
            "There is no folder for dropped files. The administrator of the server names one with --drop-folder.");
    const fs::path folder = fs::path(drop_folder) / name;
    std::error_code fault;
    if (!fs::is_directory(fs::symlink_status(folder, fault)))
        throw Error(Problem::unavailable, "The folder " + name +
                                              " is not there. Please let the administrator of the server make it "
                                              "inside the folder for dropped files.");
    std::vector<std::pair<Moment, fs::path>> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        struct stat facts {};
        if (is_half_sent(entry.path().filename().string()) || ::lstat(entry.path().c_str(), &facts) != 0 ||
            !S_ISREG(facts.st_mode))
            continue;
        const Moment written = facts.st_mtim.tv_sec * second + facts.st_mtim.tv_nsec / 1000;
        if (written + settled_after <= now()) found.emplace_back(written, entry.path());
    }
    std::sort(found.begin(), found.end());
    std::vector<fs::path> files;
    for (auto& [written, path] : found) files.push_back(std::move(path));
    return files;
}

PullContent read_dropped(const fs::path& file) {
    std::error_code fault;
    const auto size = fs::file_size(file, fault);
    if (fault || size > largest_content)
        throw Error(Problem::too_large, "The file " + file.filename().string() +
                                            " is larger than 100 MB, or cannot be read. Please send it in parts.");
    PullContent content{std::string(size, '\0'), file.filename().string(), file};
    std::ifstream in(file, std::ios::binary);
    in.read(content.data.data(), static_cast<std::streamsize>(size));
    if (in.gcount() != static_cast<std::streamsize>(size))
        throw Error(Problem::unavailable, "The file " + content.name + " cannot be read. Please check its rights.");
    return content;
}

void put_away(const fs::path& file, const char* where) {
    const fs::path folder = file.parent_path() / where;
    std::error_code fault;
    fs::create_directory(folder, fault);
    fs::path target = folder / file.filename();
    for (int number = 2; fs::exists(target); ++number)
        target = folder / (std::to_string(number) + "-" + file.filename().string());
    fs::rename(file, target, fault);
    if (fault)
        throw Error(Problem::unavailable, "The file " + file.filename().string() +
                                              " cannot be put away into the folder " + where +
                                              ". Please check the rights of its folder.");
}

PullContent fetch_from_web(const Record& record, const std::string& secret, const PullSurroundings& surroundings) {
    wire::Fetching how;
    how.most = largest_content;
    const std::string login = record.get(pull.login);
    if (!login.empty())
        how.headers.emplace_back("Authorization", "Basic " + base64(login + ":" + secret));
    else if (!secret.empty())
        how.headers.emplace_back("Authorization", "Bearer " + secret);
    const std::string address = record.get(pull.address);
    auto fetched = wire::fetch(address, how, surroundings.outgoing);
    const std::string target = wire::read_web_address(address).target, path = target.substr(0, target.find('?'));
    const std::string name = path.substr(path.rfind('/') + 1);
    return {std::move(fetched.body), name.empty() ? "content" : name, {}};
}

PullContent ask_database(const Record& record, const std::string& secret, const PullSurroundings& surroundings) {
    wire::PostgresQuestion question;
    question.address = record.get(pull.address);
    if (const std::string login = record.get(pull.login); !login.empty()) question.user = login;
    question.password = secret;
    question.query = record.get(pull.query);
    question.most = largest_content;
    return {wire::ask_postgres(question, surroundings.outgoing), "answer.csv", {}};
}

} // namespace crm
