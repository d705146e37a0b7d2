#include "modules/sales/deal_state.hpp"

#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/deal_changes.hpp"
#include "modules/sales/deal_stages.hpp"
#include "modules/sales/forecast.hpp"
#include "modules/sales/pipeline_snapshot.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class DealStateTest : public ModulesTest {
protected:
    static Id stage_named(Context& context, const char* name) {
        return context.find_one(stage, stage.name == name)->id();
    }
    static Record made(Context& context, const char* name, std::int64_t minor,
                       Day closes_on = *make_day(2026, 12, 10)) {
        Record record = context.make(deal);
        record.set(deal.name, name);
        record.set(deal.amount, Money{minor, context.company().currency});
        record.set(deal.closes_on, closes_on);
        context.save(record);
        return record;
    }
    static void go(Context& context, Id id, const char* to) {
        Record record = context.load(deal, id);
        move(context, record, stage_named(context, to), "Price");
    }
    static Json of_stage(const Json& report, const char* name) {
        for (const Json& row : report["rows"].items())
            if (row["stage"].text("title") == name) return row;
        return {};
    }
};

TEST_F(DealStateTest, each_move_keeps_what_the_deal_was_and_how_the_stage_was_left) {
    act([](Context& context) {
        const Id id = made(context, "Hall", 500'00).id();
        go(context, id, "Proposal");
        go(context, id, "Qualified");
        go(context, id, "Won");
        go(context, id, "New");
        std::string ways;
        for (const Record& each : context.find(deal_state, deal_state.deal == id))
            ways += context.title("stage", each.get(deal_state.stage)) + " " + each.get(deal_state.left) + ", ";
        EXPECT_EQ(ways, "New forward, Proposal back, Qualified won, Won reopened, ");
    });
}

TEST_F(DealStateTest, a_new_value_keeps_the_old_one_and_another_note_keeps_nothing) {
    act([](Context& context) {
        Record record = made(context, "Hall", 500'00);
        record.set(deal.note, "They called");
        context.save(record);
        EXPECT_TRUE(context.find(deal_state, deal_state.deal == record.id()).empty());
        record.set(deal.amount, Money{700'00, context.company().currency});
        context.save(record);
        const auto all = context.find(deal_state, deal_state.deal == record.id());
        ASSERT_EQ(all.size(), 1u);
        EXPECT_EQ(all[0].get(deal_state.amount)->minor, 500'00);
        EXPECT_FALSE(all[0].has(deal_state.left));
    });
}

TEST_F(DealStateTest, what_a_deal_was_is_never_changed) {
    const Error error = refusal([](Context& context) {
        const Id id = made(context, "Hall", 500'00).id();
        go(context, id, "Proposal");
        Record was = context.find(deal_state, deal_state.deal == id).at(0);
        was.set(deal_state.days_in_stage, 99);
        context.save(was);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(DealStateTest, stages_tell_where_deals_went_and_what_history_taught) {
    act([](Context& context) {
        for (int i = 0; i < 3; ++i) {
            const Id id = made(context, "Won one", 100'00).id();
            go(context, id, "Proposal");
            go(context, id, "Won");
        }
        go(context, made(context, "Lost one", 100'00).id(), "Lost");
        made(context, "Open one", 40'00);
        const Json report = stages_report().run(context, Json::object());
        const Json first = of_stage(report, "New"), offer = of_stage(report, "Proposal");
        EXPECT_EQ(first.number("left"), 4);
        EXPECT_EQ(first.number("forward"), 3);
        EXPECT_EQ(first.number("lost"), 1);
        EXPECT_EQ(first.number("deals"), 1);
        EXPECT_EQ(first["amount"].text("amount"), "40.00");
        EXPECT_EQ(offer.number("won"), 3);
        EXPECT_EQ(first.number("cases"), 4);
        EXPECT_EQ(first.number("learnt"), 709); // (3 × 0.808 + 10 × 3/4) of 14
        EXPECT_EQ(offer.number("learnt"), 808); // (3 + 10 × 3/4) of 13
        EXPECT_EQ(first.number("median_days"), 0);
    });
}

TEST_F(DealStateTest, a_forecast_adds_what_is_won_to_what_may_be) {
    act([](Context& context) {
        const Json period = Json::object({{"from", "2026-12-01"}, {"to", "2026-12-31"}});
        Record sure = made(context, "Sure", 100'00);
        sure.set(deal.probability, 100);
        sure.set(deal.forecast_category, "commit");
        context.save(sure);
        Record never = made(context, "Left out", 900'00);
        never.set(deal.forecast_category, "omitted");
        context.save(never);
        made(context, "Next year", 5'000'00, *make_day(2027, 1, 1));
        Record done = made(context, "Done", 30'00);
        move(context, done, stage_named(context, "Won"), "", *make_day(2026, 12, 2));
        const Json report = forecast_report().run(context, period);
        EXPECT_EQ(report["won"]["amount"].text("amount"), "30.00");
        EXPECT_EQ(report["commit"]["amount"].text("amount"), "100.00");
        EXPECT_EQ(report["omitted"].number("deals"), 1);
        EXPECT_EQ(report["by_owner"].text("amount"), "130.00");   // its owner is sure
        EXPECT_EQ(report["by_stage"].text("amount"), "40.00");    // 10 % in the first stage
        EXPECT_EQ(report["by_history"].text("amount"), "130.00"); // all that was closed was won
        EXPECT_EQ(report["p10"].text("amount"), "130.00");
        EXPECT_EQ(forecast_report().run(context, period).dump(), report.dump());
    });
    EXPECT_EQ(field_refused([](Context& context) {
                  forecast_report().run(context, Json::object({{"from", "2026-12-02"}, {"to", "2026-12-01"}}));
              }),
              "to");
}

TEST_F(DealStateTest, what_changed_leads_from_what_was_open_to_what_is) {
    Id grows = 0, closes = 0;
    const Moment before = at;
    act([&](Context& context) {
        grows = made(context, "Grows", 100'00).id();
        closes = made(context, "Closes", 200'00).id();
    });
    at = before + 3 * 24 * hour;
    act([&](Context& context) {
        Record record = context.load(deal, grows);
        record.set(deal.amount, Money{150'00, context.company().currency});
        record.set(deal.closes_on, *make_day(2027, 2, 1));
        context.save(record);
        go(context, closes, "Won");
        made(context, "Fresh", 70'00);
    });
    act([&](Context& context) {
        const Day day = context.company().zone.day_of(before + 24 * hour);
        const Json report = changes_report().run(context, Json::object({{"since", format_day(day)}}));
        const Json& found = report["changes"];
        EXPECT_EQ(report["open_then"].text("amount"), "300.00");
        EXPECT_EQ(report["open_now"].text("amount"), "220.00");
        EXPECT_EQ(found["more"]["amount"].text("amount"), "50.00");
        EXPECT_EQ(found["won"]["amount"].text("amount"), "-200.00");
        EXPECT_EQ(found["new"].number("deals"), 1);
        EXPECT_EQ(found["later"]["rows"].items().at(0).text("is"), "2027-02-01");
        EXPECT_EQ(found["lost"].number("deals"), 0);
    });
}

TEST_F(DealStateTest, a_snapshot_is_taken_once_a_week) {
    act([](Context& context) {
        made(context, "One", 100'00);
        made(context, "Two", 50'00);
        EXPECT_EQ(keep_pipeline_snapshot(context), 1);
        EXPECT_EQ(keep_pipeline_snapshot(context), 0);
        const Record kept = *context.find_one(pipeline_snapshot, Condition::everything());
        EXPECT_EQ(kept.get(pipeline_snapshot.deals), 2);
        EXPECT_EQ(kept.get(pipeline_snapshot.amount)->minor, 150'00);
        EXPECT_EQ(kept.get(pipeline_snapshot.weighted)->minor, 15'00);
    });
    at += 7 * 24 * hour;
    act([](Context& context) { EXPECT_EQ(keep_pipeline_snapshot(context), 1); });
}

} // namespace crm
