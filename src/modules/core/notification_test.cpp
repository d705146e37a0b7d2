#include "modules/core/notification.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class NotificationTest : public ModulesTest {};

TEST_F(NotificationTest, it_says_what_happened_and_where_to_look) {
    act([this](Context& context) {
        const Id acme = organization(context, "Acme").id();
        context.notify(boris, "imported", {"party", acme}, "The import is done");
        auto told = context.find(notification, notification.user == boris);
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(told[0].title(), "The import is done");
        EXPECT_EQ(told[0].get(notification.kind), "imported");
        EXPECT_EQ(told[0].get(notification.about).id, acme);
        EXPECT_FALSE(told[0].has(notification.read_at));
    });
}

TEST_F(NotificationTest, nobody_is_told_of_their_own_doing) {
    act([this](Context& context) {
        context.notify(anna, "imported", {"party", organization(context, "Acme").id()}, "The import is done");
        EXPECT_TRUE(context.find(notification, Condition::everything()).empty());
    });
}

} // namespace crm
