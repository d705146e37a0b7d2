// The commands export --dump and import --dump: a whole company into a file, and from it into an empty database.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "app/commands.hpp"
#include "app/installation.hpp"
#include "app/migrations.hpp"
#include "base/error.hpp"
#include "jobs/jobs.hpp"
#include "record/check.hpp"
#include "record/dump.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

namespace fs = std::filesystem;

std::string counted(const DumpFigures& figures) {
    return std::to_string(figures.rows) + " rows of " + std::to_string(figures.tables) + " tables";
}

DumpStep told(const Output& output) {
    return [&output](const std::string& table, std::int64_t rows) {
        if (rows) output.complain(table + ": " + std::to_string(rows) + "\n");
    };
}

// Indexes are made here, after the data and by one who has the tables alone. Those of own objects, and what an older
// program's dump lacks, are made when the company is opened.
void make_indexes(Founding& founding) {
    const Dialect& dialect = founding.dialect();
    std::map<std::string, TableShape> present;
    for (TableShape& table : founding.tables()) present.emplace(table.name, std::move(table));
    std::vector<std::string> statements;
    auto add = [&](const std::vector<std::string>& more) {
        statements.insert(statements.end(), more.begin(), more.end());
    };
    add(engine_tables(dialect));
    add(auth_tables(dialect));
    add(jobs_tables(dialect));
    for (const Object* object : program_objects()) {
        const auto table = present.find(object->name);
        if (table == present.end()) continue;
        const bool is_whole = std::all_of(object->columns.begin(), object->columns.end(),
                                          [&](const Column& column) { return table->second.column(column.name); });
        if (!is_whole) continue;
        add(create_object(dialect, *object));
        add(object_indexes(dialect, *object));
    }
    founding.execute(statements);
}

void save_folder(const fs::path& file) {
    const int folder = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return;
    ::fsync(folder);
    ::close(folder);
}

void refuse_company(const std::string& file) {
    if (!fs::exists(file)) return;
    throw Error(Problem::conflict,
                "There is a company in " + fs::path(file).parent_path().string() +
                    " already. A dump is restored into an empty place: please give another folder with --data.");
}

// A file of SQLite until the company in it is whole.
class FileInMaking {
public:
    explicit FileInMaking(const std::string& file) : whole_(file), part_(file + ".restoring") { remove(); }
    ~FileInMaking() { remove(); }
    const std::string& part() const { return part_; }
    void finish() {
        require(!fs::exists(part_ + "-wal"), "a closed database leaves no log");
        fs::rename(part_, whole_);
        save_folder(whole_);
    }

private:
    void remove() {
        std::error_code ignored;
        for (const char* end : {"", "-wal", "-shm", "-journal"}) fs::remove(part_ + end, ignored);
    }
    std::string whole_, part_;
};

// For files of everything, in the company's own folder, gone at the end.
struct PassingFolder {
    explicit PassingFolder(const std::string& data) : path((fs::path(data) / "migrating").string()) {
        fs::remove_all(path);
        fs::create_directories(path);
        fs::permissions(path, fs::perms::owner_all);
    }
    ~PassingFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    PassingFolder(const PassingFolder&) = delete;
    const std::string path;
};

bool same_content(const std::string& one, const std::string& other) {
    std::ifstream a(one, std::ios::binary), b(other, std::ios::binary);
    constexpr std::size_t at_once = 1024 * 1024;
    std::string from_a(at_once, '\0'), from_b(at_once, '\0');
    while (a && b) {
        a.read(from_a.data(), at_once);
        b.read(from_b.data(), at_once);
        const auto count = static_cast<std::size_t>(a.gcount());
        if (a.gcount() != b.gcount() ||
            std::string_view(from_a).substr(0, count) != std::string_view(from_b).substr(0, count))
            return false;
    }
    return a.eof() && b.eof();
}

DumpFigures restore(const DatabaseOptions& options, const Configuration& configuration, const Output& output) {
    DumpFigures figures;
    {
        auto founding = Founding::open(options);
        figures =
            restore_dump(*founding, configuration.dump, static_cast<int>(program_migrations().size()), told(output));
        output.complain("Making indexes\n");
        make_indexes(*founding);
        founding->finish();
    }
    // Migrations of a newer program, own objects' indexes, and whatever else a start looks after.
    Engine(Database::open(options), program_objects(), beginnings(configuration), program_migrations());
    return figures;
}

} // namespace

int dump_company(App& app, const Configuration& configuration, const Output& output) {
    const DumpFigures figures = write_dump(app.engine().database(), configuration.dump, told(output));
    app.auth().audit("export", 0, "command line", Json::object({{"object", "dump"}}));
    output.say("Wrote " + counted(figures) + " to " + configuration.dump +
               ". It holds everything of the company: please keep it safe.\n");
    return 0;
}

// By way of a dump, and compared by another one: equal companies are equal files.
int migrate_company(App& app, const Configuration& configuration, const Output& output) {
    const PassingFolder folder(configuration.data);
    Configuration there = configuration;
    there.database = configuration.target;
    there.dump = folder.path + "/here.dump";
    const DatabaseOptions options = database_options(there);
    write_dump(app.engine().database(), there.dump, told(output));
    const DumpFigures figures = restore(options, there, output);
    output.complain("Comparing\n");
    const std::string again = folder.path + "/there.dump";
    write_dump(*Database::open(options), again, [](const std::string&, std::int64_t) {});
    if (!same_content(there.dump, again)) {
        output.complain(
            "relacja: The two companies differ. Please go on with this one, and tell who maintains Relacja.\n");
        return 1;
    }
    output.say("Moved " + counted(figures) +
               ", and compared them. From now on please start with --database and that address.\n");
    return 0;
}

namespace {

bool is_backup(const std::string& file) {
    std::string head(16, '\0');
    std::ifstream(file, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
    return head == std::string("SQLite format 3\0", 16);
}

int restore_backup(const Configuration& configuration, const Output& output) {
    DatabaseOptions options = database_options(configuration);
    if (options.sqlite_file.empty())
        throw Error(Problem::bad_request,
                    "This is a backup of a SQLite company. Please restore it with --data, and move it "
                    "on with: relacja migrate-to postgresql://…");
    refuse_company(options.sqlite_file);
    const FolderLock lock(configuration.data);
    refuse_company(options.sqlite_file);
    FileInMaking file(options.sqlite_file);
    std::error_code fault;
    fs::copy_file(configuration.dump, file.part(), fault);
    if (fault)
        throw Error(Problem::unavailable, "The backup could not be copied (" + fault.message() +
                                              "). Please check the disk and the rights of the folder.");
    fs::permissions(file.part(), fs::perms::owner_read | fs::perms::owner_write);
    options.sqlite_file = file.part();
    {
        Engine engine(Database::open(options), program_objects(), beginnings(configuration), program_migrations());
        const auto faults = check_company(engine, [&](const std::string& step) { output.complain(step + "\n"); });
        if (!faults.empty())
            throw Error(Problem::invalid, "This backup is damaged: " + faults.front() + " Please take another.");
    }
    file.finish();
    output.say("Restored " + configuration.dump + ".\n");
    return 0;
}

} // namespace

int restore_company(const Configuration& configuration, const Output& output) {
    if (is_backup(configuration.dump)) return restore_backup(configuration, output);
    DatabaseOptions options = database_options(configuration);
    DumpFigures figures;
    if (options.sqlite_file.empty()) {
        figures = restore(options, configuration, output);
    } else {
        refuse_company(options.sqlite_file);
        const FolderLock lock(configuration.data);
        refuse_company(options.sqlite_file);
        FileInMaking file(options.sqlite_file);
        options.sqlite_file = file.part();
        figures = restore(options, configuration, output);
        file.finish();
    }
    output.say("Restored " + counted(figures) + " from " + configuration.dump + ".\n");
    return 0;
}

} // namespace crm
