// Roll-ups: what a record keeps of the records that link to it: their count, a sum, the latest day or moment. Where
// both share a bucket it is kept in the transaction that changes them, and is exact. Otherwise the record is noted as
// due, a job counts, and FIELD_as_of says of when the value is.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/context.hpp"

namespace crm {

constexpr const char* bring_up_rollups_job = "bring_up_rollups";
constexpr const char* fill_rollup_job = "fill_rollup"; // {object, field}

// "sum deal.party amount_base" taken apart.
struct RollupOf {
    std::string what, object, link, measure;
};
std::optional<RollupOf> read_rollup(std::string_view of);
// Says in `field`, a roll-up of `object`, of which kind its value is. What is wrong with it, or nothing.
std::optional<std::string> resolve_rollup(const std::function<const Object*(std::string_view)>& find,
                                          const std::string& object, Field& field);

// After `child` was saved, binned or restored, before its present values become the loaded ones.
void update_rollups(Context& context, const Record& child);
// Counts one roll-up of one record over all buckets, in the caller's transaction: after records were led to it
// otherwise than by being saved.
void count_again(Context& context, const Object& parent, const Field& rollup, Id id);
// Counts for all that are due.
void bring_up_rollups(Engine& engine, const std::function<bool()>& stopping, Moment at = 0);
// Counts for every record of the object: of a roll-up that is new.
void fill_rollup(Engine& engine, const std::string& object, const std::string& field,
                 const std::function<bool()>& stopping);

} // namespace crm
