// Rights: what one caller may do, compiled from their roles. Record knows no roles: auth hands it this value.
// One function turns it into the condition that stands in the WHERE of every statement.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "record/condition.hpp"

namespace crm {

enum class Act { read, create, update, remove, export_out, import_in };
enum class FieldAccess : unsigned char { none, read, write };

struct ObjectRights {
    // Conditions OR-ed; empty: refused. create and import are either refused or everything.
    std::optional<Condition> read, create, update, remove, export_out, import_in;
    std::set<std::string, std::less<>> actions;
    std::vector<FieldAccess> fields; // by field index; shorter than the object's: write for the rest
};

struct Rights {
    Id user = 0;
    std::string user_name;
    bool everything = false; // administrator and the built-in user `system`
    std::int64_t schema_version = 0;
    std::map<std::string, ObjectRights, std::less<>> objects;
    std::set<std::string, std::less<>> may; // shape, users, import, audit, company …
    Id team = 0;
    std::vector<Id> teams; // own team and those below
    // Of parts, by object and index of the field: made of fields of the whole that may not be read.
    std::set<std::pair<std::string, int>> closed_in_parts;
    std::string language = "en";
    Zone zone = Zone::utc();

    static std::shared_ptr<const Rights> system();
    // Fills `closed_in_parts`, once all grants are given.
    void close_parts(const Schema& schema);

    bool allows(const Object& object, Act act) const; // for some record at least; a part asks its direct parent
    bool allows(const Schema& schema, const Object& object,
                Act act) const; // the same, exact for parts of parts and of settings too
    bool allows_action(const Object& object, std::string_view action) const;
    // What is derived from fields that may not be read may not be read either.
    bool may_read(const Object& object, const Field& field) const;
    bool may_write(const Object& object, const Field& field) const; // whatever read_only says
    // Whether all searchable fields, sensitive ones included, may be read.
    bool reads_guarded(const Object& object) const;
    // The rows on which `act` is allowed, in terms of `object`: parts ask for their parent, followers for the record
    // they follow. Op::none where refused.
    // It is free of `mine` and `team`: compile it with Rights::system().
    Condition rows(const Schema& schema, const Object& object, Act act) const;
    // The rows of `part` that hold no field of `whole`, the record they are a part of, which may not be read (for acts
    // that change: written). What it leaves out are the rows of its closed feeds.
    Condition rows_of_part(const Object& part, const Object& whole, Act act) const;
    std::vector<const Feeding*> closed_feeds(const Object& part, const Object& whole, Act act) const;
    // The records of `object` that are the user's own, or their teams'.
    Condition mine(const Object& object) const;
    Condition of_teams(const Schema& schema, const Object& object) const;

private:
    bool is_closed(std::string_view object, int field) const;
    bool reads_sources(const Object& object, const Field& field) const;
};

} // namespace crm
