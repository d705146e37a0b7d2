// Retiring stages and pipelines: deals go on at a successor, and everything keeps its name in what was.
#include "record/retire.hpp"

#include "jobs/jobs.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"
#include "modules/sales/pipeline.hpp"
#include "modules/sales/stage.hpp"
#include "record/history.hpp"
#include "record/undo.hpp"

namespace crm {

class RetiringTest : public ModulesTest {
protected:
    static Id stage_named(Context& context, const std::string& name) {
        return context.find_one(stage, stage.name == name)->id();
    }
    std::vector<Id> make_deals(int count, const std::string& in_stage) {
        std::vector<Id> ids;
        act([&](Context& context) {
            ids.clear();
            for (int i = 0; i < count; ++i) {
                Record record = context.make(deal);
                record.set(deal.name, "Deal " + std::to_string(i));
                record.set(deal.stage, stage_named(context, in_stage));
                if (in_stage == "Lost") record.set(deal.loss_reason, "price");
                context.save(record);
                ids.push_back(record.id());
            }
        });
        return ids;
    }
    Json begin(const Object& object, const std::string& name, const std::string& successor) {
        Json answer;
        act([&](Context& context) {
            Record record = context.load(object, named(context, object, name));
            const Id to = successor.empty() ? 0 : named(context, object, successor);
            answer = retire(context, record, to ? Json::object({{"successor", std::to_string(to)}}) : Json::object());
        });
        return answer;
    }
    static Id named(Context& context, const Object& object, const std::string& name) {
        return context.find_one(object, object.name == "stage" ? stage.name == name : pipeline.name == name)->id();
    }
    Operation finish(
        const Json& answer, const std::function<bool()>& stopping = [] { return false; }) {
        return run_retiring(*engine, *parse_id(answer.text("id")), stopping);
    }
    std::string stage_of(Id id) {
        std::string title;
        act([&](Context& context) { title = context.title("stage", context.load(deal, id).get(deal.stage)); });
        return title;
    }
};

TEST_F(RetiringTest, deals_in_a_retired_stage_go_to_its_successor_with_an_event_each) {
    const auto deals = make_deals(3, "Proposal");
    const Json answer = begin(stage, "Proposal", "Negotiation");
    EXPECT_EQ(answer.text("kind"), "retire");
    const Operation operation = finish(answer);
    EXPECT_EQ(operation.state, "done") << operation.message;
    EXPECT_EQ(operation.counts.updated, 3);
    for (Id id : deals) EXPECT_EQ(stage_of(id), "Negotiation");
    act([&](Context& context) {
        EXPECT_TRUE(is_retired(context.load(stage, stage_named(context, "Proposal"))));
        std::string history;
        write_history(context, context.object("deal"), deals[0], 10, "", history);
        EXPECT_NE(history.find("\"title\":\"Proposal\""), std::string::npos) << "it keeps its name: " << history;
        EXPECT_NE(history.find("\"title\":\"Negotiation\""), std::string::npos);
    });
}

TEST_F(RetiringTest, a_stage_in_use_asks_for_a_successor_and_one_that_is_not_does_not) {
    make_deals(1, "Proposal");
    const Error error = refusal([&](Context& context) {
        Record record = context.load(stage, stage_named(context, "Proposal"));
        retire(context, record, Json::object());
    });
    ASSERT_FALSE(error.fields.empty());
    EXPECT_EQ(error.fields[0].field, "successor");
    EXPECT_TRUE(begin(stage, "Qualified", "").is_null());
    act([&](Context& context) { EXPECT_TRUE(is_retired(context.load(stage, stage_named(context, "Qualified")))); });
}

TEST_F(RetiringTest, a_retired_stage_is_offered_no_more_until_it_is_reinstated) {
    begin(stage, "Qualified", "");
    auto move_there = [&](Context& context) {
        Record record = context.make(deal);
        record.set(deal.name, "Sale");
        record.set(deal.stage, stage_named(context, "Qualified"));
        context.save(record);
    };
    EXPECT_EQ(field_refused(move_there), "stage");
    act([&](Context& context) {
        Record record = context.load(stage, stage_named(context, "Qualified"));
        reinstate(context, record, {});
    });
    act(move_there);
}

TEST_F(RetiringTest, a_successor_has_the_same_outcome_is_another_and_is_not_retired_itself) {
    make_deals(1, "Proposal");
    auto refused = [&](const std::string& successor) {
        return field_refused([&](Context& context) {
            Record record = context.load(stage, stage_named(context, "Proposal"));
            retire(context, record, Json::object({{"successor", std::to_string(stage_named(context, successor))}}));
        });
    };
    EXPECT_EQ(refused("Won"), "successor");
    EXPECT_EQ(refused("Proposal"), "successor");
    begin(stage, "Qualified", "");
    EXPECT_EQ(refused("Qualified"), "successor");
}

TEST_F(RetiringTest, asked_twice_it_is_one_operation_and_after_a_kill_it_goes_on) {
    const auto deals = make_deals(250, "Proposal");
    const Json answer = begin(stage, "Proposal", "Negotiation");
    EXPECT_EQ(begin(stage, "Proposal", "Negotiation").text("id"), answer.text("id"));
    const Operation cut_off = finish(answer, [&] { // after the first hundred
        bool begun = false;
        engine->database().read([&](Connection& connection) {
            begun = whole(connection.value("SELECT updated FROM operation WHERE id = ?",
                                           Values{*parse_id(answer.text("id"))})) > 0;
        });
        return begun;
    });
    EXPECT_EQ(cut_off.counts.updated, 100);
    EXPECT_EQ(cut_off.state, "running");
    const Operation done = finish(answer);
    EXPECT_EQ(done.state, "done");
    EXPECT_EQ(done.counts.updated, 250);
    for (Id id : deals) ASSERT_EQ(stage_of(id), "Negotiation");
    act([&](Context& context) {
        EXPECT_EQ(
            whole(context.connection().value("SELECT COUNT(*) FROM event WHERE object = 'deal' AND kind = 'updated'")),
            250);
    });
}

TEST_F(RetiringTest, it_can_be_undone) {
    const auto deals = make_deals(2, "Proposal");
    const Json answer = begin(stage, "Proposal", "Negotiation");
    finish(answer);
    Request request;
    ImportSurroundings around;
    around.rights = Rights::system();
    const Operation undo = run_undo(*engine, begin_undo(*engine, request, *parse_id(answer.text("id"))).id, around);
    EXPECT_EQ(undo.counts.refused, 0);
    for (Id id : deals) EXPECT_EQ(stage_of(id), "Proposal");
    act([&](Context& context) { EXPECT_FALSE(is_retired(context.load(stage, stage_named(context, "Proposal")))); });
}

TEST_F(RetiringTest, a_pipeline_goes_with_its_stages_and_its_deals_stay_open_won_or_lost) {
    act([](Context& context) {
        Record record = context.make(pipeline);
        record.set(pipeline.name, "Partners");
        context.save(record);
        for (const char* name : {"First talk", "Negotiation", "Won"}) {
            Record each = context.make(stage);
            each.set(stage.name, name);
            each.set(stage.pipeline, record.id());
            context.save(each);
        }
    });
    std::vector<Id> deals;
    act([&](Context& context) {
        deals.clear();
        const Id partners = named(context, pipeline, "Partners");
        for (const Record& each : context.find(stage, stage.pipeline == partners)) {
            Record record = context.make(deal);
            record.set(deal.name, each.title());
            record.set(deal.stage, each.id());
            context.save(record);
            deals.push_back(record.id());
        }
    });
    EXPECT_EQ(finish(begin(pipeline, "Partners", "Sales")).state, "done");
    act([&](Context& context) {
        const Id sales = named(context, pipeline, "Sales"), partners = named(context, pipeline, "Partners");
        std::map<std::string, std::string> now;
        for (Id id : deals) {
            const Record record = context.load(deal, id);
            EXPECT_EQ(record.get(deal.pipeline), sales);
            now[record.title()] = context.title("stage", record.get(deal.stage));
        }
        EXPECT_EQ(now["First talk"], "New");
        EXPECT_EQ(now["Negotiation"], "Negotiation");
        EXPECT_EQ(now["Won"], "Won");
        for (const Record& each : context.find(stage, stage.pipeline == partners))
            EXPECT_TRUE(is_retired(each)) << each.title();
    });
}

TEST_F(RetiringTest, the_default_pipeline_stays_and_so_does_one_whose_deals_have_nowhere_to_go) {
    act([](Context& context) {
        Record record = context.make(pipeline);
        record.set(pipeline.name, "Empty");
        context.save(record);
    });
    make_deals(1, "Proposal");
    auto refused = [&](const char* name, const char* successor) {
        return refusal([&](Context& context) {
                   Record record = context.load(pipeline, named(context, pipeline, name));
                   retire(context, record,
                          Json::object({{"successor", std::to_string(named(context, pipeline, successor))}}));
               })
            .problem;
    };
    EXPECT_EQ(refused("Sales", "Empty"), Problem::conflict);
    act([](Context& context) {
        Record record = context.load(pipeline, named(context, pipeline, "Empty"));
        record.set(pipeline.is_default, true);
        context.save(record);
    });
    EXPECT_EQ(refused("Sales", "Empty"), Problem::invalid) << "no stage of the same outcome";
}

TEST_F(RetiringTest, deleting_a_stage_in_use_says_that_it_can_be_retired) {
    make_deals(1, "Proposal");
    const Error error = refusal([&](Context& context) {
        Record record = context.load(stage, stage_named(context, "Proposal"));
        context.remove(record);
    });
    EXPECT_NE(std::string(error.what()).find("retire it"), std::string::npos) << error.what();
}

} // namespace crm
