// The bin: a deleted record waits thirty days with its parts, comes back whole (Context::restore), or is purged.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "record/context.hpp"

namespace crm {

constexpr Moment days_in_bin = 30 * 24 * hour;

// Is the record there, in the bin or not, and among those the caller may delete, and so restore?
bool deletable(Context& context, const Object& object, Id id);

// While one lives, the removal of these records on this thread asks the database nothing that was asked here for all of
// them together: what is a part of each, and what still leads to it. Their parts are removed with them and not before.
// Their rows are written together, too, by write(); until then they are found as if they were there.
class RemovingTogether {
public:
    RemovingTogether(Context& context, const std::map<std::string, std::vector<Id>>& ids);
    ~RemovingTogether();
    RemovingTogether(const RemovingTogether&) = delete;

    static RemovingTogether* of(const Record& record); // null where it is not among them
    bool in_use(Id id) const { return used_.contains(id); }
    std::vector<Record> take_parts(const Object& part, Id whole);
    void remove_later(const Record& record, std::int64_t version); // 0: of any version
    void write(Context& context);

private:
    void look_for_parts(Context& context, const Object& object, const std::vector<Id>& ids);
    void look_for_use(Context& context, const Object& object, const std::vector<Id>& ids);

    std::unordered_set<Id> ids_, used_;
    std::map<std::string, std::unordered_map<Id, std::vector<Record>>> parts_; // by object, then by the whole's id
    // By version and object; those of any version come last and travel with what follows.
    std::map<std::pair<std::int64_t, std::string>, std::vector<Id>, std::greater<>> going_;
    std::vector<Record> gone_; // whose roll-ups are not counted yet
};

// Removes for ever up to `limit` records of `object` that were deleted before `before`; clears the links of living
// records to them (those of what lies in the bin are cleared when it is restored); keeps their events without values.
// Returns how many.
int purge(Context& context, const Object& object, Moment before, int limit);

} // namespace crm
