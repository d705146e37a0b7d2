#include "modules/core/consent.hpp"

#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class ConsentTest : public ModulesTest {
protected:
    static Record say(Context& context, Id owner, const std::string& state, const std::string& channel = "") {
        Record record = context.make(consent);
        record.set(consent.party, owner);
        record.set(consent.purpose, "newsletter");
        record.set(consent.channel, channel);
        record.set(consent.state, state);
        context.save(record);
        return record;
    }
};

TEST_F(ConsentTest, nothing_is_allowed_or_refused_before_anything_was_said) {
    act([](Context& context) {
        EXPECT_FALSE(allows(context, organization(context, "Acme").id(), "newsletter", "email"));
    });
}

TEST_F(ConsentTest, the_newest_entry_holds) {
    Id acme = 0;
    act([&](Context& context) {
        acme = organization(context, "Acme").id();
        say(context, acme, "granted", "email");
        EXPECT_EQ(allows(context, acme, "newsletter", "email"), true);
    });
    at += hour;
    act([&](Context& context) {
        say(context, acme, "withdrawn", "email");
        EXPECT_EQ(allows(context, acme, "newsletter", "email"), false);
    });
}

TEST_F(ConsentTest, an_entry_that_tells_of_earlier_does_not_outdo_a_later_one) {
    act([&](Context& context) {
        const Id acme = organization(context, "Acme").id();
        say(context, acme, "withdrawn");
        Record earlier = context.make(consent);
        earlier.set(consent.party, acme);
        earlier.set(consent.purpose, "newsletter");
        earlier.set(consent.state, "granted");
        earlier.set(consent.at, at - 24 * hour);
        context.save(earlier);
        EXPECT_EQ(allows(context, acme, "newsletter", "email"), false);
    });
}

TEST_F(ConsentTest, consent_to_one_channel_says_nothing_of_another) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        say(context, acme, "granted", "email");
        EXPECT_FALSE(allows(context, acme, "newsletter", "sms"));
        EXPECT_FALSE(allows(context, acme, "profiling", "email"));
    });
}

TEST_F(ConsentTest, consent_without_a_channel_is_for_every_channel) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        say(context, acme, "granted");
        EXPECT_EQ(allows(context, acme, "newsletter", "sms"), true);
    });
}

TEST_F(ConsentTest, a_consent_is_never_changed) {
    const Error error = refusal([](Context& context) {
        Record record = say(context, organization(context, "Acme").id(), "granted");
        record.set(consent.state, "withdrawn");
        context.save(record);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
}

TEST_F(ConsentTest, a_consent_is_never_deleted_but_with_its_party) {
    const Error error = refusal([](Context& context) {
        Record record = say(context, organization(context, "Acme").id(), "granted");
        context.remove(record);
    });
    EXPECT_EQ(error.problem, Problem::conflict);
    act([](Context& context) {
        Record acme = organization(context, "Zorza");
        const Id said = say(context, acme.id(), "granted").id();
        acme = context.load(party, acme.id());
        context.remove(acme);
        EXPECT_TRUE(context.load(consent, said).binned());
    });
}

TEST_F(ConsentTest, nobody_consents_in_the_future) {
    EXPECT_EQ(field_refused([this](Context& context) {
                  Record record = context.make(consent);
                  record.set(consent.party, organization(context, "Acme").id());
                  record.set(consent.purpose, "newsletter");
                  record.set(consent.at, at + hour);
                  context.save(record);
              }),
              "at");
}

TEST_F(ConsentTest, it_is_called_by_purpose_channel_and_state) {
    act([](Context& context) {
        EXPECT_EQ(say(context, organization(context, "Acme").id(), "granted", "email").title(),
                  "Newsletter – E-mail: Granted");
    });
}

} // namespace crm
