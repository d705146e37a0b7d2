#include "modules/core/duplicates.hpp"

#include "modules/core/contact_point.hpp"
#include "modules/core/party.hpp"
#include "modules/modules_test.hpp"
#include "record/alike.hpp"
#include "record/likely.hpp"

namespace crm {

namespace {

class PartyDuplicates : public ModulesTest {
protected:
    Id add(const std::string& given, const std::string& family, const std::string& email, const std::string& city) {
        Id id = 0;
        act([&](Context& context) {
            Record record = context.make(party);
            record.set(party.kind, "person");
            record.set(party.given_name, given);
            record.set(party.family_name, family);
            if (!email.empty()) record.set(party.email, email);
            if (!city.empty()) record.set(party.address, PostalAddress{.city = city});
            context.save(record);
            id = record.id();
        });
        return id;
    }
    Json alike(const std::string& typed) {
        std::string out;
        act([&](Context& context) {
            out.clear();
            write_alike(context, context.object("party"), Json::parse(typed), 0, out);
        });
        return Json::parse(out)["items"];
    }
    Json likely() {
        std::string out;
        act([&](Context& context) {
            out.clear();
            write_likely(context, context.object("party"), 0, 50, "", out);
        });
        return Json::parse(out)["items"];
    }
};

} // namespace

TEST_F(PartyDuplicates, who_is_this_is_told_by_address_number_and_name_with_town) {
    const Id jan = add("Jan", "Kowalski", "jan@x.pl", "Opole");
    act([&](Context& context) {
        Record point = context.make(contact_point);
        point.set(contact_point.party, jan);
        point.set(contact_point.kind, "phone");
        point.set(contact_point.value, "501 234 567");
        context.save(point);
    });
    add("Jan", "Nowak", "", "Opole");
    for (const char* typed : {R"({"email":"JAN@x.pl"})", R"({"phone":"+48 501 234 567"})",
                              R"({"given_name":"JAN","family_name":"Kowalski","address":{"city":"opole"}})"}) {
        const Json found = alike(typed);
        ASSERT_EQ(found.items().size(), 1u) << typed;
        EXPECT_EQ(found.items()[0].text("id"), std::to_string(jan)) << typed;
    }
    EXPECT_EQ(alike(R"({"email":"nobody@x.pl"})").items().size(), 0u);
    EXPECT_EQ(alike(R"({"name":"Kowalski Jan"})").items()[0]["fields"].items().size(), 1u);
}

TEST_F(PartyDuplicates, companies_are_the_same_without_their_legal_form_and_in_either_alphabet) {
    act([&](Context& context) { organization(context, "„ФАКОМ“ АД Скопје"); });
    EXPECT_EQ(alike(R"({"name":"Fakom Skopje"})").items().size(), 1u);
}

TEST_F(PartyDuplicates, wait_in_a_list_until_somebody_says_that_they_are_not_the_same) {
    std::vector<Id> ids;
    for (const auto& [given, family] : {std::pair{"Anna", "Wójcik"},
                                        {"Piotr", "Lis"},
                                        {"Ewa", "Mazur"},
                                        {"Adam", "Król"},
                                        {"Olga", "Baran"},
                                        {"Igor", "Duda"},
                                        {"Lena", "Sowa"},
                                        {"Marek", "Wrona"}}) {
        const std::string email = std::string(given) + "@firma.pl";
        ids.push_back(add(given, family, email, "Opole"));
    }
    const Id again = add("Ania", "Wojcik", "Anna@firma.pl", "Opole");
    find_all_duplicates(*engine, "party", {});
    Json pairs = likely();
    ASSERT_EQ(pairs.items().size(), 1u);
    EXPECT_EQ(pairs.items()[0]["b"].text("id"), std::to_string(again));
    EXPECT_GT(pairs.items()[0]["score"].as_number(), 0.5);
    act([&](Context& context) { say_not_same(context, context.object("party"), again, ids[0]); });
    EXPECT_EQ(likely().items().size(), 0u);
    find_all_duplicates(*engine, "party", {});
    EXPECT_EQ(likely().items().size(), 0u);
}

TEST_F(PartyDuplicates, are_noticed_soon_after_they_are_written) {
    at = now();
    add("Anna", "Nowak", "anna@x.pl", "Opole");
    add("Anna", "Nowak", "anna@x.pl", "Opole");
    look_up_changed(*engine);
    EXPECT_EQ(likely().items().size(), 1u);
}

} // namespace crm
