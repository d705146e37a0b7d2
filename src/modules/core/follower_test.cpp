#include "modules/core/follower.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class FollowerTest : public ModulesTest {
protected:
    static Record follow(Context& context, Id id) {
        Record record = context.make(follower);
        record.set(follower.about, {"party", id});
        context.save(record);
        return record;
    }
};

TEST_F(FollowerTest, who_follows_without_saying_for_whom_follows_themselves) {
    act([this](Context& context) {
        Record record = follow(context, organization(context, "Acme").id());
        EXPECT_EQ(record.get(follower.user), anna);
        EXPECT_EQ(record.title(), "Anna Nowak");
    });
}

TEST_F(FollowerTest, a_record_is_followed_once) {
    const Error error = refusal([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        follow(context, acme);
        follow(context, acme);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(FollowerTest, who_stopped_may_follow_again) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record first = follow(context, acme);
        context.remove(first);
        EXPECT_NE(follow(context, acme).id(), first.id());
    });
}

} // namespace crm
