#include "auth/team.hpp"

#include <map>

#include "auth/audit.hpp"
#include "auth/rights_cache.hpp"
#include "base/error.hpp"

namespace crm {

namespace {

constexpr int deepest = 20; // teams above one another

void refuse_circle(Context& context, Record& record) {
    Id above = record.get(team.parent);
    for (int depth = 1; above != 0; ++depth) {
        if (above == record.id())
            throw Error::at("parent", "The team " + record.get(team.name) +
                                          " cannot be below itself. Choose a team that is not part of it.");
        if (depth > deepest)
            throw Error::at("parent",
                            "Teams can be at most " + std::to_string(deepest) + " deep. Choose a team further up.");
        auto next = context.find(team, above);
        if (!next) break;
        above = next->get(team.parent);
    }
}

void tell(Context& context, Record& record) {
    rights_changed(context);
    Json facts = Json::object({{"team", std::to_string(record.id())}, {"name", record.get(team.name)}});
    if (record.changed(team.parent)) facts.set("parent", std::to_string(record.get(team.parent)));
    append_audit(context, "team_changed", facts);
}

// A successor that was below it moves up to where it was.
void hand_over(Context&, Record& follower, const Field& link, const Record& retired, const Record& successor) {
    const bool itself = follower.object().name == "team" && follower.id() == successor.id();
    if (!itself) return follower.put(link.index, successor.id());
    if (const Id above = retired.get(team.parent)) return follower.put(link.index, above);
    follower.clear(link.index);
}

} // namespace

std::vector<Id> with_teams_below(Context& context, Id top) {
    std::multimap<Id, Id> below;
    for (const Record& each : context.find(team, Condition::everything(), 10'000))
        if (Id parent = each.get(team.parent)) below.emplace(parent, each.id());
    std::vector<Id> found{top};
    for (std::size_t i = 0; i < found.size() && found.size() <= 10'000; ++i) {
        auto [first, last] = below.equal_range(found[i]);
        for (; first != last; ++first) found.push_back(first->second);
    }
    return found;
}

Team::Team() : Object("team", "auth", {"Team", "Zespół", "Тим"}, {"Teams", "Zespoły", "Тимови"}) {
    icon = "users-group";
    table_class = TableClass::small;
    setting = true;
    list_fields = {"name", "parent"};
    form_fields = {"name", "parent"};
    default_sort = "name";
    menu = MenuPlace{"settings", 20};
    retires(retired, {.hand_over = hand_over});
    before_save(refuse_circle);
    after_save(tell);
    after_restore([](Context& context, Record&) { rights_changed(context); });
    before_delete([](Context& context, Record& record) {
        rights_changed(context);
        append_audit(context, "team_deleted",
                     Json::object({{"team", std::to_string(record.id())}, {"name", record.get(team.name)}}));
    });
}

const Team team;

} // namespace crm
