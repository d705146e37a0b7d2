#include "app/migrations.hpp"

namespace crm {

// A new one is added at the end. One that has gone out to people is never changed, nor is its number used again.
const std::vector<Migration>& program_migrations() {
    static const std::vector<Migration> all = {
        {1,
         "Contact points of which nobody said that they are verified are not.",
         {},
         fill_empty("contact_point", "verified", std::int64_t{0})},
        {2, "Roles that are not built in say so.", {}, fill_empty("role", "built_in", std::int64_t{0})},
        {3,
         "Indexes that carry what is summed take the place of narrower ones.",
         [](Connection&) -> std::vector<std::string> {
             return {"DROP INDEX IF EXISTS \"activity_by_starts_at\"", "DROP INDEX IF EXISTS \"deal_by_outcome\""};
         },
         {}}};
    return all;
}

} // namespace crm
