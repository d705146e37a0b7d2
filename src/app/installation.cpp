#include "app/installation.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <thread>

#include "app/migrations.hpp"
#include "app/page.hpp"
#include "auth/layout.hpp"
#include "auth/role.hpp"
#include "auth/team.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/core/mailing.hpp"
#include "modules/core/pulling.hpp"
#include "modules/core/pushing.hpp"
#include "modules/modules.hpp"
#include "modules/orders/ksef_sending.hpp"

namespace crm {

namespace {

constexpr int patience_s = 15; // for another command to finish
std::filesystem::path database_file(const Configuration& configuration) {
    return std::filesystem::path(configuration.data) / "relacja.db";
}

constexpr const char* legal_figures_known = "2026-11b"; // changed when the program knows more of them

} // namespace

DatabaseOptions database_options(const Configuration& configuration) {
    if (!configuration.database.empty() && !configuration.database.starts_with("postgresql://") &&
        !configuration.database.starts_with("postgres://"))
        throw Error(Problem::bad_request,
                    "The database's address begins with postgresql://. Please leave --database out for SQLite.");
    DatabaseOptions options;
    if (configuration.database.empty())
        options.sqlite_file = database_file(configuration).string();
    else
        options.postgres_address = configuration.database;
    options.readers = std::max(2, std::min(configuration.workers, 8));
    return options;
}

Company beginnings(const Configuration& configuration) {
    Company company;
    company.name = configuration.company_name;
    company.country = configuration.country;
    company.currency = configuration.currency;
    company.zone_name = configuration.zone;
    company.language = configuration.language;
    return company;
}

std::vector<const Object*> program_objects() {
    std::vector<const Object*> objects = {&user, &team, &role, &layout};
    for (const Object* object : all_objects()) objects.push_back(object);
    return objects;
}

void need_company(const Configuration& configuration) {
    constexpr std::array<std::string_view, 6> made_for = {"serve",    "demo",      "import",
                                                          "user add", "user list", "token create"};
    if (!configuration.database.empty() ||
        std::find(made_for.begin(), made_for.end(), configuration.command) != made_for.end())
        return;
    if (has_company(configuration)) return;
    const bool there = std::filesystem::exists(database_file(configuration));
    throw Error(Problem::not_found, "There is no company in " + configuration.data +
                                        (there ? ": its relacja.db is empty" : "") +
                                        ". Please name its folder with --data.");
}

bool has_company(const Configuration& configuration) {
    if (configuration.database.empty()) {
        std::error_code absent;
        const auto size = std::filesystem::file_size(database_file(configuration), absent);
        return !absent && size > 0;
    }
    bool found = false;
    Database::open(database_options(configuration))->read([&](Connection& connection) {
        found = !connection.columns_of("company").empty();
    });
    return found;
}

std::string socket_path(const Configuration& configuration) {
    return (std::filesystem::path(configuration.data) / "relacja.sock").string();
}

Installation::Installation(const Configuration& configuration) {
    const DatabaseOptions database = database_options(configuration);
    if (configuration.database.empty()) lock_ = std::make_unique<FolderLock>(configuration.data);
    engine_ = std::make_unique<Engine>(Database::open(database), program_objects(), beginnings(configuration),
                                       program_migrations());
    AppOptions options;
    options.public_url = configuration.public_url;
    options.page = page_file;
    options.key_file = (std::filesystem::path(configuration.data) / "second-factor.key").string();
    options.open_metrics = configuration.metrics == "open";
    app_ = std::make_unique<App>(*engine_, std::move(options));
    if (engine_->fact("default_data").empty()) {
        Request request;
        engine_->write(request, [](Context& context) { make_default_data(context); });
        engine_->set_fact("default_data", "1");
    }
    // Companies founded by an older program get the figures too, once: what somebody deletes stays deleted.
    if (engine_->fact("legal_figures") != legal_figures_known) {
        Request request;
        engine_->write(request, [](Context& context) { make_legal_figures(context); });
        engine_->set_fact("legal_figures", legal_figures_known);
    }
    schedule_daily_work(app_->jobs(), *engine_);
    const std::string drop_folder = configuration.drop_folder.empty()
                                        ? (std::filesystem::path(configuration.data) / "drop").string()
                                        : configuration.drop_folder;
    const wire::Outgoing outgoing(configuration.outgoing_allow, configuration.outgoing_authorities);
    const auto rights_of = [this](Id user) { return app_->auth().rights_of(user); };
    mail_by_its_server(*engine_, outgoing);
    schedule_ksef(app_->jobs(), *engine_, outgoing);
    schedule_pulls(app_->jobs(), *engine_, {outgoing, drop_folder, rights_of});
    const std::string contact =
        configuration.public_url.starts_with("https://") ? configuration.public_url : "mailto:postmaster@localhost";
    schedule_pushes(app_->jobs(), *engine_, {outgoing, contact, rights_of});
}

Installation::~Installation() {
    app_.reset();
    engine_.reset();
}

FolderLock::~FolderLock() {
    ::close(lock_);
}

FolderLock::FolderLock(const std::string& folder) {
    std::filesystem::create_directories(folder);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    const std::string path = (std::filesystem::path(folder) / "relacja.lock").string();
    lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0)
        throw Error(Problem::unavailable,
                    "The data folder " + folder + " cannot be written. Please check its owner and rights.");
    for (int tenths = 0; ::flock(lock_, LOCK_EX | LOCK_NB) != 0; ++tenths) {
        if (tenths >= patience_s * 10) {
            ::close(lock_);
            throw Error(Problem::unavailable,
                        "Another Relacja is working in " + folder + ". Please wait until it has finished, or stop it.");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

} // namespace crm
