#include "modules/core/party.hpp"

#include "modules/modules_test.hpp"

namespace crm {

class PartyTest : public ModulesTest {
protected:
    // What `field` holds after a party with these values is saved.
    Record made(const std::function<void(Record&)>& fill) {
        std::optional<Record> result;
        act([&](Context& context) {
            result.emplace(context.make(party));
            fill(*result);
            context.save(*result);
        });
        return *result;
    }
};

TEST_F(PartyTest, people_are_named_after_their_given_middle_and_family_name) {
    Record record = made([](Record& fresh) {
        fresh.set(party.kind, "person");
        fresh.set(party.given_name, "Anna");
        fresh.set(party.middle_name, "Maria");
        fresh.set(party.family_name, "Żółć");
    });
    EXPECT_EQ(record.title(), "Anna Maria Żółć");
}

TEST_F(PartyTest, a_changed_family_name_changes_the_name) {
    act([](Context& context) {
        Record record = person(context, "Ана", "Петровска");
        record.set(party.family_name, "Ристовска");
        context.save(record);
        EXPECT_EQ(record.title(), "Ана Ристовска");
    });
}

TEST_F(PartyTest, a_person_known_by_one_name_alone_keeps_it) {
    Record record = made([](Record& fresh) {
        fresh.set(party.kind, "person");
        fresh.set(party.name, "Pan Kowalski z serwisu");
    });
    EXPECT_EQ(record.title(), "Pan Kowalski z serwisu");
}

TEST_F(PartyTest, a_whole_name_gives_a_person_its_parts) {
    Record record = made([](Record& fresh) {
        fresh.set(party.kind, "person");
        fresh.set(party.name, "Ewa Multi");
    });
    EXPECT_EQ(record.get(party.given_name), "Ewa");
    EXPECT_EQ(record.get(party.family_name), "Multi");
    act([&](Context& context) {
        Record kept = context.load(party, record.id());
        kept.set(party.family_name, "Nowa");
        context.save(kept);
        EXPECT_EQ(kept.title(), "Ewa Nowa");
        kept.set(party.name, "Ewa Maria Nowa-Lis");
        context.save(kept);
        EXPECT_EQ(kept.get(party.middle_name), "Maria");
        EXPECT_EQ(kept.get(party.family_name), "Nowa-Lis");
    });
}

TEST_F(PartyTest, the_name_of_a_person_is_not_changed_past_its_parts) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = person(context, "Jan", "Nowak");
                  record.set(party.name, "Pan Nowak");
                  context.save(record);
              }),
              "name");
}

TEST_F(PartyTest, nobody_is_nameless) {
    EXPECT_EQ(field_refused([](Context& context) { organization(context, ""); }), "name");
    EXPECT_EQ(field_refused([](Context& context) { person(context, "", ""); }), "family_name");
}

TEST_F(PartyTest, without_a_kind_a_given_name_makes_a_person_and_a_name_alone_an_organization) {
    EXPECT_EQ(made([](Record& fresh) { fresh.set(party.given_name, "Ivan"); }).get(party.kind), "person");
    EXPECT_EQ(made([](Record& fresh) { fresh.set(party.name, "Acme"); }).get(party.kind), "organization");
}

TEST_F(PartyTest, a_tax_number_is_kept_in_its_normal_form) {
    Record record = made([](Record& fresh) {
        fresh.set(party.name, "Acme");
        fresh.set(party.tax_id, "526-025-09-95");
    });
    EXPECT_EQ(record.get(party.tax_id), "5260250995");
    EXPECT_TRUE(record.get(party.tax_id_valid));
}

TEST_F(PartyTest, a_tax_number_with_a_wrong_check_digit_is_kept_and_marked) {
    Record record = made([](Record& fresh) {
        fresh.set(party.name, "Acme");
        fresh.set(party.tax_id, "526-025-09-94");
    });
    EXPECT_EQ(record.get(party.tax_id), "5260250994");
    EXPECT_TRUE(record.has(party.tax_id_valid));
    EXPECT_FALSE(record.get(party.tax_id_valid));
}

TEST_F(PartyTest, a_tax_number_that_is_no_number_is_kept_as_typed) {
    Record record = made([](Record& fresh) {
        fresh.set(party.name, "Acme");
        fresh.set(party.tax_id, "applied for");
    });
    EXPECT_EQ(record.get(party.tax_id), "applied for");
    EXPECT_FALSE(record.get(party.tax_id_valid));
}

TEST_F(PartyTest, the_country_of_a_party_decides_how_its_numbers_are_checked) {
    act([](Context& context) {
        Record record = organization(context, "Бионика ДООЕЛ");
        record.set(party.tax_id, "4030000375897");
        record.set(party.register_id, "6830862");
        record.set(party.country, "MK");
        context.save(record);
        EXPECT_EQ(record.get(party.country), "MK");
        EXPECT_TRUE(record.get(party.tax_id_valid));
        EXPECT_TRUE(record.get(party.register_id_valid));
        record.set(party.country, "PL");
        context.save(record);
        EXPECT_FALSE(record.get(party.tax_id_valid));
    });
}

TEST_F(PartyTest, an_emptied_tax_number_takes_its_mark_with_it) {
    act([](Context& context) {
        Record record = organization(context, "Acme");
        record.set(party.tax_id, "5260250995");
        context.save(record);
        record.clear(party.tax_id);
        context.save(record);
        EXPECT_FALSE(record.has(party.tax_id_valid));
    });
}

TEST_F(PartyTest, a_country_must_be_known) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = organization(context, "Acme");
                  record.set(party.country, "P1");
                  context.save(record);
              }),
              "country");
}

TEST_F(PartyTest, a_time_zone_must_be_known) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = organization(context, "Acme");
                  record.set(party.zone, "Europe/Atlantis");
                  context.save(record);
              }),
              "zone");
}

TEST_F(PartyTest, quiet_hours_are_hours_of_the_day) {
    auto quiet_from = [&](const char* hour) {
        return field_refused([&](Context& context) {
            Record record = organization(context, "Acme");
            record.set(party.quiet_from, hour);
            context.save(record);
        });
    };
    EXPECT_EQ(quiet_from("21:30"), "");
    EXPECT_EQ(quiet_from("24:00"), "quiet_from");
    EXPECT_EQ(quiet_from("9"), "quiet_from");
}

TEST_F(PartyTest, a_new_party_belongs_to_whoever_made_it) {
    act([&](Context& context) { EXPECT_EQ(organization(context, "Acme").get(party.owner), anna); });
}

TEST_F(PartyTest, an_imported_party_belongs_to_nobody_unless_said) {
    importing = true;
    act([](Context& context) { EXPECT_EQ(organization(context, "Acme").get(party.owner), 0); });
}

TEST_F(PartyTest, a_new_party_is_a_lead) {
    act([](Context& context) { EXPECT_EQ(organization(context, "Acme").get(party.lifecycle_stage), "lead"); });
}

} // namespace crm
