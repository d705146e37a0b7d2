// ImportLookup: finds records of one object by the value of a field or of several, as an import needs it: by folded
// name, by normal e-mail, phone or number. Small tables are read once into memory as hashes of keys (16 octets a
// record); of a large one for a small file only what is asked for is fetched. Knows the records that the import itself
// has made.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "record/context.hpp"

namespace crm {

// Many ids by hashed key, in one block of memory.
class KeyTable {
public:
    void add(std::uint64_t hash, Id id);
    void remove(std::uint64_t hash, Id id);
    void find(std::uint64_t hash, std::vector<Id>& into) const;
    std::size_t size() const { return size_; }
    void clear();

private:
    struct Entry {
        std::uint64_t hash = 0;
        Id id = 0; // 0 is free, -1 was removed
    };
    void grow();
    std::vector<Entry> entries_;
    std::size_t size_ = 0, used_ = 0;
};

struct LookupPart {
    const Field* field = nullptr;
    int part = 0; // column within the field
};

// The normal form in which two values of a field are compared; empty for an empty value.
std::string lookup_key(const Field& field, const Value& value, const std::string& country);
// Several of them as one; empty where one is.
std::string joined_key(const std::vector<std::string>& keys);

class ImportLookup {
public:
    struct Settings {
        std::shared_ptr<const Schema> schema;
        std::shared_ptr<const Rights> rights; // only records in the caller's sight are found
        std::string country;
        std::int64_t expected = 0; // how many rows will ask
        std::int64_t most_loaded = 2'000'000;
    };
    // What is asked for: the key, and the values as the columns hold them.
    struct Wanted {
        std::string key;
        Values values; // by part
    };

    // `scope` is a link of the object inside which names are unique (a stage's pipeline), or null.
    ImportLookup(Engine& engine, Settings settings, const Object& object, std::vector<LookupPart> parts,
                 const Field* scope = nullptr);

    const Object& object() const { return object_; }
    const std::vector<LookupPart>& parts() const { return parts_; }
    const Field* scope() const { return scope_; }
    // Fetches what is not in memory; to be called with all that a step will ask for.
    void prepare(const std::vector<Wanted>& wanted);
    std::vector<Id> find(const std::string& key) const; // as many as there are, at most eight
    Id scope_of(Id id) const;
    void add(const std::string& key, Id id, Id scope = 0);
    void remove(const std::string& key, Id id);
    // The key of a record that the import writes.
    std::string key_of(const Record& record) const;
    // The name nearest to `key` among those there are, or empty.
    std::string nearest_name(const std::string& key) const;

private:
    void choose();
    void load();
    void fetch(Connection& connection, const std::vector<const Wanted*>& wanted);
    void fetch_external(Connection& connection, Context& context, const std::vector<const Wanted*>& wanted);
    void fetch_ids(Connection& connection, const std::vector<const Wanted*>& wanted);
    void take_ids(Connection& connection, const std::vector<Id>& ids);
    bool fetch_by_words(Connection& connection, const Wanted& wanted);
    void take(const Row& row);
    std::string selected() const;
    void in_sight(Sql& sql, const Dialect& dialect) const;
    Value value_of(const Row& row, std::size_t part) const;

    Engine& engine_;
    Settings settings_;
    const Object& object_;
    std::vector<LookupPart> parts_;
    const Field* scope_;
    bool chosen_ = false, loaded_ = false;
    KeyTable found_, added_;
    std::unordered_set<std::uint64_t> asked_;
    std::unordered_map<Id, Id> scopes_;
    std::vector<std::pair<std::string, std::string>> names_; // key and name, of small tables
};

} // namespace crm
