// What a document leaves over what its lines cost us.
#include <tuple>

#include <rapidcheck.h>

#include "modules/catalog/product.hpp"
#include "modules/core/exchange_rate.hpp"
#include "modules/orders/order.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/quote.hpp"
#include "modules/orders/quote_line.hpp"

namespace crm {

class MarginTest : public OrdersTest {
protected:
    static void costs(Context& context, Id id, const Money& cost) {
        Record record = context.load(product, id);
        record.set(product.cost, cost);
        context.save(record);
    }
};

TEST_F(MarginTest, is_what_the_price_leaves_over_the_cost) {
    act([this](Context& context) {
        costs(context, mill, {60'00, "PLN"});
        Record made = document(context, quote, acme);
        Record line = add_product(context, made, mill, 2'5000);
        EXPECT_EQ(line.get(quote_line.unit_cost), 60'0000);
        EXPECT_EQ(line.get(quote_line.margin), (Money{100'00, "PLN"}));
        EXPECT_EQ(again(context, made).get(quote.margin), (Money{100'00, "PLN"}));
        EXPECT_EQ(again(context, made).get(quote.margin_percent), 40'00);
        made = again(context, made);
        made.set(quote.discount, 50'00);
        context.save(made);
        EXPECT_EQ(again(context, made).get(quote.margin), (Money{-25'00, "PLN"}));
        EXPECT_EQ(again(context, made).get(quote.margin_percent), -20'00);
        costs(context, mill, {10'00, "PLN"}); // what is written keeps the cost of its day
        EXPECT_EQ(again(context, line).get(quote_line.unit_cost), 60'0000);
    });
}

TEST_F(MarginTest, is_not_known_where_the_cost_of_one_line_is_not) {
    act([this](Context& context) {
        costs(context, mill, {60'00, "PLN"});
        const Record made = document(context, quote, acme);
        EXPECT_FALSE(made.has(quote.margin));
        add_product(context, made, mill, 1'0000);
        Record other = add_product(context, made, coffee, 1'0000);
        EXPECT_FALSE(other.has(quote_line.margin));
        EXPECT_FALSE(again(context, made).has(quote.margin));
        EXPECT_FALSE(again(context, made).has(quote.margin_percent));
        context.remove(other);
        EXPECT_EQ(again(context, made).get(quote.margin), (Money{40'00, "PLN"}));
    });
}

TEST_F(MarginTest, goes_on_to_the_order) {
    act([this](Context& context) {
        costs(context, mill, {60'00, "PLN"});
        const Record made = document(context, quote, acme);
        add_product(context, made, mill, 3'0000);
        Record offered = again(context, made);
        send(context, offered);
        costs(context, mill, {90'00, "PLN"});
        const Record ordered = accept(context, offered, "Ewa");
        EXPECT_EQ(again(context, ordered).get(order.margin), (Money{120'00, "PLN"}));
    });
}

TEST_F(MarginTest, takes_a_cost_of_another_currency_by_the_rate_of_the_day_and_none_without_one) {
    act([this](Context& context) {
        costs(context, mill, {10'00, "EUR"});
        const Record early = document(context, quote, acme);
        const Record unknown = add_product(context, early, mill, 1'0000);
        EXPECT_FALSE(unknown.has(quote_line.unit_cost));
    });
    act([this](Context& context) {
        Record rate = context.make(exchange_rate);
        rate.set(exchange_rate.currency, "EUR");
        rate.set(exchange_rate.day, context.today());
        rate.set(exchange_rate.rate, 4'2000'0000);
        context.save(rate);
        const Record made = document(context, quote, acme);
        EXPECT_EQ(add_product(context, made, mill, 1'0000).get(quote_line.unit_cost), 42'0000);
        EXPECT_EQ(again(context, made).get(quote.margin), (Money{58'00, "PLN"}));
    });
}

TEST_F(MarginTest, adds_up_to_the_cent) {
    const auto some = [] { return rc::gen::inRange<std::int64_t>(1, 99'9999); };
    const bool held = rc::check("a document's margin is its net less the cost of each line", [&, this] {
        const auto lines = *rc::gen::resize(
            12, rc::gen::nonEmpty(rc::gen::container<std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>>(
                    rc::gen::tuple(some(), some(), some()))));
        std::int64_t cost = 0, margin = 0, net = 0;
        act([&](Context& context) {
            const Record made = document(context, quote, acme);
            cost = 0;
            for (const auto& [quantity, one, price] : lines) {
                costs(context, mill, {one, "PLN"});
                Record line = add_product(context, made, mill, quantity);
                line.set(quote_line.unit_price, price);
                context.save(line);
                cost += (quantity * one + 5000) / 10'000;
            }
            margin = minor(again(context, made).get(quote.margin));
            net = minor(again(context, made).get(quote.net_total));
        });
        RC_ASSERT(margin == net - cost);
    });
    EXPECT_TRUE(held);
}

} // namespace crm
