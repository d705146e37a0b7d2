#include "modules/orders/payment.hpp"

#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/settlement.hpp"

namespace crm {

class PaymentTest : public OrdersTest {
protected:
    Record paid(Context& context, std::int64_t minor, const std::string& reference = "",
                const std::string& currency = "PLN") const {
        Record record = context.make(payment);
        record.set(payment.party, acme);
        record.set(payment.amount, {minor, currency});
        if (!reference.empty()) record.set(payment.reference, reference);
        context.save(record);
        return record;
    }
    std::int64_t balance(Context& context) const { return balances_of(context, acme)["PLN"]; }
};

TEST_F(PaymentTest, a_payment_lowers_the_balance_before_it_is_allocated) {
    act([this](Context& context) {
        issued(context, 100'00);
        EXPECT_EQ(balance(context), 100'00);
        const Record record = paid(context, 30'00);
        EXPECT_EQ(balance(context), 70'00);
        EXPECT_EQ(record.get(payment.unallocated), (Money{30'00, "PLN"}));
        EXPECT_EQ(record.get(payment.paid_on), *make_day(2026, 11, 20));
    });
}

TEST_F(PaymentTest, it_settles_many_invoices_and_the_oldest_due_first) {
    act([this](Context& context) {
        const Id first = issued(context, 100'00), second = issued(context, 50'00);
        Record record = paid(context, 120'00);
        allocate(context, record, second, 10'00);
        allocate_to_oldest(context, record);
        EXPECT_EQ(context.load(invoice, first).get(invoice.settlement), "settled"); // 10 + 100 + 10
        EXPECT_EQ(context.load(invoice, second).get(invoice.open), (Money{30'00, "PLN"}));
        EXPECT_EQ(context.load(invoice, second).get(invoice.settlement), "partly");
        EXPECT_EQ(record.get(payment.unallocated), (Money{0, "PLN"}));
        EXPECT_EQ(balance(context), 30'00);
    });
}

TEST_F(PaymentTest, no_more_is_allocated_than_there_is_on_either_side) {
    for (std::int64_t amount : {30'01, 0, -1})
        EXPECT_EQ(field_refused([&](Context& context) {
                      const Id of = issued(context, 100'00);
                      Record record = paid(context, 30'00);
                      allocate(context, record, of, amount);
                  }),
                  "amount");
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Id of = issued(context, 20'00);
                  Record record = paid(context, 30'00);
                  allocate(context, record, of, 20'01);
              }),
              "amount");
    EXPECT_EQ(field_refused([this](Context& context) { // there is nothing left to settle
                  const Id of = issued(context, 20'00);
                  Record record = paid(context, 30'00);
                  allocate(context, record, of);
                  allocate(context, record, of);
              }),
              "invoice");
}

TEST_F(PaymentTest, it_settles_only_invoices_of_its_payer_in_its_currency) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Id of = issued(context, 20'00, organization(context, "Zorza").id());
                  Record record = paid(context, 30'00);
                  allocate(context, record, of);
              }),
              "invoice");
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Id of = issued(context, 20'00);
                  Record record = paid(context, 30'00, "", "EUR");
                  allocate(context, record, of);
              }),
              "invoice");
    EXPECT_EQ(field_refused([this](Context& context) {
                  const Record draft = document(context, invoice, acme);
                  Record record = paid(context, 30'00);
                  allocate(context, record, draft.id());
              }),
              "invoice");
}

TEST_F(PaymentTest, the_same_payment_is_not_taken_twice) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  paid(context, 30'00);
                  paid(context, 30'00);
              }),
              "reference");
    EXPECT_EQ(refusal([this](Context& context) {
                  paid(context, 30'00, "BR1");
                  paid(context, 40'00, "BR1");
              }).problem,
              Problem::conflict);
    act([this](Context& context) {
        paid(context, 30'00, "BR1");
        paid(context, 30'00, "BR2");
        EXPECT_EQ(balance(context), -60'00);
    });
}

TEST_F(PaymentTest, nothing_or_less_and_tomorrow_are_refused) {
    for (std::int64_t minor : {0, -1})
        EXPECT_EQ(field_refused([&](Context& context) { paid(context, minor); }), "amount");
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = context.make(payment);
                  record.set(payment.party, acme);
                  record.set(payment.amount, {1'00, "PLN"});
                  record.set(payment.paid_on, *make_day(2026, 11, 21));
                  context.save(record);
              }),
              "paid_on");
}

TEST_F(PaymentTest, what_is_in_the_ledger_is_neither_changed_nor_deleted) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = paid(context, 30'00);
                  record.set(payment.amount, {31'00, "PLN"});
                  context.save(record);
              }),
              "amount");
    EXPECT_EQ(refusal([this](Context& context) {
                  Record record = paid(context, 30'00);
                  context.remove(record);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  paid(context, 30'00);
                  Record entry = context.find(ledger_entry, Condition::everything()).front();
                  entry.set(ledger_entry.amount, {1, "PLN"});
                  context.save(entry);
              }).problem,
              Problem::conflict);
    EXPECT_EQ(refusal([this](Context& context) {
                  paid(context, 30'00);
                  Record entry = context.find(ledger_entry, Condition::everything()).front();
                  context.remove(entry);
              }).problem,
              Problem::conflict);
}

TEST_F(PaymentTest, an_allocation_is_taken_back_once) {
    act([this](Context& context) {
        const Id of = issued(context, 100'00);
        Record record = paid(context, 30'00);
        allocate(context, record, of);
        Record part = context.find_one(allocation, allocation.payment == record.id()).value();
        release(context, part);
        EXPECT_EQ(context.load(invoice, of).get(invoice.open), (Money{100'00, "PLN"}));
        EXPECT_EQ(again(context, record).get(payment.unallocated), (Money{30'00, "PLN"}));
        EXPECT_EQ(balance(context), 70'00);
    });
    EXPECT_EQ(refusal([this](Context& context) {
                  const Id of = issued(context, 100'00);
                  Record record = paid(context, 31'00);
                  allocate(context, record, of);
                  Record part = context.find_one(allocation, allocation.payment == record.id()).value();
                  release(context, part);
                  release(context, part);
              }).problem,
              Problem::conflict);
}

TEST_F(PaymentTest, a_reversed_payment_owes_again_what_it_had_settled) {
    act([this](Context& context) {
        const Id of = issued(context, 100'00);
        Record record = paid(context, 30'00, "BR1");
        allocate(context, record, of);
        reverse(context, record, "Returned by the bank");
        EXPECT_EQ(record.get(payment.state), "reversed");
        EXPECT_EQ(balance(context), 100'00);
        EXPECT_EQ(context.load(invoice, of).get(invoice.settlement), "open");
        paid(context, 30'00, "BR1"); // its reference is free for the right one
    });
    EXPECT_EQ(refusal([this](Context& context) {
                  Record record = paid(context, 31'00);
                  reverse(context, record, "x");
                  reverse(context, record, "x");
              }).problem,
              Problem::conflict);
}

TEST_F(PaymentTest, what_is_not_allocated_can_go_back) {
    act([this](Context& context) {
        Record record = paid(context, 30'00);
        refund(context, record, 10'00);
        EXPECT_EQ(record.get(payment.unallocated), (Money{20'00, "PLN"}));
        EXPECT_EQ(balance(context), -20'00);
    });
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = paid(context, 31'00);
                  refund(context, record, 31'01);
              }),
              "amount");
}

TEST_F(PaymentTest, a_correction_of_what_was_paid_leaves_a_credit_for_other_invoices) {
    act([this](Context& context) {
        const Id of = issued(context, 100'00);
        Record record = paid(context, 100'00);
        allocate(context, record, of);
        Record first = context.load(invoice, of);
        Record correction = correct(context, first, "Came back", true);
        issue(context, correction);
        EXPECT_EQ(balance(context), -100'00);
        EXPECT_EQ(context.load(invoice, of).get(invoice.open), (Money{0, "PLN"}));
        Record left = context.find_one(payment, payment.method == "credit").value();
        EXPECT_EQ(left.get(payment.unallocated), (Money{100'00, "PLN"}));
        const Id next = issued(context, 60'00);
        allocate(context, left, next);
        EXPECT_EQ(context.load(invoice, next).get(invoice.settlement), "settled");
        EXPECT_EQ(balance(context), -40'00);
    });
}

TEST_F(PaymentTest, a_write_off_settles_without_money_up_to_what_is_open) {
    act([this](Context& context) {
        Record of = context.load(invoice, issued(context, 100'00));
        write_off_as_asked(context, of,
                           Json::object({{"amount", Json::object({{"amount", "40.00"}, {"currency", "PLN"}})},
                                         {"reason", "Goodwill"}}));
        of = again(context, of);
        EXPECT_EQ(of.get(invoice.open), (Money{60'00, "PLN"}));
        write_off_as_asked(context, of, Json::object({{"reason", "Bankrupt"}}));
        EXPECT_EQ(again(context, of).get(invoice.settlement), "settled");
        EXPECT_EQ(balance(context), 0);
    });
    for (const char* amount : {"100.01", "0.00", "-1.00"})
        EXPECT_EQ(field_refused([&](Context& context) {
                      Record of = context.load(invoice, issued(context, 100'00));
                      write_off_as_asked(
                          context, of,
                          Json::object(
                              {{"amount", Json::object({{"amount", amount}, {"currency", "PLN"}})}, {"reason", "x"}}));
                  }),
                  "amount");
}

} // namespace crm
