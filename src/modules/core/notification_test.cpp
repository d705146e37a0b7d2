#include "modules/core/notification.hpp"

#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"
#include "record/list_sql.hpp"
#include "record/told_kinds.hpp"

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

// What a list asks of the database grows with the kinds of records that somebody was told of, not with those there are.
TEST_F(NotificationTest, only_the_kinds_that_somebody_was_told_of_are_asked_about) {
    auto rights = std::make_shared<Rights>();
    rights->user = boris;
    for (const auto& object : engine->schema()->objects())
        if (!object->parent_field()) rights->objects[object->name].read = Condition{Condition::Op::mine};
    const auto tables_asked = [&] {
        std::size_t tables = 0;
        Request request;
        request.rights = rights;
        engine->read(request, [&](Context& context) {
            Sql sql;
            append_rows(sql, context, notification, Act::read);
            tables = 0;
            for (auto at = sql.text.find("FROM"); at != std::string::npos; at = sql.text.find("FROM", at + 1)) ++tables;
        });
        return tables;
    };
    const auto seen = [&] {
        std::size_t count = 0;
        Request request;
        request.rights = rights;
        engine->read(request, [&](Context& context) {
            std::string list;
            write_list(context, notification, read_list_query(notification, asker_of(context), {}), list);
            count = Json::parse(list)["items"].items().size();
        });
        return count;
    };
    EXPECT_EQ(tables_asked(), 0u);
    act([this](Context& context) {
        Record mine = organization(context, "Mine");
        mine.put(party.owner.index, boris);
        context.save(mine);
        for (const Id id : {mine.id(), organization(context, "Not mine").id()})
            context.notify(boris, "imported", {"party", id}, "The import is done");
        context.notify(boris, "greeted", {}, "Welcome");
    });
    EXPECT_EQ(tables_asked(), 1u);
    EXPECT_EQ(seen(), 2u);
}

} // namespace crm
