#include "modules/orders/quote.hpp"

#include "modules/orders/order.hpp"
#include "modules/orders/order_line.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/quote_line.hpp"

namespace crm {

class QuoteTest : public OrdersTest {
protected:
    Record sent(Context& context) const {
        Record made = document(context, quote, acme);
        add_product(context, made, mill, 2'0000);
        made = again(context, made);
        send(context, made);
        return made;
    }
};

TEST_F(QuoteTest, a_draft_has_no_number_and_takes_the_next_when_it_is_sent) {
    act([this](Context& context) {
        EXPECT_FALSE(document(context, quote, acme).has(quote.number));
        EXPECT_EQ(sent(context).get(quote.number), "OF/1/2026");
        const Record second = sent(context);
        EXPECT_EQ(second.get(quote.number), "OF/2/2026");
        EXPECT_EQ(second.title(), "Quote OF/2/2026 – Acme");
        EXPECT_EQ(second.get(quote.valid_until), *make_day(2026, 12, 20));
    });
}

TEST_F(QuoteTest, one_without_lines_is_not_sent) {
    const Error error = refusal([this](Context& context) {
        Record made = document(context, quote, acme);
        send(context, made);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
    EXPECT_STREQ(error.what(), "This document has no lines. Please add at least one.");
}

TEST_F(QuoteTest, once_sent_neither_it_nor_its_lines_change) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = sent(context);
                  made.set(quote.discount, 5'00);
                  context.save(made);
              }),
              "discount");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = sent(context);
                  made.set(quote.valid_until, *make_day(2027, 1, 1));
                  context.save(made);
              }),
              "valid_until");
    EXPECT_EQ(refusal([this](Context& context) { add_line(context, sent(context), 1'0000, 1'0000); }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record line = load_lines(context, sent(context))[0];
                  line.set(quote_line.quantity, 1'0000);
                  context.save(line);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record line = load_lines(context, sent(context))[0];
                  context.remove(line);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = sent(context);
                  context.remove(made);
              }).problem,
              Problem::conflict);
}

TEST_F(QuoteTest, an_accepted_quote_becomes_an_order_with_the_same_lines_and_sums) {
    act([this](Context& context) {
        Record made = sent(context);
        const Record got = accept(context, made, "Jan Kowalski");
        EXPECT_EQ(made.get(quote.state), "accepted");
        EXPECT_EQ(made.get(quote.accepted_by), "Jan Kowalski");
        EXPECT_EQ(made.get(quote.accepted_at), at);
        EXPECT_EQ(made.get(quote.order), got.id());
        EXPECT_EQ(got.get(order.quote), made.id());
        EXPECT_EQ(got.get(order.state), "draft");
        EXPECT_EQ(got.get(order.gross_total), (Money{246'00, "PLN"}));
        const auto lines = load_lines(context, got);
        ASSERT_EQ(lines.size(), 1u);
        EXPECT_EQ(lines[0].get(order_line.product), mill);
        EXPECT_EQ(lines[0].get(order_line.priced_by), "agreed");
    });
}

TEST_F(QuoteTest, it_is_accepted_once) {
    const Error error = refusal([this](Context& context) {
        Record made = sent(context);
        accept(context, made, "");
        accept(context, made, "");
    });
    EXPECT_EQ(error.problem, Problem::conflict);
    EXPECT_STREQ(error.what(), "This cannot be done while the state is accepted.");
}

TEST_F(QuoteTest, a_draft_and_one_whose_time_is_over_are_not_accepted) {
    EXPECT_EQ(refusal([this](Context& context) {
                  Record made = document(context, quote, acme);
                  accept(context, made, "");
              }).problem,
              Problem::conflict);
    Id id = 0;
    act([&](Context& context) { id = sent(context).id(); });
    at += 31 * 24 * hour;
    const Error error = refusal([&](Context& context) {
        Record made = context.load(quote, id);
        accept(context, made, "");
    });
    EXPECT_STREQ(error.what(), "This quote was valid until 2026-12-20. Please make a new version of it.");
}

TEST_F(QuoteTest, quotes_expire_after_their_last_day) {
    Id id = 0;
    act([&](Context& context) { id = sent(context).id(); });
    at += 30 * 24 * hour;
    act([](Context& context) { EXPECT_EQ(expire_quotes(context), 0); });
    at += 24 * hour;
    act([&](Context& context) {
        EXPECT_EQ(expire_quotes(context), 1);
        EXPECT_EQ(context.load(quote, id).get(quote.state), "expired");
    });
}

TEST_F(QuoteTest, a_new_version_keeps_the_number_and_takes_the_place_of_the_old_when_it_is_sent) {
    act([this](Context& context) {
        const Record first = sent(context);
        Record second = revise(context, first);
        EXPECT_EQ(second.get(quote.version_no), 2);
        EXPECT_EQ(load_lines(context, second).size(), 1u);
        EXPECT_EQ(again(context, first).get(quote.state), "sent");
        send(context, second);
        EXPECT_EQ(second.get(quote.number), "OF/1/2026-2");
        EXPECT_EQ(again(context, first).get(quote.state), "superseded");
        EXPECT_EQ(sent(context).get(quote.number), "OF/2/2026");
    });
}

TEST_F(QuoteTest, there_is_one_next_version_and_none_of_what_was_accepted) {
    EXPECT_EQ(refusal([this](Context& context) {
                  const Record first = sent(context);
                  revise(context, first);
                  revise(context, first);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  Record first = sent(context);
                  Record second = revise(context, first);
                  accept(context, first, "");
                  send(context, second);
              }).problem,
              Problem::conflict);
}

TEST_F(QuoteTest, a_day_that_is_past_is_no_validity) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record made = document(context, quote, acme);
                  add_product(context, made, mill, 1'0000);
                  made = again(context, made);
                  made.set(quote.valid_until, *make_day(2026, 11, 19));
                  send(context, made);
              }),
              "valid_until");
}

} // namespace crm
