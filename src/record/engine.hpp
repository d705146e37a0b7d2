// Engine: the database, the present schema, the company's settings and the maker of ids, for the life of the process.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "db/database.hpp"
#include "record/object.hpp"

namespace crm {

class Context;
class SearchSamples;
struct Migration;
struct Request;

// The installation's owner: one record, kept in the table `company`.
struct Company {
    std::string name, country = "PL", currency = "EUR", zone_name = "Europe/Warsaw", language = "en";
    Json more; // address, tax number, bank accounts, formats
    Zone zone = Zone::utc();
    std::shared_ptr<const Collation> collation;
    std::int64_t version = 0;
};

class Engine {
public:
    // Creates what is missing (tables, columns, indexes), runs numbered migrations, refuses a database newer than this
    // program.
    Engine(std::unique_ptr<Database> database, std::vector<const Object*> objects, Company defaults = {});
    Engine(std::unique_ptr<Database> database, std::vector<const Object*> objects, Company defaults,
           const std::vector<Migration>& migrations);
    ~Engine();

    Database& database() { return *database_; }
    const Dialect& dialect() const { return database_->dialect(); }
    std::shared_ptr<const Schema> schema() const;
    std::shared_ptr<const Company> company() const;
    IdMaker& ids() { return ids_; }
    SearchSamples& search_samples() { return *search_samples_; }

    // One snapshot, or one transaction that may run again.
    void read(Request& request, const std::function<void(Context&)>& job);
    void write(Request& request, const std::function<void(Context&)>& job);

    void save_company(Request& request, const Json& changes, std::int64_t if_version);
    // After an administrator's change of shape, here or on another server: builds the schema anew from its rows.
    void reload_schema();
    void reload_company();
    // Called after each commit that wrote events (a hint; the tail reads the table).
    void on_events(std::function<void()> hint);
    void events_written();

    // Own objects and fields, made and changed at run time: real tables and columns. `definition` as in api.md.
    Json make_object(Request& request, const Json& definition);
    Json make_field(Request& request, const std::string& object, const Json& definition);
    void change_object(Request& request, const std::string& object, const Json& changes);
    void change_field(Request& request, const std::string& object, const std::string& field, const Json& changes);
    void delete_object(Request& request, const std::string& object);
    void delete_field(Request& request, const std::string& object, const std::string& field);
    // What was deleted waits thirty days, with its data, and comes back as it was.
    void restore_object(Request& request, const std::string& object);
    void restore_field(Request& request, const std::string& object, const std::string& field);
    Json deleted_shape(); // [{"object","field"?,"label","deleted_at","goes_at"}], the newest first
    // Drops the columns and tables of what was deleted before then, and every trace of their values. Goes on where a
    // kill left it.
    void drop_deleted_shape(Moment before, const std::function<bool()>& stopping);

    // Where work is left that goes on after the transaction: the job queue, once there is one.
    using Enqueue = std::function<void(Context&, const std::string& kind, const Json& input)>;
    void leave_work_to(Enqueue queue);
    const Enqueue& queue() const { return queue_; }

    // Small remembered facts: format, fingerprint, stamps.
    std::string fact(const std::string& key);
    void set_fact(const std::string& key, const std::string& value);

private:
    void prepare_database(const std::vector<Migration>& migrations);
    void lease_server_number();
    void load_company(Connection& connection);
    std::shared_ptr<const Schema> build_schema(Connection& connection);
    void sync_tables(const Schema& schema);
    void save_shape(Request& request, const std::string& object, const std::string& field, const Json& definition,
                    const std::function<void(Context&)>& also = {});
    Json shape_of(const std::string& object, const std::string& field);
    std::unique_ptr<Database> database_;
    std::vector<const Object*> built_in_;
    mutable std::mutex mutex_;
    std::shared_ptr<const Schema> schema_;
    std::shared_ptr<const Company> company_;
    std::vector<std::function<void()>> hints_;
    Enqueue queue_;
    std::unique_ptr<SearchSamples> search_samples_;
    IdMaker ids_;
    Company defaults_;
    int server_number_ = 0;
    struct Lease;
    std::unique_ptr<Lease> lease_;
};

} // namespace crm
