// Query: lists, single records, aggregates and titles, straight from rows into JSON. A list is a page plus one batched
// read of titles for each linked object; permission is in the WHERE of the same statement.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

enum class Count { none, capped, exact };

struct SortKey {
    const Field* field = nullptr;
    int column = 0; // offset of the compared column within the field
    bool descending = false;
};

// One field of the answer: own, or of a linked record. Id, version and title are always there and may be named too.
struct FieldPath {
    const Field* field = nullptr;
    const Field* linked = nullptr; // of the target, when one link is followed
    const Object* target = nullptr;
    int column = 0; // 2: money in the company's currency (FIELD_base), of the last field
};

struct ListQuery {
    std::vector<FieldPath> fields; // empty: all readable
    Condition filter;
    std::vector<SortKey> sort; // empty: the object's default
    int limit = 50;
    std::string cursor;
    Count count = Count::none;
    bool binned = false; // the bin instead of the living
    std::string search;  // words that must be found in the record, as in the search box
    std::string list;    // which list it is, whatever its page: a cursor belongs to one
};

// The fields of an answer as ?fields= names them: "name,party.name"; empty: all readable.
std::vector<FieldPath> read_fields(const Object& object, const Asker& asker, std::string_view names);

// From the interface's arguments; throws Error that names what is unknown and the nearest known.
ListQuery read_list_query(const Object& object, const Asker& asker,
                          const std::vector<std::pair<std::string, std::string>>& arguments);

// Appends {"items":[…],"next":…,"count":…}.
void write_list(Context& context, const Object& object, const ListQuery& query, std::string& out);
// Calls `each` with the JSON of every record of the list, unpaged, in its order (exports); `act` is read or export_out.
void each_record(Context& context, const Object& object, const ListQuery& query, Act act,
                 const std::function<bool(std::string_view json)>& each);
// Appends the record as JSON when it is there and in sight (`binned` records too when asked); returns its version, or
// empty.
std::optional<std::int64_t> write_record(Context& context, const Object& object, Id id,
                                         const std::vector<FieldPath>& fields, std::string& out, bool binned = false);
// Is the record there, and in the rows on which `act` is allowed?
bool allowed(Context& context, const Object& object, Id id, Act act);
// May the caller make this new record? A part is asked of its parent, a follower of the record it follows.
bool may_create(Context& context, const Record& record);
// Which of these records are in sight.
std::vector<Id> visible(Context& context, const Object& object, const std::vector<Id>& ids);
// Titles of those in sight, by id; binned ones too.
std::map<Id, std::string> titles(Context& context, const Object& object, const std::vector<Id>& ids);

// Appends {"rows":[…]}: group=stage,closes_on:month&measure=count,sum:amount,avg:,min:,max: &filter= &limit=.
void write_aggregate(Context& context, const Object& object, const Asker& asker,
                     const std::vector<std::pair<std::string, std::string>>& arguments, std::string& out);
// Which of these records, living or in the bin, meet the condition; in sight or not (live updates ask both).
std::vector<Id> meeting(Context& context, const Object& object, const std::vector<Id>& ids, const Condition& condition);

Asker asker_of(Context& context);

} // namespace crm
