#include "app/migrations.hpp"

#include "base/company_name.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "modules/core/party.hpp"

namespace crm {

namespace {

// Gives parties that were saved before there was one the key that they are recognised by.
std::string fold_names(Connection& connection, const std::string& place) {
    constexpr int rows_at_once = 2'000;
    std::vector<std::pair<Id, std::string>> names;
    connection.query("SELECT \"id\", \"name\" FROM \"party\" WHERE \"id\" > ? AND \"folded_name\" IS NULL AND \"name\" "
                     "IS NOT NULL ORDER BY \"id\" LIMIT " +
                         std::to_string(rows_at_once),
                     Values{place.empty() ? 0 : parse_id(place).value_or(0)}, [&](const Row& row) {
                         names.emplace_back(row.whole(0), row.text(1));
                         return true;
                     });
    for (const auto& [id, name] : names)
        connection.execute("UPDATE \"party\" SET \"folded_name\" = ? WHERE \"id\" = ? AND \"bucket\" = ?",
                           Values{cut(name_key(name), party.field(party.folded_name).length_limit()), id,
                                  std::int64_t{bucket_of(id)}});
    return names.size() < rows_at_once ? std::string() : std::to_string(names.back().first);
}

} // namespace

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
         {}},
        {4, "Parties are recognised by their folded names, also those saved before there were any.", {}, fold_names}};
    return all;
}

} // namespace crm
