#include "modules/core/activity.hpp"

#include "modules/core/notification.hpp"
#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"
#include "modules/sales/deal.hpp"

namespace crm {

class ActivityTest : public ModulesTest {
protected:
    static Record of_kind(Context& context, const std::string& kind,
                          const std::string& subject = "Price of spare parts") {
        Record record = context.make(activity);
        record.set(activity.kind, kind);
        record.set(activity.subject, subject);
        return record;
    }
    static Record deal_with(Context& context, Id customer) {
        Record record = context.make(deal);
        record.set(deal.party, customer);
        context.save(record);
        return record;
    }
};

TEST_F(ActivityTest, an_activity_about_a_deal_concerns_the_customer_of_the_deal) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record call = of_kind(context, "call");
        call.set(activity.about, {"deal", deal_with(context, acme).id()});
        context.save(call);
        EXPECT_EQ(call.get(activity.party), acme);
        EXPECT_EQ(call.bucket(), bucket_of(acme));
    });
}

TEST_F(ActivityTest, an_activity_about_a_party_concerns_it) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record note = of_kind(context, "note");
        note.set(activity.about, {"party", acme});
        context.save(note);
        EXPECT_EQ(note.get(activity.party), acme);
    });
}

TEST_F(ActivityTest, without_a_subject_it_is_called_by_its_first_words_or_its_kind) {
    act([](Context& context) {
        Record note = of_kind(context, "note", "");
        note.set(activity.body, "Prefers to be called after ten.\nHas a new plant in Bitola.");
        context.save(note);
        EXPECT_EQ(note.title(), "Prefers to be called after ten. Has a new plant in Bitola.");
        Record call = of_kind(context, "call", "");
        context.save(call);
        EXPECT_EQ(call.title(), "Call");
    });
}

TEST_F(ActivityTest, a_call_written_down_without_a_date_has_taken_place_now) {
    act([this](Context& context) {
        Record call = of_kind(context, "call");
        context.save(call);
        EXPECT_TRUE(call.get(activity.done));
        EXPECT_EQ(call.get(activity.starts_at), at);
        EXPECT_EQ(call.get(activity.done_at), at);
    });
}

TEST_F(ActivityTest, a_meeting_to_come_and_a_task_are_not_done) {
    act([this](Context& context) {
        Record meeting = of_kind(context, "meeting");
        meeting.set(activity.starts_at, at + 24 * hour);
        context.save(meeting);
        Record task = of_kind(context, "task");
        context.save(task);
        EXPECT_FALSE(meeting.get(activity.done));
        EXPECT_TRUE(meeting.has(activity.done)); // said, so that it can be filtered by
        EXPECT_FALSE(task.get(activity.done));
    });
}

TEST_F(ActivityTest, the_moment_when_a_task_is_done_is_kept_until_it_is_undone) {
    act([this](Context& context) {
        Record task = of_kind(context, "task");
        context.save(task);
        task.set(activity.done, true);
        context.save(task);
        EXPECT_EQ(task.get(activity.done_at), at);
        task.set(activity.done, false);
        context.save(task);
        EXPECT_FALSE(task.has(activity.done_at));
    });
}

TEST_F(ActivityTest, a_meeting_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record meeting = of_kind(context, "meeting");
                  meeting.set(activity.starts_at, at);
                  meeting.set(activity.ends_at, at - hour);
                  context.save(meeting);
              }),
              "ends_at");
}

TEST_F(ActivityTest, a_task_is_for_its_owner_unless_assigned) {
    act([this](Context& context) {
        Record task = of_kind(context, "task");
        context.save(task);
        EXPECT_EQ(task.get(activity.assigned_to), anna);
    });
}

TEST_F(ActivityTest, whoever_is_given_a_task_is_told) {
    act([this](Context& context) {
        Record task = of_kind(context, "task", "Send the offer");
        task.set(activity.assigned_to, boris);
        context.save(task);
        auto told = context.find(notification, notification.user == boris);
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(told[0].title(), "Send the offer");
        EXPECT_EQ(told[0].get(notification.about), (AnyLink{"activity", task.id()}));
    });
}

TEST_F(ActivityTest, the_text_of_a_task_is_told_to_nobody) {
    act([this](Context& context) {
        Record task = of_kind(context, "task", "");
        task.set(activity.body, "Sell the firm quietly");
        task.set(activity.assigned_to, boris);
        context.save(task);
        EXPECT_EQ(task.get(activity.subject), "Sell the firm quietly");
        const auto told = context.find(notification, notification.user == boris);
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(told[0].title(), "Something to do was assigned to you");
    });
}

TEST_F(ActivityTest, nobody_is_told_of_imported_tasks) {
    importing = true;
    act([this](Context& context) {
        Record task = of_kind(context, "task");
        task.set(activity.assigned_to, boris);
        context.save(task);
        EXPECT_TRUE(context.find(notification, notification.user == boris).empty());
    });
}

TEST_F(ActivityTest, a_deal_shows_the_day_of_its_next_step) {
    act([this](Context& context) {
        const Id id = deal_with(context, organization(context, "Acme").id()).id();
        auto next = [&] { return context.load(deal, id).get(deal.next_step_on); };
        auto plan = [&](Moment due) {
            Record task = of_kind(context, "task");
            task.set(activity.about, {"deal", id});
            task.set(activity.due_at, due);
            context.save(task);
            return task;
        };
        EXPECT_FALSE(next());
        Record later = plan(at + 10 * 24 * hour), sooner = plan(at + 3 * 24 * hour);
        EXPECT_EQ(next(), *make_day(2026, 11, 23));
        sooner.set(activity.done, true);
        context.save(sooner);
        EXPECT_EQ(next(), *make_day(2026, 11, 30));
        context.remove(later);
        EXPECT_FALSE(next());
    });
}

TEST_F(ActivityTest, whoever_a_note_names_is_told_once_and_led_to_what_it_is_about) {
    act([this](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record note = of_kind(context, "note");
        note.set(activity.party, acme);
        note.set(activity.mentions, {boris});
        context.save(note);
        const auto told = context.find(notification, notification.user == boris);
        ASSERT_EQ(told.size(), 1u);
        EXPECT_EQ(told[0].get(notification.about).object, "party");
        EXPECT_EQ(told[0].get(notification.about).id, acme);
        note.set(activity.body, "They asked again.");
        context.save(note);
        EXPECT_EQ(context.find(notification, notification.user == boris).size(), 1u);
    });
}

} // namespace crm
