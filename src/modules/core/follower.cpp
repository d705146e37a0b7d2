#include "modules/core/follower.hpp"

#include "base/error.hpp"
#include "record/context.hpp"
#include "record/described.hpp"

namespace crm {

namespace {

void follow_as_oneself(Context& context, Record& record) {
    if (!record.has(follower.user)) record.set(follower.user, context.user());
}

std::string name_of_the_user(Context& context, const Record& record) {
    return context.title("user", record.get(follower.user));
}

void follow_once(Context& context, Record& record) {
    if (!record.is_new()) return;
    const AnyLink about = record.get(follower.about);
    Condition same = follower.about == about.id;
    same.object = about.object;
    if (context.exists(follower, std::move(same) && follower.user == record.get(follower.user)))
        throw Error(Problem::conflict,
                    context.in_language({"This record is followed already.", "Ten rekord jest już obserwowany.",
                                         "Овој запис веќе се следи."}));
}

} // namespace

Follower::Follower()
    : Object("follower", "core", {"Follower", "Obserwujący", "Следач"}, {"Followers", "Obserwujący", "Следачи"}) {
    icon = "eye";
    rule_fills(*this, {user});
    searched = false;
    keeps_history = false;
    list_fields = {"user", "about"};
    title_rule = name_of_the_user;
    merging.same_by = {"about", "user"};
    before_save(follow_as_oneself);
    before_save(follow_once);
}

const Follower follower;

} // namespace crm
