#include "modules/orders/delivery.hpp"

#include "modules/orders/order_line.hpp"
#include "modules/orders/orders_test.hpp"

namespace crm {

class DeliveryTest : public OrdersTest {
protected:
    static std::vector<Record> deliveries_of(Context& context, const Record& of) {
        return context.find(delivery, delivery.order == of.id());
    }
};

TEST_F(DeliveryTest, each_shipment_is_a_delivery_with_a_number_and_its_lines) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        const auto lines = load_lines(context, made);
        ship(context, made, {{lines[0].id(), 4'0000}}, {"DPD", "JD0001", {}});
        ship(context, made, {});
        const auto sent = deliveries_of(context, made);
        ASSERT_EQ(sent.size(), 2u);
        EXPECT_EQ(sent[0].get(delivery.number), "WZ/1/2026");
        EXPECT_EQ(sent[0].get(delivery.tracking), "JD0001");
        EXPECT_EQ(sent[1].get(delivery.number), "WZ/2/2026");
        const auto first = context.find(delivery_line, delivery_line.delivery == sent[0].id());
        ASSERT_EQ(first.size(), 1u);
        EXPECT_EQ(first[0].get(delivery_line.quantity), 4'0000);
        EXPECT_EQ(first[0].get(delivery_line.product), mill);
        const auto second = context.find(delivery_line, delivery_line.delivery == sent[1].id());
        ASSERT_EQ(second.size(), 2u);
        EXPECT_EQ(second[0].get(delivery_line.quantity), 6'0000);
    });
}

TEST_F(DeliveryTest, an_order_has_arrived_when_all_of_it_has) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        ship(context, made, {{load_lines(context, made)[0].id(), 4'0000}});
        auto sent = deliveries_of(context, made);
        arrive(context, sent[0], context.today());
        EXPECT_EQ(again(context, made).get(order.state), "partly_shipped");
        made = again(context, made);
        ship(context, made, {});
        EXPECT_EQ(made.get(order.state), "shipped");
        sent = deliveries_of(context, made);
        arrive(context, sent[1], context.today());
        EXPECT_EQ(again(context, made).get(order.state), "delivered");
        EXPECT_EQ(again(context, made).get(order.delivered_on), context.today());
    });
}

TEST_F(DeliveryTest, what_came_back_is_to_be_shipped_again) {
    Id back = 0;
    act([&](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        ship(context, made, {});
        Record sent = deliveries_of(context, made)[0];
        back = sent.id();
        come_back(context, sent);
        EXPECT_EQ(again(context, made).get(order.state), "in_progress");
        made = again(context, made);
        for (const Record& line : load_lines(context, made)) EXPECT_EQ(line.get(order_line.shipped), 0);
        ship(context, made, {});
        EXPECT_EQ(made.get(order.state), "shipped");
    });
    EXPECT_EQ(refusal([back](Context& context) {
                  Record sent = context.load(delivery, back);
                  come_back(context, sent);
              }).problem,
              Problem::conflict);
}

TEST_F(DeliveryTest, days_are_in_order) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  ship(context, made, {}, {"", "", Day{context.today().days + 1}});
              }),
              "shipped_on");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  ship(context, made, {});
                  Record sent = deliveries_of(context, made)[0];
                  arrive(context, sent, Day{context.today().days - 1});
              }),
              "delivered_on");
}

} // namespace crm
