#include "modules/sales/deal.hpp"

#include <algorithm>

#include "modules/catalog/product.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/stage.hpp"

namespace crm {

class DealTest : public ModulesTest {
protected:
    static Id stage_named(Context& context, const std::string& name) {
        return context.find_one(stage, stage.name == name).value().id();
    }
    static Record fresh(Context& context, const std::string& in_stage = "") {
        Record record = context.make(deal);
        if (!in_stage.empty()) record.set(deal.stage, stage_named(context, in_stage));
        return record;
    }
    static Record saved(Context& context, const std::string& in_stage = "") {
        Record record = fresh(context, in_stage);
        record.set(deal.name, "Sale");
        context.save(record);
        return record;
    }
    static Record named_product(Context& context, const std::string& name) {
        Record record = context.make(product);
        record.set(product.name, name);
        context.save(record);
        return record;
    }
};

TEST_F(DealTest, a_deal_without_a_name_is_called_by_product_and_party) {
    act([](Context& context) {
        Record record = fresh(context);
        record.set(deal.party, organization(context, "Acme").id());
        record.set(deal.product, named_product(context, "GTX Pro").id());
        context.save(record);
        EXPECT_EQ(record.title(), "GTX Pro – Acme");
    });
}

TEST_F(DealTest, with_a_party_alone_it_is_called_a_deal) {
    act([](Context& context) {
        Record record = fresh(context);
        record.set(deal.party, organization(context, "Acme").id());
        context.save(record);
        EXPECT_EQ(record.title(), "Deal – Acme");
    });
}

TEST_F(DealTest, without_a_name_and_a_party_it_is_not_made_by_hand) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = fresh(context);
                  record.set(deal.product, named_product(context, "GTX Pro").id());
                  context.save(record);
              }),
              "name");
}

TEST_F(DealTest, a_name_that_was_given_stays) {
    act([](Context& context) {
        Record record = fresh(context);
        record.set(deal.name, "Expansion 2027");
        record.set(deal.party, organization(context, "Acme").id());
        context.save(record);
        EXPECT_EQ(record.title(), "Expansion 2027");
    });
}

TEST_F(DealTest, a_new_deal_begins_at_the_first_open_stage_of_the_default_pipeline) {
    act([this](Context& context) {
        const Record record = saved(context);
        EXPECT_EQ(record.get(deal.stage), stage_named(context, "New"));
        EXPECT_EQ(record.get(deal.pipeline), default_pipeline(context)->id());
        EXPECT_EQ(record.get(deal.outcome), "open");
        EXPECT_EQ(record.get(deal.probability), 10);
        EXPECT_EQ(record.get(deal.stage_since), at);
        EXPECT_EQ(record.get(deal.owner), anna);
    });
}

TEST_F(DealTest, a_deal_lies_with_its_customer) {
    act([](Context& context) {
        Record record = fresh(context);
        record.set(deal.party, organization(context, "Acme").id());
        context.save(record);
        EXPECT_EQ(record.bucket(), bucket_of(record.get(deal.party)));
    });
}

TEST_F(DealTest, moving_on_counts_the_days_anew_and_takes_the_probability_of_the_stage) {
    Id id = 0;
    act([&](Context& context) { id = saved(context).id(); });
    at += 48 * hour;
    act([&](Context& context) {
        Record record = context.load(deal, id);
        move(context, record, stage_named(context, "Proposal"), "");
        EXPECT_EQ(record.get(deal.stage_since), at);
        EXPECT_EQ(record.get(deal.probability), 50);
    });
}

TEST_F(DealTest, a_probability_set_with_the_move_is_kept) {
    act([](Context& context) {
        Record record = saved(context);
        record.set(deal.stage, stage_named(context, "Proposal"));
        record.set(deal.probability, 80);
        context.save(record);
        EXPECT_EQ(record.get(deal.probability), 80);
    });
}

TEST_F(DealTest, losing_needs_a_reason) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = saved(context);
                  move(context, record, stage_named(context, "Lost"), "");
              }),
              "loss_reason");
}

TEST_F(DealTest, losing_by_a_changed_stage_needs_a_reason_as_well) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = saved(context);
                  record.set(deal.stage, stage_named(context, "Lost"));
                  context.save(record);
              }),
              "loss_reason");
}

TEST_F(DealTest, a_lost_deal_is_closed_today_with_its_reason) {
    act([](Context& context) {
        Record record = saved(context);
        move(context, record, stage_named(context, "Lost"), "Price");
        EXPECT_EQ(record.get(deal.outcome), "lost");
        EXPECT_EQ(record.get(deal.loss_reason), "Price");
        EXPECT_EQ(record.get(deal.closed_on), *make_day(2026, 11, 20));
        EXPECT_EQ(record.get(deal.probability), 0);
    });
}

TEST_F(DealTest, a_won_deal_is_closed_on_the_day_that_was_given) {
    act([](Context& context) {
        Record record = saved(context);
        record.set(deal.stage, stage_named(context, "Won"));
        record.set(deal.closed_on, *make_day(2026, 11, 3));
        context.save(record);
        EXPECT_EQ(record.get(deal.outcome), "won");
        EXPECT_EQ(record.get(deal.closed_on), *make_day(2026, 11, 3));
    });
}

TEST_F(DealTest, a_reopened_deal_forgets_its_end) {
    act([](Context& context) {
        Record record = saved(context);
        move(context, record, stage_named(context, "Lost"), "Price");
        move(context, record, stage_named(context, "Negotiation"), "");
        EXPECT_EQ(record.get(deal.outcome), "open");
        EXPECT_FALSE(record.has(deal.closed_on));
        EXPECT_FALSE(record.has(deal.loss_reason));
    });
}

TEST_F(DealTest, a_deal_won_after_all_forgets_why_it_was_lost) {
    act([](Context& context) {
        Record record = saved(context);
        move(context, record, stage_named(context, "Lost"), "Price");
        move(context, record, stage_named(context, "Won"), "");
        EXPECT_FALSE(record.has(deal.loss_reason));
        EXPECT_TRUE(record.has(deal.closed_on));
    });
}

TEST_F(DealTest, an_old_lost_deal_comes_in_without_reason_as_not_stated) {
    importing = true;
    act([](Context& context) {
        Record record = fresh(context, "Lost");
        record.set(deal.closed_on, *make_day(2017, 3, 1));
        context.save(record);
        EXPECT_EQ(record.get(deal.loss_reason), "not stated");
        EXPECT_EQ(record.get(deal.closed_on), *make_day(2017, 3, 1));
        EXPECT_EQ(record.get(deal.owner), 0);
        EXPECT_EQ(format_day(context.company().zone.day_of(*record.get(deal.stage_since))), "2017-03-01");
    });
}

TEST_F(DealTest, the_move_action_asks_for_a_stage_and_a_reason) {
    const Action& action = deal.actions.at(0);
    EXPECT_EQ(action.name, "move");
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record record = saved(context);
                  action.run(context, record, Json::object({{"stage", std::to_string(stage_named(context, "Lost"))}}));
              }),
              "loss_reason");
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record record = saved(context);
                  action.run(context, record, Json::object());
              }),
              "stage");
    act([&](Context& context) {
        Record record = saved(context);
        action.run(context, record, Json::object({{"stage", std::to_string(stage_named(context, "Won"))}}));
        EXPECT_EQ(context.load(deal, record.id()).get(deal.outcome), "won");
    });
}

TEST_F(DealTest, a_stage_that_waits_longer_takes_the_mark_away) {
    act([](Context& context) { saved(context); });
    at += 20 * 24 * hour;
    act([](Context& context) {
        EXPECT_EQ(mark_stalled(context), 1);
        Record first = context.load(stage, stage_named(context, "New"));
        first.set(stage.stalled_after_days, 60);
        context.save(first);
        EXPECT_EQ(mark_stalled(context), 1);
        EXPECT_EQ(mark_stalled(context), 0);
    });
}

class TwoPipelines : public DealTest {
protected:
    // A pipeline "Partners" with the stage "Talks".
    static Record partners(Context& context) {
        Record other = context.make(pipeline);
        other.set(pipeline.name, "Partners");
        context.save(other);
        Record talks = context.make(stage);
        talks.set(stage.name, "Talks");
        talks.set(stage.pipeline, other.id());
        context.save(talks);
        return other;
    }
};

TEST_F(TwoPipelines, a_deal_follows_its_stage_into_another_pipeline) {
    act([](Context& context) {
        const Id other = partners(context).id();
        Record record = saved(context);
        move(context, record, stage_named(context, "Talks"), "");
        EXPECT_EQ(record.get(deal.pipeline), other);
    });
}

TEST_F(TwoPipelines, a_deal_that_changes_its_pipeline_begins_at_the_first_stage_there) {
    act([](Context& context) {
        Record record = saved(context, "Negotiation");
        record.set(deal.pipeline, partners(context).id());
        context.save(record);
        EXPECT_EQ(record.get(deal.stage), stage_named(context, "Talks"));
    });
}

TEST_F(TwoPipelines, a_stage_of_another_pipeline_than_the_chosen_one_is_refused) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = fresh(context, "New");
                  record.set(deal.name, "Sale");
                  record.set(deal.pipeline, partners(context).id());
                  context.save(record);
              }),
              "stage");
}

TEST_F(DealTest, a_deal_that_stays_too_long_is_stalled_until_it_moves) {
    Id id = 0;
    act([&](Context& context) { id = saved(context).id(); });
    auto stalled = [&] {
        bool is_stalled = false;
        act([&](Context& context) {
            mark_stalled(context);
            is_stalled = context.load(deal, id).get(deal.stalled);
        });
        return is_stalled;
    };
    at += 14 * 24 * hour;
    EXPECT_FALSE(stalled());
    at += hour;
    EXPECT_TRUE(stalled());
    act([&](Context& context) {
        Record record = context.load(deal, id);
        move(context, record, stage_named(context, "Qualified"), "");
        EXPECT_FALSE(record.get(deal.stalled));
    });
}

TEST_F(DealTest, a_closed_deal_keeps_a_closing_day) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = saved(context, "Won");
                  record.clear(deal.closed_on);
                  context.save(record);
              }),
              "closed_on");
    act([](Context& context) {
        Record record = saved(context, "Won");
        record.set(deal.closed_on, *make_day(2026, 11, 3));
        context.save(record);
        move(context, record, stage_named(context, "New"), "");
        EXPECT_FALSE(record.has(deal.closed_on));
    });
}

TEST_F(DealTest, the_move_action_takes_the_day_on_which_the_deal_was_closed) {
    const Action& action = deal.actions.at(0);
    auto run = [&](Context& context, Record& record, const std::string& to, const std::string& day) {
        action.run(
            context, record,
            Json::object(
                {{"stage", std::to_string(stage_named(context, to))}, {"loss_reason", "Price"}, {"closed_on", day}}));
    };
    act([&](Context& context) {
        Record record = saved(context);
        run(context, record, "Won", "2026-11-03");
        EXPECT_EQ(context.load(deal, record.id()).get(deal.closed_on), *make_day(2026, 11, 3));
        run(context, record, "Lost", "2026-11-03");
        EXPECT_EQ(context.load(deal, record.id()).get(deal.outcome), "lost");
        EXPECT_EQ(context.load(deal, record.id()).get(deal.closed_on), *make_day(2026, 11, 3));
    });
    for (const auto& [to, day] : {std::pair{"Won", "soon"}, std::pair{"New", "2026-11-03"}})
        EXPECT_EQ(field_refused([&, &to = to, &day = day](Context& context) {
                      Record record = saved(context);
                      run(context, record, to, day);
                  }),
                  "closed_on")
            << to << " " << day;
}

TEST_F(DealTest, a_stage_may_ask_for_fields_before_a_deal_comes_to_it) {
    act([](Context& context) {
        Record proposal = context.load(stage, stage_named(context, "Proposal"));
        proposal.set(stage.required_fields, {"amount", "closes_on"});
        context.save(proposal);
    });
    const Error refused = refusal([](Context& context) {
        Record record = saved(context);
        move(context, record, stage_named(context, "Proposal"), "");
    });
    ASSERT_EQ(refused.fields.size(), 2);
    EXPECT_EQ(refused.fields[0].field, "amount");
    EXPECT_EQ(refused.fields[1].field, "closes_on");
    EXPECT_STREQ(refused.what(), "Please fill this in for the stage Proposal.");
    EXPECT_EQ(field_refused([](Context& context) { saved(context, "Proposal"); }), "amount") << "a new one too";
    act([](Context& context) {
        Record record = saved(context);
        record.set(deal.amount, Money{100'00, "EUR"});
        record.set(deal.closes_on, *make_day(2026, 12, 1));
        move(context, record, stage_named(context, "Proposal"), "");
        record.clear(deal.closes_on);
        context.save(record); // asked on the way in, not for ever
        Record old = fresh(context, "Proposal");
        old.set(deal.name, "From before");
        old.history_import = true;
        context.save(old);
    });
    for (const char* name : {"outcome", "stalled", "id", "colour"})
        EXPECT_EQ(field_refused([&](Context& context) {
                      Record proposal = context.load(stage, stage_named(context, "Proposal"));
                      proposal.set(stage.required_fields, {name});
                      context.save(proposal);
                  }),
                  "required_fields")
            << name;
}

} // namespace crm
