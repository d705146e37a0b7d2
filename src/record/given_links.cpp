#include "record/given_links.hpp"

#include <algorithm>
#include <set>

#include "record/query.hpp"

namespace crm {

std::vector<int> given_out_of_sight(Context& context, const Record& record) {
    std::vector<int> found;
    if (record.is_new() || context.rights().everything) return found;
    auto given = record.given();
    std::sort(given.begin(), given.end());
    given.erase(std::unique(given.begin(), given.end()), given.end());
    for (int index : given) {
        const Field& field = record.object().fields[static_cast<std::size_t>(index)];
        std::vector<Id> kept;
        if (field.kind == Kind::links) {
            const auto before = record.link_lists_before().find(index);
            for (Id id : record.links_at(index))
                if (before != record.link_lists_before().end() &&
                    std::find(before->second.begin(), before->second.end(), id) != before->second.end())
                    kept.push_back(id);
        } else if (field.is_link() && !record.changed(index) && record.link(index)) {
            kept.push_back(record.link(index));
        }
        if (kept.empty()) continue;
        const Object* target = context.schema().find(field.kind == Kind::link_any ? record.any_at(index).object
                                                     : field.kind == Kind::file   ? "file"
                                                                                  : field.to);
        if (target && target->name == "user") std::erase(kept, context.user());
        if (target && visible(context, *target, kept).size() != kept.size()) found.push_back(index);
    }
    return found;
}

void keep_out_of_sight(Context& context, Record& record) {
    if (record.is_new() || context.rights().everything) return;
    const std::set<int> given(record.given().begin(), record.given().end());
    for (const int index : given) {
        const Field& field = record.object().fields[static_cast<std::size_t>(index)];
        const auto before = record.link_lists_before().find(index);
        const Object* target = field.kind == Kind::links ? context.schema().find(field.to) : nullptr;
        if (!target || before == record.link_lists_before().end() || before->second.empty()) continue;
        const std::vector<Id> seen = visible(context, *target, before->second);
        std::vector<Id> list = record.links_at(index);
        for (const Id id : before->second)
            if (std::find(seen.begin(), seen.end(), id) == seen.end() &&
                std::find(list.begin(), list.end(), id) == list.end() &&
                !(target->name == "user" && id == context.user()))
                list.push_back(id);
        if (list != record.links_at(index)) record.put(index, list);
    }
}

} // namespace crm
