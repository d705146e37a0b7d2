#include "modules/orders/claim.hpp"

#include "modules/core/activity.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/orders/delivery.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_line.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/orders_test.hpp"

namespace crm {

class ClaimTest : public OrdersTest {
protected:
    // The order's first line, ten mills, shipped and arrived today.
    Record arrived_line(Context& context) const {
        Record made = context.load(order, confirmed_order(context));
        ship(context, made, {});
        for (Record& each : context.find(delivery, delivery.order == made.id())) arrive(context, each, context.today());
        return load_lines(context, made)[0];
    }
    Record claimed(Context& context, const Record& line, std::int64_t quantity, const char* kind = "complaint") const {
        Record record = context.make(claim);
        record.set(claim.party, acme);
        record.set(claim.kind, kind);
        record.set(claim.order_line, line.id());
        record.set(claim.quantity, quantity);
        context.save(record);
        return record;
    }
    static void run(Context& context, Record& record, const std::string& name, const Json& input = {}) {
        for (const Action& each : claim.actions)
            if (each.name == name) {
                each.run(context, record, input);
                return;
            }
        FAIL() << "there is no action " << name;
    }
};

TEST_F(ClaimTest, the_last_day_for_an_answer_is_a_working_day) {
    act([](Context& context) {
        make_legal_figures(context);
        EXPECT_EQ(answer_due(context, *make_day(2026, 12, 10)), *make_day(2026, 12, 28));
        EXPECT_EQ(answer_due(context, *make_day(2026, 6, 20)), *make_day(2026, 7, 6));
        EXPECT_EQ(answer_due(context, *make_day(2026, 11, 7)), *make_day(2026, 11, 23));
    });
}

TEST_F(ClaimTest, whoever_has_it_finds_it_among_their_tasks_until_it_is_answered) {
    act([this](Context& context) {
        Record record = claimed(context, arrived_line(context), 2'0000);
        EXPECT_EQ(record.get(claim.number), "RK/1/2026");
        EXPECT_EQ(record.get(claim.product), mill);
        auto task = context.find_one(activity, activity.about == record.id());
        ASSERT_TRUE(task);
        EXPECT_EQ(context.company().zone.day_of(*task->get(activity.due_at)), *record.get(claim.answer_by));
        run(context, record, "reject", Json::object({{"reason", "Worn out by use."}}));
        EXPECT_EQ(record.get(claim.answered_on), context.today());
        EXPECT_TRUE(again(context, *task).get(activity.done));
    });
}

TEST_F(ClaimTest, nobody_gives_back_more_than_they_were_sent) {
    EXPECT_EQ(field_refused([this](Context& context) { claimed(context, arrived_line(context), 10'0001); }),
              "quantity");
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Record line = arrived_line(context);
                  claimed(context, line, 6'0000);
                  claimed(context, line, 5'0000);
              }),
              "quantity");
    act([this](Context& context) {
        const Record line = arrived_line(context);
        Record refused = claimed(context, line, 6'0000);
        run(context, refused, "reject", Json::object({{"reason", "Not ours."}}));
        claimed(context, line, 10'0000); // what was rejected is not gone
    });
}

TEST_F(ClaimTest, a_withdrawal_is_in_time_for_two_weeks_after_the_goods_arrived) {
    act([this](Context& context) {
        const Record line = arrived_line(context);
        Record record = claimed(context, line, 1'0000, "withdrawal");
        EXPECT_TRUE(record.get(claim.in_time));
        Record sent = context.load(
            delivery,
            context.find_one(delivery_line, delivery_line.order_line == line.id())->get(delivery_line.delivery));
        sent.set(delivery.shipped_on, Day{context.today().days - 60});
        sent.set(delivery.delivered_on, Day{context.today().days - 50});
        context.save(sent);
        context.save(record = again(context, record));
        EXPECT_FALSE(again(context, record).get(claim.in_time));
    });
}

TEST_F(ClaimTest, what_came_back_is_taken_off_the_invoice) {
    act([this](Context& context) {
        const Record line = arrived_line(context);
        Record of = context.load(order, line.get(order_line.order));
        Record sold = invoice_order(context, of, {}, "invoice");
        issue(context, sold);
        Record record = claimed(context, line, 4'0000);
        run(context, record, "accept");
        run(context, record, "correct_invoice");
        const Record draft = context.load(invoice, record.get(claim.correction));
        EXPECT_EQ(draft.get(invoice.kind), "correction");
        EXPECT_EQ(draft.get(invoice.corrects), sold.id());
        std::int64_t left = 0;
        for (const Record& each : load_lines(context, draft))
            if (each.get(invoice_line.order_line) == line.id()) left = *each.get(invoice_line.quantity);
        EXPECT_EQ(left, 6'0000);
        run(context, record, "settle", Json::object({{"settlement", "Money back by transfer."}}));
        EXPECT_EQ(again(context, record).get(claim.state), "settled");
    });
    EXPECT_EQ(refusal([this](Context& context) {
                  Record record = claimed(context, arrived_line(context), 1'0000);
                  run(context, record, "accept");
                  run(context, record, "correct_invoice");
              }).problem,
              Problem::conflict);
}

} // namespace crm
