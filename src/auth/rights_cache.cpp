#include "auth/rights_cache.hpp"

#include <atomic>

#include "auth/grants.hpp"
#include "auth/role.hpp"
#include "auth/team.hpp"
#include "auth/user.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

namespace crm {

namespace {

std::atomic<std::uint64_t> changes{0}; // of users, teams and roles, in this process

constexpr std::size_t most_entries = 10'000;

void add_role(Rights& rights, const Record& record, const Asker& asker) {
    if (record.get(role.built_in) && record.get(role.name) == administrator) {
        rights.everything = true;
        for (const auto& choice : record.object().field(role.may).choices) rights.may.insert(choice.name);
    }
    for (const auto& each : record.get(role.may)) rights.may.insert(each);
    const std::string text = record.get(role.grants);
    if (text.empty()) return;
    const Json grants = Json::parse(text);
    for (const Json& grant : grants.items()) {
        try {
            add_grant(rights, grant, asker);
        } catch (const Error& error) { // the shape changed since the role was saved; what cannot be read grants nothing
            log("warning", "A grant does not fit the present objects and is left out.",
                {{"role", record.get(role.name)}, {"cause", error.what()}});
        }
    }
}

// The right to import stands for every object that may be created.
void add_imports(Rights& rights) {
    if (!rights.may.contains("import")) return;
    for (auto& [name, object] : rights.objects)
        if (object.create) object.import_in = object.create;
}

} // namespace

void rights_changed(Context& context) {
    context.after_commit([] { ++changes; });
}

void RightsCache::forget() {
    std::lock_guard lock(mutex_);
    entries_.clear();
    stored_stamp_at_ = 0;
}

std::string RightsCache::stored_stamp() {
    std::string stamp;
    engine_.database().read([&](Connection& connection) {
        stamp.clear();
        for (const char* table : {"user", "team", "role"}) {
            const std::string sql =
                "SELECT COUNT(*), MAX(modified_at), " + connection.dialect().sum("version") + " FROM \"" + table + "\"";
            connection.query(sql, {}, [&](const Row& row) {
                for (int column = 0; column < 3; ++column) stamp += std::to_string(row.whole(column)) + ' ';
                return false;
            });
        }
    });
    return stamp;
}

std::string RightsCache::stamp(Moment at) {
    const std::string here = std::to_string(changes.load()) + ' ' + std::to_string(engine_.schema()->version()) + ' ' +
                             std::to_string(engine_.company()->version) + ' ';
    if (!engine_.dialect().postgres()) return here; // one process has the file
    {
        std::lock_guard lock(mutex_);
        if (stored_stamp_at_ != 0 && at >= stored_stamp_at_ && at - stored_stamp_at_ < second)
            return here + stored_stamp_;
    }
    std::string fresh = stored_stamp();
    std::lock_guard lock(mutex_);
    stored_stamp_ = fresh;
    stored_stamp_at_ = at;
    return here + fresh;
}

std::shared_ptr<const Rights> RightsCache::of(Id user_id, Moment at) {
    const std::string present = stamp(at); // taken before reading, so that a change meanwhile is seen the next time
    {
        std::lock_guard lock(mutex_);
        auto found = entries_.find(user_id);
        if (found != entries_.end() && found->second.stamp == present) {
            const auto& entry = found->second;
            if (entry.rights->zone.day_of(at) == entry.day) return entry.rights;
        }
    }
    bool due = false;
    auto rights = compile(user_id, at, due);
    if (!rights) return rights;
    std::lock_guard lock(mutex_);
    if (entries_.size() >= most_entries) entries_.clear();
    entries_[user_id] = {rights, present, rights->zone.day_of(at), due};
    return rights;
}

bool RightsCache::second_factor_due(Id user_id, Moment at) {
    of(user_id, at);
    std::lock_guard lock(mutex_);
    auto found = entries_.find(user_id);
    return found != entries_.end() && found->second.second_factor_due;
}

std::shared_ptr<const Rights> RightsCache::compile(Id user_id, Moment at, bool& second_factor_due) {
    std::shared_ptr<Rights> rights;
    Request request;
    request.at = at;
    engine_.read(request, [&](Context& context) {
        rights.reset();
        auto record = context.find(user, user_id);
        if (!record || record->binned() || record->get(user.disabled)) return;
        rights = std::make_shared<Rights>();
        rights->user = user_id;
        rights->user_name = record->get(user.name);
        rights->schema_version = context.schema().version();
        rights->language = record->get(user.language).empty() ? context.company().language : record->get(user.language);
        rights->zone = Zone::named(record->get(user.zone)).value_or(context.company().zone);
        rights->team = record->get(user.team);
        if (rights->team) rights->teams = with_teams_below(context, rights->team);
        Rights knows_all = *rights; // a role's filter may ask for fields that its holder cannot read
        knows_all.everything = true;
        const Asker asker{context.schema(), knows_all, rights->zone.day_of(at), rights->zone,
                          context.company().country};
        for (Id role_id : record->get(user.roles))
            if (auto found = context.find(role, role_id); found && !found->binned()) add_role(*rights, *found, asker);
        second_factor_due = !record->get(user.second_factor) && requires_second_factor(context, user_id);
        add_imports(*rights);
        add_common_rights(*rights, context.schema());
        if (rights->may.contains("users")) add_user_management(*rights, context.schema());
        rights->close_parts(context.schema());
    });
    return rights;
}

} // namespace crm
