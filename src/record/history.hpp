// History and timeline: what changed on a record, and everything that happened around it.
#pragma once
#include <string>
#include <string_view>

#include "record/context.hpp"

namespace crm {

// Appends {"items":[{id, at, by, kind, changes:[{field, from, to}]}],"next":…}. Fields the caller may not read are left
// out, sensitive ones masked.
void write_history(Context& context, const Object& object, Id id, int limit, std::string_view cursor, std::string& out);
// Appends {"items":[{id, at, by, kind, object, record:{id,title}, …}],"next":…}: only what the caller may see.
void write_timeline(Context& context, const Object& object, Id id, int limit, std::string_view cursor,
                    std::string_view kinds, std::string& out);

// One event as the tail reads it.
struct Event {
    Id id = 0;
    Moment at = 0;
    Id by = 0;
    std::string object;
    Id record = 0;
    std::int64_t version = 0;
    std::string kind;    // created, updated, deleted, restored, purged, merged, action …
    std::string changes; // JSON: [{"field","from","to"}] with values as columns hold them
};

} // namespace crm
