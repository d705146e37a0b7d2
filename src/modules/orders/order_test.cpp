#include "modules/orders/order.hpp"

#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/orders_test.hpp"

namespace crm {

class OrderTest : public OrdersTest {};

TEST_F(OrderTest, a_confirmed_order_has_a_number_and_stays_as_it_is) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        EXPECT_EQ(made.get(order.number), "ZO/1/2026");
        EXPECT_EQ(made.get(order.gross_total), (Money{1316'40, "PLN"}));
    });
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  made.set(order.discount, 5'00);
                  context.save(made);
              }),
              "discount");
}

TEST_F(OrderTest, goods_go_out_in_parts_and_never_more_than_were_ordered) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        const auto lines = load_lines(context, made);
        ship(context, made, {{lines[0].id(), 4'0000}});
        EXPECT_EQ(made.get(order.state), "partly_shipped");
        EXPECT_EQ(again(context, lines[0]).get(order_line.shipped), 4'0000);
        ship(context, made, {});
        EXPECT_EQ(made.get(order.state), "shipped");
        EXPECT_EQ(again(context, lines[0]).get(order_line.shipped), 10'0000);
    });
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  ship(context, made, {{load_lines(context, made)[0].id(), 10'0001}});
              }),
              "lines");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  ship(context, made, {{made.id(), 1}});
              }),
              "lines");
}

TEST_F(OrderTest, it_is_invoiced_in_parts_and_never_more_than_was_ordered) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        const auto lines = load_lines(context, made);
        const Record first = invoice_order(context, made, {{lines[0].id(), 4'0000}}, "invoice");
        EXPECT_EQ(first.get(invoice.gross_total), (Money{492'00, "PLN"}));
        EXPECT_EQ(again(context, made).get(order.invoiced), "partly");
        const Record rest = invoice_order(context, made, {}, "invoice");
        EXPECT_EQ(rest.get(invoice.gross_total), (Money{1316'40 - 492'00, "PLN"}));
        EXPECT_EQ(again(context, made).get(order.invoiced), "fully");
    });
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  invoice_order(context, made, {{load_lines(context, made)[0].id(), 10'0001}}, "invoice");
              }),
              "lines");
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  invoice_order(context, made, {}, "invoice");
                  invoice_order(context, made, {}, "invoice");
              }).problem,
              Problem::conflict);
}

TEST_F(OrderTest, a_draft_of_an_invoice_that_goes_leaves_its_part_to_be_invoiced_again) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        Record draft = invoice_order(context, made, {}, "invoice");
        context.remove(draft);
        EXPECT_EQ(again(context, made).get(order.invoiced), "none");
        const Record other = invoice_order(context, made, {}, "invoice");
        EXPECT_EQ(other.get(invoice.gross_total), (Money{1316'40, "PLN"}));
    });
    EXPECT_EQ(field_refused([this](Context& context) { // it does not come back beside another
                  Record made = context.load(order, confirmed_order(context));
                  Record draft = invoice_order(context, made, {}, "invoice");
                  context.remove(draft);
                  invoice_order(context, made, {}, "invoice");
                  context.restore(draft);
              }),
              "quantity");
    EXPECT_EQ(field_refused([this](Context& context) { // nor does a line of it grow beyond the order
                  Record made = context.load(order, confirmed_order(context));
                  Record line = load_lines(context, invoice_order(context, made, {}, "invoice"))[0];
                  line.set(any_line().quantity, 11'0000);
                  context.save(line);
              }),
              "quantity");
}

TEST_F(OrderTest, it_is_cancelled_while_nothing_went_out_and_nothing_was_invoiced) {
    act([this](Context& context) {
        Record made = context.load(order, confirmed_order(context));
        cancel(context, made, "Changed their mind");
        EXPECT_EQ(made.get(order.state), "cancelled");
    });
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  invoice_order(context, made, {}, "invoice");
                  made = again(context, made);
                  cancel(context, made, "x");
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = context.load(order, confirmed_order(context));
                  ship(context, made, {});
                  cancel(context, made, "x");
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) { // what was cancelled is not invoiced
                  Record made = context.load(order, confirmed_order(context));
                  cancel(context, made, "x");
                  invoice_order(context, made, {}, "invoice");
              })
                  .problem,
              Problem::conflict);
}

TEST_F(OrderTest, the_credit_limit_stops_an_order_unless_somebody_answers_for_it) {
    auto with_limit = [this](Context& context, std::int64_t limit) {
        Record who = context.load(party, acme);
        who.set(party.credit_limit, {limit, "PLN"});
        context.save(who);
        issued(context, 100'00);
        Record made = document(context, order, acme);
        add_line(context, made, 1'0000, 50'0000, 0);
        return again(context, made);
    };
    act([&](Context& context) {
        Record made = with_limit(context, 150'00);
        confirm(context, made);
    });
    const Error error = refusal([&](Context& context) {
        Record made = with_limit(context, 249'99); // another invoice of 100 is open by now
        confirm(context, made);
    });
    ASSERT_FALSE(error.fields.empty());
    EXPECT_EQ(error.fields[0].field, "gross_total");
    act([&](Context& context) {
        Record made = with_limit(context, 249'99);
        confirm(context, made, true);
        EXPECT_EQ(made.get(order.state), "confirmed");
    });
}

} // namespace crm
