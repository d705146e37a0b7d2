#include "modules/orders/interest.hpp"

#include "modules/core/legal_figure.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/payment.hpp"

namespace crm {

class InterestTest : public OrdersTest {};

TEST_F(InterestTest, it_is_rounded_once_over_all_parts) {
    EXPECT_EQ(interest_of({{1'000'00, 9'2500, 45}}), 11'40);
    EXPECT_EQ(interest_of({{12'300'00, 14'0000, 30}}), 141'53);
    EXPECT_EQ(interest_of({{499'00, 9'5000, 23}}), 2'99);
    EXPECT_EQ(interest_of({{10'000'00, 15'2500, 9}, {10'000'00, 14'0000, 31}}), 156'51);
    EXPECT_EQ(interest_of({}), 0);
    EXPECT_EQ(interest_of({{INT64_MAX, INT64_MAX, INT64_MAX}}), std::nullopt);
}

TEST_F(InterestTest, it_runs_from_the_day_after_the_due_one_by_the_rates_of_the_days) {
    at = *parse_moment("2025-12-08T10:00:00Z");
    Id id = 0;
    act([&](Context& context) {
        Record who = context.load(party, acme);
        who.set(party.tax_id, "7740001454");
        context.save(who);
        Record made = document(context, invoice, acme);
        made.set(invoice.due_on, *make_day(2025, 12, 22));
        context.save(made);
        add_line(context, made, 1'0000, 10'000'0000, 0);
        made = again(context, made);
        issue(context, made);
        id = made.id();
    });
    at = *parse_moment("2026-01-31T10:00:00Z");
    act([&](Context& context) {
        Record made = context.load(invoice, id);
        const auto parts = interest_parts(context, made, *make_day(2026, 1, 31));
        ASSERT_EQ(parts.size(), 2u);
        EXPECT_EQ(parts[0].days, 9);
        EXPECT_EQ(parts[0].rate, 15'2500);
        EXPECT_EQ(parts[1].days, 31);
        charge_interest_as_asked(context, made, Json::object());
        EXPECT_EQ(again(context, made).get(invoice.open), (Money{10'156'51, "PLN"}));
    });
    EXPECT_EQ(refusal([&](Context& context) { // the same days are not charged twice
                  Record made = context.load(invoice, id);
                  charge_interest_as_asked(context, made, Json::object());
              })
                  .problem,
              Problem::conflict);
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record made = context.load(invoice, id);
                  charge_interest_as_asked(context, made, Json::object({{"until", "2026-02-01"}}));
              }),
              "until");
}

TEST_F(InterestTest, a_term_that_ends_on_a_free_day_ends_on_the_next_working_one) {
    at = *parse_moment("2025-12-06T10:00:00Z");
    Id typed = 0;
    act([&](Context& context) {
        Record made = document(context, invoice, acme);
        made.set(invoice.due_on, *make_day(2025, 12, 20)); // a Saturday
        context.save(made);
        add_line(context, made, 1'0000, 10'000'0000, 0);
        made = again(context, made);
        issue(context, made);
        typed = made.id();
        EXPECT_EQ(format_day(*made.get(invoice.due_on)), "2025-12-20");
        EXPECT_EQ(format_day(*context.load(invoice, issued(context, 100'00)).get(invoice.due_on)), "2025-12-22");
    });
    at = *parse_moment("2026-01-31T10:00:00Z");
    act([&](Context& context) {
        const auto parts = interest_parts(context, context.load(invoice, typed), *make_day(2025, 12, 31));
        ASSERT_EQ(parts.size(), 1u);
        EXPECT_EQ(parts[0].days, 9);
    });
}

TEST_F(InterestTest, only_what_is_open_on_a_day_bears_it) {
    at = *parse_moment("2026-02-01T10:00:00Z");
    Id id = 0;
    act([&](Context& context) {
        id = issued(context, 1'000'00);
        Record made = context.load(invoice, id);
        EXPECT_EQ(made.get(invoice.due_on), *make_day(2026, 2, 16)); // the 15th is a Sunday
    });
    at = *parse_moment("2026-02-20T10:00:00Z");
    act([&](Context& context) {
        Record paid = context.make(payment);
        paid.set(payment.party, acme);
        paid.set(payment.amount, {400'00, "PLN"});
        context.save(paid);
        allocate(context, paid, id);
    });
    at = *parse_moment("2026-02-25T10:00:00Z");
    act([&](Context& context) {
        const auto parts = interest_parts(context, context.load(invoice, id), *make_day(2026, 2, 25));
        ASSERT_EQ(parts.size(), 2u);
        EXPECT_EQ(parts[0].amount, 1'000'00); // the 17th to the 20th, the day of payment included
        EXPECT_EQ(parts[0].days, 4);
        EXPECT_EQ(parts[1].amount, 600'00);
        EXPECT_EQ(parts[1].days, 5);
        EXPECT_EQ(parts[1].rate, 10'0000); // no tax number: the general rate
    });
}

TEST_F(InterestTest, without_a_legal_rate_there_is_none_to_charge) {
    change_company(Json::object({{"country", "DE"}}));
    Id id = 0;
    act([&](Context& context) { id = issued(context, 1'000'00); });
    at += 30 * 24 * hour;
    EXPECT_EQ(field_refused([&](Context& context) {
                  Record made = context.load(invoice, id);
                  charge_interest_as_asked(context, made, Json::object());
              }),
              "until");
}

} // namespace crm
