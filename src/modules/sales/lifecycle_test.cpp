#include "modules/sales/lifecycle.hpp"

#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class LifecycleTest : public ModulesTest {
protected:
    static Record deal_with(Context& context, Id customer) {
        Record record = context.make(deal);
        record.set(deal.party, customer);
        context.save(record);
        return record;
    }
    static void move_to(Context& context, Record& record, const std::string& name) {
        move(context, record, context.find_one(stage, stage.name == name).value().id(), "Price");
    }
    static std::string stage_of(Context& context, Id customer) {
        return context.load(party, customer).get(party.lifecycle_stage);
    }
};

TEST_F(LifecycleTest, an_open_deal_makes_an_opportunity_a_won_one_a_customer_two_a_repeat_customer) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record first = deal_with(context, acme);
        EXPECT_EQ(stage_of(context, acme), "opportunity");
        move_to(context, first, "Won");
        EXPECT_EQ(stage_of(context, acme), "customer");
        Record second = deal_with(context, acme);
        EXPECT_EQ(stage_of(context, acme), "customer");
        move_to(context, second, "Won");
        EXPECT_EQ(stage_of(context, acme), "repeat");
    });
}

TEST_F(LifecycleTest, whoever_buys_plays_the_role_of_a_customer) {
    act([](Context& context) {
        Record acme = organization(context, "Acme");
        acme.set(party.roles, {"prospect", "supplier"});
        context.save(acme);
        Record sale = deal_with(context, acme.id());
        move_to(context, sale, "Won");
        EXPECT_EQ(context.load(party, acme.id()).get(party.roles), (std::vector<std::string>{"supplier", "customer"}));
    });
}

TEST_F(LifecycleTest, with_nothing_but_lost_deals_a_party_is_lost) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record sale = deal_with(context, acme);
        move_to(context, sale, "Lost");
        EXPECT_EQ(stage_of(context, acme), "lost");
    });
}

TEST_F(LifecycleTest, a_stage_with_a_reason_stays_whatever_the_deals_say) {
    act([](Context& context) {
        Record acme = organization(context, "Acme");
        acme.set(party.lifecycle_stage, "dormant");
        acme.set(party.lifecycle_reason, "Closed for renovation until May");
        context.save(acme);
        deal_with(context, acme.id());
        EXPECT_EQ(stage_of(context, acme.id()), "dormant");
    });
}

TEST_F(LifecycleTest, a_deal_that_changes_its_customer_leaves_the_first_one) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id(), globex = organization(context, "Globex").id();
        deal_with(context, acme);
        Record second = deal_with(context, acme);
        move_to(context, second, "Won");
        second.set(deal.party, globex);
        context.save(second);
        EXPECT_EQ(stage_of(context, acme), "opportunity");
        EXPECT_EQ(stage_of(context, globex), "customer");
    });
}

} // namespace crm
