#include "modules/core/address.hpp"

#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"

namespace crm {

class AddressTest : public ModulesTest {
protected:
    static PostalAddress in_city(const std::string& city) {
        return {.street = "ul. Prosta", .house = "1", .postal_code = "00-001", .city = city, .country = "PL"};
    }
    static Record add(Context& context, Id owner, const std::string& city) {
        Record record = context.make(address);
        record.set(address.party, owner);
        record.set(address.place, in_city(city));
        context.save(record);
        return record;
    }
    static std::string city_of(Context& context, Id owner) {
        return context.load(party, owner).get(party.address).city;
    }
    static std::size_t count(Context& context, Id owner) {
        return context.find(address, address.party == owner).size();
    }
};

TEST_F(AddressTest, an_address_is_called_by_its_line) {
    act([](Context& context) {
        EXPECT_EQ(add(context, organization(context, "Acme").id(), "Warszawa").title(),
                  "ul. Prosta 1, 00-001 Warszawa");
    });
}

TEST_F(AddressTest, an_address_of_a_country_alone_is_called_by_it) {
    act([](Context& context) {
        Record record = context.make(address);
        record.set(address.party, organization(context, "Acme").id());
        record.set(address.place, {.country = "MK"});
        context.save(record);
        EXPECT_EQ(record.title(), "MK");
    });
}

TEST_F(AddressTest, writing_the_address_of_a_party_makes_and_changes_the_primary_one) {
    act([](Context& context) {
        Record acme = organization(context, "Acme");
        acme.set(party.address, in_city("Warszawa"));
        context.save(acme);
        acme.set(party.address, in_city("Kraków"));
        context.save(acme);
        auto all = context.find(address, address.party == acme.id());
        ASSERT_EQ(all.size(), 1u);
        EXPECT_EQ(all[0].get(address.place).city, "Kraków");
        EXPECT_TRUE(all[0].get(address.primary));
    });
}

TEST_F(AddressTest, emptying_the_address_lets_the_next_become_primary) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        add(context, acme, "Warszawa");
        add(context, acme, "Gdańsk");
        Record record = context.load(party, acme);
        record.clear(party.address);
        context.save(record);
        EXPECT_EQ(city_of(context, acme), "Gdańsk");
        EXPECT_EQ(count(context, acme), 1u);
    });
}

TEST_F(AddressTest, deleting_the_primary_address_shows_the_next) {
    act([](Context& context) {
        const Id acme = organization(context, "Acme").id();
        Record first = add(context, acme, "Warszawa");
        add(context, acme, "Skopje");
        EXPECT_EQ(city_of(context, acme), "Warszawa");
        context.remove(first);
        EXPECT_EQ(city_of(context, acme), "Skopje");
    });
}

TEST_F(AddressTest, an_address_does_not_end_before_it_begins) {
    EXPECT_EQ(field_refused([](Context& context) {
                  Record record = add(context, organization(context, "Acme").id(), "Warszawa");
                  record.set(address.valid_from, *make_day(2026, 5, 1));
                  record.set(address.valid_to, *make_day(2026, 4, 30));
                  context.save(record);
              }),
              "valid_to");
}

} // namespace crm
