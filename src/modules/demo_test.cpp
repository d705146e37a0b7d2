#include "modules/demo.hpp"

#include <map>

#include "modules/core/activity.hpp"
#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "modules/core/relationship.hpp"
#include "modules/core/view.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class DemoTest : public ModulesTest {
protected:
    static constexpr int all = 100'000;
    // How many deals stand in each stage, and the sum of their amounts.
    std::map<std::string, std::pair<int, std::int64_t>> deals_by_stage() {
        std::map<std::string, std::pair<int, std::int64_t>> found;
        act([&](Context& context) {
            for (const Record& record : context.find(deal, Condition::everything(), all)) {
                auto& [count, sum] = found[context.title("stage", record.get(deal.stage))];
                ++count;
                sum += record.get(deal.amount)->minor;
            }
        });
        return found;
    }
};

TEST_F(DemoTest, the_demonstration_is_a_lively_small_company) {
    make_demo(*engine, {anna, boris}, 7, at);
    const auto deals = deals_by_stage();
    for (const char* name : {"New", "Qualified", "Proposal", "Negotiation", "Won", "Lost"}) {
        ASSERT_TRUE(deals.contains(name)) << name;
        EXPECT_GE(deals.at(name).first, 3) << name;
    }
    act([&](Context& context) {
        const auto parties = context.find(party, Condition::everything(), all);
        EXPECT_EQ(parties.size(), 300u);
        EXPECT_GE(context.find(relationship, Condition::everything(), all).size(), 50u);
        EXPECT_GE(context.find(activity, activity.done == 1, all).size(), 1000u);
        const Moment today = context.company().zone.begin_of(context.company().zone.day_of(at));
        EXPECT_EQ(context
                      .find(activity,
                            activity.done != 1 && activity.kind == "task" && activity.due_at >= today &&
                                activity.due_at < today + 24 * hour,
                            all)
                      .size(),
                  6u);
        EXPECT_EQ(context.find(activity, activity.done != 1 && activity.due_at < today, all).size(),
                  2u); // one overdue for each
        EXPECT_TRUE(context.exists(party, party.lifecycle_stage == "customer"));
        EXPECT_TRUE(context.exists(deal, deal.stalled == 1));
        const Day day = context.company().zone.day_of(at);
        const Period quarter = *period("this_quarter", day), month = *period("this_month", day);
        EXPECT_TRUE(context.exists(deal, deal.owner == anna && deal.outcome == "won" &&
                                             deal.closed_on >= std::int64_t{quarter.first.days}));
        EXPECT_TRUE(context.exists(deal, deal.owner == anna && deal.outcome == "open" &&
                                             deal.closes_on >= std::int64_t{day.days} &&
                                             deal.closes_on < std::int64_t{month.after.days}));
        EXPECT_FALSE(context.exists(contact_point, contact_point.valid != 1));
        for (const char* country : {"PL", "MK", "GB"})
            EXPECT_TRUE(context.exists(party, party.country == country)) << country;
        for (const Record& record : context.find(deal, Condition::everything(), all))
            EXPECT_TRUE(record.get(deal.owner) == anna || record.get(deal.owner) == boris);
        EXPECT_FALSE(context.exists(activity, activity.done == 1 && activity.starts_at > at))
            << "nothing has happened in the future";
    });
}

TEST_F(DemoTest, a_view_that_the_program_makes_has_a_name_in_each_language) {
    make_demo(*engine, {anna}, 7, at);
    act([](Context& context) {
        const auto found = context.find(view, view.object == "deal");
        ASSERT_EQ(found.size(), 1u);
        EXPECT_EQ(found[0].get(view.name), "Stalled deals");
        EXPECT_EQ(found[0].get(view.names.en), "") << "the company's own language is that of the name";
        EXPECT_EQ(found[0].get(view.names.pl), "Szanse, które utknęły");
        EXPECT_EQ(found[0].get(view.names.mk), "Заглавени можности");
    });
}

TEST_F(DemoTest, the_same_seed_tells_the_same_story) {
    make_demo(*engine, {anna}, 7, at);
    const auto first = deals_by_stage();
    begin_anew();
    make_demo(*engine, {anna}, 7, at);
    EXPECT_EQ(deals_by_stage(), first);
    begin_anew();
    make_demo(*engine, {anna}, 8, at);
    EXPECT_NE(deals_by_stage(), first);
}

TEST_F(DemoTest, at_scale_there_are_as_many_parties_as_asked_with_deals_and_activities) {
    std::int64_t told = 0;
    make_demo_at_scale(*engine, {anna, boris}, 150, [&](std::int64_t done) { told = done; });
    EXPECT_EQ(told, 150);
    act([](Context& context) {
        const auto parties = context.find(party, Condition::everything(), all).size();
        EXPECT_EQ(parties, 150u);
        EXPECT_EQ(context.find(deal, Condition::everything(), all).size(), 30u);
        EXPECT_EQ(context.find(activity, Condition::everything(), all).size(), 750u);
    });
}

} // namespace crm
