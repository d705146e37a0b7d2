#include "record/engine.hpp"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <thread>

#include "base/error.hpp"
#include "base/log.hpp"
#include "record/company_settings.hpp"
#include "record/context.hpp"
#include "record/dump.hpp"
#include "record/migrations.hpp"
#include "record/names.hpp"
#include "record/search_samples.hpp"
#include "record/tables.hpp"

namespace crm {

namespace {

// The number of the database's format: how the engine's own tables are read. A program refuses a database with a larger
// one, as it refuses one with migrations that it does not know.
constexpr int format = 1;

std::string digest(const std::vector<std::string>& statements) {
    std::uint64_t hash = fnv1a("");
    for (const auto& each : statements) hash = fnv1a(each, hash);
    return std::to_string(hash);
}

bool holds_amounts(Context& context) {
    for (const auto& object : context.schema().objects())
        for (const Field& field : object->fields)
            if (field.kind == Kind::money &&
                !is_null(context.connection().value("SELECT \"id\" FROM " + quoted(object->name) + " WHERE " +
                                                    quoted(field.name) + " IS NOT NULL LIMIT 1")))
                return true;
    return false;
}

} // namespace

// Keeps this process's server number for as long as it lives.
struct Engine::Lease {
    std::thread thread;
    std::mutex mutex;
    std::condition_variable wake;
    bool ends = false;
};

Engine::Engine(std::unique_ptr<Database> database, std::vector<const Object*> objects, Company defaults)
    : Engine(std::move(database), std::move(objects), std::move(defaults), {}) {}

Engine::Engine(std::unique_ptr<Database> database, std::vector<const Object*> objects, Company defaults,
               const std::vector<Migration>& migrations)
    : database_(std::move(database)), built_in_(std::move(objects)), search_samples_(std::make_unique<SearchSamples>()),
      ids_(0), defaults_(std::move(defaults)) {
    prepare_database(migrations);
}

Engine::~Engine() {
    if (!lease_) return;
    {
        std::lock_guard lock(lease_->mutex);
        lease_->ends = true;
    }
    lease_->wake.notify_all();
    lease_->thread.join();
    try {
        database_->write([&](Connection& connection) {
            connection.execute("UPDATE server SET until = 0 WHERE number = ?", Values{std::int64_t{server_number_}});
        });
    } catch (const std::exception&) { // the lease ends by itself
    }
}

std::shared_ptr<const Schema> Engine::schema() const {
    std::lock_guard lock(mutex_);
    return schema_;
}

std::shared_ptr<const Company> Engine::company() const {
    std::lock_guard lock(mutex_);
    return company_;
}

void Engine::prepare_database(const std::vector<Migration>& migrations) {
    bool present = false;
    database_->read([&](Connection& connection) { present = !connection.columns_of("fact").empty(); });
    if (!present) {
        const std::string text(dialect().text());
        database_->change_schema(dialect().create_keyed_table("fact", "\"key\" " + text + ", \"value\" " + text,
                                                              "\"key\"", TableClass::single));
    }
    refuse_half_restored([this](const std::string& key) { return fact(key); });
    if (const std::string found = fact("format"); !found.empty() && std::stoi(found) > format)
        throw Error(Problem::conflict, "This database was written by a newer Relacja (format " + found +
                                           ", this program knows " + std::to_string(format) +
                                           "). Please install the newer version.");
    const bool founded = fact("format").empty();
    const auto tables = engine_tables(dialect());
    if (fact("engine_tables") != digest(tables)) {
        database_->change_schema(tables);
        set_fact("engine_tables", digest(tables));
    }
    Migrating migrating(*database_, migrations);
    migrating.refuse_newer();
    if (founded) migrating.begin_with_all();
    set_fact("format", std::to_string(format));
    migrating.change_tables();
    reload_schema();
    migrating.change_rows();
    reload_company();
    if (dialect().postgres()) lease_server_number();
    database_->read([&](Connection& connection) {
        const Value newest = connection.value("SELECT MAX(id) FROM event");
        if (!is_null(newest)) ids_.start_after(moment_of(whole(newest)));
    });
}

void Engine::lease_server_number() {
    constexpr Moment term = 10 * minute;
    auto take = [&](std::int64_t number, Moment now) {
        bool taken = false;
        database_->write([&](Connection& connection) {
            taken = connection.execute("INSERT INTO server (number, until) VALUES (?, ?) ON CONFLICT (number) DO "
                                       "UPDATE SET until = excluded.until WHERE server.until < ?",
                                       Values{number, now + term, now}) == 1;
        });
        return taken;
    };
    server_number_ = -1;
    for (int number = 0; number < 32 && server_number_ < 0; ++number)
        if (take(number, now())) server_number_ = number;
    if (server_number_ < 0)
        throw Error(Problem::unavailable,
                    "Thirty-two servers write to this database already. Please stop one, or wait ten minutes.");
    ids_.use_server(server_number_);
    lease_ = std::make_unique<Lease>();
    lease_->thread = std::thread([this] {
        std::unique_lock lock(lease_->mutex);
        while (!lease_->wake.wait_for(lock, std::chrono::minutes(3), [&] { return lease_->ends; })) {
            try {
                database_->write([&](Connection& connection) {
                    connection.execute("UPDATE server SET until = ? WHERE number = ?",
                                       Values{now() + term, std::int64_t{server_number_}});
                });
            } catch (const std::exception& fault) {
                log("warning", "The server number could not be renewed.", {{"cause", fault.what()}});
            }
        }
    });
}

std::string Engine::fact(const std::string& key) {
    std::string found;
    database_->read([&](Connection& connection) {
        found = text_or_empty(connection.value("SELECT \"value\" FROM fact WHERE \"key\" = ?", Values{key}));
    });
    return found;
}

void Engine::set_fact(const std::string& key, const std::string& value) {
    database_->write([&](Connection& connection) {
        connection.execute("INSERT INTO fact (\"key\", \"value\") VALUES (?, ?) ON CONFLICT (\"key\") DO UPDATE SET "
                           "\"value\" = excluded.\"value\"",
                           Values{key, value});
    });
}

void Engine::reload_schema() {
    std::shared_ptr<const Schema> fresh;
    database_->read([&](Connection& connection) { fresh = build_schema(connection); });
    sync_tables(*fresh);
    std::lock_guard lock(mutex_);
    schema_ = std::move(fresh);
}

void Engine::sync_tables(const Schema& schema) {
    std::vector<std::string> all;
    for (const auto& object : schema.objects()) {
        for (auto& each : create_object(dialect(), *object)) all.push_back(std::move(each));
        for (auto& each : add_columns(dialect(), *object, {})) all.push_back(std::move(each));
        for (auto& each : object_indexes(dialect(), *object)) all.push_back(std::move(each));
    }
    if (fact("object_tables") == digest(all)) return;
    for (const auto& object : schema.objects()) {
        std::vector<std::string> present;
        database_->read([&](Connection& connection) { present = connection.columns_of(object->name); });
        database_->change_schema(create_object(dialect(), *object));
        if (!present.empty()) database_->change_schema(add_columns(dialect(), *object, present));
        database_->change_schema(object_indexes(dialect(), *object));
    }
    set_fact("object_tables", digest(all));
}

void Engine::reload_company() {
    database_->read([&](Connection& connection) { load_company(connection); });
    if (company()->version > 0) return;
    check_settings(settings_of(defaults_));
    database_->write([&](Connection& connection) {
        connection.execute("INSERT INTO company (id, version, settings) VALUES (1, 1, ?) ON CONFLICT (id) DO NOTHING",
                           Values{settings_of(defaults_).dump()});
    });
    database_->read([&](Connection& connection) { load_company(connection); });
}

void Engine::load_company(Connection& connection) {
    auto found = std::make_shared<Company>(company_from(Json::object(), defaults_, 0));
    connection.query("SELECT version, settings FROM company WHERE id = 1", {}, [&](const Row& row) {
        *found = company_from(Json::parse(row.text(1)), defaults_, row.whole(0));
        return false;
    });
    std::lock_guard lock(mutex_);
    company_ = std::move(found);
}

void Engine::save_company(Request& request, const Json& changes, std::int64_t if_version) {
    write(request, [&](Context& context) {
        const auto present = company();
        if (if_version && present->version != if_version)
            throw Error(Problem::stale, "Somebody changed the company's settings meanwhile. Please load them again.");
        const Json settings = changed_settings(*present, changes);
        if (settings.text("currency") != present->currency && holds_amounts(context))
            throw Error::at(
                "currency",
                "The company's currency cannot be changed once there are amounts, since they were converted to it.");
        context.connection().execute("UPDATE company SET version = version + 1, settings = ? WHERE id = 1",
                                     Values{settings.dump()});
        const std::string language = settings.text("language");
        if (language != present->language) turn_names(context, present->language, language);
    });
    reload_company();
}

void Engine::read(Request& request, const std::function<void(Context&)>& job) {
    if (!request.at) request.at = now();
    database_->read([&](Connection& connection) {
        Context context(*this, connection, request);
        job(context);
    });
}

void Engine::write(Request& request, const std::function<void(Context&)>& job) {
    if (!request.at) request.at = now();
    request.ids.clear(); // those of an earlier write are taken
    database_->write(
        [&](Connection& connection) {
            request.last_event = 0;
            Context context(*this, connection, request);
            job(context);
            if (request.last_event) connection.after_commit([this] { events_written(); });
        },
        [&](Connection& connection) {
            return request.last_event != 0 &&
                   !is_null(connection.value("SELECT id FROM event WHERE id = ? AND bucket = ?",
                                             Values{request.last_event, std::int64_t{bucket_of(request.last_event)}}));
        });
}

void Engine::leave_work_to(Enqueue queue) {
    queue_ = std::move(queue);
}

void Engine::on_events(std::function<void()> hint) {
    std::lock_guard lock(mutex_);
    hints_.push_back(std::move(hint));
}

void Engine::events_written() {
    std::vector<std::function<void()>> hints;
    {
        std::lock_guard lock(mutex_);
        hints = hints_;
    }
    for (const auto& hint : hints) hint();
}

} // namespace crm
