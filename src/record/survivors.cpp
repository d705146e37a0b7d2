#include "record/survivors.hpp"

#include <algorithm>
#include <span>

#include "record/query.hpp"

namespace crm {

std::unordered_map<Id, Id> survivors_of(Connection& connection, const std::vector<Id>& ids) {
    std::unordered_map<Id, Id> next, found;
    std::vector<Id> asked = ids;
    while (!asked.empty()) { // one round for each merge that the deepest of them went through
        std::vector<Id> reached;
        for (std::size_t from = 0; from < asked.size(); from += batch_limit) {
            Sql sql;
            sql << "SELECT \"id\", \"survivor\" FROM \"merged\" WHERE ";
            append_batch(sql, true,
                         std::span<const Id>(asked).subspan(from, std::min(batch_limit, asked.size() - from)));
            connection.query(sql.text, sql.parameters, [&](const Row& row) {
                next[row.whole(0)] = row.whole(1);
                reached.push_back(row.whole(1));
                return true;
            });
        }
        std::erase_if(reached, [&](Id id) { return next.contains(id); });
        asked = std::move(reached);
    }
    for (const Id id : ids)
        for (auto at = next.find(id); at != next.end(); at = next.find(at->second)) found[id] = at->second;
    return found;
}

} // namespace crm
