#include "modules/orders/reminder.hpp"

#include "base/json.hpp"
#include "modules/core/legal_figure.hpp"
#include "modules/core/party.hpp"
#include "modules/orders/invoice.hpp"
#include "modules/orders/invoice_work.hpp"
#include "modules/orders/orders_test.hpp"
#include "modules/orders/payment.hpp"
#include "record/reports.hpp"

namespace crm {

class ReminderTest : public OrdersTest {
protected:
    ReminderTest() {
        go_to("2026-03-02");
        act([](Context& context) { make_reminder_steps(context); });
    }
    void go_to(const std::string& day) { at = *parse_moment(day + "T10:00:00Z"); }
    // Issued on the day it is, due on another.
    Id due(const char* day, std::int64_t gross, const std::string& currency = "PLN") {
        Id id = 0;
        act([&](Context& context) {
            Record made = document(context, invoice, acme, currency);
            made.set(invoice.due_on, *parse_day(day));
            context.save(made);
            add_line(context, made, 1'0000, gross * 100, 0);
            made = again(context, made);
            issue(context, made);
            id = made.id();
        });
        return id;
    }
    std::vector<Record> proposed() {
        std::vector<Record> found;
        act([&](Context& context) {
            Id after = 0;
            do propose_reminders(context, after);
            while (after);
            found = context.find(reminder, reminder.state == "draft");
        });
        return found;
    }
    void send_drafts() {
        act([](Context& context) {
            for (Record& each : context.find(reminder, reminder.state == "draft")) send_reminder(context, each);
        });
    }
    std::string step_of(const Record& letter) {
        std::string name;
        act([&](Context& context) { name = context.title("reminder_step", letter.get(reminder.step)); });
        return name;
    }
    void pay(Id of, std::int64_t minor, const std::string& currency = "PLN") {
        act([&](Context& context) {
            Record made = context.make(payment);
            made.set(payment.party, acme);
            made.set(payment.amount, Money{minor, currency});
            context.save(made);
            allocate(context, made, of, minor);
        });
    }
};

TEST_F(ReminderTest, it_is_proposed_once_its_step_is_due_and_lists_what_is_owed) {
    due("2026-03-06", 500'00); // a Friday
    due("2026-03-03", 120'00);
    due("2026-04-30", 900'00);
    go_to("2026-03-05");
    EXPECT_TRUE(proposed().empty()); // two days only
    go_to("2026-03-09");
    auto drafts = proposed();
    ASSERT_EQ(drafts.size(), 1u);
    EXPECT_EQ(step_of(drafts[0]), "Payment reminder");
    EXPECT_EQ(drafts[0].get(reminder.open), (Money{620'00, "PLN"}));
    EXPECT_EQ(drafts[0].get(reminder.total), (Money{620'00, "PLN"}));
    EXPECT_EQ(proposed().size(), 1u); // not twice
    act([&](Context& context) {
        const auto lines = lines_of_reminder(context, drafts[0]);
        ASSERT_EQ(lines.size(), 2u);
        EXPECT_EQ(lines[0].get(reminder_line.open), (Money{120'00, "PLN"}));
        EXPECT_EQ(lines[0].get(reminder_line.days), 6);
        EXPECT_EQ(lines[1].get(reminder_line.days), 3);
    });
}

TEST_F(ReminderTest, a_due_day_on_which_nobody_works_gives_way_to_the_next_working_day) {
    due("2026-03-07", 500'00); // a Saturday: Monday the 9th
    go_to("2026-03-11");
    EXPECT_TRUE(proposed().empty());
    go_to("2026-03-12");
    EXPECT_EQ(proposed().size(), 1u);
}

TEST_F(ReminderTest, it_grows_firmer_step_by_step_and_waits_for_the_day_it_named) {
    act([](Context& context) { make_legal_figures(context); });
    due("2026-03-03", 1'000'00);
    go_to("2026-03-20"); // late: both the first and the second step would be due
    EXPECT_EQ(step_of(proposed().at(0)), "Payment reminder");
    send_drafts();
    go_to("2026-03-27"); // the last day it named
    EXPECT_TRUE(proposed().empty());
    go_to("2026-03-28");
    EXPECT_EQ(step_of(proposed().at(0)), "Demand for payment");
    send_drafts();
    go_to("2026-04-10");
    auto last = proposed();
    ASSERT_EQ(last.size(), 1u);
    EXPECT_EQ(step_of(last[0]), "Final demand for payment");
    EXPECT_GT(last[0].get(reminder.interest)->minor, 0);
    EXPECT_EQ(last[0].get(reminder.total)->minor, 1'000'00 + last[0].get(reminder.interest)->minor);
    send_drafts();
    go_to("2026-06-01");
    EXPECT_TRUE(proposed().empty()); // nothing firmer is left
    act([](Context& context) {
        const auto all = context.find(reminder, reminder.state == "sent");
        ASSERT_EQ(all.size(), 3u);
        EXPECT_EQ(all[0].get(reminder.number), "WEZ/1/2026");
        EXPECT_EQ(format_day(*all[0].get(reminder.pay_until)), "2026-03-27");
    });
}

TEST_F(ReminderTest, interest_that_was_charged_is_not_asked_for_twice) {
    act([](Context& context) { make_legal_figures(context); });
    const Id of = due("2026-03-03", 1'000'00);
    go_to("2026-05-04");
    act([&](Context& context) {
        Record letter = context.make(reminder);
        letter.set(reminder.party, acme);
        letter.set(reminder.step, reminder_steps(context).back().id());
        context.save(letter);
        const std::int64_t interest = again(context, letter).get(reminder.interest)->minor;
        EXPECT_GT(interest, 0);
        Record charged = context.load(invoice, of);
        charge_interest_as_asked(context, charged, Json::object());
        letter = again(context, letter);
        send_reminder(context, letter);
        EXPECT_EQ(letter.get(reminder.interest)->minor, 0);
        EXPECT_EQ(letter.get(reminder.total), (Money{1'000'00 + interest, "PLN"}));
    });
}

TEST_F(ReminderTest, what_is_paid_ends_it) {
    const Id one = due("2026-03-03", 100'00), other = due("2026-03-04", 200'00);
    go_to("2026-03-16");
    ASSERT_EQ(proposed().size(), 1u);
    send_drafts();
    pay(one, 100'00);
    act([](Context& context) { EXPECT_EQ(context.find(reminder, reminder.state == "sent").size(), 1u); });
    pay(other, 200'00);
    act([](Context& context) { EXPECT_EQ(context.find(reminder, reminder.state == "paid").size(), 1u); });
}

TEST_F(ReminderTest, a_draft_of_which_everything_was_paid_is_not_sent) {
    const Id one = due("2026-03-03", 100'00);
    go_to("2026-03-16");
    ASSERT_EQ(proposed().size(), 1u);
    pay(one, 100'00);
    EXPECT_EQ(refusal([](Context& context) {
                  Record draft = context.find(reminder, reminder.state == "draft").at(0);
                  send_reminder(context, draft);
              }).problem,
              Problem::conflict);
}

TEST_F(ReminderTest, each_currency_has_its_own_and_who_is_not_to_be_reminded_is_left_alone) {
    act([](Context& context) {
        Record rate = context.make(*context.schema().find("exchange_rate"));
        const Object& object = rate.object();
        rate.put(object.field("currency")->index, std::string("EUR"));
        rate.put(object.field("day")->index, *parse_day("2026-02-27"));
        rate.put_value(*object.field("rate"), 0, std::int64_t{4'20000000});
        context.save(rate);
    });
    const Id held_back = due("2026-03-03", 100'00);
    due("2026-03-03", 70'00, "EUR");
    go_to("2026-03-10");
    EXPECT_EQ(proposed().size(), 2u);
    act([&](Context& context) {
        for (Record& each : context.find(reminder, reminder.state == "draft")) context.remove(each);
        Record of = context.load(invoice, held_back);
        of.set(invoice.not_reminded, true);
        context.save(of);
    });
    const auto drafts = proposed();
    ASSERT_EQ(drafts.size(), 1u);
    EXPECT_EQ(drafts[0].get(reminder.currency), "EUR");
}

TEST_F(ReminderTest, nobody_is_reminded_of_nothing_and_a_sent_one_stays) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record letter = context.make(reminder);
                  letter.set(reminder.party, acme);
                  context.save(letter);
              }),
              "party");
    due("2026-03-03", 100'00);
    go_to("2026-03-16");
    proposed();
    send_drafts();
    EXPECT_EQ(field_refused([](Context& context) {
                  Record letter = context.find(reminder, reminder.state == "sent").at(0);
                  letter.set(reminder.currency, "EUR");
                  context.save(letter);
              }),
              "currency");
    act([](Context& context) {
        const Record letter = context.find(reminder, reminder.state == "sent").at(0);
        const std::string pdf = renditions_of(reminder).at(0).run(context, letter);
        EXPECT_TRUE(pdf.starts_with("%PDF-"));
    });
}

} // namespace crm
