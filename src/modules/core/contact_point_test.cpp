#include "modules/core/contact_point.hpp"

#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class ContactPointTest : public ModulesTest {
protected:
    static Record add(Context& context, Id owner, const std::string& kind, const std::string& value,
                      bool primary = false) {
        Record point = context.make(contact_point);
        point.set(contact_point.party, owner);
        point.set(contact_point.kind, kind);
        point.set(contact_point.value, value);
        if (primary) point.set(contact_point.primary, true);
        context.save(point);
        return point;
    }
    // "a@x.pl* b@x.pl": the values of a kind, the primary one with a star.
    static std::string points(Context& context, Id owner, const std::string& kind) {
        std::string text;
        for (const Record& point :
             context.find(contact_point, contact_point.party == owner && contact_point.kind == kind))
            text += (text.empty() ? "" : " ") + point.get(contact_point.value) +
                    (point.get(contact_point.primary) ? "*" : "");
        return text;
    }
    static std::string email_of(Context& context, Id owner) { return context.load(party, owner).get(party.email); }
    static void write_email(Context& context, Id owner, const std::string& email) {
        Record record = context.load(party, owner);
        record.set(party.email, email);
        context.save(record);
    }
};

TEST_F(ContactPointTest, a_party_made_with_an_email_gets_a_primary_contact_point) {
    act([](Context& context) {
        Record record = context.make(party);
        record.set(party.name, "Acme");
        record.set(party.email, "office@acme.example");
        record.set(party.phone, "+48501234567");
        context.save(record);
        EXPECT_EQ(points(context, record.id(), "email"), "office@acme.example*");
        EXPECT_EQ(points(context, record.id(), "phone"), "+48501234567*");
    });
}

TEST_F(ContactPointTest, writing_the_email_of_a_party_changes_its_primary_contact_point) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        write_email(context, acme, "a@acme.example");
        add(context, acme, "email", "b@acme.example");
        write_email(context, acme, "c@acme.example");
        EXPECT_EQ(points(context, acme, "email"), "c@acme.example* b@acme.example");
        EXPECT_EQ(email_of(context, acme), "c@acme.example");
    });
}

TEST_F(ContactPointTest, writing_an_email_that_the_party_has_makes_that_one_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        write_email(context, acme, "a@acme.example");
        add(context, acme, "email", "b@acme.example");
        write_email(context, acme, "b@acme.example");
        EXPECT_EQ(points(context, acme, "email"), "b@acme.example*");
    });
}

TEST_F(ContactPointTest, emptying_the_email_removes_the_primary_and_the_next_becomes_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        write_email(context, acme, "a@acme.example");
        add(context, acme, "email", "b@acme.example");
        add(context, acme, "email", "c@acme.example");
        write_email(context, acme, "");
        EXPECT_EQ(email_of(context, acme), "b@acme.example");
        EXPECT_EQ(points(context, acme, "email"), "b@acme.example* c@acme.example");
    });
}

TEST_F(ContactPointTest, emptying_the_only_email_leaves_none) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        write_email(context, acme, "a@acme.example");
        write_email(context, acme, "");
        EXPECT_EQ(email_of(context, acme), "");
        EXPECT_EQ(points(context, acme, "email"), "");
    });
}

TEST_F(ContactPointTest, the_first_of_its_kind_is_primary_and_the_party_shows_it) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        add(context, acme, "email", "Office@ACME.example");
        add(context, acme, "email", "second@acme.example");
        EXPECT_EQ(email_of(context, acme), "office@acme.example");
    });
}

TEST_F(ContactPointTest, a_new_primary_takes_the_place_of_the_old) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        add(context, acme, "email", "a@acme.example");
        add(context, acme, "email", "b@acme.example", true);
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example b@acme.example*");
        EXPECT_EQ(email_of(context, acme), "b@acme.example");
    });
}

TEST_F(ContactPointTest, a_changed_primary_is_shown_by_the_party) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "email", "a@acme.example");
        point.set(contact_point.value, "z@acme.example");
        context.save(point);
        EXPECT_EQ(email_of(context, acme), "z@acme.example");
    });
}

TEST_F(ContactPointTest, deleting_the_primary_makes_the_next_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "email", "a@acme.example");
        add(context, acme, "email", "b@acme.example");
        context.remove(point);
        EXPECT_EQ(points(context, acme, "email"), "b@acme.example*");
        EXPECT_EQ(email_of(context, acme), "b@acme.example");
    });
}

TEST_F(ContactPointTest, deleting_the_only_one_empties_the_party) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "email", "a@acme.example");
        context.remove(point);
        EXPECT_EQ(email_of(context, acme), "");
    });
}

TEST_F(ContactPointTest, a_primary_that_steps_down_gives_way_to_the_next) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "phone", "501 234 567");
        add(context, acme, "phone", "601 234 567");
        point.set(contact_point.primary, false);
        context.save(point);
        EXPECT_EQ(points(context, acme, "phone"), "501 234 567 601 234 567*");
        EXPECT_EQ(context.load(party, acme).get(party.phone), "+48601234567");
    });
}

TEST_F(ContactPointTest, a_phone_is_found_by_its_international_form) {
    act([](Context& context) {
        Record point = add(context, organization(context, "Acme").id(), "phone", "501-234-567");
        EXPECT_EQ(point.get(contact_point.value), "501-234-567");
        EXPECT_EQ(point.get(contact_point.normal), "+48501234567");
        EXPECT_TRUE(point.get(contact_point.valid));
    });
}

TEST_F(ContactPointTest, a_phone_that_fits_no_country_is_kept_as_typed_and_marked) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "phone", "12-345 (porter)");
        EXPECT_EQ(point.get(contact_point.value), "12-345 (porter)");
        EXPECT_EQ(point.get(contact_point.normal), "12345");
        EXPECT_FALSE(point.get(contact_point.valid));
        EXPECT_EQ(context.load(party, acme).get(party.phone), "12-345 (porter)");
    });
}

TEST_F(ContactPointTest, an_email_must_be_one) {
    EXPECT_EQ(field_refused([](Context& context) {
                  add(context, organization(context, "Acme").id(), "email", "nobody at nowhere");
              }),
              "value");
}

TEST_F(ContactPointTest, other_kinds_have_their_own_primary_and_leave_the_party_alone) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record viber = add(context, acme, "viber", "070 123 456");
        add(context, acme, "other", "@Acme.Official");
        EXPECT_TRUE(viber.get(contact_point.primary));
        const Record record = context.load(party, acme);
        EXPECT_FALSE(record.has(party.phone));
        EXPECT_FALSE(record.has(party.email));
    });
}

TEST_F(ContactPointTest, the_kind_of_a_contact_point_stays) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record point = add(context, organization(context, "Acme").id(), "email", "a@acme.example");
                  point.set(contact_point.kind, "phone");
                  context.save(point);
              }),
              "kind");
}

TEST_F(ContactPointTest, a_party_comes_back_from_the_bin_with_its_contact_points) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        add(context, acme, "email", "a@acme.example");
        add(context, acme, "email", "b@acme.example");
        Record record = context.load(party, acme);
        context.remove(record);
        EXPECT_EQ(points(context, acme, "email"), "");
        context.restore(record);
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example* b@acme.example");
        EXPECT_EQ(email_of(context, acme), "a@acme.example");
    });
}

TEST_F(ContactPointTest, the_only_one_of_its_kind_stays_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record point = add(context, acme, "email", "a@acme.example");
        point.set(contact_point.primary, false);
        context.save(point);
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example*");
        point.clear(contact_point.primary);
        context.save(point);
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example*");
        EXPECT_EQ(email_of(context, acme), "a@acme.example");
    });
}

TEST_F(ContactPointTest, one_that_moves_to_a_party_without_becomes_primary_there) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id(), other = organization(context, "Other").id();
        add(context, acme, "email", "a@acme.example");
        Record second = add(context, acme, "email", "b@acme.example");
        second.set(contact_point.party, other);
        context.save(second);
        EXPECT_EQ(points(context, other, "email"), "b@acme.example*");
        EXPECT_EQ(email_of(context, other), "b@acme.example");
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example*");
        EXPECT_EQ(email_of(context, acme), "a@acme.example");
    });
}

TEST_F(ContactPointTest, a_primary_that_moves_away_leaves_the_next_one_or_none) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id(), other = organization(context, "Other").id();
        Record first = add(context, acme, "email", "a@acme.example");
        Record second = add(context, acme, "email", "b@acme.example");
        first.set(contact_point.party, other);
        context.save(first);
        EXPECT_EQ(points(context, acme, "email"), "b@acme.example*");
        EXPECT_EQ(email_of(context, acme), "b@acme.example");
        EXPECT_EQ(email_of(context, other), "a@acme.example");
        second = context.load(contact_point, second.id());
        second.set(contact_point.party, other);
        second.set(contact_point.primary, false);
        context.save(second);
        EXPECT_EQ(email_of(context, acme), "");
        EXPECT_EQ(points(context, other, "email"), "a@acme.example* b@acme.example");
    });
}

TEST_F(ContactPointTest, a_restored_one_leads_only_where_nobody_else_does) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record first = add(context, acme, "email", "a@acme.example");
        context.remove(first);
        EXPECT_EQ(email_of(context, acme), "");
        context.restore(first);
        EXPECT_EQ(email_of(context, acme), "a@acme.example") << "it is alone";
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example*");
        first = context.load(contact_point, first.id());
        context.remove(first);
        add(context, acme, "email", "b@acme.example");
        context.restore(first);
        EXPECT_EQ(email_of(context, acme), "b@acme.example");
        EXPECT_EQ(points(context, acme, "email"), "a@acme.example b@acme.example*");
    });
}

TEST_F(ContactPointTest, a_lone_one_cannot_come_back_to_a_party_in_the_bin) {
    act([this](Context& context) {
        Record acme = organization(context, "Acme");
        Record point = add(context, acme.id(), "email", "a@acme.example");
        context.remove(point);
        acme = context.load(party, acme.id());
        context.remove(acme);
        EXPECT_THROW(context.restore(point), Error);
    });
}

} // namespace crm
