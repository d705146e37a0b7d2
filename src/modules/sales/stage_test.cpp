#include "modules/sales/stage.hpp"

#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/pipeline.hpp"

namespace crm {

class StageTest : public ModulesTest {
protected:
    static Record named(Context& context, const std::string& name) {
        Record record = context.make(stage);
        record.set(stage.name, name);
        context.save(record);
        return record;
    }
};

TEST_F(StageTest, a_name_says_in_three_languages_whether_a_stage_is_won_or_lost) {
    for (const char* name : {"Won", "WYGRANA", "Добиена", "Closed Won", "Wygrane 2026"})
        EXPECT_EQ(outcome_named(name), "won") << name;
    for (const char* name : {"Lost", "Przegrana", "Изгубена", "Closed Lost"})
        EXPECT_EQ(outcome_named(name), "lost") << name;
    for (const char* name : {"Prospecting", "Engaging", "Oferta", "Понуда", "Wonderful", ""})
        EXPECT_EQ(outcome_named(name), "open") << name;
}

TEST_F(StageTest, a_stage_that_names_no_pipeline_goes_into_the_default_one) {
    act([](Context& context) {
        EXPECT_EQ(named(context, "Engaging").get(stage.pipeline), default_pipeline(context)->id());
    });
}

TEST_F(StageTest, a_new_open_stage_comes_after_the_open_ones) {
    act([](Context& context) {
        const Record record = named(context, "Engaging");
        EXPECT_EQ(record.get(stage.outcome), "open");
        EXPECT_EQ(record.get(stage.position), 5);
    });
}

TEST_F(StageTest, winning_and_losing_stand_at_the_end) {
    act([](Context& context) {
        for (const char* name : {"Won", "Lost"})
            EXPECT_GE(*context.load(stage, context.find_one(stage, stage.name == name)->id()).get(stage.position), 90)
                << name;
        EXPECT_GE(*named(context, "Closed lost").get(stage.position), 92);
    });
}

TEST_F(StageTest, what_is_won_is_certain_and_what_is_lost_impossible) {
    act([](Context& context) {
        EXPECT_EQ(named(context, "Closed won").get(stage.probability), 100);
        EXPECT_EQ(named(context, "Closed lost").get(stage.probability), 0);
    });
}

TEST_F(StageTest, the_outcome_that_was_given_wins_over_the_name) {
    act([](Context& context) {
        Record record = context.make(stage);
        record.set(stage.name, "Won back");
        record.set(stage.outcome, "open");
        context.save(record);
        EXPECT_EQ(record.get(stage.outcome), "open");
    });
}

TEST_F(StageTest, the_first_stage_is_the_open_one_with_the_lowest_position) {
    act([](Context& context) {
        Record record = named(context, "Cold");
        record.set(stage.position, 0);
        context.save(record);
        EXPECT_EQ(first_stage(context, default_pipeline(context)->id())->title(), "Cold");
    });
}

TEST_F(StageTest, a_stage_with_deals_is_not_deleted) {
    const Error error = refusal([](Context& context) {
        Record record = named(context, "Engaging");
        Record sale = context.make(deal);
        sale.set(deal.name, "Sale");
        sale.set(deal.stage, record.id());
        context.save(sale);
        context.remove(record);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(StageTest, what_a_stage_means_stays_while_deals_are_in_it) {
    Id engaging = 0, sale_id = 0;
    act([&](Context& context) {
        engaging = named(context, "Engaging").id();
        Record sale = context.make(deal);
        sale.set(deal.name, "Sale");
        sale.set(deal.stage, engaging);
        context.save(sale);
        sale_id = sale.id();
    });
    auto win = [&](Context& context) {
        Record record = context.load(stage, engaging);
        record.set(stage.outcome, "won");
        context.save(record);
    };
    EXPECT_EQ(refusal(win).problem, Problem::conflict);
    EXPECT_EQ(field_refused(win), "outcome");
    act([&](Context& context) {
        Record record = context.load(stage, engaging);
        record.set(stage.name, "Talking");
        context.save(record);
        Record sale = context.load(deal, sale_id);
        context.remove(sale);
        win(context);
        EXPECT_EQ(context.load(stage, engaging).get(stage.outcome), "won");
    });
}

} // namespace crm
