// RightsCache: the compiled rights of each user, kept until a user, team, role, the schema or the company changes.
// In this process a change counts at once; one made by another server within a second.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "record/context.hpp"

namespace crm {

// To be called by the rules of user, team and role: after the commit, what is cached is compiled anew.
void rights_changed(Context& context);

class RightsCache {
public:
    explicit RightsCache(Engine& engine) : engine_(engine) {}
    // Null where the user is unknown, deleted or disabled.
    std::shared_ptr<const Rights> of(Id user, Moment at);
    // Whether a role of the user requires a second factor that the user has not set up.
    bool second_factor_due(Id user, Moment at);
    void forget();

private:
    struct Entry {
        std::shared_ptr<const Rights> rights;
        std::string stamp; // of everything it was compiled from
        Day day;           // conditions such as "this month" hold for one day
        bool second_factor_due = false;
    };
    std::string stamp(Moment at);
    std::string stored_stamp();
    std::shared_ptr<const Rights> compile(Id user, Moment at, bool& second_factor_due);

    Engine& engine_;
    std::mutex mutex_;
    std::unordered_map<Id, Entry> entries_;
    std::string stored_stamp_;
    Moment stored_stamp_at_ = 0;
};

} // namespace crm
