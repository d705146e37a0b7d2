#include "record/given_links.hpp"

#include <algorithm>

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

} // namespace crm
