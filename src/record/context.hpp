// Context: what a business function sees of the world: load, find, save, remove, now, user. It is bound to one
// transaction; it knows no HTTP, no SQL, no JSON of the interface.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "record/condition.hpp"
#include "record/engine.hpp"
#include "record/record.hpp"
#include "record/rights.hpp"

namespace crm {

// What one request brings: who, when, and the ids it makes, the same when a transaction runs again.
struct Request {
    std::shared_ptr<const Rights> rights = Rights::system();
    Moment at = 0;      // 0: now
    std::string id;     // the request's id, stands in its events
    std::string source; // "page", "api", "import", "rule" …
    Id operation = 0;   // the import or bulk change this belongs to
    bool history_import = false;
    std::vector<Id> ids; // made so far
    Id last_event = 0;   // looked for when a commit's outcome is unknown
    Id last_event_record = 0;
};

class Context {
public:
    Context(Engine& engine, Connection& connection, Request& request);

    Engine& engine() { return engine_; }
    Connection& connection() { return connection_; }
    const Schema& schema() const { return *schema_; }
    const Object& object(std::string_view name) const { return schema_->object(name); }
    std::shared_ptr<const Object> shared(const Object& object) const;
    const Rights& rights() const { return *request_.rights; }
    Request& request() { return request_; }
    Id user() const { return request_.rights->user; }
    Moment now() const { return request_.at; }
    Day today() const; // in the caller's zone
    const Company& company() const { return *company_; }

    // A new record with its defaults.
    Record make(const Object& object);
    // Whatever the caller's rights (rules need the truth): load throws Error(not_found); find gives at most `limit`, in
    // id order.
    Record load(const Object& object, Id id);
    std::optional<Record> find(const Object& object, Id id);
    std::vector<Record> find(const Object& object, const Condition& condition, int limit = 1000);
    std::optional<Record> find_one(const Object& object, const Condition& condition);
    bool exists(const Object& object, const Condition& condition);
    std::string title(std::string_view object, Id id); // empty when there is none

    // Runs the object's rules, checks, writes the row, its event, keys, search words and timeline.
    // Does not ask rights: the interface does, before.
    void save(Record& record);
    void remove(Record& record);  // into the bin, with its parts
    void restore(Record& record); // and back
    Id make_id(int bucket);       // the same again when the transaction is repeated
    Id make_id();
    // Work that goes on after this transaction, as a job; it is there when the transaction is committed.
    void enqueue(const std::string& kind, const Json& input);
    // An effect outside the database, after the commit only.
    void after_commit(std::function<void()> effect) { connection_.after_commit(std::move(effect)); }
    // Units of the company's currency for one of `currency` on `day`, as a whole number of 10^-rate_digits; empty
    // without a rate.
    std::optional<std::int64_t> rate(const std::string& currency, Day day);
    static constexpr int rate_digits = 8;
    // The next number of a series without gaps; taken last, so that nobody waits long for it.
    std::string take_number(const std::string& series, const std::string& pattern);
    // A line in somebody's notifications; nobody is told of their own doing.
    void notify(Id user, std::string_view kind, const AnyLink& about, const std::string& text);
    // Brings the search row of a record up to its present words. `parts` are those of a record just made; without, they
    // are looked up.
    void refresh_search(const Record& record, const std::vector<Record>* parts = nullptr);
    // Says on the record's timeline, and on those of the records it links to, that something happened.
    void write_event(const Record& record, std::string_view kind, const std::string& changes);

    // The request's sentence in the caller's language.
    const std::string& in_language(const Label& label) const { return label.in(rights().language); }

private:
    Engine& engine_;
    Connection& connection_;
    Request& request_;
    std::shared_ptr<const Schema> schema_;
    std::shared_ptr<const Company> company_;
    std::size_t next_id_ = 0;
    int depth_ = 0; // saves inside rules
    std::map<std::pair<std::string, std::int32_t>, std::optional<std::int64_t>> rates_;
    // A record whose creation is under way: its parts need no event of their own, and its words are read from them
    // here.
    struct BeingCreated {
        Id id;
        std::vector<Record> parts; // saved meanwhile, as they are now
    };
    BeingCreated* being_created(const Record& part);
    std::vector<BeingCreated> being_created_;
    friend class Saving;
};

// One record loaded from a row that holds all columns of its object, in their order, from `first` on.
Record record_of(std::shared_ptr<const Object> object, const Row& row, int first = 0);
// Fills the fields of kind links of records loaded from rows.
void load_links(Connection& connection, const Object& object, std::span<Record> records);

} // namespace crm
